from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from assist.knowledge.actions import load_articles, load_saved_replies
from assist.tools.events import ToolCallSucceeded
from cases.casefiles.models import Case
from cases.events.actions import record
from cases.events.actors import AI_AGENT, SYSTEM
from cases.events.models import Event
from tests.assist.knowledge.conftest import DAMAGED, HOURS, LIMITS

SAVED = """
- shortcut: /keep-box
  title: Keep the packaging
  intents: [damaged_on_arrival]
  body: Please keep the box and all the packaging for now.
- shortcut: /refund-made
  title: Refund is done
  intents: [refund_status]
  body: The refund of {{refund.amount}} is done; the reference is {{refund.reference}}.
- shortcut: /promise
  title: Promise
  intents: [order_status]
  body: Your parcel comes within 2 hours, I promise that it comes.
- shortcut: /hello
  title: Greeting
  body: Hello {{customer.first_name|there}}, this is {{agent.first_name}}.
"""


@pytest.fixture
def content(db: None, tmp_path: Path, at: datetime) -> None:
    """Three articles, one of them internal, and four saved replies."""
    for slug, text in {
        "damaged-on-arrival": DAMAGED,
        "opening-hours": HOURS,
        "refund-limits": LIMITS,
    }.items():
        (tmp_path / f"{slug}.md").write_text(text)
    (tmp_path / "saved.yaml").write_text(SAVED)
    load_articles(tmp_path, by=SYSTEM, at=at)
    load_saved_replies(tmp_path / "saved.yaml", by=SYSTEM, at=at)


@pytest.fixture
def returned(at: datetime) -> Callable[..., Event]:
    """`returned(case, "find_order", {...})`: a tool answered, as the timeline has it."""

    def tell(case: Case, tool: str, output: dict[str, Any], reference: str = "") -> Event:
        fact = ToolCallSucceeded(1, tool, tool, receipt="done", reference=reference, output=output)
        with transaction.atomic():
            return record(case, fact, by=AI_AGENT, at=at)

    return tell
