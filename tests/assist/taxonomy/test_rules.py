import pytest

from assist.taxonomy.rules import LayerSignals, Rating, Ratings, Sensitive, assign_layer


def rated(words: str, **more: object) -> Ratings:
    complexity, weight, risk = (Rating.of(word) for word in words.split("/"))
    return Ratings(complexity, weight, risk, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("family", "ratings", "layer"),
    [
        ("password reset", rated("low/low/low"), 1),
        ("order status", rated("low/low/low"), 1),
        ("basic billing question", rated("low/low/medium"), 1),
        ("complex product troubleshooting", rated("medium/medium/medium"), 2),
        ("complaint", rated("medium/high/medium", sensitive=Sensitive.COMPLAINT), 2),
        ("cancellation", rated("medium/high/high"), 2),
        ("billing dispute", rated("medium/high/high"), 2),
        ("health", rated("high/very high/very high", sensitive=Sensitive.MEDICAL), 3),
        ("crisis", rated("high/very high/very high", sensitive=Sensitive.CRISIS), 3),
        ("high-value relationship", rated("high/high/very high"), 3),
        ("new kind of problem", rated("high/medium/high", is_out_of_scope=True), 3),
        ("legal", rated("high/medium/very high", sensitive=Sensitive.LEGAL), 3),
    ],
)
def test_the_default_taxonomy_stands_on_the_layers_of_the_table(
    family: str, ratings: Ratings, layer: int
) -> None:
    placement = assign_layer(ratings, LayerSignals(), "standard")
    assert placement.layer == layer
    assert placement.reasons


@pytest.mark.parametrize(
    ("ratings", "signals", "segment", "layer", "word"),
    [
        (rated("low/low/medium"), LayerSignals(has_pushed_back=True), "standard", 2, "does not accept"),
        (rated("medium/high/high"), LayerSignals(amount=749), "standard", 3, "749.00"),
        (rated("medium/high/high"), LayerSignals(amount=64), "standard", 2, "a person leads"),
        (rated("medium/high/high"), LayerSignals(mood=-0.8), "standard", 3, "upset"),
        (rated("low/low/low"), LayerSignals(mood=-0.8), "standard", 1, "routine"),
        (rated("low/low/low"), LayerSignals(wants_person=True), "standard", 2, "asked for a person"),
        (rated("low/low/low"), LayerSignals(is_frustrated=True), "standard", 2, "frustrated"),
        (rated("low/low/low"), LayerSignals(has_crisis=True), "standard", 3, "crisis"),
        (rated("low/low/low"), LayerSignals(is_out_of_scope=True), "standard", 3, "new kind"),
        (rated("low/low/low"), LayerSignals(tool_failed=True), "standard", 2, "tool failed"),
        (rated("low/low/low"), LayerSignals(verification_failed=True), "standard", 2, "verified"),
        (rated("low/low/low"), LayerSignals(goes_in_circles=True), "standard", 2, "circles"),
        (rated("medium/high/high"), LayerSignals(), "vip", 3, "VIP"),
        (rated("low/low/low"), LayerSignals(), "vip", 1, "routine"),
        (rated("low/low/low", sensitive=Sensitive.FINANCIAL), LayerSignals(), "standard", 3, "financial"),
    ],
)
def test_live_signals_move_a_case_up_and_say_why(
    ratings: Ratings, signals: LayerSignals, segment: str, layer: int, word: str
) -> None:
    placement = assign_layer(ratings, signals, segment)
    assert placement.layer == layer
    assert any(word in reason for reason in placement.reasons)


def test_a_case_is_never_moved_down_and_says_so() -> None:
    placement = assign_layer(rated("low/low/low"), LayerSignals(), "standard", current=3)
    assert placement.layer == 3
    assert "stays on layer 3" in placement.reasons[0]
