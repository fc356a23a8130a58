from dataclasses import dataclass

from cases.events.facts import Fact


@dataclass(frozen=True)
class FollowUpPlanned(Fact):
    NAME = "follow_up.planned"
    follow_up_id: int
    title: str
    due_on: str
    owner_name: str

    def sentence(self) -> str:
        return f"A follow-up was planned for {self.due_on}: {self.title}"


@dataclass(frozen=True)
class FollowUpDue(Fact):
    NAME = "follow_up.due"
    follow_up_id: int
    title: str
    owner_name: str
    agent_id: int = 0
    queue_id: int = 0

    def sentence(self) -> str:
        return f"A follow-up is due: {self.title}"


@dataclass(frozen=True)
class FollowUpEnded(Fact):
    NAME = "follow_up.ended"
    follow_up_id: int
    title: str
    state: str

    def sentence(self) -> str:
        return f"A follow-up is {self.state}: {self.title}"
