"""The plan of a journey as the AI agent reads it, and how far the contact has come in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

MINE = ("ai_agent", "either")


@dataclass(frozen=True)
class PlanStep:
    """One step of a journey. `proof_*` say what makes it done; see `assist/journeys/__init__.py` for their meaning."""

    key: str
    title: str
    owner: str
    says: str = ""
    tools: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    proof_tools: tuple[str, ...] = ()
    proof_where: Mapping[str, Any] = field(default_factory=dict)
    proof_entity: str = ""
    proof_turn: str = ""
    proof_mentions: tuple[str, ...] = ()

    @property
    def is_mine(self) -> bool:
        return self.owner in MINE

    @property
    def is_wait_for_words(self) -> bool:
        """Done by something that the customer says, not by a tool."""
        return bool(self.proof_entity) or self.proof_turn == "customer"


@dataclass(frozen=True)
class Receipt:
    """What a tool confirmed. `seq` is the event of the confirmation."""

    tool: str
    seq: int
    input: Mapping[str, Any]
    output: Mapping[str, Any]

    def fits(self, where: Mapping[str, Any]) -> bool:
        return all(self.output.get(name) == value for name, value in where.items())


def steps_from(plan: Iterable[Mapping[str, Any]]) -> tuple[PlanStep, ...]:
    """The steps of a journey's file. A step without `depends_on` follows the one before it."""
    steps: list[PlanStep] = []
    for entry in plan:
        before = (steps[-1].key,) if steps else ()
        steps.append(_step(entry, before))
    return tuple(steps)


def _step(entry: Mapping[str, Any], before: tuple[str, ...]) -> PlanStep:
    proof = entry.get("proven_by") or {}
    after = entry.get("depends_on")
    return PlanStep(
        key=entry["key"],
        title=entry["title"],
        owner=entry["owner"],
        says=entry.get("says") or "",
        tools=tuple(entry.get("tools") or ()),
        depends_on=before if after is None else tuple(after),
        proof_tools=_listed(proof.get("tool")),
        proof_where=proof.get("where") or {},
        proof_entity=proof.get("entity") or "",
        proof_turn=proof.get("turn") or "",
        proof_mentions=tuple(str(word) for word in proof.get("mentions") or ()),
    )


def _listed(tools: Any) -> tuple[str, ...]:
    return (tools,) if isinstance(tools, str) else tuple(tools or ())
