"""What conversations teach: each action of an agent with the state before it, and the plans that they were to follow."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assist.nextbest.ranking.slots import Pairs, values_of
from assist.nextbest.ranking.states import QUERY, State, plain, state_of
from assist.registry.conversations import Conversation, Plan

OFTEN = 0.003  # the share of all actions from which one is used whatever the plan says


@dataclass(frozen=True)
class Example:
    """The place of its conversation and of its customer, the state, and what the agent did."""

    conversation: int
    customer: str
    state: State
    action: str


def examples_of(conversations: Sequence[Conversation]) -> list[Example]:
    """One example for each action that an agent picked or a tool that was called; free words teach nothing here."""
    return [
        Example(
            number,
            conversation.customer,
            state_of(conversation.turns[:at], conversation.tasks),
            plain(turn.action),
        )
        for number, conversation in enumerate(conversations)
        for at, turn in enumerate(conversation.turns)
        if turn.speaker == "agent" and turn.action
    ]


def own_values(conversations: Iterable[Conversation]) -> list[Pairs]:
    return [values_of(conversation) for conversation in conversations]


def plans_for(conversations: Sequence[Conversation], plans: Iterable[Plan]) -> dict[str, Plan]:
    """The plans by task; for a task without one, the actions that agents took in it, with their usual words."""
    known = {plan.task: plan for plan in plans}
    missing = sorted({task for c in conversations for task in c.tasks or ("",)} - known.keys())
    for task in missing:
        with_it = [c for c in conversations if task in (c.tasks or ("",))]
        alone = [c for c in with_it if len(c.tasks) < 2] or with_it
        known[task] = Plan(task, words_by_action(alone), {})
    return known


def words_by_action(conversations: Iterable[Conversation]) -> dict[str, str]:
    """Each action with the words that were used for it most."""
    words: dict[str, Counter[str]] = {}
    for conversation in conversations:
        for turn in conversation.turns:
            if turn.speaker == "agent" and turn.action:
                words.setdefault(plain(turn.action), Counter())[turn.text] += 1
    return {action: texts.most_common(1)[0][0] for action, texts in sorted(words.items())}


def strays_of(
    examples: Sequence[Example], conversations: Sequence[Conversation], plans: Mapping[str, Plan]
) -> dict[str, str]:
    """Actions that agents use although no plan of the conversation has them, with their words: goodbyes, for the most part."""
    counts = Counter(
        example.action
        for example in examples
        if example.action != QUERY
        and not any(
            example.action in plans[task].replies for task in example.state.tasks or ("",) if task in plans
        )
    )
    often = {action for action, count in counts.items() if count >= OFTEN * len(examples)}
    return {action: words for action, words in words_by_action(conversations).items() if action in often}
