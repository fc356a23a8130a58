from datetime import date

import pytest

from assist.knowledge.files import BadFile, parse_article, parse_saved_replies

GOOD = """---
title: Damaged on arrival
audience: public
reviewed: 2026-11-03
synonyms: [broken, cracked]
ids: [KB-104]
reply: Sorry, {{customer.first_name|there}}.
replies:
  - section: Same-day replacement
    text: I can replace order {{order.number}}.
---
First lines.

## Same-day replacement
Sent today.
"""


def test_an_article_file_is_read_with_its_replies_and_dates() -> None:
    article = parse_article("damaged-on-arrival", GOOD)
    assert (article.title, article.audience, article.state) == ("Damaged on arrival", "public", "published")
    assert article.reviewed_on == date(2026, 11, 3)
    assert article.synonyms == ("broken", "cracked")
    assert [reply["section"] for reply in article.replies] == ["", "Same-day replacement"]
    assert article.body.startswith("First lines.")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("audience: public", "audience: everybody"), "audience is one of"),
        (("reviewed: 2026-11-03\n", ""), "day of review"),
        (("reviewed: 2026-11-03", "reviewed: soon"), "reviewed is a day"),
        (("title: Damaged on arrival\n", ""), "title is missing"),
        (("ids: [KB-104]", "ids: KB-104"), "ids is a list"),
        (("ids: [KB-104]", "codes: [KB-104]"), "codes is not a known key"),
        (("---\ntitle", "title"), "two --- lines"),
        (("title: Damaged", "title: [Damaged"), "damaged"),
    ],
)
def test_a_bad_article_file_is_refused_with_its_name_and_the_reason(
    change: tuple[str, str], fault: str
) -> None:
    with pytest.raises(BadFile, match=r"damaged") as refused:
        parse_article("damaged", GOOD.replace(*change))
    assert fault in str(refused.value)


def test_a_slug_with_capitals_is_refused() -> None:
    with pytest.raises(BadFile):
        parse_article("Damaged_Goods", GOOD)


def test_saved_replies_are_read_as_a_list() -> None:
    (reply,) = parse_saved_replies("r.yaml", "- shortcut: /sorry\n  title: Sorry\n  body: |\n    Hello.\n")
    assert (reply.shortcut, reply.body, reply.language) == ("/sorry", "Hello.", "en")


@pytest.mark.parametrize(
    "source",
    [
        "shortcut: /sorry",
        "- shortcut: sorry\n  title: a\n  body: b",
        "- shortcut: /sorry\n  title: a",
        "- [1",
    ],
)
def test_bad_saved_replies_are_refused(source: str) -> None:
    with pytest.raises(BadFile):
        parse_saved_replies("r.yaml", source)
