"""A knowledge base of any size for measuring: words as unevenly common as in a language, meanings that gather in topics."""

from collections.abc import Iterator
from datetime import datetime

import numpy as np
from django.db import connection

from assist.knowledge.models import DIMENSIONS, Article, Passage

PER_ARTICLE = 10
WORDS_EACH, MOST_WORDS, UNEVEN = 50, 60_000, 1.25
TOPICS, NEAR_TOPIC = 500, 0.8
LETTERS = "bcdfgklmnp"
COLUMNS = "article_id, position, heading, anchor, text, lead, folded, ids, audience, language, embedding, sentence_embeddings"
INDEX = "passage_embedding"
MAKE_INDEX = f"CREATE INDEX {INDEX} ON assist_passage USING hnsw (embedding vector_cosine_ops) WITH (m = 16, ef_construction = 64)"
INDEX_FROM = 20_000  # passages, from where one building of the index is quicker than to add each


def fill_passages(count: int, *, at: datetime, seed: int = 1) -> None:
    """Adds `count` passages and brings the statistics up to date. The same seed adds the same."""
    chance = np.random.default_rng(seed)
    articles = _articles(max(1, count // PER_ARTICLE), at)
    table = Passage._meta.db_table
    with connection.cursor() as cursor:
        if count >= INDEX_FROM:
            cursor.execute(f"DROP INDEX {INDEX}")
        with cursor.copy(f"COPY {table} ({COLUMNS}) FROM STDIN") as copy:
            for number, (text, vector) in enumerate(_passages(chance, count)):
                audience = "public" if number % 3 else "internal"
                place = (articles[number % len(articles)], number // len(articles))
                copy.write_row((*place, "", f"a{number}", text, "", text, "{}", audience, "en", vector, b""))
        if count >= INDEX_FROM:
            cursor.execute("SET maintenance_work_mem = '512MB'")
            cursor.execute(MAKE_INDEX)
        cursor.execute(f"ANALYZE {table}")


def questions(count: int, *, words: int = 8, seed: int = 2) -> list[str]:
    """Questions in the words of such a library: common ones and rare ones."""
    chance = np.random.default_rng(seed)
    return [" ".join(_words(chance, words)) for _ in range(count)]


def _passages(chance: np.random.Generator, count: int) -> Iterator[tuple[str, str]]:
    topics = chance.normal(size=(TOPICS, DIMENSIONS))
    for _ in range(count):
        vector = NEAR_TOPIC * topics[chance.integers(TOPICS)] + chance.normal(size=DIMENSIONS)
        literal = ",".join(f"{x:.4f}" for x in vector / np.linalg.norm(vector))
        yield " ".join(_words(chance, WORDS_EACH)), f"[{literal}]"


def _words(chance: np.random.Generator, count: int) -> list[str]:
    return [_spelled(int(word)) for word in np.minimum(chance.zipf(UNEVEN, size=count), MOST_WORDS)]


def _spelled(number: int) -> str:
    """A word for the number, of letters only: one with digits would be taken for a code."""
    return "qu" + "".join(LETTERS[int(digit)] for digit in str(number)) + "o"


def _articles(count: int, at: datetime) -> list[int]:
    start = Article.objects.count()
    rows = [
        Article(slug=f"noise-{start + n}", title=f"Noise {n}", body="", changed_at=at) for n in range(count)
    ]
    return [article.pk for article in Article.objects.bulk_create(rows, batch_size=2000)]
