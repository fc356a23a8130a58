"""Cutting a published article into passages, with their embeddings."""

from __future__ import annotations

from typing import Any

import numpy as np

from assist.knowledge.models import Article, Passage
from assist.knowledge.rules import Cut, cut_into_passages
from assist.knowledge.words import fold, sentences
from assist.providers.embeddings import embed


def cut_passages(article: Article) -> None:
    """Writes the passages of the article anew, with their embeddings."""
    article.passages.all().delete()
    cuts = cut_into_passages(article.body)
    if not cuts:
        return
    parts = [sentences(cut.text) for cut in cuts]
    whole = [f"{article.title}. {cut.heading}. {cut.text}" for cut in cuts]
    vectors = embed([article.title] + whole + [sentence for part in parts for sentence in part])
    article.title_embedding, vectors = _packed(vectors[:1]), vectors[1:]
    article.save(update_fields=["title_embedding"])
    start = len(cuts)
    for cut, part, vector in zip(cuts, parts, vectors, strict=False):
        rows = vectors[start : start + len(part)]
        start += len(part)
        Passage.objects.create(embedding=vector, sentence_embeddings=_packed(rows), **_columns(article, cut))


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
