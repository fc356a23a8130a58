"""A prepared query gives what its queryset gives."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Count, F, OuterRef, Subquery
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from cases.casefiles.models import Case
from cases.events.models import Event
from cases.events.prepared import Prepared
from cases.interactions.models import Interaction, Turn

pytestmark = pytest.mark.django_db


def fields_of(row: Any) -> dict[str, Any]:
    return {name: value for name, value in vars(row).items() if name != "_state"}


BUILDS = {
    "by key": lambda key: Case.objects.filter(pk=key),
    "with a foreign key": lambda key: Case.objects.select_related("customer", "team").filter(pk=key),
    "two deep": lambda key: Turn.objects.select_related("interaction__agent").filter(case_id=key),
    "ordered and cut": lambda key: Turn.objects.filter(case_id=key).order_by("-seq")[:2],
    "nulls first": lambda key: Interaction.objects.filter(case_id=key).order_by(
        F("ended_at").desc(nulls_first=True), "-pk"
    ),
    "JSON": lambda key: Event.objects.filter(case_id=key).order_by("seq"),
    "some columns": lambda key: Event.objects.filter(case_id=key, name="turn.received").only(
        "seq", "payload"
    ),
    "columns left out": lambda key: (
        Case.objects.select_related("customer").defer("mood_course").filter(pk=key)
    ),
    "a count beside": lambda key: Case.objects.filter(pk=key).annotate(said=Count("turns")),
    "a text beside": lambda key: Case.objects.filter(pk=key).annotate(
        last=Subquery(Turn.objects.filter(case=OuterRef("pk")).order_by("-seq").values("text")[:1])
    ),
    "names in a list": lambda key: Event.objects.filter(
        case_id=key, name__in=["case.opened", "turn.received"]
    ),
}


@pytest.fixture
def told(interaction: Interaction, says: Any) -> Interaction:
    for text in ("Hello", "My order NL-58204 arrived broken", "Are you there?"):
        says(interaction, text)
    interaction.refresh_from_db()
    return interaction


@pytest.mark.parametrize("build", BUILDS.values(), ids=BUILDS)
def test_it_finds_what_its_queryset_finds(build: Any, told: Interaction) -> None:
    prepared = Prepared(build)
    expected = [fields_of(row) for row in build(told.case_id)]
    for _ in range(2):  # compiled, and from the plan
        assert [fields_of(row) for row in prepared(told.case_id)] == expected
    assert expected
    assert prepared(told.case_id + 1) == []


def test_what_is_followed_needs_no_query_of_its_own(told: Interaction) -> None:
    prepared = Prepared(BUILDS["two deep"])
    prepared(told.case_id)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        turns = prepared(told.case_id)
        assert [turn.interaction.agent for turn in turns] == [None] * 3
    assert len(asked) == 1


def test_two_keys_stand_in_their_places(told: Interaction) -> None:
    prepared = Prepared(lambda case, turn: Turn.objects.filter(case_id=case, pk=turn))
    turns = list(Turn.objects.filter(case_id=told.case_id))
    assert [prepared.first(told.case_id, turn.pk) for turn in turns] == turns
    assert prepared.first(told.case_id, 0) is None


@pytest.mark.django_db(transaction=True)
def test_a_row_is_locked_in_a_transaction_only(told: Interaction) -> None:
    prepared = Prepared(lambda key: Case.objects.select_for_update().filter(pk=key))
    with transaction.atomic():
        assert prepared(told.case_id)
    with pytest.raises(TransactionManagementError):
        prepared(told.case_id)


@pytest.mark.parametrize(
    "build",
    [
        lambda key: Case.objects.filter(pk=key).values_list("pk"),
        lambda key: Case.objects.filter(pk=key).prefetch_related("turns"),
    ],
)
def test_what_it_cannot_do_it_refuses(build: Any, told: Interaction) -> None:
    with pytest.raises(TypeError):
        Prepared(build)(told.case_id)
