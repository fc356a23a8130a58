"""Whatever is said: no number, name or other content word is told that was not said."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from assist.wrapup.telling.concepts import stemmed
from assist.wrapup.telling.shifting import US
from assist.wrapup.telling.statements import Heard, Statement, statements
from assist.wrapup.telling.verbs import AUX, BASES, PASTS, gerund
from assist.wrapup.telling.wording import stem, tidy, tokens, words

REPORTING = words(
    "ask tell say want need think suggest offer help invite recommend plan advise thank apologize for to if about not can should "
    "others they them their theirs themselves and will would had is are am have going be looking find us s m ll ve re d t "
    "doesn isn hasn wasn aren"
)
ALLOWED = {stem(word) for word in REPORTING | AUX} | {"«0»", "«1»", "«9»"}
AMOUNTS = (
    "£29.50",
    "$1,200",
    "12/05/2026",
    "10:30",
    "RP-1001",
    "58213",
    "3rd",
    "20%",
    "AB1 2CD",
    "maya@example.com",
)
NAMES = ("Maya", "Lindqvist", "Edinburgh", "Larch Terrace", "Mr. White")
PIECES = (
    "I'd like", "can you", "please", "send me", "my order", "why", "when do you open", "you said", "we need", "I was charged",
    "is it true that", "the parcel", "don't", "let's", "because", "if", "and", "but", ",", "?", ".", "!", "refund", "cancel",
    "it's", "I've",
    "you should", "would you mind", "opening",
    "nobody", "called me back", "how about", "on Friday", "two weeks", "to",
)  # fmt: skip
SAID = st.lists(st.sampled_from(PIECES + AMOUNTS + NAMES), min_size=1, max_size=25).map(" ".join)


def told(texts: list[str]) -> list[Statement]:
    return statements([Heard(0 if n % 2 == 0 else US, tidy(text)) for n, text in enumerate(texts)])


@settings(max_examples=120, deadline=None)
@given(st.lists(SAID, min_size=1, max_size=4))
def test_every_number_and_name_was_said_in_that_turn(texts: list[str]) -> None:
    for statement in told(texts):
        said, text = tidy(texts[statement.turn]), " ".join(statement.words)
        assert set(re.findall(r"\d+", re.sub(r"«\d»", "", text))) <= set(re.findall(r"\d+", said))
        for name in re.findall(r"\b[A-Z]\w+", text):
            assert name in said


@settings(max_examples=120, deadline=None)
@given(st.lists(SAID, min_size=1, max_size=4))
def test_every_other_word_was_said_or_reports(texts: list[str]) -> None:
    for statement in told(texts):
        heard = set(stemmed(tokens(tidy(texts[statement.turn]).replace("'", " "))))
        forms = {
            stem(form)
            for base in BASES
            if stem(base) in heard
            for form in (base, gerund(base), PASTS.get(base, base))
        }
        bases = {stem(base) for base in BASES if stem(gerund(base)) in heard}
        assert (
            set(stemmed(w for word in statement.words for w in word.split("'")))
            <= heard | forms | bases | ALLOWED
        )


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    told([text, text])
