"""Cutting a published article into passages, with their embeddings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from assist.knowledge.files import BadFile, read_articles
from assist.knowledge.models import Article, Passage, State
from assist.knowledge.rules import Cut, cut_into_passages
from assist.knowledge.words import fold, sentences
from assist.providers.embeddings import Ahead, embed, make_ahead


def cut_passages(article: Article) -> None:
    """Writes the passages of the article anew, with their embeddings."""
    article.passages.all().delete()
    cuts = cut_into_passages(article.body)
    if not cuts:
        return
    parts = [_told(cut) for cut in cuts]
    vectors = embed(texts_of(article.title, cuts))
    article.title_embedding, vectors = _packed(vectors[:1]), vectors[1:]
    article.save(update_fields=["title_embedding"])
    start = len(cuts)
    for cut, part, vector in zip(cuts, parts, vectors, strict=False):
        rows = vectors[start : start + len(part)]
        start += len(part)
        Passage.objects.create(embedding=vector, sentence_embeddings=_packed(rows), **_columns(article, cut))


def texts_of(title: str, cuts: Sequence[Cut]) -> list[str]:
    """What gets a vector, in this order: the title, every passage whole, every sentence of every passage under its
    heading, without which "Monday to Friday from 8:00" could be about anything."""
    whole = [f"{title}. {cut.heading}. {cut.text}" for cut in cuts]
    return [title, *whole, *(sentence for cut in cuts for sentence in _told(cut))]


def _told(cut: Cut) -> list[str]:
    return [f"{cut.heading}. {said}" if cut.heading else said for said in sentences(cut.text)]


def embed_ahead(folder: Path) -> Ahead:
    """Makes the vectors of a folder's published articles on a thread, beside whatever comes before their import."""
    return make_ahead(_batches_of(folder))


def _batches_of(folder: Path) -> Iterator[list[str]]:
    with suppress(BadFile):  # the import itself says what is wrong, and where
        for file in read_articles(folder):
            if file.state == State.PUBLISHED and (cuts := cut_into_passages(file.body)):
                yield texts_of(file.title, cuts)


def _columns(article: Article, cut: Cut) -> dict[str, Any]:
    lead = " ".join([article.title, cut.heading, *article.synonyms, *article.ids])
    return {
        "article": article, "position": cut.position, "heading": cut.heading, "anchor": cut.anchor,
        "text": cut.text, "lead": fold(lead), "folded": fold(cut.text), "ids": sorted({fold(code) for code in article.ids}),
        "audience": article.audience, "language": article.language,
        "valid_from": article.valid_from, "valid_until": article.valid_until,
    }  # fmt: skip


def _packed(rows: np.ndarray) -> bytes:
    return np.asarray(rows, dtype=np.float16).tobytes()
