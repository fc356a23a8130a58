"""The order of frames, asked of the very module that the pages load."""

import pytest

TAKE = """async ([last, frames]) => {
  const { Order } = await import("/static/js/order.js");
  const order = new Order(last);
  const shown = frames.map(([stream, seq]) => order.take({ stream, seq }).map(f => f.seq));
  return { shown, hole: order.hasHole("case:1"), behind: order.behind({ "case:1": 9 }) };
}"""


@pytest.mark.parametrize(
    ("what", "seqs", "shown", "hole"),
    [
        ("frames in order are shown at once", [5, 6, 7], [[5], [6], [7]], False),
        ("a frame that comes twice is dropped", [5, 5, 6], [[5], [], [6]], False),
        ("an old frame is dropped", [3, 5], [[], [5]], False),
        ("an early frame waits for the one before it", [6, 5], [[], [5, 6]], False),
        ("several early frames come in order", [7, 6, 5], [[], [], [5, 6, 7]], False),
        ("a hole stays a hole", [5, 7], [[5], []], True),
        ("a repair after a hole shows everything once", [7, 5, 6, 7], [[], [5], [6, 7], []], False),
    ],
)
def test_frames_of_a_case(page_of, what, seqs, shown, hole):
    page = page_of()
    page.goto("/accounts/login/")
    got = page.evaluate(TAKE, [{"case:1": 4}, [["case:1", seq] for seq in seqs]])
    assert (got["shown"], got["hole"]) == (shown, hole), what
    assert got["behind"] == ["case:1"]


def test_of_the_desk_the_newest_picture_wins(page_of):
    page = page_of()
    page.goto("/accounts/login/")
    got = page.evaluate(TAKE, [{"desk": 4}, [["desk", seq] for seq in (9, 9, 8, 20)]])
    assert got["shown"] == [[9], [9], [], [20]]
