"""`manage.py benchmark`: good files are measured, bad ones are named line by line, and nothing half is written."""

import gzip
import json
import sys
from datetime import date
from types import ModuleType

import pytest

from agentdesk.commands import benchmark as command
from assist.learning.benchmarks import TASKS
from assist.learning.benchmarks.files import read_checked
from assist.learning.benchmarks.published import PUBLIC, Goal, benchmark_rows
from assist.learning.benchmarks.recording import CannotScore, record, recorded, score
from assist.learning.benchmarks.running import NoSuchTask, find_task
from assist.learning.benchmarks.shapes import DOCUMENTS, INPUTS, JOURNEYS, TRAIN, faults_of


class Echo:
    def train(self, files):
        files.progress(0.5, "Listening")
        self.known = len(files.train_rows)

    def predict(self, row):
        return {"intent": row["text"], "ranking": [row["text"]], "out_of_scope_score": self.known}


@pytest.fixture
def echo(monkeypatch):
    """The task `intents` answers with its question."""
    module = ModuleType("assist.learning.benchmarks.intents")
    module.Benchmark = Echo
    module.__spec__ = type(sys.__spec__)("assist.learning.benchmarks.intents", None)
    monkeypatch.setitem(sys.modules, "assist.learning.benchmarks.intents", module)


def written(path, rows) -> str:
    text = "".join(row if isinstance(row, str) else json.dumps(row) + "\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return str(path)


@pytest.mark.parametrize("name", ["inputs.jsonl", "inputs.jsonl.gz"])
def test_one_prediction_a_row_is_written_and_the_run_is_told(echo, tmp_path, capsys, name):
    inputs = written(tmp_path / name, [{"id": "1", "text": "a"}, {"id": "2", "text": "b"}])
    train = written(tmp_path / "train.jsonl", [{"text": "a", "intent": "x"}, {"text": "b", "intent": None}])
    out = tmp_path / "out.jsonl.gz"
    assert command.main(["intents", "--inputs", inputs, "--train", train, train, "--out", str(out)]) == 0
    rows = [json.loads(line) for line in gzip.decompress(out.read_bytes()).splitlines()]
    assert [(row["id"], row["intent"], row["out_of_scope_score"]) for row in rows] == [
        ("1", "a", 4),
        ("2", "b", 4),
    ]
    said = capsys.readouterr().out
    for words in ("Listening", "training", "p50", "p95", "peak memory"):
        assert words in said


def test_every_bad_line_is_named_and_nothing_is_written(echo, tmp_path, capsys):
    inputs = written(
        tmp_path / "in.jsonl", [{"id": "1", "text": "a"}, "{\n", {"id": "1", "text": "b"}, {"id": "3"}]
    )
    train = written(tmp_path / "train.jsonl", [{"text": 3, "intent": "x"}, "[]\n", {"text": "no intent"}])
    out = tmp_path / "out.jsonl"
    missing = str(tmp_path / "none.jsonl")
    status = command.main(["intents", "--inputs", inputs, "--train", train, missing, "--out", str(out)])
    said = capsys.readouterr().err.splitlines()
    assert status == 2
    assert not out.exists()
    assert [line.removeprefix(str(tmp_path)).split(":")[0] for line in said] == [
        "/in.jsonl, line 2", "/in.jsonl, line 3", "/in.jsonl, line 4", "/train.jsonl, line 1",
        "/train.jsonl, line 2", "/train.jsonl, line 3", "/none.jsonl",
    ]  # fmt: skip


def test_a_task_that_nobody_wrote_says_so():
    with pytest.raises(NoSuchTask, match="has not been written"):
        find_task("weather")


@pytest.mark.parametrize(
    ("shape", "row", "words"),
    [
        (INPUTS["satisfaction"], {"id": "1", "context": []}, "has no turn"),
        (
            INPUTS["satisfaction"],
            {"id": "1", "context": [{"speaker": "agent", "text": "Hi"}]},
            "of the customer",
        ),
        (INPUTS["replies"], {"id": "1", "context": [], "candidates": []}, '"candidates" is empty'),
        (INPUTS["next_actions"], {"id": "1", "context": [{"speaker": "agent"}]}, 'turn 1 that has no "text"'),
        (INPUTS["next_actions"], {"id": "", "context": []}, '"id" is empty'),
        (
            TRAIN["satisfaction"],
            {"id": "1", "turns": [{"speaker": "c", "text": "", "ratings": [6]}]},
            "from 1 to 5",
        ),
        (TRAIN["summaries"], {"id": "1", "turns": [{"speaker": "c", "text": "x"}]}, '"references"'),
        (TRAIN["intents"], {"text": "x"}, '"intent" is missing'),
        (DOCUMENTS, {"id": "1", "title": "x"}, '"text" is missing'),
        (JOURNEYS, {"task": "t", "replies": {"a": 1}, "graph": {}}, "a text for each action"),
        (JOURNEYS, {"task": "t", "replies": {}, "graph": {"a": 3}}, "neither an action nor a list"),
        (INPUTS["knowledge"], [], "is not a JSON object"),
    ],
)
def test_what_is_wrong_with_a_row_is_said(shape, row, words):
    assert any(words in fault for fault in faults_of(row, shape))


def test_a_gzip_file_that_is_cut_off_is_named(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"id": "1", "text": "a"}\n' * 5000)[:-20])
    assert "damaged or cut off" in str(read_checked(path, INPUTS["knowledge"])[1][-1])


def test_figures_are_kept_by_data_set_and_shown_beside_the_aim(tmp_path, monkeypatch):
    path = tmp_path / "figures.json"
    for value in (0.5, 0.953):
        record(
            "banking77", "intents", {"in_scope_accuracy": value}, {"p95_ms": 12.0}, date(2026, 11, 21), path
        )
    assert recorded(path)["banking77"]["scores"] == {"in_scope_accuracy": 0.953}
    monkeypatch.setattr("assist.learning.benchmarks.published.recorded", lambda: recorded(path))
    row = benchmark_rows()[0]
    assert [(g.measured, g.is_met) for g in row.goals] == [(0.953, True), (None, False)]


def test_a_scorer_that_gives_no_figures_is_refused(tmp_path):
    scorer = tmp_path / "score.py"
    scorer.write_text("raise SystemExit('no such labels')")
    with pytest.raises(CannotScore, match="no such labels"):
        score(scorer, "intents", tmp_path, tmp_path)


def test_every_public_data_set_belongs_to_a_task():
    assert {one.task for one in PUBLIC} == set(TASKS)


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("accuracy", 0.7705, "77.1"),
        ("in_scope_top3", 0.9809, "98.1"),
        ("rouge2", 0.1358, "13.6"),
        ("mcc", 0.65, ".650"),
        ("uar", 0.7327, ".733"),
        ("low_auroc", 1.0, "1.000"),
    ],
)
def test_a_figure_is_shown_in_the_unit_in_which_others_publish_it(name, value, shown):
    assert Goal(name, "", 0.5, value).ours == shown


def test_the_recorded_figures_are_of_public_data_and_name_every_goal_that_they_reach():
    known = {one.key: {goal.name for goal in one.goals} for one in PUBLIC}
    for key, run in recorded().items():
        assert known[key] <= set(run["scores"]), key
        assert run["scores"]["missing"] == 0
        assert set(run["took"]) >= {"rows", "p95_ms"}
