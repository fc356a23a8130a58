"""Training and measuring the ranking of next actions, for the room of learning."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from assist.nextbest.ranking.learning import learn_next_actions
from assist.nextbest.ranking.model import NextActions
from assist.nextbest.ranking.planned import PlanOrder
from assist.nextbest.ranking.states import plain
from assist.nextbest.ranking.texts import Texts
from assist.providers.embeddings import embed
from assist.registry.conversations import Turn
from assist.registry.material import Dialogues

KIND = "next_actions"
MOST = 2000  # moments that are measured, spread evenly
read = NextActions.from_bytes


def train(material: Dialogues, *, seed: int, progress: Callable[[float, str], None]) -> NextActions:
    """The model of these conversations and plans. Raises ValueError where no agent's action is named."""
    return learn_next_actions(
        material.conversations, material.plans, texts=Texts(embed), seed=seed, told=progress
    )


def fallback(material: Dialogues, *, seed: int) -> PlanOrder:
    """What the room does without a version: the plans' own order."""
    return PlanOrder(material.plans)


def evaluate(model: NextActions | PlanOrder, held_out: Dialogues) -> dict[str, Any]:
    """How often the action that was taken is ranked first and among three, the weighted F1, and what the threshold shows."""
    taken, firsts, among, shown = [], [], 0, []
    for turns, tasks, action in _moments(held_out):
        ranked = model.rank(turns, tasks, embed, held_out.plans)
        first = ranked[0] if ranked else None
        taken.append(action)
        firsts.append(first.action if first else "")
        among += action in [one.action for one in ranked[:3]]
        if first and first.chance >= model.threshold:
            shown.append(first.action == action)
    if not taken:
        return {}
    return {
        "accuracy": sum(map(str.__eq__, taken, firsts)) / len(taken),
        "weighted_f1": weighted_f1(taken, firsts),
        "top3": among / len(taken),
        "shown": len(shown) / len(taken),
        "precision_shown": sum(shown) / len(shown) if shown else 0.0,
        "per_class": _by_action(taken, firsts),
    }


def _by_action(taken: list[str], said: list[str]) -> dict[str, dict[str, float]]:
    right = Counter(one for one, other in zip(taken, said, strict=True) if one == other)
    claimed = Counter(said)
    return {
        action: {"n": n, "recall": right[action] / n, "precision": right[action] / max(claimed[action], 1)}
        for action, n in sorted(Counter(taken).items())
    }


def weighted_f1(taken: list[str], said: list[str]) -> float:
    """F1 of each action, weighted by how often it was taken."""
    right = Counter(one for one, other in zip(taken, said, strict=True) if one == other)
    real, claimed = Counter(taken), Counter(said)
    return sum(n * 2 * right[a] / (n + claimed[a]) for a, n in real.items()) / len(taken)


def _moments(held_out: Dialogues) -> Iterator[tuple[tuple[Turn, ...], tuple[str, ...], str]]:
    """Turns so far, tasks, and what was done next; every so many, when there are more than are needed."""
    places = [(c, at) for c in held_out.conversations for at, turn in enumerate(c.turns) if turn.action]
    step = max(1, len(places) // MOST)
    for conversation, at in places[::step]:
        yield conversation.turns[:at], conversation.tasks, plain(conversation.turns[at].action)
