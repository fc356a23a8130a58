"""A large file is read, checked and imported by the worker: the request only keeps it, and no death of a process leaves half of it."""

import json
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from assist.learning import refusals, tasks
from assist.learning.importing import process
from assist.learning.importing.actions import ask_import, choose_columns, import_upload, receive_file
from assist.learning.importing.process import do_work, is_small_file, work_alone
from assist.learning.importing.sealing import seal, unseal
from assist.learning.importing.work import MOST_TRIES, SILENCE, give_back, give_back_silent, take_work
from assist.learning.models import DataSet, PastConversation, Upload
from cases.events.actors import SYSTEM, Actor
from tests.assist.learning.conftest import conversation, json_lines
from tests.assist.learning.test_importing import bad_file
from tests.assist.learning.test_training import _database_url, _environment

pytestmark = pytest.mark.django_db
KEY = b"k" * 16
CARD = "4242 4242 4242 4242"


@pytest.fixture
def all_are_large(monkeypatch):
    monkeypatch.setattr(process, "SMALL_FILE", 0)
    monkeypatch.setattr(process, "SMALL_ROWS", 0)


@pytest.fixture
def page_of(client: Client, administrator, all_are_large):
    """`page_of(path)`: what the administrator sees there."""
    client.force_login(administrator)
    return lambda path, **headers: client.get(path, **headers).text


def received(content: bytes, at, filename: str = "past.jsonl", nonce: bytes = b"n" * 12) -> Upload:
    return receive_file(content=content, filename=filename, nonce=nonce, by=SYSTEM, at=at)


def work(upload: Upload) -> None:
    """The worker of these tests; its process is this one."""
    take_work(pk=upload.pk, at=timezone.now())
    work_alone(upload.pk, timezone.now, KEY)


@pytest.fixture(autouse=True)
def no_heart(monkeypatch):
    monkeypatch.setattr("assist.learning.heart.Heart.run", lambda heart: None)


def sent(client: Client, content: bytes, name: str = "past.jsonl") -> str:
    return client.post("/learning/data-sets/", {"file": SimpleUploadedFile(name, content)}).url


def test_until_it_is_read_a_file_is_kept_so_that_the_database_alone_tells_nothing(at):
    upload = received(json_lines([{"id": "1", "speaker": "customer", "text": CARD}]), at)
    sealed = bytes(upload.sealed)
    assert b"4242" not in sealed
    assert CARD.encode() in unseal(sealed, settings.SECRET_KEY)
    with pytest.raises(InvalidTag):
        unseal(sealed, "another secret")
    with pytest.raises(InvalidTag):
        unseal(sealed[:-1] + b"x", settings.SECRET_KEY)


def test_the_same_file_is_sealed_differently_each_time():
    assert seal(b"a", "s", b"1" * 12) != seal(b"a", "s", b"2" * 12)


def test_the_request_keeps_the_file_and_the_worker_reads_it(page_of, client):
    path = sent(client, json_lines(conversation(n) for n in range(6)))
    upload = Upload.objects.get()
    assert (upload.work, upload.row_count, bytes(upload.rows)) == ("read", 0, b"")
    page = page_of(path)
    assert "Waiting for the worker" in page
    assert 'data-hx-trigger="every 1s"' in page
    work(upload)
    upload.refresh_from_db()
    assert (upload.work, upload.row_count, bytes(upload.sealed)) == ("", 24, b"")
    part = page_of(path, HTTP_HX_REQUEST="true")
    assert "Ready to import" in part
    assert "I want to send the lamp back please 0" in part
    assert "every 1s" not in part


def test_large_and_small_are_told_by_size_and_packing():
    assert is_small_file(200_000, "a.csv")
    assert not is_small_file(300_000, "a.csv")
    assert not is_small_file(200_000, "a.csv.gz")


def test_a_large_file_is_imported_by_the_worker_and_its_page_leads_to_the_data_set(page_of, client):
    path = sent(client, json_lines(conversation(n) for n in range(6)))
    upload = Upload.objects.get()
    work(upload)
    client.post(f"{path}data-set/", {"name": "Spring"})
    assert not DataSet.objects.exists()
    assert "whole or not at all" in page_of(path)
    work(upload)
    made = DataSet.objects.get()
    assert (made.name, made.counts["conversations"], made.made_by) == ("Spring", 6, "Ingrid Solberg")
    assert client.get(path).url == f"/learning/data-sets/{made.number}/"
    assert "6 conversations imported" in page_of(path, HTTP_HX_REQUEST="true")
    assert not Upload.objects.exists()


def test_a_large_file_that_cannot_be_read_says_why_and_is_kept_no_longer(page_of, client):
    path = sent(client, b"\xff\xfe", "past.csv")
    upload = Upload.objects.get()
    work(upload)
    upload.refresh_from_db()
    assert (bytes(upload.sealed), bytes(upload.rows)) == (b"", b"")
    assert "is not UTF-8" in page_of(path)
    assert "Upload another file" in page_of(path)


def test_bad_rows_of_a_large_file_are_listed_and_nothing_is_imported(page_of, client):
    path = sent(client, bad_file())
    work(Upload.objects.get())
    assert "turn 1 does not say who spoke" in page_of(path)
    assert client.post(f"{path}data-set/", {"name": "x"}).status_code == 422
    client.post(f"{path}data-set/", {"name": "x", "without_bad": "1"})
    work(Upload.objects.get())
    assert DataSet.objects.get().counts["left_out"] == 1


def test_other_columns_are_checked_by_the_worker(page_of, client):
    path = sent(client, b"a,b,c\n1,customer,Hello there\n1,agent,Hi\n", "odd.csv")
    work(Upload.objects.get())
    assert "Choose the column for" in page_of(path)
    columns = {"column-conversation": "a", "column-speaker": "b", "column-text": "c"}
    part = client.post(path, columns, HTTP_HX_REQUEST="true").text
    assert "Checking every row" in part
    assert '<option value="customer" selected>' in part
    work(Upload.objects.get())
    assert "Ready to import" in page_of(path)


def test_an_answer_to_an_older_question_is_thrown_away(at, all_are_large):
    upload = received(json_lines(conversation(n) for n in range(6)), at)
    work(upload)
    upload.refresh_from_db()
    choose_columns(upload=upload, columns=upload.mapping["columns"], speakers={})
    older = Upload.objects.get()
    choose_columns(upload=upload, columns={"text": "turns.text"}, speakers={})
    with pytest.raises(refusals.Overtaken):
        do_work(older, key=KEY, at=at)
    assert Upload.objects.get().mapping["columns"] == {"text": "turns.text"}


def test_a_file_that_is_removed_while_it_is_imported_leaves_nothing(at):
    upload = received(json_lines(conversation(n) for n in range(6)), at)
    work(upload)
    upload.refresh_from_db()
    ask_import(upload=upload, name="x", by=SYSTEM)
    Upload.objects.all().delete()
    with pytest.raises(refusals.Overtaken):
        import_upload(upload=upload, name="x", by=SYSTEM, at=at)
    assert not DataSet.objects.exists()
    assert not PastConversation.objects.exists()


def test_nothing_else_is_asked_of_a_file_that_is_read(at):
    upload = received(json_lines([conversation(1)]), at)
    with pytest.raises(refusals.NotMapped):
        ask_import(upload=upload, name="x", by=SYSTEM)
    Upload.objects.update(mapping={"columns": {"conversation": "id", "speaker": "s", "text": "t"}},
                          checked={"counts": {"conversations": 1}})  # fmt: skip
    upload.refresh_from_db()
    with pytest.raises(refusals.StillWorking):
        ask_import(upload=upload, name="x", by=SYSTEM)


def test_one_upload_is_worked_on_at_a_time(at):
    first, second = (received(json_lines([conversation(n)]), at) for n in range(2))
    assert take_work(pk=first.pk, at=at)
    assert take_work(pk=first.pk, at=at) is None
    assert take_work(pk=second.pk, at=at) is None


def test_an_upload_whose_process_is_silent_is_begun_again_and_given_up_the_third_time(at):
    upload = received(json_lines([conversation(1)]), at)
    for _ in range(MOST_TRIES):
        assert take_work(pk=upload.pk, at=at)
        assert give_back_silent(at=at + SILENCE / 2) == 0
        assert give_back_silent(at=at + SILENCE + timedelta(seconds=1)) == 1
    upload.refresh_from_db()
    assert (upload.work, bytes(upload.sealed)) == ("", b"")
    assert "Nothing was imported" in upload.failed
    assert take_work(pk=upload.pk, at=at) is None
    give_back(pk=upload.pk, asked=upload.asked)
    assert not DataSet.objects.exists()


def test_a_process_that_breaks_says_so_without_the_words_of_anybody(at, monkeypatch):
    def break_down(*args, **kwargs):
        raise RuntimeError(CARD)

    monkeypatch.setattr(process, "read_upload", break_down)
    upload = received(json_lines([conversation(1)]), at)
    work(upload)
    upload.refresh_from_db()
    assert upload.failed == "It failed: RuntimeError. The log has the details."


def test_what_waits_is_handed_to_the_worker_and_what_does_not_starts_no_process(at, monkeypatch, settings):
    handed, started = [], []
    monkeypatch.setattr(tasks.work_on_upload, "delay", handed.append)
    monkeypatch.setattr(tasks, "_run_alone", lambda command, pk: started.append(pk) or 1)
    settings.REACT = "celery"
    upload = received(json_lines([conversation(1)]), at)
    assert tasks.tend_uploads(at=at) == 1
    tasks.work_on_upload(upload.pk)
    tasks.work_on_upload(upload.pk + 1)
    assert started == [upload.pk]
    assert set(handed) == {upload.pk}


def test_a_small_import_is_refused_at_once_and_waits_for_nobody(client, administrator, at):
    client.force_login(administrator)
    path = sent(client, json_lines([conversation(1)]))
    upload = Upload.objects.get()
    DataSet.objects.create(
        number=1, name="x", source="file", sha256=upload.sha256, mapping=upload.mapping, made_at=at
    )
    assert client.post(f"{path}data-set/", {"name": "x"}).status_code == 409
    assert Upload.objects.get().work == ""


SLOW = """
import os, sys, time, django
sys.path.insert(0, os.getcwd())
django.setup()
from django.utils import timezone
from assist.learning.importing.process import work_alone
from assist.learning.models import PastConversation
keep = PastConversation.objects.bulk_create

def slowly(rows):
    keep(rows)
    print("half", flush=True)
    time.sleep(60)

PastConversation.objects.bulk_create = slowly
work_alone(int(sys.argv[1]), timezone.now, b"k" * 16)
"""


@pytest.fixture
def importing(transactional_db, administrator):
    """An import in a real process, which has written half of it."""
    upload = received(json_lines(conversation(n) for n in range(6)), timezone.now())
    work(upload)
    upload.refresh_from_db()
    ask_import(upload=upload, name="Spring", by=Actor.of(administrator))
    take_work(pk=upload.pk, at=timezone.now())
    upload.process = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(upload.pk)], cwd=settings.BASE_DIR, stdout=subprocess.PIPE,
        env={**_environment(), "DATABASE_URL": _database_url()},
    )  # fmt: skip
    assert upload.process.stdout.readline() == b"half\n"
    yield upload
    upload.process.kill()
    upload.process.wait()


def test_a_killed_import_leaves_nothing_and_is_done_whole_when_it_is_begun_again(importing):
    importing.process.send_signal(signal.SIGKILL)
    importing.process.wait()
    assert give_back_silent(at=timezone.now() + 2 * SILENCE) == 1
    assert not DataSet.objects.exists()
    assert not PastConversation.objects.exists()
    work(importing)
    assert DataSet.objects.get().conversations.count() == 6


def test_an_import_that_is_removed_in_the_middle_ends_and_leaves_nothing(importing):
    Upload.objects.filter(pk=importing.pk).delete()
    importing.process.wait(timeout=20)
    assert not DataSet.objects.exists()
    assert not PastConversation.objects.exists()


def test_fourteen_megabytes_come_back_in_well_under_a_second(page_of, client):
    row = json.dumps(conversation(1)).encode() + b"\n"
    file = SimpleUploadedFile("past.jsonl", row * (14 * 2**20 // len(row)))
    client.post("/learning/data-sets/", {})  # imports what the first request imports
    began = time.process_time()
    answer = client.post("/learning/data-sets/", {"file": file})
    assert (answer.status_code, Upload.objects.get().work) == (302, "read")
    assert time.process_time() - began < 2  # a third of it on a machine that does nothing else
