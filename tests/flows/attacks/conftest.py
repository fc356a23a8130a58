"""The whole product around an attacker: the demo's content, the real back office, a visitor, an agent."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from agentdesk.content.actions import import_content
from cases.people.models import User
from cases.people.roles import Role
from cases.routing.models import Membership, Queue
from tests.backoffice import backoffice, backoffice_process
from tests.cast import person
from tests.flows.attacks.story import Story

__all__ = ["backoffice", "backoffice_process"]

CONTENT = Path("agentdesk/demo/content")
ARTICLES = (
    "opening-hours",
    "returns-policy",
    "damaged-on-arrival",
    "refund-limits",
    "refund-timings",
    "order-tracking",
)


@pytest.fixture(scope="session")
def attacked_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough of the demo's content for every attack, an internal article included."""
    path = tmp_path_factory.mktemp("attacked")
    for name in ("company.yaml", "taxonomy.yaml", "tools.yaml"):
        shutil.copy(CONTENT / name, path / name)
    shutil.copytree(CONTENT / "journeys", path / "journeys")
    (path / "articles").mkdir()
    for name in ARTICLES:
        shutil.copy(CONTENT / "articles" / f"{name}.md", path / "articles" / f"{name}.md")
    return path


@pytest.fixture
def attacked(
    db: None, attacked_folder: Path, backoffice: object, monkeypatch: pytest.MonkeyPatch, at: datetime
) -> None:
    """The company under attack. What is written to the CRM has drills of its own."""
    monkeypatch.setattr("assist.writeback.tasks.deliver_writes", lambda: 0)
    import_content(attacked_folder, at=at)


@pytest.fixture
def on_duty(attacked: None) -> User:
    queue = Queue.objects.get(is_default=True)
    user = person("Ama Boateng", Role.AGENT, queue.team)
    Membership.objects.create(user=user, queue=queue, level=2)
    return user


@pytest.fixture
def story(on_duty: User, settle: object) -> Story:
    return Story(on_duty, settle)  # type: ignore[arg-type]
