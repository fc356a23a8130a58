from assist.knowledge.markdown import html_of, sections_of
from assist.knowledge.rules import best_sentence, cut_into_passages, excerpt, mark_sentence, may_publish

BODY = """Before any heading.

## What it costs
It costs **£35**. See [prices](/knowledge/prices/).

- one
- two

| a | b |
|---|---|
| 1 | 2 |

## What it costs
Again.
"""


def test_sections_hold_plain_text_and_unique_anchors() -> None:
    first, costs, again = sections_of(BODY)
    assert (first.heading, first.anchor, first.text) == ("", "", "Before any heading.")
    assert costs.text.startswith("It costs £35. See prices.\none\ntwo")
    assert [costs.anchor, again.anchor] == ["what-it-costs", "what-it-costs-2"]


def test_the_page_has_the_same_anchors_as_the_passages() -> None:
    html = html_of(BODY)
    assert 'id="what-it-costs"' in html
    assert 'id="what-it-costs-2"' in html


def test_raw_html_and_script_links_are_shown_as_text() -> None:
    html = html_of("<script>alert(1)</script>\n\n[x](javascript:alert(1))")
    assert "<script>" not in html
    assert "href" not in html


def test_a_long_section_becomes_several_passages_with_one_heading() -> None:
    body = "## Long\n" + " ".join(f"Sentence {n} says a few words more." for n in range(60))
    cuts = cut_into_passages(body)
    assert len(cuts) > 1
    assert {cut.anchor for cut in cuts} == {"long"}
    assert [cut.position for cut in cuts] == list(range(len(cuts)))


def test_the_marked_sentence_is_escaped_and_the_rest_too() -> None:
    assert mark_sentence("A < B. Now C & D.", 1) == "A &lt; B. <mark>Now C &amp; D.</mark>"


def test_the_best_sentence_shares_the_words_of_the_question() -> None:
    text = "The shop is in Leeds. Refunds to cards take 3 working days. We like lamps."
    assert best_sentence(text, "how long does a card refund take?") == 1


def test_an_excerpt_keeps_the_neighbours() -> None:
    assert excerpt("One. Two. Three. Four.", 2) == ("Two. Three. Four.", 1)
    assert excerpt("One. Two. Three. Four.", 0) == ("One. Two.", 0)


def test_nobody_publishes_their_own_article() -> None:
    assert may_publish(author="1", reviewer="2")
    assert not may_publish(author="1", reviewer="1")
    assert not may_publish(author="1", reviewer="")
