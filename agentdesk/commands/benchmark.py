"""`manage.py benchmark TASK`: the engine on public data, by the code and the settings of the live desk.

Trains on what --train, --documents and --journeys give, writes one prediction for each row of --inputs, and says how long training
and one prediction took and how much memory the process needed. No network. Files are JSON lines, plain or .gz. With --scorer and
--labels the predictions are scored, with --record the figures are kept for the page of the administrator.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from agentdesk.embedded.state import StateFolder
from agentdesk.supervisor.stack import start_servers, supervised
from assist.learning.benchmarks import NEED_DATABASE, TASKS
from assist.learning.benchmarks.files import BadFiles
from assist.learning.benchmarks.reading import read_files
from assist.learning.benchmarks.recording import CannotScore, record, score
from assist.learning.benchmarks.running import Measured, NoSuchTask, find_task, measured_run, write_rows

SHOWN_FAULTS = 50


def main(arguments: list[str]) -> int:
    """Returns 0 when the predictions were written, 2 when a file, the task or the scorer cannot be used."""
    options = _options(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agentdesk.settings")
    try:
        _run(options)
    except BadFiles as refusal:
        return _refuse([str(fault) for fault in refusal.faults])
    except (NoSuchTask, CannotScore) as refusal:
        return _refuse([str(refusal)])
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py benchmark", description=__doc__)
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("--inputs", type=Path, required=True, help="the rows to predict")
    parser.add_argument("--out", type=Path, required=True, help="where the predictions go")
    parser.add_argument(
        "--train", type=Path, nargs="+", action="extend", default=[], help="one file or several"
    )
    parser.add_argument("--documents", type=Path, help="the articles to search in")
    parser.add_argument("--journeys", type=Path, help="the plan of each task")
    parser.add_argument("--language-model", choices=("none", "configured"), default="none")
    parser.add_argument("--labels", type=Path, help="what the scorer compares the predictions with")
    parser.add_argument("--scorer", type=Path, help="a program called with TASK LABELS PREDICTIONS")
    parser.add_argument("--record", metavar="DATA", default="", help="keep the figures under this name")
    return parser.parse_args(arguments)


def _run(options: argparse.Namespace) -> None:
    find_task(options.task)
    files, rows = read_files(
        options.task,
        options.inputs,
        train=options.train,
        documents=options.documents,
        journeys=options.journeys,
        language_model=options.language_model,
        progress=_tell,
    )
    _say(f"Read {len(rows)} rows to predict and {len(files.train_rows)} to learn from")
    with _database_for(options.task, options.language_model):
        import django

        django.setup()
        predictions, measured = measured_run(options.task, files, rows, _say)
    write_rows(options.out, predictions)
    _show(options.out, measured)
    if options.scorer and options.labels:
        _score(options, measured)


@contextmanager
def _database_for(task: str, language_model: str = "none") -> Iterator[None]:
    """An empty PostgreSQL of the run's own, for the tasks that search in one and for the book-keeping of a language model's calls;
    never the one that people work with."""
    if task not in NEED_DATABASE and language_model == "none":
        yield
        return
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory(prefix="agentdesk-benchmark-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        state = StateFolder(folder)
        with supervised(state, "benchmark", lambda line: None) as supervisor:
            servers = start_servers(supervisor, state)
            os.environ.update(DATABASE_URL=servers.database_url, REDIS_URL=servers.redis_url)
            _make_tables()
            yield


def _make_tables() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)


def _score(options: argparse.Namespace, measured: Measured) -> None:
    figures = score(options.scorer, options.task, options.labels, options.out)
    _say(" · ".join(f"{name} {value}" for name, value in figures.items()))
    if options.record:
        record(options.record, options.task, figures, measured.as_row, date.today())


def _show(out: Path, measured: Measured) -> None:
    _say(f"Wrote {measured.rows} predictions to {out}")
    _say(
        f"training {measured.training_seconds} s · one prediction p50 {measured.p50_ms} ms,"
        f" p95 {measured.p95_ms} ms · peak memory {measured.memory_mb} MB"
    )


def _tell(share: float, words: str) -> None:
    _say(f"{share:4.0%} {words}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _refuse(reasons: list[str]) -> int:
    for reason in reasons[:SHOWN_FAULTS]:
        sys.stderr.write(reason + "\n")
    if len(reasons) > SHOWN_FAULTS:
        sys.stderr.write(f"and {len(reasons) - SHOWN_FAULTS} more\n")
    return 2
