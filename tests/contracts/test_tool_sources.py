"""What every source of tools promises, asked of the HTTP adapter on the real back office and of the scripted
twin.
"""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from assist.tools.sources import Answer, Outcome, Source
from assist.tools.sources.http import HttpSource
from assist.tools.sources.scripted import ScriptedSource
from tests.backoffice import backoffice_process
from tests.services import RunningService

__all__ = ["backoffice_process"]
FINE = {"order_number": "58266", "amount": "1.00", "reason": "goodwill"}
pytestmark = pytest.mark.django_db  # the back office stands in the tests' database


class Subject:
    """A source with the two faults that the contract is about."""

    def __init__(self, source: Source, office: RunningService | None = None) -> None:
        self.source, self.office = source, office

    def lose_the_next_answer(self) -> None:
        if isinstance(self.source, ScriptedSource):
            self.source.loses_answers = 1
        elif self.office:
            path = "/orders/{order_number}/refunds/"
            self.office.order(path=path, kind="timeout_after_commit", seconds=0.1)

    def be_busy_once(self) -> None:
        if isinstance(self.source, ScriptedSource):
            self.source.next.append(Answer(Outcome.BUSY, code="busy", retry_after=2))
        elif self.office:
            self.office.order(path="/orders/{order_number}/refunds/", kind="429", seconds=2)

    def refund(self, key: str, **changed: str) -> Answer:
        return self.source.call("createRefund", {**FINE, **changed}, key=key, seconds=5)

    def receipt(self, key: str) -> Answer:
        return self.source.outcome("getReceipt", key=key, seconds=5)


@pytest.fixture(params=["http", "scripted"])
def subject(request: pytest.FixtureRequest) -> Iterator[Subject]:
    if request.param == "scripted":
        yield Subject(ScriptedSource(operations={"createRefund": _scripted_refund}))
        return
    office = request.getfixturevalue("backoffice_process")
    yield Subject(HttpSource(url=office.url, token=office.token), office)
    office.forgive()


def _scripted_refund(values: Mapping[str, Any]) -> Answer:
    if float(values["amount"]) > 329:
        return Answer(Outcome.REFUSED, code="more_than_paid", words="Not more than was paid.")
    return Answer(Outcome.DONE, output={"reference": f"RF-{uuid.uuid4()}", **values})


@pytest.fixture
def key() -> str:
    return str(uuid.uuid4())


def test_done_gives_the_receipt(subject: Subject, key: str) -> None:
    answer = subject.refund(key)
    assert answer.outcome == Outcome.DONE
    assert answer.output["amount"] == "1.00"


def test_the_same_key_gives_the_same_receipt(subject: Subject, key: str) -> None:
    assert subject.refund(key).output["reference"] == subject.refund(key).output["reference"]


def test_a_no_is_told_apart_with_its_code(subject: Subject, key: str) -> None:
    answer = subject.refund(key, amount="9000.00")
    assert (answer.outcome, answer.code) == (Outcome.REFUSED, "more_than_paid")
    assert answer.words


def test_busy_says_when_to_come_back(subject: Subject, key: str) -> None:
    subject.be_busy_once()
    answer = subject.refund(key)
    assert (answer.outcome, answer.retry_after) == (Outcome.BUSY, 2)
    assert subject.refund(key).outcome == Outcome.DONE


def test_a_lost_answer_is_unknown_and_the_receipt_is_found_by_the_key(subject: Subject, key: str) -> None:
    subject.lose_the_next_answer()
    assert subject.refund(key).outcome == Outcome.UNKNOWN
    found = subject.receipt(key)
    assert found.outcome == Outcome.DONE
    assert subject.refund(key).output["reference"] == found.output["body"]["reference"]


def test_what_never_arrived_is_not_found(subject: Subject, key: str) -> None:
    answer = subject.receipt(key)
    assert (answer.outcome, answer.code) == (Outcome.REFUSED, "not_found")


def test_nobody_at_the_address_means_that_nothing_was_sent(key: str) -> None:
    source = HttpSource(url="http://127.0.0.1:9", token="x")
    assert Subject(source).refund(key).outcome == Outcome.BUSY


def test_the_time_limit_holds_in_all(backoffice_process: RunningService, key: str) -> None:
    source = HttpSource(url=backoffice_process.url, token=backoffice_process.token)
    source.call("getOrder", {"order_number": "58266"}, key="", seconds=5)
    backoffice_process.order(path="/orders/{order_number}/refunds/", kind="slow", seconds=1)
    answer = source.call("createRefund", FINE, key=key, seconds=0.3)
    backoffice_process.forgive()
    assert answer.outcome == Outcome.UNKNOWN
    assert answer.seconds < 0.8
