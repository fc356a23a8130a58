"""The process of one training. It tells every second that it lives, and ends when nobody waits for it or its worker died."""

import os
import threading
from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import connection

from assist.learning.actions import DIED, beat, end_training, take_training
from assist.learning.models import TrainingJob
from assist.learning.training import Cancelled, run_training
from cases.refusals import Refusal

log = structlog.get_logger(__name__)
SECOND = 1.0
Clock = Callable[[], datetime]


class Heart(threading.Thread):
    """Beats beside the training, which may be deep in its sums for a minute."""

    def __init__(self, pk: int, clock: Clock) -> None:
        super().__init__(name="heart", daemon=True)
        self.pk, self.clock = pk, clock
        self.share, self.words = 0.0, "Starting"
        self.parent = os.getppid()
        self.rests = threading.Event()

    def tell(self, share: float, words: str) -> None:
        self.share, self.words = share, words

    def run(self) -> None:
        while not self.rests.wait(SECOND):
            if os.getppid() != self.parent:
                end_training(pk=self.pk, state=TrainingJob.State.INTERRUPTED, words=DIED, at=self.clock())
                os._exit(1)
            if not beat(pk=self.pk, share=self.share, words=self.words, at=self.clock()):
                os._exit(0)
        connection.close()


def train_alone(pk: int, clock: Clock) -> None:
    """Runs the waiting training in this process, with its end whatever that is. Does nothing for one that does not wait."""
    job = take_training(pk=pk, at=clock())
    if job is None:
        return
    heart = Heart(pk, clock)
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
        heart.rests.set()
        heart.join()
