import csv
import io
import json
from collections.abc import Callable

import pytest

from assist.learning import trainers
from assist.learning.importing.actions import import_upload, upload_file
from assist.learning.material import dialogues
from assist.learning.models import DataSet
from assist.learning.trainers import Trainer
from cases.events.actors import Actor

SAID = {
    "returns": ("I want to send the lamp back", "start_return", "I will start the return."),
    "delivery": ("where is my parcel now", "look_up_order", "I will look for the parcel."),
    "billing": ("you charged my card twice", "check_payment", "Let me check the payment."),
}


def conversation(number: int) -> dict:
    task = list(SAID)[number % 3]
    words, action, answer = SAID[task]
    return {
        "id": f"c{number}", "customer": f"person-{number // 2}", "tasks": [task],
        "turns": [
            {"speaker": "customer", "text": f"{words} please {number}"},
            {"speaker": "agent", "text": answer, "action": action},
            {"speaker": "tool", "text": "", "result": {"found": True}, "total": 1},
            {"speaker": "customer", "text": "thanks"},
        ],
    }  # fmt: skip


def json_lines(rows) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def csv_rows(rows, header) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue().encode()


@pytest.fixture
def counting(monkeypatch) -> Trainer:
    """The kind `next_actions`, trained by the small trainer of the tests."""
    row = Trainer(
        "next_actions", "Next actions", "What agents do next", "data sets",
        "tests.assist.learning.counting", dialogues, "accuracy", True,
    )  # fmt: skip
    monkeypatch.setattr(trainers, "TRAINERS", (row,))
    return row


@pytest.fixture
def imported(db, administrator, at) -> Callable[..., DataSet]:
    """`imported(60)`: a data set of that many conversations."""

    def make(count: int = 60, name: str = "Spring") -> DataSet:
        by = Actor.of(administrator)
        content = json_lines(conversation(n) for n in range(count))
        upload = upload_file(content=content, filename="spring.jsonl", key=b"k", by=by, at=at)
        return import_upload(upload=upload, name=name, by=by, at=at)

    return make
