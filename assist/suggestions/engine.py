"""From a customer's turn to candidates for a reply: retrieval, slots, grounding. Reads only, decides by
rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import numpy as np

from assist.knowledge.models import Article
from assist.knowledge.rules import RULES_VERSION as KNOWLEDGE_VERSION
from assist.knowledge.rules import quoted
from assist.knowledge.search import Hit
from assist.providers.embeddings import embed, model_version
from assist.suggestions import rules, slots
from assist.suggestions.assembly import candidate, support
from assist.suggestions.evidence import Evidence
from assist.suggestions.grounds import PAID, Grounds, grounds_of
from assist.suggestions.learned import Learned, live_name
from assist.suggestions.past import key_of, past_replies, source_of_past
from assist.suggestions.payments import payment_fit
from assist.suggestions.pool import saved_pool
from assist.suggestions.rules import Candidate
from assist.suggestions.slots import Filled
from cases.events.prepared import Prepared
from cases.interactions.models import Turn

WRITTEN_BONUS, SECTION_BONUS, INTENT_BONUS = 0.1, 0.15, 0.2
QUOTED_ASIDE = 0.15  # words of an article that was written for other requests
SUPPORT = 3  # passages beside a saved reply that may back its figures


def versions() -> dict[str, str]:
    """What made a suggestion: kept with it, so that a past case can be replayed."""
    return {
        "embedding": model_version(),
        "knowledge": KNOWLEDGE_VERSION,
        "suggestions": rules.RULES_VERSION,
        "replies": live_name(),
    }


def candidates_for(turn: Turn, *, at: datetime) -> list[Candidate]:
    """Every reply that evidence supports for the turn, not yet ranked."""
    grounds = grounds_of(turn, at=at)
    return candidates_from(grounds) if grounds else []


def candidates_from(grounds: Grounds) -> list[Candidate]:
    """The same where the evidence has been gathered."""
    found = [
        *_from_articles(grounds.answering, grounds.evidence, grounds.question),
        *_from_saved_replies(grounds.turn, grounds.question, grounds.hits, grounds.evidence),
        *_from_past_replies(grounds.learned, grounds.hits, grounds.evidence),
    ]
    fit = [each for each in found if each.body and grounds.fits_payment(each.body)]
    return grounds.learned.ranked(fit) if grounds.learned else fit


def _from_articles(hits: Sequence[Hit], evidence: Evidence, question: str) -> Iterator[Candidate]:
    """The replies written in the articles; where there is none that can be filled, the passage in its own words."""
    articles = {article.pk: article for article in _articles(*{hit.article_id for hit in hits})}
    for hit in hits:
        fit = hit.score.total + payment_fit(hit.heading, question=question, paid=evidence.value_of(PAID))
        written = list(_written(hit, articles[hit.article_id], fit, evidence))
        yield from written
        if (
            not written and hit.heading
        ):  # the lines above the first heading tell of the page, they answer nothing
            aside = QUOTED_ASIDE if hit.score.intent < 0 else 0.0
            key, text = f"article:{hit.slug}#{hit.anchor}", quoted(hit.text, hit.sentence)
            yield from candidate(key, Filled(text, (), (), ()), fit - aside, [hit], [hit.text], evidence)


_articles = Prepared(lambda *keys: Article.objects.filter(pk__in=keys).order_by())


def _written(hit: Hit, article: Article, fit: float, evidence: Evidence) -> Iterator[Candidate]:
    for reply in article.replies:
        section = reply["section"]
        if section in ("", hit.heading):
            key = f"article:{hit.slug}#{hit.anchor if section else ''}"
            score = fit + (SECTION_BONUS if section else WRITTEN_BONUS)
            texts = [hit.text if section else article.body]
            yield from candidate(
                key, slots.fill(reply["text"], evidence.known), score, [hit], texts, evidence
            )


def _from_saved_replies(
    turn: Turn, question: str, hits: Sequence[Hit], evidence: Evidence
) -> Iterator[Candidate]:
    near = saved_pool(turn.interaction.language).nearest(
        np.asarray(embed([question])[0]), intent=turn.case.intent, bonus=INTENT_BONUS, least=rules.SHOWN_FROM
    )
    for reply, score in near:
        filled = slots.fill(reply.body, evidence.known)
        cited = support(filled.text, hits[:SUPPORT], evidence)
        source = {
            "kind": "saved reply",
            "title": f"Saved reply {reply.shortcut}",
            "url": "",
            "reviewed_on": "",
        }
        texts = [hit.text for hit in cited]
        yield from candidate(f"saved:{reply.shortcut}", filled, score, cited, texts, evidence, first=source)


def _from_past_replies(
    learned: Learned | None, hits: Sequence[Hit], evidence: Evidence
) -> Iterator[Candidate]:
    for reply, filled, score in past_replies(learned, evidence):
        cited = support(filled.text, hits[:SUPPORT], evidence)
        texts = [hit.text for hit in cited]
        source = source_of_past(reply)
        yield from candidate(key_of(reply), filled, score, cited, texts, evidence, first=source)
