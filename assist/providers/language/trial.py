"""A trial of the connected model: one small question of our own words."""

from datetime import datetime

from assist.providers.language.asking import ask
from assist.providers.language.base import Answer, Material, Question

_SCHEMA = {
    "type": "object",
    "properties": {"says": {"type": "string", "maxLength": 200}},
    "required": ["says"],
    "additionalProperties": False,
}


def try_model(*, at: datetime) -> Answer:
    """Whether it answers, in time, in the form that was asked for. Counts in the budget as every call does."""
    question = Question(
        purpose="trial",
        instructions="Repeat the text of the material in the field “says”.",
        material=[Material("m1", "agent", "The lamp is on.")],
        schema=_SCHEMA,
        max_tokens=60,
    )
    return ask(question, at=at)
