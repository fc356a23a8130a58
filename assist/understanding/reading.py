"""`understand`: one pure pass over one turn of the customer."""

from dataclasses import dataclass

from assist.providers.embeddings import embed, model_version
from assist.understanding import cues
from assist.understanding.belief import Said, updated
from assist.understanding.course.moments import Moment
from assist.understanding.course.repeating import given_again
from assist.understanding.entities import find_entities
from assist.understanding.intents import IntentModel
from assist.understanding.language import language_of
from assist.understanding.requests import carries_none, only_remarks
from assist.understanding.rules import Context, Guess, Scope, Understood
from assist.understanding.sentiment import SentimentModel

RULES_VERSION = "cues-2"
TOP = 3
GRAVE_FROM = 0.5  # sure enough to let a grave intent count nearly alone
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
    is_empty = not danger and carries_none(text, entities)
    ranking: tuple[Guess, ...] = ()
    scope = NO_SCOPE
    if models.intents and not is_empty:
        ranking, scope = models.intents.rank(text, vector)
        ranking, scope = _with_crisis(ranking, scope, danger, models.crisis)
        if scope.is_out and context.belief and only_remarks(text):
            # An answer or a thank-you in the middle of a matter.
            is_empty, ranking, scope = True, (), NO_SCOPE
    return Understood(
        ranking=ranking[:TOP],
        scope=scope,
        is_small_talk=is_empty,
        belief=updated(context.belief, _evidence(text, ranking, scope, models.grave)),
        entities=entities,
        mood=models.sentiment.mood(Moment(text, context.earlier, context.answers), vector),
        urgency=cues.urgency(text),
        wants_person=cues.wants_person(text),
        crisis=danger,
        repeated=cues.repeated(text) or given_again(text, entities, context.known_values, context.answers),
        pushback=cues.pushback(text),
        injection=cues.injection(text),
        language=language_of(text, earlier=context.earlier, locale=context.locale),
    )


def _with_crisis(
    ranking: tuple[Guess, ...], scope: Scope, danger: str, crisis: str
) -> tuple[tuple[Guess, ...], Scope]:
    """Words of danger outweigh what the classifier says."""
    if not danger or not crisis:
        return ranking, scope
    others = tuple(Guess(g.intent, round(g.confidence * 0.05, 4)) for g in ranking if g.intent != crisis)
    return (Guess(crisis, 0.95), *others), Scope(False, 0.95, 0.9, scope.nearest)


def _evidence(text: str, ranking: tuple[Guess, ...], scope: Scope, grave: frozenset[str]) -> Said | None:
    """What the turn says of the case; None when it carries no request."""
    if not ranking:
        return None
    is_grave = ranking[0].intent in grave and ranking[0].confidence >= GRAVE_FROM
    shares = {guess.intent: guess.confidence for guess in ranking}
    return Said(shares, len(text.split()), scope.is_out, is_grave)
