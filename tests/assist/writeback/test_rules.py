import pytest

from assist.writeback.rules import LONGEST_PAUSE, MAX_ATTEMPTS, after_failure, pause


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 2), (2, 4), (3, 8), (4, 16), (20, LONGEST_PAUSE)])
def test_the_pause_doubles_up_to_a_quarter_of_an_hour(attempts: int, seconds: float) -> None:
    assert pause(attempts, jitter=0.0) == seconds
    assert pause(attempts, jitter=1.0) == seconds / 2


@pytest.mark.parametrize(("retry_after", "seconds"), [(None, 2), (1.0, 2), (30.0, 30)])
def test_nothing_is_tried_before_the_crm_asked_for_it(retry_after: float | None, seconds: float) -> None:
    assert after_failure(attempts=1, jitter=0.0, retry_after=retry_after).seconds == seconds


def test_after_the_last_attempt_a_person_is_needed() -> None:
    assert not after_failure(attempts=MAX_ATTEMPTS - 1, jitter=0.5).is_dead
    assert after_failure(attempts=MAX_ATTEMPTS, jitter=0.5).is_dead
