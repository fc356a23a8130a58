"""A fault of the AI agent, or of a worker, leaves no customer without an answer."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from agentdesk.schedule import SCHEDULE
from assist.frontline import unanswered
from assist.frontline.unanswered import PATIENCE, hand_over_unanswered
from cases.interactions.models import Interaction

SECOND = timedelta(seconds=1)
Talk = Callable[..., str]


def test_whoever_gets_no_answer_within_a_minute_gets_a_person(chat: Interaction, talk: Talk) -> None:
    now = timezone.now()
    talk("When are you open?", is_answered=False)
    assert hand_over_unanswered(at=now + PATIENCE - 5 * SECOND) == 0
    assert hand_over_unanswered(at=now + PATIENCE + 5 * SECOND) == 1
    assert hand_over_unanswered(at=now + PATIENCE + 9 * SECOND) == 0
    chat.refresh_from_db()
    assert (chat.owner, chat.queue_reason) == ("queue", "The AI agent had no answer in time")
    last = chat.turns.latest("position")
    assert last.speaker == "ai_agent"
    assert "A colleague takes this over" in last.text


def test_whoever_was_answered_or_is_about_to_write_is_left_alone(chat: Interaction, talk: Talk) -> None:
    later = timezone.now() + 10 * PATIENCE
    assert hand_over_unanswered(at=later) == 0
    assert talk("When are you open?")
    assert hand_over_unanswered(at=later) == 0
    chat.refresh_from_db()
    assert chat.owner == "ai_agent"


def test_one_that_cannot_be_handed_over_is_tried_again(
    chat: Interaction, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk("When are you open?", is_answered=False)
    later = timezone.now() + 2 * PATIENCE

    def broken(**_: object) -> bool:
        raise ConnectionError("no queue can be found")

    with monkeypatch.context() as broken_for_now:
        broken_for_now.setattr(unanswered, "hand_over", broken)
        assert hand_over_unanswered(at=later) == 0
    assert chat.turns.latest("position").speaker == "customer", "what was said is taken back with it"
    assert hand_over_unanswered(at=later) == 1


def test_the_sweep_knows_of_it() -> None:
    assert hand_over_unanswered in {due.run for due in SCHEDULE}
