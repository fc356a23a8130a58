import pytest

from assist.wrapup.telling.teller import lesson_of, talk_of, tell
from assist.wrapup.telling.weights import Weights

LABELS = {"customer": "the customer", "us": "we"}
THINGS = ("kettle", "lamp", "chair", "printer", "tent", "radio", "blender", "mirror")


def turns_about(thing: str) -> list[tuple[str, str]]:
    return [
        ("us", "Hello, how can I help you?"),
        ("customer", f"Hi, the weather is lovely today. My {thing} arrived broken. I'd like a new {thing}."),
        ("us", "I'm sorry about that. I will send you a new one tomorrow."),
        ("customer", "Thanks, have a nice day."),
    ]


def note_about(thing: str) -> str:
    return f"The customer's {thing} arrived broken. The customer wants a new {thing}."


def weights() -> Weights:
    talks = [(turns_about(thing), note_about(thing)) for thing in THINGS]
    return Weights.fit([lesson_of(talk_of(turns, LABELS), turns, LABELS, note) for turns, note in talks])


@pytest.fixture(scope="module")
def learnt() -> Weights:
    return weights()


def test_what_notes_kept_is_told_of_a_talk_never_seen(learnt: Weights) -> None:
    told = tell(talk_of(turns_about("bicycle"), LABELS), learnt)
    text = " ".join(sentence.text for sentence in told)
    assert "bicycle arrived broken" in text
    assert "weather" not in text
    assert all(0 <= turn < 4 for sentence in told for turn in sentence.turns)


def test_the_same_lessons_give_the_same_weights(learnt: Weights) -> None:
    again = weights()
    assert again.to_bytes() == learnt.to_bytes()
    assert again.version == learnt.version


def test_weights_survive_being_kept(learnt: Weights) -> None:
    read = Weights.from_bytes(learnt.to_bytes())
    talk = talk_of(turns_about("bicycle"), LABELS)
    assert read.version == learnt.version
    assert tell(talk, read) == tell(talk, learnt)


def test_what_a_note_calls_people_becomes_marks() -> None:
    turns = turns_about("lamp")
    lesson = lesson_of(
        talk_of(turns, LABELS), turns, LABELS, "The customer's lamp is broken, we send them ours."
    )
    assert lesson.note[:4] == ("«0»", "s", "lamp", "is")
    assert "«9»" in lesson.note
