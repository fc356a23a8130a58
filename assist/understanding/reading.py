"""`understand`: one pure pass over one turn of the customer."""

from collections.abc import Mapping
from dataclasses import dataclass

from assist.providers.embeddings import embed, model_version
from assist.understanding import cues
from assist.understanding.course.moments import Moment
from assist.understanding.entities import find_entities
from assist.understanding.intents import IntentModel
from assist.understanding.language import language_of
from assist.understanding.rules import Context, Entity, Guess, Scope, Understood, updated_belief
from assist.understanding.sentiment import SentimentModel

RULES_VERSION = "cues-1"
TOP = 3
NO_SCOPE = Scope(False, 0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Models:
    """What a pass reads with. `crisis` names the intent that signs of danger stand for; `grave` those that count at once."""

    intents: IntentModel | None
    sentiment: SentimentModel
    crisis: str = ""
    grave: frozenset[str] = frozenset()

    @property
    def versions(self) -> dict[str, str]:
        return {
            "embeddings": model_version(),
            "intents": self.intents.version if self.intents else "",
            "sentiment": self.sentiment.version,
            "rules": RULES_VERSION,
        }


def understand(text: str, context: Context, models: Models) -> Understood:
    """What the turn means. The same arguments give the same answer."""
    vector = embed([text])[0]
    entities = find_entities(text, at=context.at, region=context.region, id_patterns=context.id_patterns)
    danger = cues.crisis(text)
    is_empty = not danger and (cues.is_small_talk(text) or says_only_entities(text, entities))
    ranking: tuple[Guess, ...] = ()
    scope = NO_SCOPE
    if models.intents and not is_empty:
        ranking, scope = models.intents.rank(text, vector)
        ranking, scope = _with_crisis(ranking, scope, danger, models.crisis)
    return Understood(
        ranking=ranking[:TOP],
        scope=scope,
        is_small_talk=is_empty,
        belief=_belief(text, context.belief, ranking, is_empty, models.grave),
        entities=entities,
        mood=models.sentiment.mood(Moment(text, context.earlier, context.answers), vector),
        urgency=cues.urgency(text),
        wants_person=cues.wants_person(text),
        crisis=danger,
        repeated=cues.repeated(text) or _known_again(text, entities, context.known_values),
        pushback=cues.pushback(text),
        injection=cues.injection(text),
        language=language_of(text, earlier=context.earlier, locale=context.locale),
    )


def says_only_entities(text: str, entities: tuple[Entity, ...]) -> bool:
    """Whether the turn only gives what was asked for: "it's 58213", "maya@example.com"."""
    if not entities:
        return False
    rest = text
    for entity in reversed(entities):
        rest = rest[: entity.start] + " " + rest[entity.end :]
    words = [word for word in rest.lower().replace("'", "").split() if word.strip(".,:;#!-") not in _FILLERS]
    return not any(any(c.isalpha() for c in word) for word in words)


_FILLERS = frozenset(
    [
        "its",
        "it",
        "is",
        "the",
        "my",
        "number",
        "order",
        "account",
        "no",
        "email",
        "e-mail",
        "mail",
        "address",
        "phone",
        "postcode",
        "tracking",
        "yes",
        "sure",
        "ok",
        "okay",
        "hi",
        "hello",
        "thanks",
        "thank",
        "you",
        "please",
        "and",
        "here",
        "are",
        "this",
        "that",
        "was",
        "on",
        "at",
        "for",
        "of",
        "in",
        "to",
        "new",
        "be",
        "should",
        "would",
        "im",
        "name",
        "ref",
        "reference",
    ]
)


def _with_crisis(
    ranking: tuple[Guess, ...], scope: Scope, danger: str, crisis: str
) -> tuple[tuple[Guess, ...], Scope]:
    """Words of danger outweigh what the classifier says."""
    if not danger or not crisis:
        return ranking, scope
    others = tuple(Guess(g.intent, round(g.confidence * 0.05, 4)) for g in ranking if g.intent != crisis)
    return (Guess(crisis, 0.95), *others), Scope(False, 0.95, 0.9, scope.nearest)


def _belief(
    text: str, before: Mapping[str, float], ranking: tuple[Guess, ...], is_empty: bool, grave: frozenset[str]
) -> dict[str, float]:
    shares = {guess.intent: guess.confidence for guess in ranking}
    is_grave = bool(ranking) and ranking[0].intent in grave and ranking[0].confidence >= 0.5
    return updated_belief(
        before, shares, words=len(text.split()), is_empty=is_empty or not shares, is_grave=is_grave
    )


def _known_again(text: str, entities: tuple[Entity, ...], known: frozenset[str]) -> str:
    """An id that the customer gave before and had to give again, said with an "again"."""
    if "again" not in text.lower():
        return ""
    return next((e.text for e in entities if e.value in known and e.kind.endswith("_number")), "")
