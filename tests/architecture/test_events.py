"""No event without a sentence to describe it, and none without a row in the table of reactions."""

import importlib

import pytest

from agentdesk.reactions import REACTIONS
from cases.events.facts import Fact
from tests.architecture.source import modules, short


def all_facts() -> list[type[Fact]]:
    for path in modules():
        if path.name == "events.py":
            importlib.import_module(short(path).removesuffix(".py").replace("/", "."))
    return sorted(_below(Fact), key=lambda fact: fact.NAME)


def _below(fact: type[Fact]) -> list[type[Fact]]:
    ours = [one for one in fact.__subclasses__() if not one.__module__.startswith("tests")]
    return [*ours, *(deeper for one in ours for deeper in _below(one))]


@pytest.mark.parametrize("fact", all_facts(), ids=lambda fact: fact.NAME)
def test_every_event_has_a_sentence_and_a_reaction_row(fact: type[Fact]) -> None:
    assert fact.sentence is not Fact.sentence, f"{fact.__name__} has no sentence"
    assert fact in REACTIONS, f"{fact.__name__} has no row in agentdesk/reactions.py"


def test_the_table_names_no_event_twice_and_nothing_else() -> None:
    assert set(REACTIONS) <= set(all_facts())


def test_events_are_named_in_the_past_tense_with_their_subject() -> None:
    for fact in all_facts():
        subject, _, verb = fact.NAME.partition(".")
        assert subject, fact
        assert verb, fact
        assert fact.NAME.lower() == fact.NAME
