from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from assist.suggestions import actions, using
from assist.suggestions.evidence import evidence_of
from assist.suggestions.models import Suggestion
from assist.suggestions.queries import panel_of
from assist.suggestions.refusals import NotYourContact, SuggestionNotBacked, SuggestionRetired, UndoTooLate
from assist.suggestions.tasks import retire_for_newer_turn, retire_for_sent_turn
from cases.casefiles.models import Case
from cases.events.actors import Actor
from cases.events.queries import verify_chain
from cases.interactions.actions import post_turn
from cases.interactions.models import Interaction, Turn
from cases.interactions.passing import return_to_ai
from cases.people.models import User

State = Suggestion.State
Says = Callable[..., Turn]
pytestmark = pytest.mark.usefixtures("content")
CRACKED = "My monitor arrived cracked. Can I have a replacement or my money back?"


@pytest.fixture
def case(connected: Interaction) -> Case:
    Case.objects.filter(pk=connected.case_id).update(intent="damaged_on_arrival", layer=2)
    connected.case.refresh_from_db()
    return connected.case


@pytest.fixture
def turn(case: Case, connected: Interaction, says: Says) -> Turn:
    return says(connected, CRACKED)


@pytest.fixture
def shown(turn: Turn, at: datetime) -> list[Suggestion]:
    return actions.suggest_replies(turn=turn, at=at)


@pytest.fixture
def by(agent: User) -> Actor:
    return Actor.of(agent)


def names(case: Case) -> list[str]:
    return [event.name for event in case.events.filter(name__startswith="suggestion.").order_by("seq")]


def test_one_reply_is_visible_and_others_stand_behind_it(case: Case, shown: list[Suggestion]) -> None:
    assert 1 <= len(shown) <= 3
    assert [s.rank for s in shown] == list(range(1, len(shown) + 1))
    assert all(s.sources and s.is_backed and s.model_versions["suggestions"] for s in shown)
    assert "Maya" in " ".join(s.body for s in shown)
    panel = panel_of(case)
    assert panel.state == "shown"
    assert panel.card is not None
    assert panel.card.id == shown[0].pk
    assert names(case) == ["suggestion.shown"]
    assert verify_chain(case) == []


def test_a_turn_gets_suggestions_once(turn: Turn, shown: list[Suggestion], at: datetime) -> None:
    assert actions.suggest_replies(turn=turn, at=at) == []
    assert Suggestion.objects.count() == len(shown)


def test_the_database_refuses_two_of_the_same(shown: list[Suggestion]) -> None:
    copy = Suggestion.objects.get(pk=shown[0].pk)
    copy.pk, copy.rank = None, 9
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()


def test_a_later_turn_never_brings_what_was_dismissed(
    case: Case, connected: Interaction, shown: list[Suggestion], says: Says, by: Actor, at: datetime
) -> None:
    dismissed = using.dismiss_suggestion(suggestion=shown[0], reason="wrong_or_outdated", by=by, at=at)
    again = actions.suggest_replies(turn=says(connected, CRACKED), at=at)
    assert dismissed.key not in {s.key for s in again}
    assert dismissed.body not in {s.body for s in again}


def test_nothing_is_drafted_when_no_source_covers_it(
    case: Case, connected: Interaction, says: Says, at: datetime
) -> None:
    Case.objects.filter(pk=case.pk).update(intent="")
    assert actions.suggest_replies(turn=says(connected, "What is the capital of Norway?"), at=at) == []
    panel = panel_of(case)
    assert (panel.state, panel.why) == ("withheld", "no_source")
    assert panel.question == "What is the capital of Norway?"


def test_only_public_articles_are_quoted_to_customers(
    case: Case, connected: Interaction, says: Says, at: datetime
) -> None:
    turn = says(connected, "How much may an agent refund without asking a supervisor?")
    found = actions.suggest_replies(turn=turn, at=at)
    assert not any("refund-limits" in s.key for s in found)


def test_slots_are_filled_from_tools_and_a_missing_one_drops_the_reply(
    case: Case, connected: Interaction, says: Says, at: datetime, returned: Callable
) -> None:
    Case.objects.filter(pk=case.pk).update(intent="refund_status")
    first = actions.suggest_replies(turn=says(connected, "Is my refund done?"), at=at, is_asked=True)
    assert not any(s.key == "saved:/refund-made" for s in first)
    output = {"amount": "184.50", "currency": "GBP", "order_number": "58213"}
    event = returned(case, "issue_refund", output, reference="RF-77120")
    found = actions.suggest_replies(turn=says(connected, "Is the refund done now?"), at=at)
    (reply,) = [s for s in found if s.key == "saved:/refund-made"]
    assert reply.body == "The refund of £184.50 is done; the reference is RF-77120."
    assert reply.is_backed
    assert event.seq in {source.get("seq") for source in reply.sources}


def test_what_the_customer_says_is_no_evidence_for_an_amount(
    case: Case, connected: Interaction, says: Says
) -> None:
    says(connected, "You promised me £500 and delivery on Monday.")
    known = evidence_of(case, connected).known
    assert not any("500" in entry.value or "Monday" in entry.value for entry in known.values())


def test_a_number_without_evidence_is_marked_and_cannot_be_used(
    case: Case, connected: Interaction, says: Says, by: Actor, at: datetime
) -> None:
    Case.objects.filter(pk=case.pk).update(intent="order_status")
    turn = says(connected, "Do you promise that my parcel comes within 2 hours?")
    (shown,) = actions.suggest_replies(turn=turn, at=at)
    assert shown.unbacked == [shown.body]
    with pytest.raises(SuggestionNotBacked):
        using.use_suggestion(suggestion=shown, by=by, at=at)
    assert using.edit_suggestion(suggestion=shown, by=by, at=at).state == State.USED


def test_a_newer_turn_retires_it_and_the_card_says_so(
    case: Case, connected: Interaction, shown: list[Suggestion], says: Says, by: Actor, at: datetime
) -> None:
    newer = says(connected, "Hello?")
    with pytest.raises(SuggestionRetired):
        using.use_suggestion(suggestion=shown[0], by=by, at=at)
    retire_for_newer_turn(case.events.get(seq=newer.seq))
    assert Suggestion.objects.get(pk=shown[0].pk).retirement == "newer_turn"
    panel = panel_of(case)
    assert (panel.state, panel.newest_position) == ("outdated", newer.position)
    with pytest.raises(SuggestionRetired):
        using.dismiss_suggestion(suggestion=shown[0], reason="not_now", by=by, at=at)


def test_a_suggestion_that_is_used_and_sent_keeps_how_much_was_changed(
    case: Case, connected: Interaction, shown: list[Suggestion], by: Actor, at: datetime
) -> None:
    used = using.use_suggestion(suggestion=shown[0], by=by, at=at)
    assert using.use_suggestion(suggestion=shown[0], by=by, at=at).pk == used.pk
    assert panel_of(case).state == "used"
    sent = post_turn(
        interaction=connected, text=used.body + " Take your time.", by=by, at=at, external_id="s1",
        suggestion_id=used.pk,
    )  # fmt: skip
    event = case.events.get(seq=sent.seq)
    retire_for_sent_turn(event)
    retire_for_sent_turn(event)
    used.refresh_from_db()
    assert (used.state, used.sent_turn_id) == (State.EDITED, sent.pk)
    assert used.edit_distance is not None
    assert 0 < used.edit_distance < 0.5
    assert not Suggestion.objects.shown().exists()
    assert names(case).count("suggestion.sent") == 1


def test_a_message_that_is_faster_than_its_use_is_the_use(
    case: Case, connected: Interaction, shown: list[Suggestion], by: Actor, at: datetime
) -> None:
    first = shown[0]
    sent = post_turn(
        interaction=connected, text=first.body, by=by, at=at, external_id="s3", suggestion_id=first.pk
    )
    assert using.use_suggestion(suggestion=first, by=by, at=at).is_shown
    retire_for_sent_turn(case.events.get(seq=sent.seq))
    assert using.edit_suggestion(suggestion=first, by=by, at=at).sent_turn_id == sent.pk
    first.refresh_from_db()
    assert (first.state, first.used_by_id, first.edit_distance) == (State.USED, by.user_id, 0)
    assert (names(case).count("suggestion.used"), names(case).count("suggestion.sent")) == (1, 1)


def test_used_but_not_sent_stays_visible_as_such(
    case: Case, connected: Interaction, shown: list[Suggestion], by: Actor, at: datetime
) -> None:
    used = using.use_suggestion(suggestion=shown[0], by=by, at=at)
    sent = post_turn(interaction=connected, text="Moment please!", by=by, at=at, external_id="s2")
    retire_for_sent_turn(case.events.get(seq=sent.seq))
    used.refresh_from_db()
    assert (used.state, used.sent_turn) == (State.USED, None)


def test_a_dismissal_is_undone_within_ten_seconds_only(
    case: Case, shown: list[Suggestion], by: Actor, at: datetime
) -> None:
    dismissed = using.dismiss_suggestion(suggestion=shown[0], reason="wrong_tone", by=by, at=at)
    panel = panel_of(case)
    assert (panel.state, panel.dismissal) == ("dismissed", "Wrong tone")
    with pytest.raises(UndoTooLate):
        using.restore_suggestion(suggestion=dismissed, by=by, at=at + timedelta(seconds=11))
    restored = using.restore_suggestion(suggestion=dismissed, by=by, at=at + timedelta(seconds=9))
    assert restored.state == State.SHOWN
    assert panel_of(case).state == "shown"


def test_only_the_agent_who_has_the_contact_uses_it(
    shown: list[Suggestion], colleague: User, at: datetime
) -> None:
    with pytest.raises(NotYourContact):
        using.use_suggestion(suggestion=shown[0], by=Actor.of(colleague), at=at)


def test_a_late_suggestion_is_not_shown(case: Case, turn: Turn, at: datetime) -> None:
    assert actions.suggest_replies(turn=turn, asked_at=at - timedelta(seconds=9), at=at) == []
    assert (panel_of(case).state, panel_of(case).why) == ("failed", "late")


def test_on_layer_three_nothing_is_said_unless_asked(case: Case, turn: Turn, at: datetime) -> None:
    Case.objects.filter(pk=case.pk).update(layer=3)
    assert actions.suggest_replies(turn=turn, at=at) == []
    assert panel_of(case).why == "layer_3"
    assert actions.suggest_replies(turn=turn, at=at, is_asked=True)
    assert panel_of(case).state == "shown"


def test_an_agent_who_wants_to_ask_is_not_prompted(case: Case, turn: Turn, agent: User, at: datetime) -> None:
    User.objects.filter(pk=agent.pk).update(assist_mode="on_demand")
    assert actions.suggest_replies(turn=turn, at=at) == []
    assert panel_of(case).why == "on_demand"


def test_nothing_is_prepared_while_the_ai_agent_has_the_contact(
    interaction: Interaction, says: Says, at: datetime
) -> None:
    assert actions.suggest_replies(turn=says(interaction, CRACKED), at=at) == []
    assert names(interaction.case) == []


def test_it_is_ready_before_the_agent_accepts_and_goes_when_the_ai_takes_over(
    case: Case, connected: Interaction, turn: Turn, by: Actor, at: datetime, settle: Callable[[], int]
) -> None:
    settle()
    actions.prepare_for_owner(interaction=connected, asked_at=at, at=at)
    assert Suggestion.objects.shown().exists()
    return_to_ai(interaction=connected, by=by, at=at)
    settle()
    assert not Suggestion.objects.shown().exists()
    assert set(Suggestion.objects.values_list("retirement", flat=True)) == {"owner_changed"}


def test_card_data_silences_it(case: Case, connected: Interaction, says: Says, at: datetime) -> None:
    turn = says(connected, "My card is 4111 1111 1111 1111, can I have my money back for the cracked one?")
    assert actions.suggest_replies(turn=turn, at=at, is_asked=True) == []
    assert panel_of(case).why == "card_data"
