import pytest

from assist.suggestions.grounding import claims, figures, unbacked_sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It costs £184.50.", {("184.5", "£")}),
        ("It costs 20 pounds.", {("20", "£")}),
        ("Within three working days.", {("3", "day")}),
        ("A 30-day period", {("30", "day")}),
        ("Open from 8am to 20:00.", {("8:00", "clock"), ("20:00", "clock")}),
        ("Half past is 8:30 pm", {("20:30", "clock")}),
        ("20% off, 40 per cent kept", {("20", "%"), ("40", "%")}),
        ("On 3 November or November 4.", {("3 november", "date"), ("4 november", "date")}),
        ("Delivered on Saturdays", {("saturday", "weekday")}),
        ("Reference RF-77120", {("rf-77120", "code")}),
        ("One of them is fine.", set()),
    ],
)
def test_figures_are_read_with_their_unit(text: str, found: set[tuple[str, str]]) -> None:
    assert figures(text) == found


@pytest.mark.parametrize(
    ("text", "evidence", "unbacked"),
    [
        ("It takes 3 working days.", ["Refunds reach the card in three working days."], []),
        (
            "It takes 5 working days.",
            ["Refunds reach the card in 3 working days."],
            ["It takes 5 working days."],
        ),
        ("You get £5 back.", ["It takes 5 days."], ["You get £5 back."]),
        ("You get £5 back.", ["It costs £5.00"], []),
        ("Keep the box. It comes on Monday.", ["Keep the box."], ["It comes on Monday."]),
        ("Order 58213 is on its way.", ["58213"], []),
        ("Order 58213 is on its way.", ["58214"], ["Order 58213 is on its way."]),
        ("Please keep the box.", [], []),
    ],
)
def test_a_figure_that_no_evidence_has_is_not_backed(
    text: str, evidence: list[str], unbacked: list[str]
) -> None:
    assert unbacked_sentences(text, evidence=evidence) == unbacked


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("I've refunded it.", {"refunded"}),
        ("We have just cancelled the plan.", {"cancelled"}),
        ("Your parcel has been sent.", {"sent"}),
        ("I can refund it.", set()),
        ("It will be refunded.", set()),
    ],
)
def test_claims_of_something_done_are_found(text: str, verbs: set[str]) -> None:
    assert claims(text) == verbs


def test_a_claim_needs_a_receipt() -> None:
    assert unbacked_sentences("I've refunded it.", evidence=[]) == ["I've refunded it."]
    assert unbacked_sentences("I've refunded it.", evidence=[], done={"refunded"}) == []
