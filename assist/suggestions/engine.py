"""From a customer's turn to candidates for a reply: retrieval, slots, grounding. Reads only, decides by
rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import numpy as np

from assist.knowledge.models import Article, Audience, SavedReply
from assist.knowledge.queries import question_of
from assist.knowledge.rules import RULES_VERSION as KNOWLEDGE_VERSION
from assist.knowledge.rules import quoted
from assist.knowledge.search import Hit, search_passages
from assist.providers.embeddings import embed, model_version
from assist.suggestions import grounding, rules, slots
from assist.suggestions.evidence import Evidence, evidence_of
from assist.suggestions.learned import Learned, learned_for, live_name
from assist.suggestions.past import key_of, past_replies, source_of_past
from assist.suggestions.payments import fits_payment, payment_fit
from assist.suggestions.reasons import checked, not_checked, record_sources, source_of
from assist.suggestions.rules import Candidate
from assist.suggestions.slots import Filled
from cases.interactions.models import Turn
from cases.interactions.queries import last_customer_turns

WRITTEN_BONUS, SECTION_BONUS, INTENT_BONUS = 0.1, 0.15, 0.2
PAID = "order.payment"
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
    """Every reply that evidence supports for the turn, not yet ranked. Only public articles: a customer
    will read it."""
    case, language = turn.case, turn.interaction.language
    earlier = " ".join(other.text for other in last_customer_turns(turn.interaction) if other.seq < turn.seq)
    question = question_of(turn)
    if not question:
        return []
    hits = search_passages(
        text=question, context=earlier, viewer_audience=Audience.PUBLIC, language=language,
        intent=case.intent, limit=6, at=at,
    )  # fmt: skip
    evidence = evidence_of(case, turn.interaction)
    paid = evidence.value_of(PAID)
    hits = [hit for hit in hits if fits_payment(hit.heading, question=question, paid=paid)]
    answering = [hit for hit in hits if hit.score.answers]
    learned = learned_for(case)
    found = [
        *_from_articles(answering, evidence, question),
        *_from_saved_replies(turn, question, hits, evidence),
        *_from_past_replies(learned, hits, evidence),
    ]
    fit = [each for each in found if each.body and fits_payment(each.body, question=question, paid=paid)]
    return learned.ranked(fit) if learned else fit


def _from_articles(hits: Sequence[Hit], evidence: Evidence, question: str) -> Iterator[Candidate]:
    """The replies written in the articles; where there is none that can be filled, the passage in its own words."""
    articles = Article.objects.in_bulk([hit.article_id for hit in hits])
    for hit in hits:
        fit = hit.score.total + payment_fit(hit.heading, question=question, paid=evidence.value_of(PAID))
        written = list(_written(hit, articles[hit.article_id], fit, evidence))
        yield from written
        if (
            not written and hit.heading
        ):  # the lines above the first heading tell of the page, they answer nothing
            aside = QUOTED_ASIDE if hit.score.intent < 0 else 0.0
            key, text = f"article:{hit.slug}#{hit.anchor}", quoted(hit.text, hit.sentence)
            yield from _candidate(key, Filled(text, (), (), ()), fit - aside, [hit], [hit.text], evidence)


def _written(hit: Hit, article: Article, fit: float, evidence: Evidence) -> Iterator[Candidate]:
    for reply in article.replies:
        section = reply["section"]
        if section in ("", hit.heading):
            key = f"article:{hit.slug}#{hit.anchor if section else ''}"
            score = fit + (SECTION_BONUS if section else WRITTEN_BONUS)
            texts = [hit.text if section else article.body]
            yield from _candidate(
                key, slots.fill(reply["text"], evidence.known), score, [hit], texts, evidence
            )


def _from_saved_replies(
    turn: Turn, question: str, hits: Sequence[Hit], evidence: Evidence
) -> Iterator[Candidate]:
    intent = turn.case.intent
    meaning = embed([question])[0]
    for reply in SavedReply.objects.filter(is_active=True, language=turn.interaction.language):
        likeness = float(np.dot(np.asarray(reply.embedding, dtype=np.float32), meaning))
        fits = bool(intent) and intent in reply.intents
        if reply.intents and not fits:
            continue
        filled = slots.fill(reply.body, evidence.known)
        cited = _support(filled.text, hits[:SUPPORT], evidence)
        source = {
            "kind": "saved reply",
            "title": f"Saved reply {reply.shortcut}",
            "url": "",
            "reviewed_on": "",
        }
        score = likeness + (INTENT_BONUS if fits else 0.0)
        texts = [hit.text for hit in cited]
        yield from _candidate(f"saved:{reply.shortcut}", filled, score, cited, texts, evidence, first=source)


def _from_past_replies(
    learned: Learned | None, hits: Sequence[Hit], evidence: Evidence
) -> Iterator[Candidate]:
    for reply, filled, score in past_replies(learned, evidence):
        cited = _support(filled.text, hits[:SUPPORT], evidence)
        texts = [hit.text for hit in cited]
        source = source_of_past(reply)
        yield from _candidate(key_of(reply), filled, score, cited, texts, evidence, first=source)


def _support(text: str, hits: Sequence[Hit], evidence: Evidence) -> list[Hit]:
    """The first passage that backs a figure of the text which the record does not."""
    open_figures = grounding.figures(text) - set().union(*map(grounding.figures, evidence.values), set())
    return [hit for hit in hits if open_figures & grounding.figures(hit.text)][:1] if open_figures else []


def _candidate(
    key: str,
    filled: Filled,
    score: float,
    hits: Sequence[Hit],
    texts: Sequence[str],
    evidence: Evidence,
    first: dict[str, Any] | None = None,
) -> Iterator[Candidate]:
    """The candidate, unless a slot that it needs is not known."""
    if filled.missing:
        return
    unbacked = grounding.unbacked_sentences(
        filled.text, evidence=[*texts, *evidence.values], done=evidence.done
    )
    sources = [*([first] if first else []), *map(source_of, hits), *record_sources(filled, evidence)]
    yield Candidate(
        key=key,
        body=filled.text,
        score=round(score, 3),
        sources=tuple(rules.numbered(sources)),
        checked=tuple(checked(filled, hits, evidence)),
        not_checked=tuple(not_checked(filled, hits)),
        unbacked=tuple(unbacked),
    )
