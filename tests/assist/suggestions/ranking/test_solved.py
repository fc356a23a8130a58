"""Nothing that belonged to one customer may come back in a reply to another, however conversations look."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from assist.registry.conversations import Conversation
from assist.suggestions.ranking.masking import Lexicon, words_of
from assist.suggestions.ranking.solved import solved_replies, with_slots
from assist.suggestions.slots import SLOT, Known, fill
from tests.assist.suggestions.ranking.conftest import delivery, returned, said, told

NAMES = ("Maya", "Tom", "Priya", "O'Neill", "Jean-Luc", "maya", "TOM")
ITEMS = ("Harbor floor lamp", "lamp", "Desk", "Office chair Nova")
NUMBERS = (
    "58213",
    "AC-1029",
    "RF-77120",
    "12/05/2026",
    "7 pm",
    "£184.50",
    "184.50",
    "2",
    "GB29NWBK60161331926819",
)
FRAMES = (
    "Hi {name}, your order {number} with the {item} is on its way.",
    "Thank you, {name}. The refund of {number} is done!",
    "{name}, I have changed the address to {street}.",
    "The {item} comes on Monday to {street}, {name}.",
    "I wrote to {name}@example.com about {number}.",
    "Is there anything else that I can do for you?",
)
STREETS = ("Birch Lane", "High Street", "rue du Bac")


@st.composite
def contacts(draw: st.DrawFn) -> Conversation:
    """A contact whose values stand in a tool's answer or only in what was said, in whatever case."""
    values = {
        "name": draw(st.sampled_from(NAMES)), "item": draw(st.sampled_from(ITEMS)),
        "number": draw(st.sampled_from(NUMBERS)), "street": draw(st.sampled_from(STREETS)),
    }  # fmt: skip
    known = {key: value for key, value in values.items() if key == "name" or draw(st.booleans())}
    texts = draw(st.lists(st.sampled_from(FRAMES), min_size=1, max_size=4))
    turns = (
        told(f"I am {values['name']}"),
        *returned("find_order", **known),
        *(said(text.format(**values)) for text in texts),
    )
    number = draw(st.integers(0, 400))
    return Conversation(f"c{number}", f"p{number}", (), turns)


@settings(max_examples=150, deadline=None)
@given(st.lists(contacts(), min_size=3, max_size=14))
def test_no_value_of_a_case_is_left_in_a_reply(drawn: list[Conversation]) -> None:
    conversations = [*drawn, *drawn[:2], *(delivery(number) for number in range(8))]
    replies = solved_replies(conversations, Lexicon.learned(conversations))
    private = {word for value in (*NAMES, *ITEMS, *STREETS) for word in words_of(value)} - {"du"}
    for reply in replies:
        rest = SLOT.sub(" ", reply.text)
        assert not re.search(r"\d", rest)
        assert not private & set(words_of(rest)), reply


@settings(max_examples=60, deadline=None)
@given(st.lists(contacts(), min_size=3, max_size=14), st.sampled_from(NAMES))
def test_filled_for_another_case_it_holds_that_case_alone(drawn: list[Conversation], own: str) -> None:
    conversations = [*drawn, *drawn[:2]]
    record = {"customer.first_name": Known("Zelda", "record"), "order.number": Known("ZZ9", "record")}
    strangers = {word for value in (*NAMES, *ITEMS, *STREETS) for word in words_of(value)} - {"du"}
    for reply in solved_replies(conversations, Lexicon.learned(conversations)):
        filled = fill(reply.text, record)
        assert filled.missing or not strangers & set(words_of(filled.text)), own


def test_a_reply_must_have_gone_to_several_customers() -> None:
    lexicon = Lexicon({})
    two = [Conversation(f"c{n}", f"p{n % 2}", (), (said("How may I help you with that?"),)) for n in range(9)]
    three = [
        Conversation(f"c{n}", f"p{n % 3}", (), (said("How may I help you with that?"),)) for n in range(9)
    ]
    assert solved_replies(two, lexicon) == ()
    assert [reply.customers for reply in solved_replies(three, lexicon)] == [3]


def test_values_become_the_slots_that_replies_use() -> None:
    known = {"58213": "order.number", "£20.00": "order.total", "Harbor lamp": "order.item"}
    text = "Hi Maya, the harbor lamp of order 58213 was £20.00."
    assert with_slots(text, known) == (
        "Hi {{customer.first_name}}, the {{order.item}} of order {{order.number}} was {{order.total}}."
    )
