import pytest

from assist.wrapup.telling.people import named
from assist.wrapup.telling.shifting import US, Side
from assist.wrapup.telling.statements import ways_to_tell
from assist.wrapup.telling.teller import rendered
from assist.wrapup.wanting import PEOPLE, TO_US

ANNA_TO_BEN = Side(0, 1)
FRIENDS = {0: named("Anna"), 1: named("Ben")}


def plainest(said: str) -> str:
    return rendered(ways_to_tell(said, TO_US)[0].words, PEOPLE)


def all_ways(said: str) -> list[str]:
    return [rendered(way.words, FRIENDS) for way in ways_to_tell(said, ANNA_TO_BEN)]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "Please send me a new lid for my kettle.",
            "The customer asks us to send them a new lid for their kettle",
        ),
        ("Can you move my appointment?", "The customer asks us to move their appointment"),
        ("When do you open on Sunday?", "The customer asks when we open on Sunday"),
        ("Why was my card refused?", "The customer asks why their card was refused"),
        ("What's the fee?", "The customer asks what the fee is"),
        ("Will I get my deposit back?", "The customer asks if they will get their deposit back"),
        ("How do I reset my router?", "The customer asks how they reset their router"),
        ("Could you tell me where my parcel is?", "The customer asks where their parcel is"),
        ("I'd like to close my account.", "The customer wants to close their account"),
        ("I need to speak to somebody today.", "The customer needs to speak to somebody today"),
        ("I've been waiting for two weeks.", "The customer has been waiting for two weeks"),
        ("I don't know my password.", "The customer doesn't know their password"),
        ("I'm really not happy.", "The customer is really not happy"),
        ("I was charged £29.50 twice on 12/05/2026.", "The customer was charged £29.50 twice on 12/05/2026"),
        ("We ordered two chairs.", "The customer ordered two chairs"),
        ("You sent me the wrong one!", "The customer says we sent them the wrong one"),
        ("My kettle leaks.", "The customer's kettle leaks"),
        ("It's about order RP-1001, AB1 2CD.", "The customer says it's about order RP-1001, AB1 2CD"),
        ("Well, so I want my money back, please.", "The customer wants their money back"),
    ],
)
def test_the_plainest_way_is_in_the_third_person(said: str, told: str) -> None:
    assert plainest(said) == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Let's go swimming.", "Anna suggests going swimming"),
        ("Why don't you take the bus?", "Anna suggests Ben take the bus"),
        ("You should see a doctor.", "Anna suggests Ben see a doctor"),
        ("Would you like to join us?", "Anna invites Ben to join them"),
        ("Don't forget your keys.", "Anna tells Ben not to forget Ben's keys"),
        ("What time do you want to leave?", "Anna asks Ben what time Ben wants to leave"),
        ("What are your opening hours?", "Anna asks Ben what Ben's opening hours are"),
        ("Did you see the game?", "Anna asks Ben if Ben saw the game"),
        ("I'll meet you at the gym.", "Anna will meet Ben at the gym"),
        ("I'm sorry about the noise.", "Anna apologizes for the noise"),
        ("Would you mind opening the door?", "Anna asks Ben to open the door"),
    ],
)
def test_what_is_proposed_offered_or_asked_has_its_verb(said: str, told: str) -> None:
    assert told in all_ways(said)


@pytest.mark.parametrize("said", ["Hello.", "Okay.", "Good morning!", "Thanks.", "...", "", "Hmm."])
def test_what_says_nothing_is_not_told(said: str) -> None:
    assert ways_to_tell(said, TO_US) == []


def test_ours_is_we_and_several_are_they() -> None:
    assert (
        rendered(ways_to_tell("You have my word.", Side(0, US))[0].words, PEOPLE)
        == "The customer says we have their word"
    )
    assert ways_to_tell("I'll tell you.", Side(0, None))[0].words == ("«0»", "will", "tell", "they")
