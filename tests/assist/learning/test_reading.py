"""A file as rows: everything readable is read, everything else is named with its line."""

import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.learning.importing.building import build
from assist.learning.importing.mapping import ColumnMap, guess_map
from assist.learning.importing.reading import Unreadable, read_table
from cases.redaction.rules import redact
from tests.assist.learning.conftest import conversation, csv_rows, json_lines

HEADER = ["conversation_id", "customer", "sender", "message", "sent_at"]
ROWS = [
    ["7", "Maya", "Client", "It broke", "2026-03-01 10:00"],
    ["7", "Maya", "Support", "A new one is on its way", "2026-03-01 10:02"],
    ["8", "Tom", "Client", 'He said "hello",\nand left', "01/03/2026 11:00"],
]


def table(content: bytes, name: str = "file.csv"):
    return read_table(content, name, b"key")


def built(content: bytes, name: str = "file.csv", chosen: ColumnMap | None = None):
    found = table(content, name)
    return build(found.rows, chosen or guess_map(found.columns, found.rows))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_with_its_own_delimiter(delimiter):
    content = f"id{delimiter}speaker{delimiter}text\n1{delimiter}customer{delimiter}Hello\n".encode()
    assert table(content).rows[0].cells == {"id": "1", "speaker": "customer", "text": "Hello"}


def test_the_columns_of_a_csv_file_are_guessed():
    found = table(csv_rows(ROWS, HEADER))
    chosen = guess_map(found.columns, found.rows)
    assert chosen.columns == {
        "conversation": "conversation_id", "customer": "customer", "speaker": "sender", "text": "message",
        "time": "sent_at",
    }  # fmt: skip
    assert chosen.speakers == {"Client": "customer", "Support": "agent"}


def test_a_cell_may_hold_a_line_break_and_the_line_numbers_stay_right():
    rows = [*ROWS, ["9", "Ada", "Robot from Mars", "Hi", ""]]
    chosen = guess_map(HEADER, table(csv_rows(rows, HEADER)).rows)
    chosen.speakers.pop("Robot from Mars")
    faults = built(csv_rows(rows, HEADER), chosen=chosen).faults
    assert [(f.line, f.reason) for f in faults] == [(6, "is said by “Robot from Mars”, which is not mapped")]


def test_conversations_come_whole_with_their_turns_in_order_of_time():
    rows = [ROWS[1], ROWS[0], ROWS[2]]
    conversations = built(csv_rows(rows, HEADER)).conversations
    assert [(c.id, [t.speaker for t in c.turns]) for c in conversations] == [
        ("7", ["customer", "agent"]), ("8", ["customer"]),
    ]  # fmt: skip
    assert len({c.customer for c in conversations}) == 2


def test_a_line_may_hold_a_whole_conversation():
    one = built(json_lines([conversation(3)]), "a.jsonl").conversations[0]
    assert (one.id, one.tasks, [t.speaker for t in one.turns]) == (
        "c3", ("returns",), ["customer", "agent", "tool", "customer"],
    )  # fmt: skip
    assert one.turns[1].action == "start_return"
    assert one.turns[2].result == {"found": True}


def test_the_input_of_a_call_may_come_as_a_list_of_fields():
    row = {"id": "1", "turns": [{"speaker": "customer", "text": "Weather?"},
           {"speaker": "agent", "text": "", "action": "query:weather", "constraints": [{"City": "Oslo"}, {"Day": "Monday"}]}]}  # fmt: skip
    assert built(json_lines([row]), "a.jsonl").conversations[0].turns[1].given == {
        "City": "Oslo",
        "Day": "Monday",
    }


def test_a_gzipped_file_is_read_like_a_plain_one():
    content = json_lines([conversation(1)])
    assert table(gzip.compress(content), "a.jsonl.gz").rows == table(content, "a.jsonl").rows


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.csv", "has no rows"),
        (b"\n\n", "a.jsonl", "has no rows"),
        (b"id,id\n1,2\n", "a.csv", "must name every column"),
        (b"text\n\xff\xfe\n", "a.csv", "Line 2 is not UTF-8"),
        (b"nothing", "a.jsonl.gz", "damaged"),
        (gzip.compress(b"x" * 9000, mtime=0)[:-9], "a.jsonl.gz", "damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(content, name, words):
    with pytest.raises(Unreadable, match=words):
        table(content, name)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"{bad", "is not JSON"),
        (b"[1, 2]", "is not a JSON object"),
        (json.dumps({"id": "1", "speaker": "customer", "text": "x" * 20_001}).encode(), "more than 20,000"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(line, words):
    good = b'{"id": "1", "speaker": "customer", "text": "Hello"}\n'
    found = table(good + line + b"\n" + good, "a.jsonl")
    assert (len(found.rows), [f.line for f in found.faults]) == (2, [2])
    assert words in found.faults[0].reason


def test_a_csv_row_with_other_cells_than_columns_is_named():
    faults = table(b"id,speaker,text\n1,customer\n2,customer,Hi\n").faults
    assert [(f.line, f.reason) for f in faults] == [(2, "has 2 cells, the first line names 3 columns")]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (["", "Maya", "Client", "Hi", ""], "names no conversation"),
        (["7", "Maya", "", "Hi", ""], "does not say who spoke"),
        (["7", "Maya", "Client", "", ""], "says nothing"),
        (["7", "Maya", "Client", "Hi", "yesterday"], "cannot be read: “yesterday”"),
        (["7", "Somebody else", "Client", "Hi", ""], "belongs to 2 customers"),
    ],
)
def test_every_bad_row_says_why(cells, words):
    result = built(csv_rows([*ROWS[:1], cells], HEADER))
    assert any(words in fault.reason for fault in result.faults)
    assert result.spoilt == (0 if words == "names no conversation" else 1)


def test_a_conversation_without_its_customer_is_no_conversation():
    result = built(csv_rows([ROWS[1]], HEADER))
    assert (result.conversations, result.faults[0].reason) == (
        (),
        "conversation “7” has no turn of its customer",
    )


def test_a_conversation_that_stands_in_two_lines_is_named():
    faults = built(json_lines([conversation(1), conversation(1)]), "a.jsonl").faults
    assert faults[0].line == 2
    assert "stands in line 1 already" in faults[0].reason


def test_turns_of_nobody_may_be_left_out():
    chosen = ColumnMap({"conversation": "id", "speaker": "who", "text": "text"}, {"c": "customer", "log": ""})
    content = b"id,who,text\n1,c,Hello\n1,log,Connected\n"
    assert [t.text for t in built(content, chosen=chosen).conversations[0].turns] == ["Hello"]


CARD = "4242 4242 4242 4242"


def test_card_numbers_are_gone_wherever_they_stood():
    row = {
        "id": "1", "customer": "Maya 4242424242424242", "note 4242424242424242": "x", "speaker": "customer",
        "text": f"My card is {CARD}", "paid": 4242424242424242, "result": {"card": CARD, CARD: [CARD]},
    }  # fmt: skip
    found = table(json_lines([row]), "a.jsonl")
    kept = json.dumps([found.columns, [r.cells for r in found.rows]])
    assert "4242" not in kept
    assert found.removed["card number"] >= 5


def test_conversations_whose_ids_look_like_cards_stay_apart():
    rows = [[number, "", "Client", "Hi", ""] for number in ("4242424242424242", "4000056655665556")]
    assert len(built(csv_rows(rows, HEADER)).conversations) == 2


def test_milliseconds_are_times_and_no_cards():
    rows = [
        ["7", "", "Client", text, stamp]
        for text, stamp in (("late", "1772359200019"), ("early", "1772359200001"))
    ]
    turns = built(csv_rows(rows, HEADER)).conversations[0].turns
    assert [turn.text for turn in turns] == ["early", "late"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.integers(min_value=10**12, max_value=10**19), st.text(max_size=20))
def test_nothing_with_a_card_number_is_ever_kept(before, number, after):
    found = table(
        json_lines([{"id": number, "speaker": "customer", "text": f"{before}{number}{after}"}]), "a.jsonl"
    )
    for row in found.rows:
        for value in row.cells.values():
            assert redact(str(value)).kinds == ()
