"""A knowledge base of any size, made of noise around real passages: for the speed of the search.

with 100,000 passages: fill_passages(100_000, at=timezone.now()); times_of(QUESTIONS, at=timezone.now())
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime

import numpy as np
from django.db import connection

from assist.knowledge.models import Article, Passage
from assist.knowledge.search import search_passages

PER_ARTICLE = 10
WORDS_EACH = 50
COLUMNS = "article_id, position, heading, anchor, text, lead, folded, ids, audience, language, embedding, sentence_embeddings"


def fill_passages(count: int, *, at: datetime, seed: int = 1) -> None:
    """Adds `count` passages whose words are as unevenly common as in a language, and brings the statistics up to date."""
    chance = np.random.default_rng(seed)
    articles = _articles(max(1, count // PER_ARTICLE), at)
    words = np.minimum(chance.zipf(1.25, size=count * WORDS_EACH), 60_000).reshape(count, WORDS_EACH)
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {Passage._meta.db_table} ({COLUMNS}) FROM STDIN") as copy:
            for number, row in enumerate(words):
                text = " ".join(f"v{word}" for word in row)
                vector = chance.normal(size=384)
                embedding = "[" + ",".join(f"{x:.4f}" for x in vector / np.linalg.norm(vector)) + "]"
                audience = "public" if number % 3 else "internal"
                article = articles[number % len(articles)]
                position = number // len(articles)
                copy.write_row(
                    (
                        article,
                        position,
                        "",
                        f"a{number}",
                        text,
                        "",
                        text,
                        "{}",
                        audience,
                        "en",
                        embedding,
                        b"",
                    )
                )
        cursor.execute(f"ANALYZE {Passage._meta.db_table}")


def times_of(questions: Sequence[str], *, at: datetime) -> list[float]:
    """Milliseconds of each search, in order; take the percentiles of many."""
    taken = []
    for question in questions:
        started = time.perf_counter()
        search_passages(text=question, viewer_audience="public", at=at)
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def _articles(count: int, at: datetime) -> list[int]:
    rows = [Article(slug=f"noise-{n}", title=f"Noise {n}", body="", changed_at=at) for n in range(count)]
    return [article.pk for article in Article.objects.bulk_create(rows)]
