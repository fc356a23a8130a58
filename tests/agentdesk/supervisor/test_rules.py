import pytest

from agentdesk.supervisor.rules import (
    HEALTHY_AFTER_SECONDS,
    LONGEST_DELAY_SECONDS,
    CrashRecord,
    restart_delay,
)


@pytest.mark.parametrize(("crashes", "seconds"), [(1, 0.3), (2, 0.6), (3, 1.2), (5, 4.8), (50, 15.0)])
def test_each_crash_in_a_row_doubles_the_wait_up_to_a_limit(crashes: int, seconds: float) -> None:
    assert restart_delay(crashes) == pytest.approx(seconds)
    assert restart_delay(crashes) <= LONGEST_DELAY_SECONDS


def test_a_process_that_ran_long_enough_starts_with_a_clean_record() -> None:
    record = CrashRecord().after_start(0).after_crash(1).after_start(2).after_crash(3)
    assert record.crashes == 2
    assert record.after_start(4).after_crash(4 + HEALTHY_AFTER_SECONDS).crashes == 1
