"""The demo's files agree with each other: personas with the back office, numbers in replies with their articles."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from assist.knowledge.files import ArticleFile, read_articles, read_saved_replies

DEMO = Path("agentdesk/demo/content")
ARTICLES = read_articles(DEMO / "articles")
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


def content(name: str) -> Any:
    return yaml.load((DEMO / name).read_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def test_the_demo_has_what_it_promises() -> None:
    intents = [intent for family in content("taxonomy.yaml")["families"] for intent in family["intents"]]
    assert len(ARTICLES) == 40
    assert len(content("taxonomy.yaml")["families"]) == 14
    assert all(len(intent["examples"]) >= 12 for intent in intents)
    assert len(list(DEMO.glob("journeys/*.yaml"))) == 6
    assert len(read_saved_replies(DEMO / "saved_replies.yaml")) >= 20
    assert len(content("customers.yaml")["scripts"]) >= 12


def test_no_example_stands_for_two_intents() -> None:
    families = content("taxonomy.yaml")["families"]
    lines = Counter(
        text.lower() for family in families for intent in family["intents"] for text in intent["examples"]
    )
    assert [line for line, count in lines.items() if count > 1] == []


@pytest.mark.parametrize("persona", sorted(content("customers.yaml")["personas"]))
def test_a_persona_is_known_in_the_back_office_with_its_order(persona: str) -> None:
    entry = content("customers.yaml")["personas"][persona]
    known = {customer["email"]: customer for customer in content("backoffice.yaml")["customers"]}
    customer = known[entry["email"]]
    assert (customer["name"], customer["postcode"]) == (entry["name"], entry["postcode"])
    assert entry["order"] in {order["number"] for order in customer["orders"]}


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.slug)
def test_every_number_in_a_reply_stands_in_its_article(article: ArticleFile) -> None:
    for reply in article.replies:
        assert set(NUMBER.findall(reply["text"])) <= set(NUMBER.findall(article.body))


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.slug)
def test_a_reply_names_a_section_that_exists(article: ArticleFile) -> None:
    headings = set(re.findall(r"^##+ (.+)$", article.body, re.MULTILINE)) | {""}
    assert {reply["section"] for reply in article.replies} <= headings
