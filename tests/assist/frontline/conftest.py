"""The AI agent with everything real: taxonomy, articles, journeys, understanding, and the back office over HTTP."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.utils import timezone

from agentdesk.content.actions import import_content
from assist.frontline.tasks import answer_understood
from assist.understanding.tasks import understand_received
from cases.customers.models import Customer
from cases.events.actors import Actor
from cases.events.models import Event
from cases.interactions.actions import open_interaction, receive_turn
from cases.interactions.events import TurnReceived
from cases.interactions.models import Interaction, Turn
from cases.routing.models import Queue
from tests.backoffice import backoffice, backoffice_process

__all__ = ["backoffice", "backoffice_process"]

CONTENT = Path("agentdesk/demo/content")
Talk = Callable[..., str]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's content with the two articles that the conversations ask about."""
    path = tmp_path_factory.mktemp("content")
    for name in ("company.yaml", "taxonomy.yaml", "tools.yaml"):
        shutil.copy(CONTENT / name, path / name)
    shutil.copytree(CONTENT / "journeys", path / "journeys")
    (path / "articles").mkdir()
    for name in ("opening-hours.md", "returns-policy.md"):
        shutil.copy(CONTENT / "articles" / name, path / "articles" / name)
    return path


@pytest.fixture
def company(db: None, folder: Path, at: datetime) -> None:
    import_content(folder, at=at)


@pytest.fixture
def chat(company: None, customer: Customer, at: datetime) -> Interaction:
    team = Queue.objects.get(is_default=True).team
    by = Actor.customer(customer)
    return open_interaction(customer=customer, channel="chat", by=by, at=at, external_id="chat-1", team=team)


@pytest.fixture
def talk(chat: Interaction) -> Talk:
    """`talk("words")`: the customer writes, it is understood and answered; gives the answer's text, "" for none."""

    def say(words: str, *, is_answered: bool = True) -> str:
        number = chat.turns.count()
        by = Actor.customer(chat.case.customer)
        turn = receive_turn(interaction=chat, text=words, external_id=f"c-{number}", by=by, at=timezone.now())
        understand(turn)
        if is_answered:
            answer_understood(understood(turn))
        chat.refresh_from_db()
        chat.case.refresh_from_db()
        last = chat.turns.order_by("-position").first()
        return last.text if last and last.speaker == "ai_agent" else ""

    return say


def understand(turn: Turn) -> None:
    understand_received(Event.objects.named(TurnReceived).get(case=turn.case, seq=turn.seq))


def understood(turn: Turn) -> Event:
    return Event.objects.get(case=turn.case, name="turn.understood", payload__turn_id=turn.pk)
