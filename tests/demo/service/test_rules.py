"""The frame's own small decisions, without a process."""

from pathlib import Path

import pytest

from agentdesk.demo import crm
from agentdesk.demo.crm.__main__ import SERVICE
from agentdesk.demo.service.document import Document
from agentdesk.demo.service.faults import Faults
from agentdesk.demo.service.limits import RateLimit

DOCUMENT = Document(Path(crm.__file__).parent / "openapi.yaml")


def test_every_operation_of_the_document_is_there_and_no_other() -> None:
    assert {route.operation_id for route in DOCUMENT.routes} == set(SERVICE.operations)


def test_the_bucket_lets_a_burst_through_and_then_says_how_long_to_wait() -> None:
    limit = RateLimit(per_second=0.5, at_once=2)
    assert [limit.wait("a", 0), limit.wait("a", 0), limit.wait("a", 0)] == [0, 0, 2]
    assert limit.wait("b", 0) == 0
    assert limit.wait("a", 2) == 0


def test_a_new_order_replaces_the_old_one_of_the_same_place() -> None:
    faults = Faults()
    faults.order({"path": "/notes/", "kind": "500", "times": 5})
    faults.order({"path": "/notes/", "kind": "slow", "times": 1})
    assert [fault["kind"] for fault in faults.listed()] == ["slow"]


@pytest.mark.parametrize(
    ("path", "method", "hit"), [("*", "*", True), ("/notes/", "POST", True), ("/x/", "*", False)]
)
def test_a_fault_meets_the_requests_that_it_names(path: str, method: str, hit: bool) -> None:
    faults = Faults()
    faults.order({"path": path, "method": method, "kind": "500"})
    assert bool(faults.take("POST", "/notes/")) is hit


def test_parameters_get_the_type_of_the_document() -> None:
    route, values, _ = DOCUMENT.match("GET", "/cases/17/")
    assert route
    assert DOCUMENT.read(route, {"path": values, "query": {}, "header": {}}) == ({"case_id": 17}, [])
