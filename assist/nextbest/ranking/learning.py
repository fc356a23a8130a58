"""Learning to rank next actions from conversations. Seeded: the same conversations give the same model, bit by bit."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from assist.nextbest.ranking.candidates import in_order, seen_candidates, weigh
from assist.nextbest.ranking.examples import examples_of, own_values, plans_for, strays_of
from assist.nextbest.ranking.features import candidates_of
from assist.nextbest.ranking.forest import Forest, grow_forest
from assist.nextbest.ranking.lessons import FOLDS, Lesson
from assist.nextbest.ranking.likes import Likes
from assist.nextbest.ranking.model import NextActions
from assist.nextbest.ranking.network import Network, Pictures, train_network
from assist.nextbest.ranking.plans import view_of
from assist.nextbest.ranking.slots import Slots
from assist.nextbest.ranking.texts import Texts
from assist.nextbest.ranking.thresholds import chosen_threshold, is_checked
from assist.registry.conversations import Conversation, Plan

Told = Callable[[float, str], None]
FOR_PLANS = 12_000  # states are enough to learn what plans mean
FEWEST = 2  # actions to choose from


def learn_next_actions(
    conversations: Sequence[Conversation], plans: Sequence[Plan], *, texts: Texts, seed: int, told: Told
) -> NextActions:
    """The model of these conversations. Raises ValueError where agents' actions are not named."""
    examples = examples_of(conversations)
    actions = tuple(sorted({example.action for example in examples}))
    if len(actions) < FEWEST:
        raise ValueError("The conversations name no actions of agents to learn from.")
    known = plans_for(conversations, plans)
    strays = strays_of(examples, conversations, known)
    texts.learn(
        [turn.text for c in conversations for turn in c.turns], known.values(), strays, examples, told
    )
    views = {task: view_of(plan, strays, texts.vectors) for task, plan in known.items()}
    lesson = Lesson(examples, own_values(conversations), Slots.of(conversations), actions, views, texts)
    seen = frozenset(task for conversation in conversations for task in conversation.tasks or ("",))
    told(0.35, "Reading the conversations")
    logits = _unseen_logits(lesson, seed, told)
    told(0.6, "Learning from all conversations")
    network = _network(lesson, np.arange(len(examples)), seed)
    likes = Likes.of(lesson.keys, lesson.wanted.tolist())
    told(0.7, "Weighing candidates")
    of_seen, threshold, precision = _weigh_seen(lesson, logits, likes, seed)
    told(0.85, "Learning what plans mean")
    return NextActions(
        actions=actions, vocabulary=lesson.vocabulary, slots=lesson.slots, network=network, likes=likes, of_seen=of_seen,
        of_plans=_weigh_plans(lesson, seed), plans=known, strays=strays, seen=seen, threshold=threshold, precision=precision,
    )  # fmt: skip


def _network(lesson: Lesson, rows: NDArray[np.intp], seed: int) -> Network:
    pictures = Pictures(lesson.pictures.table, lesson.pictures.places[rows])
    return train_network(
        lesson.bags[rows],
        pictures,
        lesson.wanted[rows],
        classes=len(lesson.actions),
        seed=seed,
        told=lambda share: None,
    )


def _unseen_logits(lesson: Lesson, seed: int, told: Told) -> NDArray[np.float32]:
    """What a network says of each example that has not learned from its customer."""
    logits = np.zeros((len(lesson.examples), len(lesson.actions)), dtype=np.float32)
    for fold in range(FOLDS):
        told(0.35 + 0.25 * fold / FOLDS, f"Learning part {fold + 1} of {FOLDS}")
        rows, others = np.flatnonzero(lesson.folds == fold), np.flatnonzero(lesson.folds != fold)
        if len(rows) and len(others):
            network = _network(lesson, others, seed + fold + 1)
            pictures = Pictures(lesson.pictures.table, lesson.pictures.places[rows])
            logits[rows] = network.scores(lesson.bags[rows], pictures)
    return logits


def _weigh_seen(
    lesson: Lesson, logits: NDArray[np.float32], likes: Likes, seed: int
) -> tuple[Forest, float, float]:
    """The trees for tasks that were seen; and the threshold, from customers that the trees have not seen."""
    places = {action: place for place, action in enumerate(lesson.actions)}
    own = _likes_by_fold(lesson)
    rows, right, checked = [], [], []
    for place, example in enumerate(lesson.examples):
        actions, features = seen_candidates(
            lesson.moment(place), lesson.views_of(place), logits[place], lesson.actions
        )
        if actions:
            without = own[int(lesson.folds[place])]
            weighed = weigh(actions, features, logits[place], places, likes, lesson.keys[place], without)
            if is_checked(example.customer):
                checked.append((actions, weighed, example.action))
            else:
                rows.append(weighed)
                right += [action == example.action for action in actions]
    matrix = np.concatenate(rows)
    rows.clear()  # once is large enough
    forest = grow_forest(matrix, np.array(right), trees=200, leaves=24, rate=0.06, seed=seed)
    firsts = []
    for actions, weighed, wanted in checked:
        action, chance = in_order(actions, forest.scores(weighed))[0]
        firsts.append((chance, action == wanted))
    return forest, *chosen_threshold(firsts)


def _weigh_plans(lesson: Lesson, seed: int) -> Forest:
    """The trees that know plans alone, from a sample of the states."""
    random = np.random.default_rng(seed)
    conversations = random.permutation(max(one.conversation for one in lesson.examples) + 1)
    rank = {int(number): place for place, number in enumerate(conversations)}
    chosen = sorted(range(len(lesson.examples)), key=lambda at: (rank[lesson.examples[at].conversation], at))[
        :FOR_PLANS
    ]
    rows, right = [], []
    for place in sorted(chosen):
        actions, features = candidates_of(lesson.moment(place), lesson.views_of(place))
        rows.append(features)
        right += [action == lesson.examples[place].action for action in actions]
    return grow_forest(np.concatenate(rows), np.array(right), trees=120, leaves=31, rate=0.1, seed=seed)


def _likes_by_fold(lesson: Lesson) -> dict[int, Likes]:
    """What each example must not hear of: a whole fold. Leaving out its own conversation alone would tell what was done in
    it, by the one that is missing from the counts of others like it; the trees would learn to read that.
    """
    found = {}
    for fold in range(FOLDS):
        places = np.flatnonzero(lesson.folds == fold).tolist()
        keys, wanted = [lesson.keys[place] for place in places], lesson.wanted[places].tolist()
        found[fold] = Likes.of(keys, wanted, len(places) / len(lesson.examples))
    return found
