"""A training leaves a candidate with its figures beside those of what is live; whatever happens to it, what is live stays."""

import hashlib
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection, transaction

from assist.learning import refusals
from assist.learning.actions import (
    SILENCE,
    ask_training,
    cancel_training,
    forget_uploads,
    interrupt_silent,
    take_training,
)
from assist.learning.importing.actions import upload_file
from assist.learning.models import TrainingJob, Upload
from assist.learning.process import train_alone
from assist.learning.split import is_held_out, split
from assist.learning.training import Cancelled, learn, run_training
from assist.registry import actions as registry
from assist.registry.material import Dialogues, Line, Lines
from assist.registry.models import ModelVersion
from assist.registry.queries import live_version
from cases.events.actors import SYSTEM, Actor
from tests.assist.learning.conftest import conversation, json_lines

pytestmark = pytest.mark.django_db


def quiet(share: float, words: str) -> None:
    return None


@pytest.fixture
def job(counting, imported, administrator, at) -> TrainingJob:
    return ask_training(trainer=counting, datasets=[imported(60)], by=Actor.of(administrator), at=at)


def trained(job, at) -> ModelVersion:
    take_training(pk=job.pk, at=at)
    return run_training(job=job, progress=quiet, at=lambda: at)


def test_a_training_leaves_a_candidate_with_all_that_made_it(job, at):
    version = trained(job, at)
    job.refresh_from_db()
    assert (job.state, job.version, version.state, version.trained_by) == (
        "done", version, "candidate", "Ingrid Solberg",
    )  # fmt: skip
    assert version.figures["accuracy"] > 0.9
    assert version.dataset["numbers"] == [1]
    assert version.dataset["learnt_from"] + version.dataset["held_out"] == 60
    assert version.digest == hashlib.sha256(bytes(version.artefact)).hexdigest()
    assert live_version("next_actions") is None


def test_before_anything_was_trained_the_candidate_is_compared_with_the_room_untrained(job, at):
    beside = trained(job, at).beside
    assert (beside["name"], beside["number"]) == ("Without training", 0)
    assert beside["figures"]["accuracy"] < 0.9


def test_the_next_candidate_is_compared_with_the_live_version_on_the_same_rows(job, counting, at):
    registry.promote(version=trained(job, at), reason="first", by=SYSTEM, at=at)
    again = ask_training(trainer=counting, datasets=list(job.datasets.all()), by=SYSTEM, at=at)
    version = trained(again, at)
    assert (version.beside["name"], version.beside["figures"]) == ("next_actions 1", version.figures)


def test_trained_again_on_the_same_data_it_is_the_same_artefact(job, counting, at):
    first = trained(job, at)
    again = ask_training(trainer=counting, datasets=list(job.datasets.all()), by=SYSTEM, at=at)
    assert trained(again, at).digest == first.digest


def test_nobody_held_out_is_learnt_from(imported, counting):
    kept, held_out = split(counting.gather([imported(60)]))
    assert isinstance(kept, Dialogues)
    assert isinstance(held_out, Dialogues)
    assert not {c.customer for c in kept.conversations} & {c.customer for c in held_out.conversations}
    assert 0.05 < len(held_out) / 60 < 0.35


def test_the_same_people_are_held_out_whatever_else_there_is(imported, counting):
    small, large = (counting.gather([imported(count)]) for count in (30, 60))
    held = [{c.customer for c in split(material)[1].conversations} for material in (small, large)]
    assert held[0] <= held[1]


def test_lines_that_nobody_said_are_held_out_by_their_text():
    lines = Lines(tuple(Line(f"line {n}", "a") for n in range(500)))
    kept, held_out = split(lines)
    assert len(kept) + len(held_out) == 500
    assert 0.05 < len(held_out) / 500 < 0.15
    assert all(is_held_out(line.text, 10) for line in held_out.lines)


def test_too_little_to_measure_on_is_refused_in_words(counting):
    with pytest.raises(refusals.TooLittle):
        learn(counting, Dialogues(()), seed=1, progress=quiet)


def test_conversations_are_needed_where_they_are_the_teacher(counting, db, at):
    with pytest.raises(refusals.NoDataSet):
        ask_training(trainer=counting, datasets=[], by=SYSTEM, at=at)


def test_one_training_of_a_kind_waits_or_runs(job, counting, at):
    with pytest.raises(refusals.AlreadyTraining):
        ask_training(trainer=counting, datasets=list(job.datasets.all()), by=SYSTEM, at=at)


@pytest.mark.django_db(transaction=True)
def test_who_asks_while_another_asks_waits_and_is_refused(counting, imported, at):
    dataset = imported(60)
    answers = []

    def ask() -> None:
        try:
            answers.append(ask_training(trainer=counting, datasets=[dataset], by=SYSTEM, at=at).state)
        except refusals.AlreadyTraining as refusal:
            answers.append(refusal.code)
        connection.close()

    second = threading.Thread(target=ask)
    with transaction.atomic():
        ask_training(trainer=counting, datasets=[dataset], by=SYSTEM, at=at)
        second.start()
        second.join(0.5)
        assert answers == []
    second.join()
    assert answers == ["already_training"]


def test_a_training_runs_once_however_often_it_is_sent(job, at):
    assert take_training(pk=job.pk, at=at)
    assert take_training(pk=job.pk, at=at) is None


def test_a_cancelled_training_leaves_nothing(job, at):
    take_training(pk=job.pk, at=at)
    cancel_training(job=job, by=SYSTEM, at=at)
    with pytest.raises(Cancelled):
        run_training(job=job, progress=quiet, at=lambda: at)
    assert not ModelVersion.objects.exists()
    with pytest.raises(refusals.NotOpen):
        cancel_training(job=job, by=SYSTEM, at=at)


def test_a_training_that_is_silent_is_marked_as_interrupted(job, at):
    take_training(pk=job.pk, at=at)
    assert interrupt_silent(at=at + SILENCE / 2) == 0
    assert interrupt_silent(at=at + SILENCE * 2) == 1
    job.refresh_from_db()
    assert (job.state, job.ended_at) == ("interrupted", at + SILENCE * 2)


@pytest.mark.parametrize(
    ("ends", "said", "unsaid"),
    [
        ("break_down", "It failed: RuntimeError", "somebody's words"),
        ("refuse", "3 notes are too few", "4111"),
    ],
)
def test_a_trainer_that_breaks_fails_its_training_in_words_that_may_be_shown(
    job, ends, said, unsaid, at, monkeypatch
):
    from tests.assist.learning import counting as module

    monkeypatch.setattr(module, "train", getattr(module, ends))
    monkeypatch.setattr("assist.learning.process.Heart.run", lambda heart: None)
    train_alone(job.pk, lambda: at)
    job.refresh_from_db()
    assert job.state == "failed"
    assert said in job.words
    assert unsaid not in job.words


def test_an_upload_that_nobody_imports_is_forgotten_after_a_day(administrator, at):
    upload_file(content=json_lines([conversation(1)]), filename="a.jsonl", key=b"k", by=SYSTEM, at=at)
    assert forget_uploads(at=at + timedelta(hours=23)) == 0
    assert forget_uploads(at=at + timedelta(hours=25)) == 1
    assert not Upload.objects.exists()


SLOW = """
import os, sys, time, django
sys.path.insert(0, os.getcwd())
django.setup()
from django.utils import timezone
from assist.learning import trainers
from assist.learning.material import dialogues
from assist.learning.process import train_alone
from tests.assist.learning import counting

def slowly(material, *, seed, progress):
    progress(0.4, "Deep in its sums")
    time.sleep(60)

counting.train = slowly
trainers.TRAINERS = (trainers.Trainer("next_actions", "", "", "", "tests.assist.learning.counting", dialogues, "accuracy", True),)
train_alone(int(sys.argv[1]), timezone.now)
"""


@pytest.fixture
def running(transactional_db, job, at):
    """The training in a real process, deep in its sums, while another version is live."""
    from tests.assist.registry.conftest import add_version

    version = add_version(
        kind="next_actions", artefact=b"{}", figures={}, dataset={}, code_version="", seed=1, by=SYSTEM, at=at
    )
    registry.promote(version=version, reason="first", by=SYSTEM, at=at)
    environment = {**_environment(), "DATABASE_URL": _database_url()}
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(job.pk)], cwd=settings.BASE_DIR, env=environment
    )
    _wait(lambda: TrainingJob.objects.get(pk=job.pk).words == "Deep in its sums")
    yield process
    process.kill()
    process.wait()


def test_a_killed_training_leaves_the_live_model_as_it_was(running, job):
    running.send_signal(signal.SIGKILL)
    running.wait()
    from django.utils import timezone

    assert interrupt_silent(at=timezone.now() + SILENCE * 2) == 1
    assert live_version("next_actions").number == 1
    assert ModelVersion.objects.count() == 1


def test_a_training_whose_worker_died_says_so_and_ends(transactional_db, job):
    worker = subprocess.Popen(
        ["/bin/sh", "-c", '"$0" -c "$1" "$2" & wait', sys.executable, SLOW, str(job.pk)],
        cwd=settings.BASE_DIR, env={**_environment(), "DATABASE_URL": _database_url()},
    )  # fmt: skip
    _wait(lambda: TrainingJob.objects.get(pk=job.pk).words == "Deep in its sums")
    worker.kill()
    worker.wait()
    _wait(lambda: TrainingJob.objects.get(pk=job.pk).state == "interrupted")
    assert not ModelVersion.objects.exists()


def test_a_cancelled_training_ends_in_the_middle_of_its_sums(running, job, at):
    cancel_training(job=TrainingJob.objects.get(pk=job.pk), by=SYSTEM, at=at)
    running.wait(timeout=20)
    assert TrainingJob.objects.get(pk=job.pk).state == "cancelled"
    assert live_version("next_actions").number == 1


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "AGENTDESK_TESTING": "1", "DJANGO_SETTINGS_MODULE": "agentdesk.settings"}


def _database_url() -> str:
    import os

    base, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    return f"{base}/{connection.settings_dict['NAME']}"


def _wait(is_so) -> None:
    end = time.monotonic() + 90
    while not is_so():
        assert time.monotonic() < end, "the training did not begin"
        time.sleep(0.1)
