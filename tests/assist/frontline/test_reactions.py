"""The same conversations, driven by nothing but the reactions table: a turn comes in, everything that follows runs."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from cases.casefiles.models import Case
from cases.events.actors import Actor
from cases.events.models import Event
from cases.events.queries import verify_chain
from cases.interactions.actions import ask_for_person
from cases.interactions.models import Interaction, Turn
from tests.services import RunningService

pytestmark = pytest.mark.django_db(transaction=True)

Says = Callable[..., Turn]
Settle = Callable[[], int]


def names(chat: Interaction) -> list[str]:
    return list(Event.objects.filter(case=chat.case).order_by("seq").values_list("name", flat=True))


def test_a_routine_question_is_finished_and_written_up_without_a_person(
    chat: Interaction, says: Says, settle: Settle
) -> None:
    for words in ("What are your opening hours on Saturdays?", "Thanks, that's what I wanted to know."):
        says(chat, words)
        settle()
    chat.refresh_from_db()
    chat.case.refresh_from_db()
    assert chat.state == "closed"
    assert chat.case.state == Case.State.CLOSED
    assert not chat.had_person
    assert "interaction.queued" not in names(chat)
    assert verify_chain(chat.case) == []


def test_damage_reaches_the_queue_with_its_bundle_and_one_word_of_the_ai_agent(
    chat: Interaction, says: Says, settle: Settle, backoffice: RunningService
) -> None:
    for words in (
        "Hi, my new monitor came this morning and the screen is cracked.",
        "It's order 58213",
        "LS6 2QP, maya.lindqvist@example.com",
    ):
        says(chat, words)
        settle()
    chat.refresh_from_db()
    assert chat.owner == "queue"
    assert names(chat).count("case.escalated") == 1
    bundle = Event.objects.get(case=chat.case, name="handoff.made").payload["bundle"]
    assert {item["text"] for item in bundle["sections"]["entities"]["items"]} >= {"58213"}
    assert bundle["sections"]["identity"]["items"][0]["text"] == "Verified"
    assert bundle["sections"]["done"]["items"]
    assert bundle["sections"]["next"]["items"]
    assert "58213" in bundle["opening"]
    assert verify_chain(chat.case) == []


def test_the_button_brings_a_person_once(chat: Interaction, settle: Settle) -> None:
    ask_for_person(interaction=chat, by=Actor.customer(chat.case.customer), at=timezone.now())
    settle()
    chat.refresh_from_db()
    assert chat.owner == "queue"
    assert names(chat).count("case.escalated") == 1
    assert names(chat).count("handoff.made") == 1
    assert chat.turns.filter(speaker="ai_agent").count() == 1


def test_a_wish_in_words_is_answered_once_and_handed_over_once(
    chat: Interaction, says: Says, settle: Settle
) -> None:
    says(chat, "Can I speak to a real person please")
    settle()
    assert names(chat).count("case.escalated") == 1
    assert chat.turns.filter(speaker="ai_agent").count() == 1
    assert names(chat).count("handoff.made") == 1
