"""The process of one training. It tells every second that it lives, and ends when nobody waits for it or its worker died."""

from collections.abc import Callable
from datetime import datetime

import structlog

from assist.learning.actions import DIED, beat, end_training, take_training
from assist.learning.heart import Heart
from assist.learning.models import TrainingJob
from assist.learning.training import Cancelled, run_training
from cases.refusals import Refusal

log = structlog.get_logger(__name__)
Clock = Callable[[], datetime]


def train_alone(pk: int, clock: Clock) -> None:
    """Runs the waiting training in this process, with its end whatever that is. Does nothing for one that does not wait."""
    job = take_training(pk=pk, at=clock())
    if job is None:
        return
    heart = _heart_of(pk, clock)
    heart.start()
    try:
        run_training(job=job, progress=heart.tell, at=clock)
    except Cancelled:
        pass
    except Refusal as refusal:
        end_training(pk=pk, state=TrainingJob.State.FAILED, words=refusal.message, at=clock())
    except Exception as error:  # the page must learn that nothing comes
        log.exception("training_failed", training=pk)
        words = f"It failed: {type(error).__name__}. The log has the details."
        end_training(pk=pk, state=TrainingJob.State.FAILED, words=words, at=clock())
    finally:
        heart.rest()


def _heart_of(pk: int, clock: Clock) -> Heart:
    return Heart(
        beat=lambda share, words: beat(pk=pk, share=share, words=words, at=clock()),
        orphaned=lambda: end_training(pk=pk, state=TrainingJob.State.INTERRUPTED, words=DIED, at=clock()),
    )
