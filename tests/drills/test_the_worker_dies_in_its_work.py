"""The worker of the slow queue is killed in the middle of a training, and in the middle of an import."""

import os
import signal
import subprocess
import sys

import psutil
import psycopg
import pytest

from agentdesk.supervisor.settings import ROOT
from tests.drills.stack import RunningStack, wait_until

BEGIN = """
from django.utils import timezone as t
from assist.learning.actions import ask_training
from assist.learning.tasks import send_waiting
from assist.learning.trainers import trainer_of
from cases.events.actors import SYSTEM
ask_training(trainer=trainer_of("sentiment"), datasets=[], by=SYSTEM, at=t.now())
send_waiting()
"""
PROMOTE = """
from django.utils import timezone as t
from assist.registry.actions import promote
from assist.registry.models import ModelVersion
from cases.events.actors import SYSTEM
promote(version=ModelVersion.objects.get(number=1), reason="the first", by=SYSTEM, at=t.now())
"""
UPLOAD = """
import json, secrets
from django.utils import timezone as t
from assist.learning.importing.actions import receive_file
from assist.learning.tasks import send_uploads
from cases.events.actors import SYSTEM
said = lambda n: [{"speaker": "customer", "text": f"Where is parcel {n}?"}, {"speaker": "agent", "text": f"Here, {n}"}]
rows = ({"id": n, "customer": n, "turns": [one for turn in range(12) for one in said(turn)]} for n in range(5000))
content = "".join(json.dumps(row) + "\\n" for row in rows).encode()
receive_file(content=content, filename="past.jsonl", nonce=secrets.token_bytes(12), by=SYSTEM, at=t.now())
send_uploads()
"""
IMPORT = """
from assist.learning.importing.actions import ask_import
from assist.learning.models import Upload
from assist.learning.tasks import send_uploads
from cases.events.actors import SYSTEM
ask_import(upload=Upload.objects.get(), name="Past", by=SYSTEM)
send_uploads()
"""
TRAININGS = "select state, words from assist_trainingjob order by id"
VERSIONS = "select number, state, digest from assist_modelversion order by number"


def ask(stack: RunningStack, source: str) -> None:
    """Runs the lines as `manage.py shell` on the running stack does."""
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", source]
    subprocess.run(command, cwd=ROOT, env=stack.environment(), check=True, timeout=300)


def rows(stack: RunningStack, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(stack.variable("DATABASE_URL")) as connection:
        return connection.execute(query).fetchall()


def process_of(stack: RunningStack, command: str) -> psutil.Process | None:
    """The process that the worker began for the command."""
    try:
        below = psutil.Process(stack.pid_of("worker-slow")).children()
        return next((one for one in below if command in one.cmdline()), None)
    except psutil.NoSuchProcess:
        return None


def held_in_the_middle(stack: RunningStack, command: str, is_there: str) -> psutil.Process:
    """The process of the command, standing still at the moment when the query says so."""
    wait_until(lambda: rows(stack, is_there)[0][0], 120, f"{command} is in the middle")
    process = process_of(stack, command)
    assert process is not None
    process.suspend()
    assert rows(stack, is_there)[0][0], f"{command} went on too far"
    return process


def kill_worker(stack: RunningStack) -> None:
    killed = stack.pid_of("worker-slow")
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: stack.pid_of("worker-slow") != killed, 60, "the worker runs again")


def states(stack: RunningStack) -> list[object]:
    return [state for state, _ in rows(stack, TRAININGS)]


RUNNING = "select exists(select from assist_trainingjob where state = 'running' and share > 0.02)"


@pytest.fixture(scope="module")
def trained(lasting_stack: RunningStack) -> RunningStack:
    """A stack with a live model that its own worker has trained."""
    ask(lasting_stack, BEGIN)
    wait_until(lambda: states(lasting_stack) == ["done"], 240, "the first training is done")
    ask(lasting_stack, PROMOTE)
    return lasting_stack


def test_a_worker_killed_in_the_middle_of_a_training_leaves_the_live_model_and_says_so(
    trained: RunningStack,
) -> None:
    before = rows(trained, VERSIONS)
    ask(trained, BEGIN)
    training = held_in_the_middle(trained, "train", RUNNING)
    kill_worker(trained)
    training.resume()
    wait_until(lambda: states(trained) == ["done", "interrupted"], 60, "the training is over")
    assert (
        rows(trained, TRAININGS)[1][1]
        == "Its process was gone. Nothing was changed; what is live stayed live."
    )
    wait_until(lambda: not training.is_running(), 30, "its process is gone")
    assert rows(trained, VERSIONS) == before
    assert [state for _, state, _ in before] == ["live"]


def test_a_new_training_goes_through_afterwards_and_learns_the_very_same(trained: RunningStack) -> None:
    ask(trained, BEGIN)
    wait_until(lambda: states(trained)[-1] == "done", 240, "the new training is done")
    (first, live, digest), (second, candidate, same) = rows(trained, VERSIONS)
    assert (first, live, second, candidate) == (1, "live", 2, "candidate")
    assert same == digest


def test_a_training_whose_own_process_is_killed_is_interrupted_at_once(trained: RunningStack) -> None:
    before = rows(trained, VERSIONS)
    ask(trained, BEGIN)
    held_in_the_middle(trained, "train", RUNNING).kill()
    wait_until(lambda: states(trained)[-1] == "interrupted", 20, "the training is over")
    assert rows(trained, VERSIONS) == before


def test_a_worker_killed_while_it_reads_and_imports_a_file_imports_it_once_and_whole(
    lasting_stack: RunningStack,
) -> None:
    ask(lasting_stack, UPLOAD)
    reading = "select exists(select from assist_upload where work = 'read' and share > 0)"
    process = held_in_the_middle(lasting_stack, "work_on_upload", reading)
    kill_worker(lasting_stack)
    process.resume()
    rests = "select exists(select from assist_upload where work = '' and row_count = 120000)"
    wait_until(lambda: rows(lasting_stack, rests)[0][0], 240, "the file is read all the same")

    ask(lasting_stack, IMPORT)
    keeping = "select exists(select from assist_upload where work = 'import' and words like 'Keeping%')"
    process = held_in_the_middle(lasting_stack, "work_on_upload", keeping)
    kill_worker(lasting_stack)
    assert rows(lasting_stack, "select count(*) from assist_pastconversation") == [(0,)]
    process.resume()
    imported = "select exists(select from assist_dataset)"
    wait_until(lambda: rows(lasting_stack, imported)[0][0], 240, "the file is imported all the same")
    assert rows(lasting_stack, "select count(*) from assist_dataset") == [(1,)]
    assert rows(lasting_stack, "select count(*) from assist_pastconversation") == [(5000,)]
    assert rows(lasting_stack, "select count(*) from assist_upload") == [(0,)]
