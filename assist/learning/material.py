"""What each kind learns from, gathered from data sets, the taxonomy and what people corrected. Always in the same order."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assist.journeys.models import Journey
from assist.learning.correcting.actions import INTENTS, SENTIMENT
from assist.learning.correcting.queries import corrected_lines
from assist.learning.datasets import conversations_of
from assist.learning.models import DataSet
from assist.nextbest.journeys import plan_of_steps
from assist.registry.conversations import Conversation, Plan
from assist.registry.material import Dialogues, Line, Lines, Notes
from assist.taxonomy.models import Intent
from assist.taxonomy.queries import labelled_examples
from assist.understanding.mood_trainer import own_lines
from assist.wrapup.corrections import corrected_notes

SHORTEST_REQUEST = 4  # words: a greeting is no example of an intent


def intent_lines(datasets: Sequence[DataSet]) -> Lines:
    """What people corrected, examples of the taxonomy, and the openings of conversations whose one task is an intent."""
    intents = set(Intent.objects.active().values_list("key", flat=True))
    outside = Intent.objects.active().filter(is_out_of_scope=True).values_list("key", flat=True).first()
    written = [Line(text, label) for text, label in labelled_examples()]
    said = [line for one in conversations_of(datasets) if (line := _opening(one, intents))]
    return Lines(tuple(_once([*corrected_lines(INTENTS), *written, *said])), outside or "")


def mood_lines(datasets: Sequence[DataSet]) -> Lines:
    """Our own labelled file is the room's; corrections of people come with it."""
    own = own_lines()
    return replace(own, lines=(*corrected_lines(SENTIMENT), *own.lines))


def dialogues(datasets: Sequence[DataSet]) -> Dialogues:
    """The conversations of the data sets with the plans of the journeys."""
    return Dialogues(conversations_of(datasets), tuple(desk_plans()))


def noted_talks(datasets: Sequence[DataSet]) -> Notes:
    """The contacts of this desk whose note a person confirmed, with what the person wrote or let stand."""
    return corrected_notes(also_unchanged=True)


def desk_plans() -> Iterable[Plan]:
    """The journeys as plans, one for each intent, named as in the cases of this desk."""
    for journey in Journey.objects.filter(is_current=True).order_by("key"):
        for intent in journey.intents:
            yield plan_of_steps(intent, journey.steps)


def _opening(one: Conversation, intents: set[str]) -> Line | None:
    if len(one.tasks) != 1 or one.tasks[0] not in intents:
        return None
    said = (turn.text for turn in one.turns if turn.speaker == "customer")
    first = next((text for text in said if len(text.split()) >= SHORTEST_REQUEST), "")
    return Line(first[:500], one.tasks[0], one.customer) if first else None


def _once(lines: Iterable[Line]) -> Iterable[Line]:
    """Every text once: what a person corrected comes first and counts."""
    seen: set[str] = set()
    for line in lines:
        if line.text not in seen:
            seen.add(line.text)
            yield line
