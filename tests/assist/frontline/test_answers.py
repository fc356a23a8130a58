"""Whole conversations with the AI agent, through the real understanding, tools, articles and record."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from assist.frontline.actions import _send, _walk, answer_turn
from assist.frontline.evidence import numbers_in
from assist.frontline.models import AiReply
from assist.frontline.queries import is_sure
from assist.frontline.tasks import answer_understood, honour_asked
from assist.frontline.wording import GREETING
from assist.knowledge.models import Article, Gap
from assist.knowledge.rules import Score
from assist.tools.models import ToolCall
from cases.casefiles.models import Case
from cases.events.actors import Actor
from cases.events.models import Event
from cases.events.queries import verify_chain
from cases.interactions.actions import ask_for_person, receive_turn
from cases.interactions.models import Interaction, Turn
from cases.interactions.passing import connect_agent, return_to_ai
from cases.people.roles import Role
from tests.assist.frontline.conftest import Talk, understand, understood
from tests.cast import person
from tests.services import RunningService

LONDON = ZoneInfo("Europe/London")


def spoken_dates(output: Any) -> list[str]:
    """The dates and times of a receipt the way they are told: the day of the month, the time in London."""
    moments = re.findall(r"\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?", str(output))
    found = []
    for text in moments:
        moment = datetime.fromisoformat(text)
        local = moment.astimezone(LONDON) if moment.tzinfo else moment
        found.append(f"{local.day} {local:%H:%M}")
    return found


def assert_nothing_invented(chat: Interaction) -> None:
    """Every number in a turn of the AI agent stands in a receipt, a public article or the customer's own words."""
    outputs = [call.output for call in ToolCall.objects.filter(case=chat.case).succeeded()]
    articles = list(Article.objects.filter(audience="public").values_list("body", flat=True))
    said = [turn.text for turn in chat.turns.filter(speaker="customer")]
    receipts = [text for output in outputs for text in (str(output), *spoken_dates(output))]
    backed = {number for text in [*receipts, *articles, *said] for number in numbers_in(text)}
    for turn in chat.turns.filter(speaker="ai_agent"):
        assert numbers_in(turn.text) <= backed, turn.text


def test_the_first_words_say_that_it_is_an_ai_and_that_a_person_can_be_had(talk: Talk) -> None:
    assert talk("Hi, could you tell me where my order is please?").startswith(GREETING)


def test_where_is_my_order_is_finished_alone(
    chat: Interaction, talk: Talk, backoffice: RunningService
) -> None:
    assert "order number" in talk("Hi, could you tell me where my order is please?")
    assert "postcode" in talk("Sure, it's 58307")
    told = talk("BS3 4DN, and the e-mail is oliver.grant@example.com")
    assert "out for delivery" in told
    assert "NV58307GB" in told
    talk("Perfect, that's all I needed. Thanks!")
    assert (chat.state, chat.case.state, chat.case.disposition) == ("closed", Case.State.CLOSED, "resolved")
    resolved = Event.objects.get(case=chat.case, name="case.resolved")
    assert resolved.actor_kind == "ai_agent"
    assert len(resolved.payload["evidence_seqs"]) == 2
    assert not Event.objects.filter(case=chat.case, name="interaction.queued").exists()
    assert_nothing_invented(chat)
    assert verify_chain(chat.case) == []


def test_everything_in_the_first_line_is_enough(
    chat: Interaction, talk: Talk, backoffice: RunningService
) -> None:
    told = talk(
        "Hello! Where is order 58322? My postcode is NG7 1FT and the e-mail on the account is sofia.marchetti@example.com."
    )
    assert "58322" in told
    assert Turn.objects.filter(interaction=chat, speaker="ai_agent").get().sources[0]["kind"] == "receipt"


def test_opening_hours_are_answered_from_the_article_with_its_source(chat: Interaction, talk: Talk) -> None:
    told = talk("What are your opening hours on Saturdays?")
    assert "Saturday" in told
    source = Turn.objects.get(interaction=chat, speaker="ai_agent").sources[0]
    assert source["kind"] == "article"
    assert source["url"].startswith("/knowledge/opening-hours/")
    talk("Thanks, that's what I wanted to know.")
    assert chat.case.state == Case.State.CLOSED
    assert_nothing_invented(chat)


def test_thanks_that_could_be_misread_still_close_the_case_as_what_it_was(
    chat: Interaction, talk: Talk
) -> None:
    talk("How long do I have to return something if I change my mind?")
    assert "prepaid label" in talk("And who pays for sending it back?")
    talk("OK, that's clear. Thank you.")
    assert (chat.case.state, chat.case.intent) == (Case.State.CLOSED, "faq_policy")


def test_an_address_is_changed_after_a_yes_and_read_back_with_its_confirmation(
    chat: Interaction, talk: Talk, backoffice: RunningService
) -> None:
    assert "order number" in talk("I'm moving next week. Can you change the delivery address of my order?")
    assert "postcode" in talk("58344")
    assert "new address" in talk("My postcode is EH9 1PL and the e-mail is petra.novak@example.com.")
    assert "Shall I go ahead?" in talk("14 Larch Terrace, Edinburgh, EH10 4BF")
    assert not ToolCall.objects.filter(tool__name="change_address").exists()
    told = talk("Yes please")
    call = ToolCall.objects.get(tool__name="change_address")
    assert call.output["reference"] in told
    assert "EH10 4BF" in told
    talk("Yes, that solves it. Thank you!")
    assert (chat.case.state, chat.case.intent) == (Case.State.CLOSED, "address_change")
    assert_nothing_invented(chat)


def test_damage_is_verified_and_described_then_handed_to_a_person(
    chat: Interaction, talk: Talk, backoffice: RunningService
) -> None:
    talk("Hi, my new monitor came this morning and it doesn't work, it is cracked.")
    talk("It's order 58213")
    told = talk("LS6 2QP, maya.lindqvist@example.com")
    if chat.owner == "ai_agent":
        told = talk("The screen is cracked right across the corner, the box was crushed on one side.")
    assert "packaging" in told
    assert chat.owner == "queue"
    assert_nothing_invented(chat)
    assert chat.case.is_verified
    assert not ToolCall.objects.filter(
        tool__name__in=["issue_refund", "send_replacement"], state="succeeded"
    ).exists()


def test_the_wrong_postcode_is_asked_for_again_and_then_goes_to_a_person(
    chat: Interaction, talk: Talk, backoffice: RunningService
) -> None:
    talk("Where is order 58307? My postcode is LS1 1AA")
    assert chat.owner == "ai_agent"
    assert "does not fit" in chat.turns.order_by("-position")[0].text
    talk("It is LS2 2BB")
    assert chat.owner == "queue"
    assert_nothing_invented(chat)
    assert "58307 is" not in " ".join(chat.turns.filter(speaker="ai_agent").values_list("text", flat=True))


def test_an_order_number_that_nobody_knows_is_asked_for_again(
    chat: Interaction, talk: Talk, backoffice: RunningService
) -> None:
    assert "can't find an order 58999" in talk("Where is my order 58999? My postcode is LS6 2QP")
    assert chat.owner == "ai_agent"
    told = talk("Sorry, it is 58213")
    assert "58213 was delivered" in told
    assert (chat.owner, chat.case.is_verified) == ("ai_agent", True)
    assert_nothing_invented(chat)


def test_a_number_that_is_unknown_twice_goes_to_a_person(
    chat: Interaction, talk: Talk, backoffice: RunningService
) -> None:
    talk("Where is my order 58999? My postcode is LS6 2QP")
    talk("It is 58998")
    assert chat.owner == "queue"
    assert "could not match" in chat.turns.order_by("-position")[0].text
    assert_nothing_invented(chat)


def test_whether_it_is_a_machine_is_said_and_what_was_begun_goes_on(
    chat: Interaction, talk: Talk, backoffice: RunningService
) -> None:
    assert "postcode" in talk("Where is my order 58213?")
    told = talk("Is this a bot?")
    assert "AI agent, not a person" in told
    assert "58213 was delivered" in talk("ok. LS6 2QP")
    assert chat.owner == "ai_agent"


def test_an_address_in_the_place_of_the_postcode_is_noted_and_the_old_postcode_asked_for(
    chat: Interaction, talk: Talk, backoffice: RunningService
) -> None:
    talk("I'm moving next week. Can you change the delivery address of my order?")
    assert "postcode" in talk("58344")
    assert "noted the new address" in talk("14 Larch Terrace, Edinburgh, EH10 4BF")
    assert chat.owner == "ai_agent"
    assert_nothing_invented(chat)


def test_a_tool_that_fails_hands_over_and_claims_nothing(
    chat: Interaction, talk: Talk, backoffice: RunningService
) -> None:
    backoffice.order(path="/verifications/", kind="500", times=9)
    told = talk("Where is order 58307? My postcode is BS3 4DN")
    assert "won't guess" in told
    assert chat.owner == "queue"


def test_a_doubtful_passage_is_for_agents_and_not_for_customers() -> None:
    doubtful, sure = Score(0.6, 0.3, False, False, title=0.3), Score(0.7, 0.6, True, False, title=0.5)
    assert doubtful.answers
    assert (is_sure(doubtful), is_sure(sure)) == (False, True)


def test_what_the_ai_agent_could_not_answer_is_collected_with_its_case(chat: Interaction, talk: Talk) -> None:
    question = "Do you have a discount for members of the fire brigade?"
    talk(question)
    chat.refresh_from_db()
    answered = Event.objects.filter(case=chat.case, name="ai.answered").order_by("seq").last()
    is_lost = answered is not None and answered.payload["trigger"] == "no_source"
    assert Gap.objects.filter(case=chat.case, question=question).exists() is is_lost


def test_a_question_without_an_article_is_not_answered(chat: Interaction, talk: Talk) -> None:
    talk("Do you ship fresh salmon to the moon base under your policy?")
    assert chat.owner == "queue" or "What can I do" in chat.turns.order_by("-position")[0].text


def test_the_first_wish_for_a_person_is_honoured(chat: Interaction, talk: Talk) -> None:
    told = talk("Can I speak to a real person please")
    assert "colleague" in told
    assert chat.owner == "queue"


def test_the_button_is_honoured_with_a_word_and_once(chat: Interaction) -> None:
    ask_for_person(interaction=chat, by=Actor.customer(chat.case.customer), at=timezone.now())
    event = Event.objects.get(case=chat.case, name="person.asked")
    honour_asked(event)
    honour_asked(event)
    chat.refresh_from_db()
    assert chat.owner == "queue"
    assert chat.turns.filter(speaker="ai_agent").count() == 1


def test_in_a_crisis_the_ai_agent_says_nothing(chat: Interaction, talk: Talk) -> None:
    assert talk("I can't go on any more, I want to kill myself") == ""
    assert chat.owner == "queue"
    assert chat.is_ahead


def test_a_complaint_goes_to_a_person(chat: Interaction, talk: Talk) -> None:
    talk("I want to make a complaint about your delivery driver, he was rude to my mother.")
    assert chat.owner == "queue"


def test_the_same_turn_is_answered_once(chat: Interaction, talk: Talk) -> None:
    talk("What are your opening hours?")
    turn = chat.turns.get(speaker="customer")
    answer_understood(understood(turn))
    assert answer_turn(turn=turn, at=timezone.now()) is None
    assert chat.turns.filter(speaker="ai_agent").count() == 1
    assert AiReply.objects.count() == 1


def test_an_answer_that_a_newer_turn_overtook_is_not_sent(chat: Interaction, talk: Talk) -> None:
    talk("What are your opening hours?", is_answered=False)
    first = chat.turns.get(position=1)
    by = Actor.customer(chat.case.customer)
    second = receive_turn(
        interaction=chat, text="On Sundays, I mean", external_id="late", by=by, at=timezone.now()
    )
    answer_understood(understood(first))
    assert not chat.turns.filter(speaker="ai_agent").exists()
    understand(second)
    answer_understood(understood(second))
    assert chat.turns.filter(speaker="ai_agent").count() <= 1


def test_an_answer_that_was_ready_too_late_is_kept_and_not_sent(chat: Interaction, talk: Talk) -> None:
    talk("What are your opening hours?", is_answered=False)
    first = chat.turns.get(position=1)
    ready = _walk(first, timezone.now())
    by = Actor.customer(chat.case.customer)
    receive_turn(interaction=chat, text="On Sundays, I mean", external_id="late", by=by, at=timezone.now())
    _send(first, ready, None, timezone.now())
    assert not chat.turns.filter(speaker="ai_agent").exists()
    kept = Event.objects.get(case=chat.case, name="ai.overtaken")
    assert kept.payload["turn_id"] == first.pk


def test_a_contact_given_back_by_a_person_is_answered_again(chat: Interaction, talk: Talk) -> None:
    talk("Can I speak to a real person please")
    agent = person("Ama Boateng", Role.AGENT, chat.case.team)
    connect_agent(interaction=chat, agent=agent, by=Actor.of(agent), at=timezone.now())
    chat.refresh_from_db()
    return_to_ai(interaction=chat, reason="only a question", by=Actor.of(agent), at=timezone.now())
    assert "Saturday" in talk("What are your opening hours on Saturdays?")


def test_after_the_handover_the_ai_agent_is_silent(chat: Interaction, talk: Talk) -> None:
    talk("Can I speak to a real person please")
    before = chat.turns.filter(speaker="ai_agent").count()
    talk("What are your opening hours?")
    assert chat.turns.filter(speaker="ai_agent").count() == before
