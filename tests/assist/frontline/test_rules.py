"""The policy as tables: a situation goes in, a move comes out. No database."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from assist.frontline.reading import NewAddress, asks_who
from assist.frontline.rules import after_refusal, decide, is_mere_reply
from assist.frontline.situation import (
    Ask,
    Call,
    HandOver,
    Mention,
    Passage,
    Receipt,
    Resolve,
    Said,
    Situation,
    Tell,
)
from assist.journeys.rules import Step, steps_from

JOURNEYS = Path("agentdesk/demo/content/journeys")
ADDRESS = NewAddress("14 Larch Terrace", "Edinburgh", "EH10 4BF")
GIVEN = {"order_number": "58344", "postcode": "EH9 1PL"}
VERIFIED = Receipt("lookup_customer", 5, dict(GIVEN), {"verified": True, "customer": {"id": "C-1004"}})
TRACKED = Receipt(
    "track_shipment", 9, {"order_number": "58344"}, {"order_number": "58344", "status": "dispatched"}
)
PACKED = Receipt("find_order", 7, {"order_number": "58344"}, {"number": "58344", "status": "processing"})
GOOD = Passage(
    "Opening hours, Customer service hours",
    "We are there from 8:00 to 20:00.",
    "/knowledge/opening-hours/",
    True,
)


def plan(name: str) -> tuple[Step, ...]:
    return steps_from(yaml.safe_load((JOURNEYS / f"{name}.yaml").read_text())["steps"])


def situation(journey: str = "", intent: str = "", **fields: Any) -> Situation:
    steps = plan(journey) if journey else ()
    return Situation(**{"intent": intent or journey, "words": "Hello", "seq": 20, "plan": steps, **fields})


def told(*steps: str, source: str = "") -> Said:
    return Said("tell", steps, 18, source)


class TestWhereIsMyOrder:
    def test_it_asks_for_the_order_number_first(self) -> None:
        move = decide(situation("order_status"))
        assert isinstance(move, Ask)
        assert "order number" in move.text

    def test_it_asks_for_the_postcode_when_the_order_is_known(self) -> None:
        move = decide(situation("order_status", known={"order_number": "58344"}))
        assert isinstance(move, Ask)
        assert "postcode" in move.text

    def test_it_verifies_as_soon_as_both_are_known(self) -> None:
        assert decide(situation("order_status", known=GIVEN)) == Call("lookup_customer", GIVEN)

    def test_it_tracks_only_after_the_verification(self) -> None:
        move = decide(situation("order_status", known=GIVEN, receipts=(VERIFIED,)))
        assert move == Call("track_shipment", {"order_number": "58344"})

    def test_it_tells_what_the_tracking_said_and_asks_whether_that_answers_it(self) -> None:
        move = decide(situation("order_status", known=GIVEN, receipts=(VERIFIED, TRACKED)))
        assert isinstance(move, Tell)
        assert move.receipt == TRACKED
        assert move.question == "Does that answer your question?"

    def test_thanks_after_the_answer_resolve_the_case_with_its_evidence(self) -> None:
        now = situation(
            "order_status",
            known=GIVEN,
            receipts=(VERIFIED, TRACKED),
            said=(told("tell_customer"),),
            words="Perfect, thanks!",
        )
        assert decide(now) == Resolve("The customer confirmed that it is solved", (18, 20))

    def test_thanks_before_any_answer_resolve_nothing(self) -> None:
        assert not isinstance(decide(situation("order_status", words="Thanks, perfect!")), Resolve)

    def test_a_customer_who_is_not_satisfied_gets_a_person(self) -> None:
        now = situation(
            "order_status",
            known=GIVEN,
            receipts=(VERIFIED, TRACKED),
            said=(told("tell_customer"),),
            words="That's not what I asked",
        )
        move = decide(now)
        assert isinstance(move, HandOver)
        assert move.trigger == "not_satisfied"

    def test_the_same_question_again_after_the_answer_is_a_loop(self) -> None:
        now = situation(
            "order_status",
            known=GIVEN,
            receipts=(VERIFIED, TRACKED),
            said=(told("tell_customer"),),
            words="So where is it?",
        )
        move = decide(now)
        assert isinstance(move, HandOver)
        assert move.trigger == "loop"

    def test_another_order_is_told_anew_after_its_own_verification(self) -> None:
        said = replace(told("tell_customer"), order_number="58307")
        assert isinstance(
            decide(situation("order_status", known=GIVEN, said=(said,), words="And 58344?")), Call
        )


class TestVerification:
    REFUSED = Receipt("lookup_customer", 5, dict(GIVEN), {"verified": False})

    def test_particulars_that_do_not_fit_are_asked_for_once_more(self) -> None:
        move = decide(situation("order_status", known=GIVEN, receipts=(self.REFUSED,)))
        assert isinstance(move, Ask)
        assert "does not fit" in move.text

    def test_corrected_particulars_are_tried_again(self) -> None:
        corrected = {**GIVEN, "postcode": "EH9 1PX"}
        assert decide(situation("order_status", known=corrected, receipts=(self.REFUSED,))) == Call(
            "lookup_customer", corrected
        )

    def test_the_second_failure_goes_to_a_person(self) -> None:
        move = decide(situation("order_status", known=GIVEN, receipts=(self.REFUSED, self.REFUSED)))
        assert isinstance(move, HandOver)
        assert move.trigger == "verification_failed"

    def test_the_same_thing_is_asked_for_at_most_twice(self) -> None:
        asked = Said("ask", ("which_order",), 3)
        move = decide(situation("order_status", said=(asked, asked)))
        assert isinstance(move, HandOver)
        assert move.trigger == "loop"


class TestChangeOfAddress:
    def test_an_order_that_has_left_is_not_changed(self) -> None:
        left = replace(PACKED, output={"number": "58344", "status": "dispatched"})
        move = decide(
            situation("address_change", known=GIVEN, receipts=(VERIFIED, left), new_address=ADDRESS)
        )
        assert isinstance(move, HandOver)
        assert move.trigger == "policy"

    def test_it_asks_for_the_new_address_after_the_checks(self) -> None:
        move = decide(situation("address_change", known=GIVEN, receipts=(VERIFIED, PACKED)))
        assert isinstance(move, Ask)
        assert "new address" in move.text

    def test_it_reads_the_address_back_and_waits_for_a_yes(self) -> None:
        move = decide(
            situation("address_change", known=GIVEN, receipts=(VERIFIED, PACKED), new_address=ADDRESS)
        )
        assert isinstance(move, Ask)
        assert ADDRESS.line in move.lead

    def test_a_yes_to_this_address_changes_it(self) -> None:
        asked = Said("ask", ("change:yes",), 18, ADDRESS.line)
        now = situation(
            "address_change",
            known=GIVEN,
            receipts=(VERIFIED, PACKED),
            new_address=ADDRESS,
            said=(asked,),
            words="Yes please",
        )
        move = decide(now)
        assert isinstance(move, Call)
        assert move.input == {
            "customer_id": "C-1004",
            "line1": "14 Larch Terrace",
            "city": "Edinburgh",
            "postcode": "EH10 4BF",
        }

    def test_a_yes_to_another_address_does_not_count(self) -> None:
        asked = Said("ask", ("change:yes",), 18, "1 Old Road, Leeds LS1 1AA")
        now = situation(
            "address_change",
            known=GIVEN,
            receipts=(VERIFIED, PACKED),
            new_address=ADDRESS,
            said=(asked,),
            words="Yes",
        )
        assert isinstance(decide(now), Ask)

    @pytest.mark.parametrize("words", ["No, stop", "hmm the blue one"])
    def test_without_a_clear_yes_nothing_is_changed(self, words: str) -> None:
        asked = Said("ask", ("change:yes",), 18, ADDRESS.line)
        now = situation(
            "address_change",
            known=GIVEN,
            receipts=(VERIFIED, PACKED),
            new_address=ADDRESS,
            said=(asked,),
            words=words,
        )
        assert isinstance(decide(now), HandOver)


class TestDamagedOnArrival:
    def test_it_verifies_then_asks_what_is_damaged(self) -> None:
        move = decide(
            situation("damaged_on_arrival", known=GIVEN, receipts=(VERIFIED,), heard="it does not work")
        )
        assert isinstance(move, Ask)
        assert "damage" in move.text

    def test_it_tells_to_keep_the_packaging_on_the_way(self) -> None:
        move = decide(
            situation("damaged_on_arrival", known=GIVEN, receipts=(VERIFIED,), heard="the screen is cracked")
        )
        assert isinstance(move, Mention)
        assert "packaging" in move.text

    def test_the_remedy_is_for_a_person(self) -> None:
        now = situation(
            "damaged_on_arrival",
            known=GIVEN,
            receipts=(VERIFIED,),
            heard="cracked",
            said=(told("keep_packaging"),),
        )
        move = decide(replace(now, words="the screen is cracked"))
        assert isinstance(move, HandOver)
        assert "offer replacement or refund" in move.reason


class TestQuestions:
    def test_a_good_article_is_told_with_its_source(self) -> None:
        move = decide(situation(intent="opening_hours", article=GOOD))
        assert isinstance(move, Tell)
        assert move.article == GOOD

    @pytest.mark.parametrize("article", [None, replace(GOOD, is_good=False)])
    def test_without_a_good_article_a_person_answers(self, article: Passage | None) -> None:
        move = decide(situation(intent="faq_policy", article=article))
        assert isinstance(move, HandOver)
        assert move.trigger == "no_source"

    def test_the_same_article_twice_is_a_loop(self) -> None:
        move = decide(
            situation(intent="opening_hours", article=GOOD, said=(told("answer", source=GOOD.url),))
        )
        assert isinstance(move, HandOver)


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("is this a bot?", True),
        ("Are you a real person?", True),
        ("are you human", True),
        ("am I talking to an AI", True),
        ("who are you", True),
        ("What are you?", True),
        ("what are you doing about it", False),
        ("are you open on Sunday?", False),
        ("who are your carriers", False),
        ("is this a real oak table?", False),
        ("I want to talk to a human", False),
    ],
)
def test_who_asks_what_is_speaking(words: str, asks: bool) -> None:
    assert asks_who(words) is asks
    said = (Said("ask", ("verify_identity",), 18),)
    move = decide(situation("order_status", words=words, said=said, known={"order_number": "58344"}))
    assert isinstance(move, Ask)
    assert (move.step == "who") is asks


@pytest.mark.parametrize(
    ("words", "is_announced"),
    [
        ("I have a question about an invoice", True),
        ("Hi, I've got a quick question.", True),
        ("can I ask you something?", True),
        ("I have two questions about my order", True),
        ("I have a question: when are you open?", False),
        ("I have a question about my invoice, it has the wrong name on it", False),
        ("When are you open?", False),
    ],
)
def test_a_question_that_is_only_announced_is_asked_for(words: str, is_announced: bool) -> None:
    move = decide(situation(intent="opening_hours", words=words, article=GOOD))
    assert isinstance(move, Ask) is is_announced
    asked = (Said("ask", ("question",), 18),)
    assert isinstance(decide(situation(intent="opening_hours", words=words, article=GOOD, said=asked)), Tell)


def test_who_writes_in_another_language_is_not_asked_in_english_what_it_is_about() -> None:
    assert isinstance(decide(situation(words="bonjour", language="fr")), HandOver)
    assert isinstance(decide(situation(words="hello")), Ask)


def test_what_is_speaking_is_said_twice_at_most_and_never_in_the_place_of_the_greeting() -> None:
    said = (Said("ask", ("who",), 18), Said("ask", ("who",), 20))
    assert decide(situation("order_status", words="is this a bot?", said=said)).step != "who"
    assert decide(situation("order_status", words="is this a bot?")).step != "who"


@pytest.mark.parametrize(
    ("code", "asked", "is_denied", "expected"),
    [
        ("not_found", (), False, Ask),
        ("not_found", ("unknown_order",), False, "verification_failed"),
        ("busy", (), False, "tool_failed"),
        ("barred", (), True, "policy"),
    ],
)
def test_what_follows_when_a_tool_did_not_do_it(
    code: str, asked: tuple[str, ...], is_denied: bool, expected: Any
) -> None:
    now = situation("order_status", said=(Said("ask", asked, 18),) if asked else ())
    call = Call("lookup_customer", GIVEN)
    move = after_refusal(now, call, code=code, reason="No such order", is_denied=is_denied)
    if expected is Ask:
        assert isinstance(move, Ask)
        assert "58344" in move.text
    else:
        assert move == HandOver("No such order", expected)


@pytest.mark.parametrize("journey", ["billing_dispute", "cancel_plan", "complaint"])
def test_a_journey_that_a_person_leads_is_handed_over_at_once(journey: str) -> None:
    assert isinstance(decide(situation(journey, pattern="human_first", known=GIVEN)), HandOver)


def test_on_layer_3_the_ai_agent_does_nothing_but_hand_over() -> None:
    assert isinstance(decide(situation("order_status", layer=3, known=GIVEN)), HandOver)


def test_a_greeting_without_a_wish_is_asked_back_and_then_handed_over() -> None:
    asked = Said("ask", ("wish",), 3)
    first, third = decide(situation()), decide(situation(said=(asked, asked)))
    assert isinstance(first, Ask)
    assert isinstance(third, HandOver)


@pytest.mark.parametrize(
    "intent", ["refund_status", "delivery_appointment", "out_of_scope", "high_value_account"]
)
def test_an_intent_without_a_plan_or_article_goes_to_a_person(intent: str) -> None:
    assert isinstance(decide(situation(intent=intent)), HandOver)


@pytest.mark.parametrize(
    ("kind", "words", "triggers", "expected"),
    [
        ("tell", "OK, that's clear. Thank you.", ["sensitive", "low_confidence"], True),
        ("ask", "58344", ["low_confidence"], True),
        ("ask", "Yes please", [], True),
        ("tell", "Thanks, but I want to sue you?", ["sensitive"], False),
        ("tell", "Thank you, a person please", ["person_asked"], False),
        ("ask", "My solicitor will write to you", ["sensitive"], False),
    ],
)
def test_a_mere_reply_is_no_new_request(kind: str, words: str, triggers: list[str], expected: bool) -> None:
    assert is_mere_reply(Said(kind, (), 3), words, triggers) is expected
