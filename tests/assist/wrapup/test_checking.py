import pytest

from assist.providers.embeddings import embed
from assist.wrapup.checking import Claim, Evidence, fault_of

EVIDENCE = {
    "t2": Evidence(
        2, "customer", "Hi, my monitor arrived today and the screen is cracked. The order is 58213."
    ),
    "t3": Evidence(
        3, "agent", "I'm sorry, Maya. We will send you a replacement by Friday. I can't offer a refund."
    ),
    "t5": Evidence(5, "customer", "I'd like a replacement, and I was charged $29.50 for shipping."),
    "r7": Evidence(7, "tool", "Replacement of order 58213: RP-1001, delivery on Saturday"),
}


@pytest.mark.parametrize(
    ("slot", "text", "cites"),
    [
        ("wanted", "The customer reports that the monitor's screen is cracked.", ("t2",)),
        ("wanted", "The customer wants a replacement for order 58213.", ("t2", "t5")),
        ("wanted", "The customer was charged $29.50 for shipping.", ("t5",)),
        ("promised", "We will send Maya a replacement by Friday.", ("t3",)),
        ("promised", "We can't offer a refund.", ("t3",)),
    ],
)
def test_what_the_turns_say_stands(slot: str, text: str, cites: tuple[str, ...]) -> None:
    assert fault_of(Claim(slot, text, cites), EVIDENCE, embed=embed) == ""


@pytest.mark.parametrize(
    ("slot", "text", "cites", "why"),
    [
        ("wanted", "The customer's monitor is cracked.", (), "cites nothing"),
        ("wanted", "The customer's monitor is cracked.", ("t99",), "cites nothing"),
        ("wanted", "The customer's monitor is cracked.", ("t2", "t99"), "cites nothing"),
        ("wanted", "The customer will get a replacement by Friday.", ("t3",), "wrong side"),
        ("promised", "We will send a replacement.", ("t5",), "wrong side"),
        ("wanted", "A monitor is cracked.", ("t2",), "whose"),
        ("wanted", "The customer was charged $30.00 for shipping.", ("t5",), "number"),
        ("wanted", "The customer's order 58231 has a cracked screen.", ("t2",), "number"),
        ("promised", "We will send Anna a replacement by Friday.", ("t3",), "Anna"),
        ("promised", "We will send a replacement by Monday.", ("t3",), "Monday"),
        ("promised", "We will send two replacements by Friday.", ("t3",), "two"),
        ("promised", "We will offer a refund.", ("t3",), "contrary"),
        ("promised", "We will book a repair by Friday.", ("t3",), "nobody spoke"),
        ("wanted", "The customer wants the monitor cancelled.", ("t2",), "nobody spoke"),
        ("wanted", "The customer loves gardening on sunny afternoons.", ("t2",), "little"),
        ("done", "We sent it.", ("r7",), "wrong side"),
    ],
)
def test_what_they_do_not_say_falls(slot: str, text: str, cites: tuple[str, ...], why: str) -> None:
    assert why in fault_of(Claim(slot, text, cites), EVIDENCE, embed=embed)
