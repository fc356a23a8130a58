"""This desk's own closed cases as conversations, read just as a running case is: what was said, called and returned, what it was about."""

from dataclasses import replace
from datetime import datetime

from assist.learning.datasets import digest_of, keep_dataset
from assist.learning.importing.building import person
from assist.learning.models import DataSet
from assist.learning.refusals import AlreadyImported, NoClosedCases
from assist.nextbest.weighing import told_case
from assist.registry.conversations import Conversation
from cases.casefiles.models import Case
from cases.events.actors import Actor

OVER = (Case.State.RESOLVED, Case.State.CLOSED)


def dataset_from_timeline(*, by: Actor, at: datetime) -> DataSet:
    """A data set of all closed cases as they are now. Raises NoClosedCases, or AlreadyImported when nothing was added since."""
    conversations = closed_conversations()
    if not conversations:
        raise NoClosedCases
    digest = digest_of(conversations)
    if DataSet.objects.filter(sha256=digest).exists():
        raise AlreadyImported("No case was closed since the last data set of this desk.")
    name = f"This desk until {at:%-d %B %Y}"
    return keep_dataset(
        name=name, source=DataSet.Source.TIMELINE, sha256=digest, conversations=conversations, by=by, at=at
    )


def closed_conversations() -> list[Conversation]:
    """One conversation for each closed case that has a turn of its customer, by the case's number."""
    cases = Case.objects.filter(state__in=OVER).order_by("number")
    found = (_unnamed(told_case(case)) for case in cases.iterator(chunk_size=200))
    return [one for one in found if any(turn.speaker == "customer" for turn in one.turns)]


def _unnamed(one: Conversation) -> Conversation:
    return replace(one, customer=person(f"customer {one.customer}"))
