"""What happens with knowledge on a case."""

from dataclasses import dataclass
from typing import Any, ClassVar

from cases.events.facts import Fact


@dataclass(frozen=True)
class ArticleFlagged(Fact):
    """An agent found an article wrong or out of date while working on the case."""

    NAME: ClassVar[str] = "article.flagged"
    flag_id: int
    slug: str
    title: str
    fault: str
    note: str = ""

    def sentence(self) -> str:
        return f"Flagged the article “{self.title}” as {self.fault}"


@dataclass(frozen=True)
class GapReported(Fact):
    """No article answers what the customer asked."""

    NAME: ClassVar[str] = "gap.reported"
    gap_id: int
    question: str

    def sentence(self) -> str:
        return f"Reported that no article answers “{self.question}”"


@dataclass(frozen=True)
class KnowledgeFound(Fact):
    """The passages that the search put beside the conversation after a customer's turn; empty when none
    answers."""

    NAME: ClassVar[str] = "knowledge.found"
    turn_id: int
    turn_seq: int
    position: int
    passages: list[
        dict[str, Any]
    ]  # slug, anchor, title, heading, text, sentence, version, reviewed_on, score …
    rules: str = ""
    is_gap: bool = (
        False  # nothing answers what an article should: the question is collected, and the agent is told
    )

    def sentence(self) -> str:
        if not self.passages and not self.is_gap:
            return f"Message {self.position} needed no article, and none was near it"
        if not self.passages:
            return f"No article answers message {self.position}"
        return f"For message {self.position} the article “{self.passages[0]['title']}” was found"
