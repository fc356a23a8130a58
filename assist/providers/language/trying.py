"""The tries of one question: a deadline over all of them, pauses with jitter, simpler formats, one repair."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotInTime
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from assist.providers.language.admission import Outcome
from assist.providers.language.base import (
    AnswerUnfit,
    Completion,
    FormatUnsupported,
    LanguageModel,
    ModelFailed,
    ModelLate,
    Prompt,
)
from assist.providers.language.rules import LEAST_SECONDS, another_try, pause_before

REPAIRS = 1  # how often an answer that does not fit is asked for again
Read = Callable[[str], dict[str, Any]]


@dataclass
class Tries:
    """Asks until an answer can be read, nothing more is sensible, or the deadline has come.

    `read` gives the value or raises AnswerUnfit; `may_repeat()` is asked before tokens are spent a second time.
    """

    model: LanguageModel
    prompt: Prompt
    read: Read
    seconds: float
    formats: Sequence[str]
    may_repeat: Callable[[], bool] = lambda: True
    made: int = 0
    value: dict[str, Any] | None = None
    said: Completion | None = None

    def run(self) -> Outcome:
        """All the tries. `value` holds the answer afterwards, None when there is none."""
        began = time.monotonic()
        failure = self._until(began + self.seconds)
        ms = round((time.monotonic() - began) * 1000)
        fmt = self.prompt.format if self.value is not None else ""
        return Outcome(self.made, ms, self.said, failure, fmt)

    def _until(self, deadline: float) -> ModelFailed | None:
        repairs = 0
        while True:
            try:
                self.value = self._once(deadline)
                return None
            except FormatUnsupported as failure:
                if not self._simplify() or deadline - time.monotonic() < LEAST_SECONDS:
                    return failure
            except AnswerUnfit as failure:
                repairs += 1
                if repairs > REPAIRS or not self._again(failure, deadline) or not self.may_repeat():
                    return failure
            except ModelFailed as failure:
                if not self._again(failure, deadline):
                    return failure

    def _once(self, deadline: float) -> dict[str, Any]:
        left = deadline - time.monotonic()
        if left <= 0:
            raise ModelLate("No answer before the deadline.")
        self.made += 1
        said = _in_time(self.model, self.prompt, left)
        before = self.said
        self.said = said if before is None else _together(before, said)
        if not said.is_whole:
            raise AnswerUnfit("It stopped at the limit of tokens.")
        return self.read(said.text)

    def _simplify(self) -> bool:
        """The next simpler way of asking for JSON; False when there is none."""
        rest = list(self.formats)[list(self.formats).index(self.prompt.format) + 1 :]
        if rest:
            self.prompt = replace(self.prompt, format=rest[0])
        return bool(rest)

    def _again(self, failure: ModelFailed, deadline: float) -> bool:
        """Waits for the next try; False when none is sensible."""
        pause = pause_before(self.made, retry_after=failure.retry_after, chance=random.random())
        left = deadline - time.monotonic()
        if not another_try(self.made, may_retry=failure.may_retry, pause=pause, left=left):
            return False
        time.sleep(pause)
        return True


def _in_time(model: LanguageModel, prompt: Prompt, seconds: float) -> Completion:
    """One try that is given up at its deadline, whatever the connection does meanwhile."""
    try:
        return _threads().submit(model.complete, prompt, seconds=seconds).result(timeout=seconds)
    except NotInTime:
        raise ModelLate("No answer before the deadline.") from None
    except ModelFailed:
        raise
    except Exception as error:  # an adapter that breaks its promise takes nobody with it
        raise ModelFailed(f"The adapter failed: {type(error).__name__}.") from error


def _together(one: Completion, other: Completion) -> Completion:
    """The later answer with what both of them took."""
    return replace(
        other, tokens_in=one.tokens_in + other.tokens_in, tokens_out=one.tokens_out + other.tokens_out
    )


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=8, thread_name_prefix="language-model")
