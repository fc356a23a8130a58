"""The hybrid search over passages: meaning by pgvector, words by PostgreSQL full text, codes by an exact
look-up.

Each of the three brings its best passages, in time that hardly grows with their number; the pool is then
scored
together in `rules.Score`. On 100,000 passages the words that stand everywhere are left out of the "any
word" query,
because ranking a third of the table costs more than all the rest.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_

import numpy as np
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection, transaction
from django.db.models import Value
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from numpy.typing import NDArray
from pgvector.django import CosineDistance

from assist.knowledge.models import Article, Passage, PassageQuerySet
from assist.knowledge.rules import Score, best_sentence, excerpt, mark_sentence
from assist.knowledge.words import exact_ids, fold, sentences, telling_words, whole_words
from assist.providers.embeddings import embed

POOL = 30
MOST_OR_WORDS = 6
COMMON_SHARE = 0.01
SMALL = 5_000
MOST_ARTICLES = 50
TELLING = 2.5  # words that together weigh less than this tell too little to count in full
CONTEXT_WEIGHT = 0.25

_STATISTICS = """
SELECT c.reltuples, s.most_common_elems::text::text[], s.most_common_elem_freqs FROM pg_class c
  LEFT JOIN pg_stats s ON s.schemaname = current_schema() AND s.tablename = c.relname AND s.attname = 'words'
 WHERE c.oid = %s::regclass
"""

Vector = NDArray[np.float32]


@dataclass(frozen=True)
class Hit:
    """A passage that was found: where it stands, how it scored, and the sentence that answers best."""

    passage_id: int
    article_id: int
    slug: str
    title: str
    heading: str
    anchor: str
    text: str
    audience: str
    version: int
    reviewed_on: date | None
    score: Score
    sentence: int

    @property
    def url(self) -> str:
        """The article's page at this passage."""
        return f"/knowledge/{self.slug}/" + (f"#{self.anchor}" if self.anchor else "")

    @property
    def name(self) -> str:
        return f"{self.title}, {self.heading}" if self.heading else self.title

    @property
    def best(self) -> str:
        """The best sentence as plain text."""
        parts = sentences(self.text)
        return parts[self.sentence] if self.sentence < len(parts) else self.text

    @property
    def marked(self) -> SafeString:
        """The best sentence and its neighbours as HTML, the sentence in <mark>, everything escaped."""
        text, number = excerpt(self.text, self.sentence)
        return mark_safe(mark_sentence(text, number))


def search_passages(
    *,
    text: str,
    viewer_audience: str,
    language: str = "en",
    limit: int = 5,
    at: datetime,
    context: str = "",
    intent: str = "",
) -> list[Hit]:
    """The passages nearest to the question, best first, one per heading.

    `viewer_audience` is "public" for anything that a customer will read and "internal" for agents, who read
    both.
    `context` is what was said before; it bends the meaning of a short question and adds no words to look for.
    Articles that name the `intent` come a little nearer, those that name only others go a little back.
    Whether a hit is good enough to answer is its `score.answers`.
    """
    if not text.strip():
        return []
    meaning = _meaning(text, context)
    allowed = Passage.objects.readable_by(viewer_audience).filter(language=language).valid_on(_day(at))
    pool = _pool(allowed, text, meaning, intent)
    hits = [_hit(passage, score, text, meaning) for passage, score in _scored(pool, text, meaning, intent)]
    return _one_per_heading(hits)[:limit]


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _meaning(text: str, context: str) -> Vector:
    vectors = embed([text, context] if context.strip() else [text])
    if len(vectors) == 1:
        return vectors[0]
    mixed = (1 - CONTEXT_WEIGHT) * vectors[0] + CONTEXT_WEIGHT * vectors[1]
    return mixed / np.linalg.norm(mixed)


def _pool(allowed: PassageQuerySet, text: str, meaning: Vector, intent: str) -> list[Passage]:
    shares = _shares(whole_words(text))
    keys = _nearest(allowed, meaning) | _with_ids(allowed, text)
    keys |= _with_all_words(allowed, shares) | _with_any_word(allowed, shares)
    if intent:
        keys |= _of_intent(allowed, intent, meaning)
    return list(Passage.objects.filter(pk__in=keys).select_related("article"))


@transaction.atomic
def _nearest(allowed: PassageQuerySet, meaning: Vector) -> set[int]:
    with connection.cursor() as cursor:  # filters must not thin out what the index finds
        cursor.execute("SELECT set_config('hnsw.iterative_scan', 'strict_order', true)")
    near = allowed.annotate(distance=CosineDistance("embedding", meaning)).order_by("distance")
    return set(near.values_list("pk", flat=True)[:POOL])


def _of_intent(allowed: PassageQuerySet, intent: str, meaning: Vector) -> set[int]:
    """The nearest passages of the articles written for the intent: few, so they are compared one by one."""
    articles = list(
        Article.objects.filter(intents__contains=[intent]).values_list("pk", flat=True)[:MOST_ARTICLES]
    )
    exact = CosineDistance("embedding", meaning) + Value(0.0)  # an expression that the index cannot answer
    near = allowed.filter(article__in=articles).annotate(distance=exact).order_by("distance")
    return set(near.values_list("pk", flat=True)[:POOL]) if articles else set()


def _with_all_words(allowed: PassageQuerySet, shares: Mapping[str, float]) -> set[int]:
    """Passages with every word; left out where even the rarest word stands in too many to rank."""
    if not shares or min(shares.values()) > COMMON_SHARE:
        return set()
    return _ranked(allowed, SearchQuery(" ".join(shares), config="english"))


def _with_any_word(allowed: PassageQuerySet, shares: Mapping[str, float]) -> set[int]:
    rare = sorted(
        (word for word, share in shares.items() if share <= COMMON_SHARE), key=lambda w: (shares[w], w)
    )
    if not rare:
        return set()
    return _ranked(
        allowed, reduce(or_, (SearchQuery(word, config="english") for word in rare[:MOST_OR_WORDS]))
    )


def _with_ids(allowed: PassageQuerySet, text: str) -> set[int]:
    ids = exact_ids(text)
    return set(allowed.filter(ids__overlap=ids).values_list("pk", flat=True)[:POOL]) if ids else set()


def _ranked(allowed: PassageQuerySet, query: SearchQuery) -> set[int]:
    found = allowed.filter(words=query).annotate(rank=SearchRank("words", query)).order_by("-rank")
    return set(found.values_list("pk", flat=True)[:POOL])


def _shares(words: Sequence[str]) -> dict[str, float]:
    """The share of passages that each word stands in, by PostgreSQL's own statistics; 0 for rare words and
    small tables."""
    with connection.cursor() as cursor:
        cursor.execute(_STATISTICS, [Passage._meta.db_table])
        rows, lexemes, shares = cursor.fetchone()
        if rows < SMALL or not lexemes:
            return dict.fromkeys(words, 0.0)
        cursor.execute("SELECT w, (ts_lexize('english_stem', w))[1] FROM unnest(%s::text[]) w", [list(words)])
        known = dict(zip(lexemes, shares, strict=False))
        return {word: known.get(lexeme, 0.0) for word, lexeme in cursor.fetchall() if lexeme}


def _scored(pool: list[Passage], text: str, meaning: Vector, intent: str) -> list[tuple[Passage, Score]]:
    wanted, ids = telling_words(text), set(exact_ids(text))
    stems = {passage.pk: telling_words(f"{passage.lead} {passage.folded}") for passage in pool}
    weights = _weights(wanted, stems.values())
    whole = max(sum(weights.values()), TELLING)
    scored = []
    for passage in pool:
        found = wanted & stems[passage.pk]
        score = Score(
            dense=max(0.0, float(np.dot(np.asarray(passage.embedding, dtype=np.float32), meaning))),
            words=sum(weights[word] for word in found) / whole,
            has_all_words=bool(wanted) and found == wanted,
            exact=bool(ids & set(passage.ids)),
            intent=_fit(intent, passage.article.intents),
        )
        scored.append((passage, score))
    return sorted(scored, key=lambda entry: (-entry[1].total, entry[0].pk))


def _fit(intent: str, intents: Sequence[str]) -> int:
    if not intent or not intents:
        return 0
    return 1 if intent in intents else -1


def _weights(wanted: set[str], pool: Iterable[set[str]]) -> dict[str, float]:
    """Rarer words of the pool weigh more. A word that no passage has still counts: it was not answered."""
    texts = list(pool)
    return {
        word: math.log((len(texts) + 1.5) / (sum(word in text for text in texts) + 0.5)) for word in wanted
    }


def _hit(passage: Passage, score: Score, text: str, meaning: Vector) -> Hit:
    vectors = np.frombuffer(bytes(passage.sentence_embeddings), dtype=np.float16).astype(np.float32)
    likeness = (vectors.reshape(-1, meaning.shape[0]) @ meaning).tolist() if vectors.size else []
    article = passage.article
    return Hit(
        passage_id=passage.pk,
        article_id=article.pk,
        slug=article.slug,
        title=article.title,
        heading=passage.heading,
        anchor=passage.anchor,
        text=passage.text,
        audience=passage.audience,
        version=article.version,
        reviewed_on=article.reviewed_on,
        score=score,
        sentence=best_sentence(passage.text, text, likeness),
    )


def _one_per_heading(hits: list[Hit]) -> list[Hit]:
    seen: set[tuple[int, str]] = set()
    kept = []
    for hit in hits:
        if (hit.article_id, hit.anchor) not in seen:
            seen.add((hit.article_id, hit.anchor))
            kept.append(hit)
    return kept


def folded_ids(ids: Iterable[str]) -> list[str]:
    """Ids as they are stored and looked up."""
    return sorted({fold(code) for code in ids})
