"""A file becomes a data set, or nothing does."""

import json

import pytest

from assist.learning import refusals
from assist.learning.datasets import conversations_of
from assist.learning.importing.actions import check_upload, choose_columns, import_upload, upload_file
from assist.learning.models import DataSet, PastConversation, Upload
from cases.events.actors import SYSTEM
from tests.assist.learning.conftest import conversation, csv_rows, json_lines

pytestmark = pytest.mark.django_db


def uploaded(content: bytes, at, filename: str = "past.jsonl") -> Upload:
    return upload_file(content=content, filename=filename, key=b"k", by=SYSTEM, at=at)


def bad_file() -> bytes:
    lines = json_lines(conversation(n) for n in range(4)).decode().splitlines()
    broken = json.loads(lines[2])
    broken["turns"][0]["speaker"] = ""
    return "\n".join([lines[0], lines[1], json.dumps(broken), lines[3], "{"]).encode()


def test_a_data_set_has_a_number_its_counts_and_the_files_digest(imported):
    dataset = imported(6)
    assert (dataset.number, dataset.name, len(dataset.sha256)) == (1, "Spring", 64)
    assert dataset.counts == {
        "conversations": 6, "customers": 3, "turns": 24, "customer_turns": 12, "agent_turns": 6, "tool_turns": 6,
        "actions": 3, "tasks": 3, "left_out": 0,
    }  # fmt: skip
    assert not Upload.objects.exists()


def test_conversations_come_back_as_they_went_in(imported):
    first = conversations_of([imported(6)])[0]
    assert (first.id, first.tasks, first.turns[1].action, first.turns[2].result) == (
        "c0", ("returns",), "start_return", {"found": True},
    )  # fmt: skip


def test_with_bad_rows_nothing_is_imported_and_each_is_named(at):
    upload = uploaded(bad_file(), at)
    assert [(f.line, f.reason) for f in check_upload(upload).faults] == [
        (3, "turn 1 does not say who spoke"),
        (5, "is not JSON: Expecting property name enclosed in double quotes"),
    ]
    with pytest.raises(refusals.RowsAreBad):
        import_upload(upload=upload, name="x", by=SYSTEM, at=at)
    assert not DataSet.objects.exists()
    assert not PastConversation.objects.exists()


def test_a_person_may_leave_out_the_conversations_with_bad_rows(at):
    dataset = import_upload(upload=uploaded(bad_file(), at), name="x", by=SYSTEM, at=at, without_bad=True)
    assert [one.id for one in conversations_of([dataset])] == ["c0", "c1", "c3"]
    assert dataset.counts["left_out"] == 1


def test_an_import_that_breaks_half_way_leaves_nothing(at, monkeypatch):
    def break_down(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(PastConversation.objects, "bulk_create", break_down)
    upload = uploaded(json_lines([conversation(1)]), at)
    with pytest.raises(RuntimeError):
        import_upload(upload=upload, name="x", by=SYSTEM, at=at)
    assert not DataSet.objects.exists()
    assert Upload.objects.exists()


def test_the_same_file_is_not_imported_twice(imported, at):
    imported(6)
    with pytest.raises(refusals.AlreadyImported):
        imported(6)


def test_a_file_that_cannot_be_read_keeps_nothing(at):
    with pytest.raises(refusals.FileUnreadable):
        uploaded(b"\xff\xff", at, "past.csv")
    assert not Upload.objects.exists()


def test_needed_columns_must_be_chosen(at):
    content = csv_rows([["1", "customer", "Hello"]], ["one", "two", "three"])
    upload = uploaded(content, at, "past.csv")
    with pytest.raises(refusals.NotMapped):
        import_upload(upload=upload, name="x", by=SYSTEM, at=at)
    columns = {"conversation": "one", "speaker": "two", "text": "three"}
    choose_columns(upload=upload, columns=columns, speakers={})
    assert import_upload(upload=upload, name="x", by=SYSTEM, at=at).counts["conversations"] == 1


def test_a_column_that_the_file_does_not_have_cannot_be_chosen(at):
    upload = uploaded(json_lines([conversation(1)]), at)
    chosen = choose_columns(upload=upload, columns={"text": "password"}, speakers={})
    assert chosen.columns == {}


def test_the_upload_itself_holds_no_card_number(at):
    rows = [{"id": "1", "speaker": "customer", "text": "4242 4242 4242 4242"}]
    upload = uploaded(json_lines(rows), at, "cards 4242424242424242.jsonl")
    assert "4242" not in upload.filename
    assert check_upload(upload).built.conversations[0].turns[0].text == "[card number removed" + (
        check_upload(upload).built.conversations[0].turns[0].text.removeprefix("[card number removed")
    )
    dataset = import_upload(upload=upload, name="My 4242 4242 4242 4242", by=SYSTEM, at=at)
    kept = json.dumps(list(PastConversation.objects.values("turns", "external_id"))) + dataset.name
    assert "4242" not in kept


def test_a_conversation_in_two_data_sets_is_learnt_from_once(imported, at):
    both = [imported(6), imported(8)]
    assert len(conversations_of(both)) == 8
