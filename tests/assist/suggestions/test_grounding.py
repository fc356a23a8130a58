import pytest

from assist.suggestions.backing import Ground, unbacked
from assist.suggestions.grounding import figures


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
    ("text", "evidence", "marked"),
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
        ("This is about order 58213.", ["58213"], []),
        (
            "Order 58213 is on its way.",
            ["58213"],
            ["Order 58213 is on its way."],
        ),  # a number tells nothing of the parcel
        ("This is about order 58213.", ["58214"], ["This is about order 58213."]),
        ("Please keep the box.", [], []),
    ],
)
def test_a_figure_that_no_evidence_has_is_not_backed(
    text: str, evidence: list[str], marked: list[str]
) -> None:
    assert unbacked(text, Ground(values=evidence)) == marked


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("I've refunded it.", "refund:done"),
        ("We have just cancelled the plan.", "plan:done"),
        ("Your parcel has been sent.", "order:left"),
    ],
)
def test_a_claim_of_something_done_needs_its_receipt(text: str, fact: str) -> None:
    assert unbacked(text, Ground()) == [text]
    assert unbacked(text, Ground(["claim:done"])) == [text]
    assert unbacked(text, Ground([fact])) == []


@pytest.mark.parametrize(
    "text", ["I can refund it.", "Shall I cancel it?", "Once it was refunded, we write to you."]
)
def test_what_could_be_done_is_no_claim(text: str) -> None:
    assert unbacked(text, Ground()) == []
