from datetime import datetime
from pathlib import Path

import pytest

from assist.knowledge.actions import load_articles
from assist.knowledge.models import Passage
from assist.knowledge.passages import embed_ahead
from assist.providers.embeddings.encoder import _made_ahead
from cases.events.actors import SYSTEM

ARTICLE = """---
title: Parcels that are late
audience: public
reviewed: 2026-11-03
---
A parcel is late after five working days.

## What to do
Write to us. We ask the carrier. You hear from us within two days.
"""


@pytest.mark.django_db
def test_the_import_takes_the_vectors_that_were_made_ahead(tmp_path: Path, at: datetime) -> None:
    (tmp_path / "late-parcels.md").write_text(ARTICLE)
    embed_ahead(tmp_path).join(30)
    assert len(_made_ahead) == 1
    load_articles(tmp_path, by=SYSTEM, at=at)
    assert not _made_ahead, "what was made is what the import asks for"
    assert Passage.objects.filter(article__slug="late-parcels").count() == 2


def test_a_folder_with_a_fault_is_left_to_the_import(tmp_path: Path) -> None:
    (tmp_path / "late-parcels.md").write_text("no front matter")
    embed_ahead(tmp_path).join(30)
    assert not _made_ahead
