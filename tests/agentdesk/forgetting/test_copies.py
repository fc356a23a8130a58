"""After a removal the words stand in no column of no table, whoever copied them."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from assist.desk.models import Draft
from assist.knowledge.models import Gap
from assist.suggestions.models import Suggestion
from assist.understanding.models import Understanding
from assist.wrapup.models import WrapUp
from cases.casefiles.actions import note_on
from cases.events.actors import Actor
from cases.events.models import Event
from cases.events.queries import verify_chain
from cases.interactions.models import Interaction, Turn
from cases.interactions.passing import start_wrap_up
from cases.interactions.removing import remove_content
from cases.people.models import User

SECRET = "My monitor arrived cracked, my daughter Swordfish dropped it on Tuesday evening."
pytestmark = pytest.mark.django_db


def places_of(word: str) -> set[str]:
    """Every column of every table of the database that holds the word."""
    with connection.cursor() as cursor:
        cursor.execute("select table_name from information_schema.tables where table_schema = 'public'")
        tables = [row[0] for row in cursor.fetchall()]
        found = set()
        for table in tables:
            pair = f'"{table}" as r, jsonb_each_text(to_jsonb(r)) as c'
            cursor.execute(f"select distinct c.key from {pair} where c.value ilike %s", [f"%{word}%"])
            found |= {f"{table}.{row[0]}" for row in cursor.fetchall()}
    return found


def remove(case_event: Event, by: User, at: datetime) -> None:
    Event.objects.undispatched().update(dispatched_at=timezone.now())
    case, by_whom = case_event.case, Actor.of(by)
    remove_content(case=case, seq=case_event.seq, reason="The customer asked for it.", by=by_whom, at=at)


@pytest.fixture
def told(
    connected: Interaction, says: Callable[..., Turn], settle: Callable[[], int], agent: User, at: datetime
) -> Turn:
    """A turn that the whole product has worked on, and people too."""
    turn = says(connected, SECRET)
    settle()
    start_wrap_up(interaction=connected, by=Actor.of(agent), at=at)
    settle()
    case = turn.case
    assert Gap.objects.filter(case=case, topic__question=SECRET).exists()  # the product noticed it
    Draft.objects.create(case=case, user=agent, text=f"You wrote: {SECRET}", mode="reply", saved_at=at)
    lines = [{"slot": "wish", "text": f"The customer wrote “{SECRET[:50]}”.", "seqs": [turn.seq]}]
    WrapUp.objects.filter(case=case).update(draft_lines=lines, text=lines[0]["text"])
    Suggestion.objects.create(
        case=case, interaction=connected, answers_turn=turn, key="x", body="Is it true: " + SECRET,
        sources=[{"number": 1, "kind": "turn", "title": SECRET, "seq": turn.seq}], shown_at=at, state="used",
    )  # fmt: skip
    return turn


def test_the_words_stand_in_no_column_any_more(told: Turn, administrator: User, at: datetime) -> None:
    before = places_of("swordfish")
    assert {"cases_turn.text", "assist_suggestion.body", "assist_gap.question", "assist_draft.text"} <= before
    remove(Event.objects.get(case=told.case, seq=told.seq), administrator, at)
    assert places_of("swordfish") == set()
    assert verify_chain(told.case) == []


def test_what_was_read_in_the_turn_goes_with_it(told: Turn, administrator: User, at: datetime) -> None:
    Understanding.objects.filter(turn=told).update(entities=[{"kind": "name", "value": "Elsewhere"}])
    remove(Event.objects.get(case=told.case, seq=told.seq), administrator, at)
    assert Understanding.objects.get(turn=told).entities == []
    reading = Event.objects.get(case=told.case, name="turn.understood", redacted_at__isnull=False)
    assert reading.payload == {}


def test_what_others_said_stays(
    told: Turn, says: Callable[..., Turn], administrator: User, at: datetime
) -> None:
    other = says(told.interaction, "It is the display of order 58213.")
    remove(Event.objects.get(case=told.case, seq=told.seq), administrator, at)
    other.refresh_from_db()
    assert other.text == "It is the display of order 58213."
    assert Event.objects.get(case=told.case, seq=other.seq).redacted_at is None


def test_a_note_goes_too(connected: Interaction, agent: User, administrator: User, at: datetime) -> None:
    note = note_on(case=connected.case, text=SECRET, by=Actor.of(agent), at=at, external_id="n1")
    remove(Event.objects.get(case=connected.case, seq=note.seq), administrator, at)
    assert places_of("swordfish") == set()


def test_the_replay_offers_it_to_whoever_may(
    told: Turn, client: Client, administrator: User, reviewer: User, at: datetime
) -> None:
    url = f"/reviews/cases/{told.case.number}/replay/?at={told.seq}"
    client.force_login(reviewer)
    assert "Remove for good" not in client.get(url).text
    client.force_login(administrator)
    assert "Remove for good" in client.get(url).text
    remove(Event.objects.get(case=told.case, seq=told.seq), administrator, at)
    assert "Remove for good" not in client.get(url).text
    assert "Remove for good" not in client.get(url.split("at=")[0] + "at=99").text
