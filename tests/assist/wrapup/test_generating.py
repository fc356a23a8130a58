from datetime import date

from assist.providers.embeddings import embed
from assist.wrapup.checking import Claim
from assist.wrapup.drafts import Done, Line, Material, Said
from assist.wrapup.generating import claims_in, evidence_of, rewritten

ON = date(2026, 11, 20)
MATERIAL = Material(
    turns=[
        Said(2, True, False, "My kettle leaks and I want my money back.", ON),
        Said(5, False, True, "We will collect it by Friday.", ON),
    ],
    calls=[Done(4, "Refund of order 58213", "RF-9, $29.50")],
)
OURS = [
    Line("wanted", "The customer's kettle leaks.", (2,)),
    Line("done", "Refund of order 58213: RF-9, $29.50.", (4,)),
    Line("promised", "We promised: we will collect it by Friday.", (5,)),
    Line("mood", "The customer was neutral throughout.", (2, 5)),
]
GOOD = Claim("wanted", "The customer's kettle leaks and they want their money back.", ("t2",))
BAD = Claim("wanted", "The customer wants $99.", ("t2",))
PROMISE = Claim("promised", "We will collect the kettle by Friday.", ("t5",))


def test_turns_and_receipts_are_the_evidence_in_their_order() -> None:
    assert list(evidence_of(MATERIAL)) == ["t2", "r4", "t5"]
    assert [one.source for one in evidence_of(MATERIAL).values()] == ["customer", "tool", "agent"]


def test_borne_sentences_take_the_place_of_ours_and_records_stay() -> None:
    lines = rewritten(OURS, [GOOD, PROMISE], evidence_of(MATERIAL), embed=embed)
    assert [line.text for line in lines] == [
        GOOD.text,
        "Refund of order 58213: RF-9, $29.50.",
        PROMISE.text,
        "The customer was neutral throughout.",
    ]


def test_a_sentence_that_falls_leaves_ours_standing() -> None:
    assert list(rewritten(OURS, [BAD], evidence_of(MATERIAL), embed=embed)) == OURS
    assert list(rewritten(OURS, [], evidence_of(MATERIAL), embed=embed)) == OURS


def test_every_line_names_its_turns() -> None:
    lines = rewritten(OURS, [GOOD, BAD], evidence_of(MATERIAL), embed=embed)
    assert all(line.seqs for line in lines)
    assert next(line for line in lines if line.text == GOOD.text).seqs == (2,)


def test_claims_are_read_in_one_line_each() -> None:
    value = {"sentences": [{"slot": "wanted", "text": "The customer \n waits.", "from": ["t2"]}]}
    assert claims_in(value) == [Claim("wanted", "The customer waits.", ("t2",))]
