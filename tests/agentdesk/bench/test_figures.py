from agentdesk.bench.figures import Spread, spread, table


def test_percentiles_are_milliseconds_by_nearest_rank():
    assert spread([n / 1000 for n in range(1, 101)]) == Spread(100, 50, 95)


def test_no_samples_say_so_and_have_no_ratio():
    assert str(spread([])) == "none"
    assert spread([]).ratio_to(spread([0.001])) == "-"


def test_the_ratio_is_to_the_floor_of_the_same_run():
    assert spread([0.012]).ratio_to(spread([0.004])) == "3.0 × / 3.0 ×"


def test_columns_are_as_wide_as_their_widest_cell():
    assert table(["a", "b"], [["long", "1"]]) == "a     b\nlong  1"
