"""When a process that ended starts again."""

from dataclasses import dataclass

FIRST_DELAY_SECONDS = 0.3
LONGEST_DELAY_SECONDS = 15.0
HEALTHY_AFTER_SECONDS = 30.0


def restart_delay(crashes: int) -> float:
    """Seconds to wait before the start that follows this many crashes in a row (1 for the first one)."""
    return min(FIRST_DELAY_SECONDS * 2.0 ** (max(crashes, 1) - 1), LONGEST_DELAY_SECONDS)


@dataclass(frozen=True)
class CrashRecord:
    """How often in a row a process crashed. One that ran long enough starts with a clean record."""

    crashes: int = 0
    started_at: float = 0.0

    def after_start(self, at: float) -> "CrashRecord":
        """The record of a process that was just started."""
        return CrashRecord(self.crashes, at)

    def after_crash(self, at: float) -> "CrashRecord":
        """The record of a process that was just found dead."""
        was_healthy = at - self.started_at >= HEALTHY_AFTER_SECONDS
        return CrashRecord(1 if was_healthy else self.crashes + 1, self.started_at)

    @property
    def delay(self) -> float:
        """Seconds to wait before the next start."""
        return restart_delay(self.crashes)
