"""Knowledge: the documents become published articles in a database of the run's own, and the desk's search ranks them."""

import re
from datetime import UTC, datetime
from typing import Any

from assist.knowledge.actions import load_article
from assist.knowledge.files import ArticleFile
from assist.knowledge.models import Audience
from assist.knowledge.search import ranked_articles
from assist.learning.benchmarks import Files, Row
from cases.events.actors import SYSTEM

RANKED = 100
FOR_AGENTS = re.compile(r"\binternal\b", re.IGNORECASE)  # a title that says so is a procedure of the staff
LOADED_AT = datetime(2026, 1, 1, tzinfo=UTC)
SAY_EVERY = 50


class Benchmark:
    """The engine that serves the desk; nothing is trained."""

    def __init__(self) -> None:
        self._documents: dict[int, str] = {}

    def train(self, files: Files) -> None:
        """Publishes every document as an article."""
        for number, row in enumerate(files.documents):
            article = load_article(_file_of(number, row), by=SYSTEM, at=LOADED_AT)
            self._documents[article.pk] = str(row["id"])
            if number % SAY_EVERY == 0:
                files.progress(number / len(files.documents), "publishing the articles")

    def predict(self, row: Row) -> dict[str, Any]:
        """The documents, best first, as an agent's search finds them."""
        found = ranked_articles(text=str(row["text"]), viewer_audience=Audience.INTERNAL, at=LOADED_AT)
        return {"ranking": [self._documents[key] for key in found[:RANKED]]}


def _file_of(number: int, row: dict[str, Any]) -> ArticleFile:
    title = str(row["title"]).strip()
    audience = Audience.INTERNAL if FOR_AGENTS.search(title) else Audience.PUBLIC
    return ArticleFile(
        slug=f"document-{number}", title=title[:200], body=str(row["text"]), audience=audience, language="en",
        state="published", author="", reviewed_on=LOADED_AT.date(), valid_from=None, valid_until=None,
        intents=(), synonyms=(), ids=(), replies=(),
    )  # fmt: skip
