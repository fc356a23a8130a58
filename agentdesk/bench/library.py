"""A knowledge base of any size for measuring, made from the demo's articles.

Each article tells of a product of its own with an invented name and codes; each passage is made of sentences of one of the
demo's sections and its neighbours, figures changed. Its meaning is the mean of the sentences' embeddings, the product's name
and some noise: that costs seconds where 100,000 real embeddings cost half an hour, and gathers in topics as real ones do.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np
from django.db import connection
from django.db.backends.utils import CursorWrapper

from agentdesk.bench.invented import Names, Template, changed_figures, meanings_of, templates
from assist.knowledge.models import Article, Passage
from assist.knowledge.shelf import Floats
from assist.knowledge.words import fold

PER_ARTICLE = 10
SENTENCES = 4  # of a passage; the last ones come from neighbouring sections
NEAR_NAME, NOISE = 0.3, 0.35
COLUMNS = ("article_id", "position", "heading", "anchor", "text", "lead", "folded", "ids", "audience", "language",
           "embedding", "sentence_embeddings")  # fmt: skip
TYPES = ("int8", "int4", *["varchar"] * 2, *["text"] * 3, "varchar[]", *["varchar"] * 2, *["bytea"] * 2)
INDEXES = ("passage_embedding", "passage_words", "passage_ids")
INDEX_FROM = 5_000  # passages, from where building an index once is quicker than to add each
_MEMORY = "SELECT set_config('maintenance_work_mem', '512MB', false)"

Row = tuple[object, ...]


class Subject(NamedTuple):
    """What one article is about."""

    article: int
    name: str
    codes: tuple[str, ...]


def fill_passages(count: int, *, at: datetime, seed: int = 1, about: Collection[str] = ()) -> None:
    """Adds `count` passages and brings the statistics up to date. The same seed adds the same.

    `about` names the demo's articles that they are made of; all when it is empty.
    """
    sections = templates(frozenset(about))
    subjects = _subjects(count, sections, at)  # before the copy, which has the connection to itself
    with connection.cursor() as cursor:
        made_again = _drop_indexes(cursor) if count >= INDEX_FROM else []
        command = f"COPY {Passage._meta.db_table} ({', '.join(COLUMNS)}) FROM STDIN (FORMAT BINARY)"
        with cursor.copy(command) as copy:
            copy.set_types(TYPES)
            for row in _rows(np.random.default_rng(seed), count, sections, subjects):
                copy.write_row(row)
        cursor.execute(_MEMORY)
        for command in made_again:
            cursor.execute(command)
        cursor.execute(f"ANALYZE {Passage._meta.db_table}")


def _drop_indexes(cursor: CursorWrapper) -> list[str]:
    """Takes the search indexes away; how to make them again is what PostgreSQL says of them."""
    cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE indexname = ANY(%s)", [list(INDEXES)])
    found = dict(cursor.fetchall())
    for name in found:
        cursor.execute(f"DROP INDEX {name}")
    return list(found.values())


def _subjects(count: int, sections: Sequence[Template], at: datetime) -> list[Subject]:
    """Makes the articles that the passages belong to."""
    names, start = Names(seed=7), Article.objects.count()
    numbers = range(start, start + max(1, -(-count // PER_ARTICLE)))
    titles = [f"{names.product(n)}: {sections[n % len(sections)].title}" for n in numbers]
    rows = [
        Article(slug=f"made-{n}", title=t[:200], body="", changed_at=at)
        for n, t in zip(numbers, titles, strict=True)
    ]
    made = Article.objects.bulk_create(rows, batch_size=2000)
    return [
        Subject(article.pk, names.product(n), (names.code(n), names.fault(n)))
        for n, article in zip(numbers, made, strict=True)
    ]


def _rows(
    chance: np.random.Generator, count: int, sections: Sequence[Template], subjects: Sequence[Subject]
) -> Iterator[Row]:
    for n in range(count):
        number, position = divmod(n, PER_ARTICLE)
        section = sections[(number * 7 + position) % len(sections)]
        yield _passage(chance, sections, section, subjects[number], position)


def _passage(
    chance: np.random.Generator,
    sections: Sequence[Template],
    section: Template,
    subject: Subject,
    position: int,
) -> Row:
    other = sections[(section.number + int(chance.integers(1, 4))) % len(sections)]
    told = [*section.sentences[: SENTENCES - 1], *other.sentences[:1]]
    text = " ".join(changed_figures(sentence, chance) for sentence in told)
    text = f"{subject.name}. {text}" if chance.random() < 0.6 else text
    lead = " ".join([subject.name, section.title, section.heading, *section.synonyms, *subject.codes])
    vectors = meanings_of([*told, section.heading or section.title])
    meaning = vectors.mean(axis=0) + NEAR_NAME * meanings_of([f"the {subject.name}"])[0]
    meaning += NOISE * chance.normal(size=meaning.shape).astype(np.float32) / np.sqrt(meaning.size)
    return (
        subject.article, position, section.heading, f"a{position}", text, fold(lead), fold(text),
        sorted(fold(code) for code in subject.codes), "internal" if chance.random() < 0.2 else "public", "en",
        vector_bytes(meaning), vectors[: len(told)].astype(np.float16).tobytes(),
    )  # fmt: skip


def vector_bytes(meaning: Floats) -> bytes:
    """As pgvector receives it in a binary COPY: the number of dimensions, two bytes unused, big-endian floats."""
    unit = (meaning / np.linalg.norm(meaning)).astype(">f4")
    return bytes(len(unit).to_bytes(2) + b"\0\0" + unit.tobytes())
