"""The learned model of next actions: ranks what may follow in a conversation, with the chance and the evidence of each."""

import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assist.nextbest.ranking.candidates import in_order, seen_candidates, weigh
from assist.nextbest.ranking.features import candidates_of
from assist.nextbest.ranking.forest import Forest
from assist.nextbest.ranking.likes import Evidence, Likes, keys_of
from assist.nextbest.ranking.moments import Moment, moment_of
from assist.nextbest.ranking.network import Network
from assist.nextbest.ranking.plans import GENERIC, Embed, PlanView, view_of
from assist.nextbest.ranking.slots import Slots
from assist.nextbest.ranking.states import State, state_of
from assist.nextbest.ranking.tokens import tokens_of
from assist.registry.conversations import Plan, Turn, plan_of

FORM = 1  # of the artefact
HEARD, HEARD_AT_FIRST = (
    0.2,
    0.5,
)  # share of the seen tasks' model among unseen tasks, once a plan is under way and before


@dataclass(frozen=True)
class Ranked:
    """An action, how likely it is to be the next one, and what was done in like cases where there were enough."""

    action: str
    chance: float
    evidence: Evidence | None


@dataclass
class NextActions:
    """Ranks next actions. Made by `learning.learn_next_actions`, kept as bytes without pickles."""

    actions: tuple[str, ...]
    vocabulary: Mapping[str, int]
    slots: Slots
    network: Network
    likes: Likes
    of_seen: Forest
    of_plans: Forest
    plans: Mapping[str, Plan]
    strays: Mapping[str, str]
    seen: frozenset[str]
    threshold: float = 0.0  # below it the first action is not worth saying
    precision: float = 0.0  # how often the first action was right above the threshold, on held-out cases
    _views: dict[str, PlanView] = field(default_factory=dict, repr=False)

    def rank(
        self, turns: Sequence[Turn], tasks: Iterable[str], embed: Embed, plans: Iterable[Plan] = ()
    ) -> list[Ranked]:
        """Every action of the tasks' plans, the likeliest first. `plans` are those of tasks that the model may not know."""
        state = state_of(turns, tasks)
        given = {plan.task: plan for plan in plans}
        views = [
            self._view(plan, embed)
            for task in state.tasks or ("",)
            if (plan := given.get(task) or self.plans.get(task))
        ]
        views = views or [self._view(plan, embed) for plan in self.plans.values()]
        moment = moment_of(state, embed)
        unseen = [task for task in state.tasks if task not in self.seen]
        mixed = any(view.task in self.seen for view in views)
        # Without a task the network knows best which it is.
        found = (
            self._of_seen(moment, views) if not unseen
            else self._of_both(moment, views) if mixed
            else self._of_plans(moment, views)
        )  # fmt: skip
        keys = keys_of(state)
        return [Ranked(action, chance, self._evidence(keys, action)) for action, chance in found]

    def _of_both(self, moment: Moment, views: Sequence[PlanView]) -> list[tuple[str, float]]:
        """Where some tasks were seen and others not: what plans say, and a share of what agents did in the seen ones."""
        own = frozenset[str]().union(*(view.given for view in views)) - GENERIC
        share = HEARD if own.intersection(moment.path) else HEARD_AT_FIRST
        chances = {action: (1 - share) * chance for action, chance in self._of_plans(moment, views)}
        for action, chance in self._of_seen(moment, [view for view in views if view.task in self.seen]):
            chances[action] = chances.get(action, 0.0) + share * chance
        return sorted(chances.items(), key=lambda pair: (-pair[1], pair[0]))

    def _of_plans(self, moment: Moment, views: Sequence[PlanView]) -> list[tuple[str, float]]:
        actions, rows = candidates_of(moment, views)
        return in_order(actions, self.of_plans.scores(rows)) if actions else []

    def _of_seen(self, moment: Moment, views: Sequence[PlanView]) -> list[tuple[str, float]]:
        logits = self.network.score(self.token_rows(moment.state), np.concatenate(moment.vectors))
        possible = {action for view in views for action in view.actions}
        actions, rows = seen_candidates(moment, views, logits, self.actions)
        found = []
        if actions:
            weighed = weigh(actions, rows, logits, self._places, self.likes, keys_of(moment.state))
            found = in_order(actions, self.of_seen.scores(weighed))
        rest = [self.actions[place] for place in np.argsort(-logits, kind="stable")]
        left = [action for action in rest if action in possible and action not in actions]
        return found + [(action, 0.0) for action in left + sorted(possible.difference(actions, left))]

    def token_rows(self, state: State) -> list[int]:
        known = (self.vocabulary.get(token) for token in tokens_of(state, self.slots))
        return sorted(row for row in known if row is not None)

    def _evidence(self, keys: Sequence[int], action: str) -> Evidence | None:
        place = self._places.get(action)
        return None if place is None else self.likes.evidence(keys, place)

    def _view(self, plan: Plan, embed: Embed) -> PlanView:
        name = json.dumps([plan.task, sorted(plan.replies.items()), sorted(plan.graph.items())])
        if name not in self._views:
            self._views[name] = view_of(plan, self.strays, embed)
        return self._views[name]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {action: place for place, action in enumerate(self.actions)}

    @cached_property
    def version(self) -> str:
        """A digest of all that was learned."""
        return hashlib.sha256(self.to_bytes()).hexdigest()[:12]

    def to_bytes(self) -> bytes:
        """The same model gives the same bytes."""
        network = {f"network_{name}": value for name, value in vars(self.network).items()}
        forests = {f"{n}_{k}": v for n in ("of_seen", "of_plans") for k, v in getattr(self, n).arrays.items()}
        likes = {f"likes_{name}": value for name, value in self.likes.arrays.items()}
        told = np.frombuffer(json.dumps(self._told, ensure_ascii=False).encode(), dtype=np.uint8)
        packed = io.BytesIO()
        arrays: dict[str, Any] = {"told": told, **network, **forests, **likes}
        np.savez_compressed(packed, **arrays)
        return packed.getvalue()

    @property
    def _told(self) -> dict[str, Any]:
        fields = sorted(([*value], dict(counts)) for value, counts in self.slots.fields.items())
        return {
            "form": FORM, "actions": self.actions, "vocabulary": list(self.vocabulary), "slots": fields,
            "plans": [asdict(plan) for plan in self.plans.values()], "strays": dict(self.strays),
            "seen": sorted(self.seen), "threshold": self.threshold, "precision": self.precision,
        }  # fmt: skip

    @classmethod
    def from_bytes(cls, artefact: bytes) -> "NextActions":
        """The model of an artefact. Raises ValueError for one of another form."""
        with np.load(io.BytesIO(artefact), allow_pickle=False) as packed:
            arrays = {name: packed[name] for name in packed.files}
        told = json.loads(arrays["told"].tobytes())
        if told["form"] != FORM:
            raise ValueError(f"The model has the form {told['form']}, not {FORM}")
        return cls(
            actions=tuple(told["actions"]),
            vocabulary={token: row for row, token in enumerate(told["vocabulary"])},
            slots=Slots({tuple(value): counts for value, counts in told["slots"]}),
            network=Network(**_named(arrays, "network_")),
            likes=Likes.from_arrays(_named(arrays, "likes_")),
            of_seen=Forest.from_arrays(_named(arrays, "of_seen_")),
            of_plans=Forest.from_arrays(_named(arrays, "of_plans_")),
            plans={row["task"]: plan_of(row) for row in told["plans"]},
            strays=told["strays"],
            seen=frozenset(told["seen"]),
            threshold=told["threshold"],
            precision=told["precision"],
        )


def _named(arrays: Mapping[str, NDArray[Any]], prefix: str) -> dict[str, Any]:
    return {name.removeprefix(prefix): value for name, value in arrays.items() if name.startswith(prefix)}
