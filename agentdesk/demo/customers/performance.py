"""One customer playing a script: what to do on an answer, and what when none comes. Pure; times come in as
seconds."""

from dataclasses import dataclass, field

from agentdesk.demo.customers.scripts import Reply, Script


@dataclass(frozen=True)
class Deed:
    """What the customer does next: waits between the two numbers of seconds, then presses, says, leaves."""

    wait: tuple[float, float]
    say: tuple[str, ...] = ()
    asks_person: bool = False
    leaves: bool = False


@dataclass
class Performance:
    """`spoke_at` is when the last own line went out; silence counts from there until somebody answers."""

    script: Script
    began_at: float
    spoke_at: float = 0
    is_waiting: bool = True
    used: set[int] = field(default_factory=set)
    silences: int = 0

    def opening(self) -> Deed:
        return Deed((0.5, 2.0), self._filled(self.script.opens))

    def hear(self, speaker: str, text: str) -> Deed | None:
        """What to do on an answer by `speaker` (ai or person); None when no reply fits."""
        self.is_waiting = False
        for number, reply in enumerate(self.script.replies):
            if (number not in self.used or reply.again) and reply.fits(speaker, text):
                self.used.add(number)
                return self._deed(reply)
        return None

    def spoke(self, now: float) -> None:
        self.spoke_at, self.is_waiting = now, True

    def on_silence(self, now: float) -> Deed | None:
        """What to do because nobody has answered for so long, or because it takes too long altogether."""
        if now - self.began_at > self.script.longest:
            return Deed((0, 1), leaves=True)
        if not self.is_waiting or self.silences >= len(self.script.silence):
            return None
        entry = self.script.silence[self.silences]
        if now - self.spoke_at < entry.after:
            return None
        self.silences += 1
        return Deed((0, 2), self._filled(entry.say), leaves=entry.leaves)

    def _deed(self, reply: Reply) -> Deed:
        return Deed(reply.wait, self._filled(reply.say), reply.asks_person, reply.leaves)

    def _filled(self, lines: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.script.persona.fill(line) for line in lines)
