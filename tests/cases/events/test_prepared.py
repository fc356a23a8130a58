"""A prepared query gives what its queryset gives."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.db.models import Count, F, OuterRef, Subquery
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from cases.casefiles.models import Case
from cases.events.models import Event
from cases.events.prepared import Prepared, add_row, prefetched, save_columns
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


def test_as_many_keys_as_there_are(told: Interaction) -> None:
    prepared = Prepared(lambda *keys: Turn.objects.filter(pk__in=keys).order_by("pk"))
    turns = list(Turn.objects.filter(case_id=told.case_id).order_by("pk"))
    for number in (2, 3, 1, 2):
        assert prepared(*(turn.pk for turn in turns[:number])) == turns[:number]
    with CaptureQueriesContext(connection) as asked:
        assert prepared() == prepared() == []
    assert len(asked) == 0


def test_a_moment_is_a_key(told: Interaction) -> None:
    prepared = Prepared(lambda case, since: Turn.objects.filter(case_id=case, at__gte=since).order_by("seq"))
    first = Turn.objects.filter(case_id=told.case_id).order_by("seq")[0]
    for since in (first.at, first.at + timedelta(microseconds=1)):
        expected = list(Turn.objects.filter(case_id=told.case_id, at__gte=since).order_by("seq"))
        assert prepared(told.case_id, since) == expected
    assert first not in expected


def test_columns_are_saved_as_the_model_saves_them(told: Interaction) -> None:
    turn = Turn.objects.filter(case_id=told.case_id).order_by("seq")[0]
    turn.text, turn.redacted_kinds, turn.sources = "4111 1111 1111 1111", ["card number"], [{"n": 1}]
    save_columns(turn, "text", "redacted_kinds")
    kept = Turn.objects.get(pk=turn.pk)
    assert kept.text == turn.text == "[card number removed]"
    assert (kept.redacted_kinds, kept.sources) == (["card number"], [])
    with pytest.raises(ObjectDoesNotExist):
        save_columns(Turn(pk=0, text="nobody's"), "text")


def test_a_row_is_added_as_the_model_adds_it(told: Interaction) -> None:
    def another(text: str, place: int) -> Turn:
        return Turn(
            interaction=told, case=told.case, seq=900 + place, position=900 + place, speaker="customer",
            text=text, redacted_kinds=["card number"], sources=[{"n": 1}], external_id=f"x{place}", at=told.opened_at,
        )  # fmt: skip

    added, created = add_row(another("4111 1111 1111 1111", 1)), another("4111 1111 1111 1111", 2)
    created.save(force_insert=True)
    rows = [fields_of(Turn.objects.get(pk=turn.pk)) for turn in (added, created)]
    own = {"id", "seq", "position", "external_id"}
    assert [{name: value for name, value in row.items() if name not in own} for row in rows[:1]] == [
        {name: value for name, value in rows[1].items() if name not in own}
    ]
    assert (added.text, added._state.adding, added._state.db) == ("[card number removed]", False, "default")


def test_rows_at_hand_are_those_of_the_relation(told: Interaction) -> None:
    turns = list(Turn.objects.filter(interaction=told))
    prefetched(told, "turns", turns)
    with CaptureQueriesContext(connection) as asked:
        assert list(told.turns.all()) == turns
        assert all(turn.interaction is told for turn in turns)
    assert len(asked) == 0
