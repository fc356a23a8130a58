from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from assist.knowledge.actions import load_articles
from assist.knowledge.models import Article
from cases.events.actors import SYSTEM
from cases.people.models import User

DAMAGED = """---
title: Damaged on arrival
audience: public
reviewed: 2026-11-03
intents: [damaged_on_arrival]
synonyms: [broken, cracked]
ids: [KB-104]
replies:
  - section: Replacement or refund
    text: >
      I'm sorry it arrived damaged, {{customer.first_name|there}}. You can have a replacement or your money
      back.
---
We put it right when something arrives broken.

## Replacement or refund
You can choose between a replacement, sent free of charge, and the full price back. The refund reaches
the card in 3 working days.

## Report it
Tell us within 30 days of delivery. A photo of the damage helps.
"""
HOURS = """---
title: Opening hours
audience: public
reviewed: 2026-10-01
---
## Customer service
Our chat is open Monday to Friday from 8:00 to 20:00. We are closed on Sundays.
"""
LIMITS = """---
title: Refund limits of agents
audience: internal
reviewed: 2026-10-10
---
## The limit
An agent may refund up to £50 without asking. Above that a supervisor approves.
"""
OLD = """---
title: Winter sale
audience: public
reviewed: 2025-12-01
valid_until: 2026-01-31
---
All lamps are 20% cheaper in the winter sale until the end of January.
"""


@pytest.fixture
def articles(db: None, tmp_path: Path, at: datetime) -> dict[str, Article]:
    """Four small articles: two public, one internal, one no longer valid."""
    texts = {
        "damaged-on-arrival": DAMAGED,
        "opening-hours": HOURS,
        "refund-limits": LIMITS,
        "winter-sale": OLD,
    }
    for slug, text in texts.items():
        (tmp_path / f"{slug}.md").write_text(text)
    return {article.slug: article for article in load_articles(tmp_path, by=SYSTEM, at=at)}


@pytest.fixture
def as_user(client: Client) -> Callable[[User], Client]:
    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in
