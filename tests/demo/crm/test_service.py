"""The CRM's process, over HTTP, behaves as its document says."""

import threading
from typing import Any

import httpx
import pytest
from openapi_spec_validator import validate


def maya(crm: Any) -> dict[str, Any]:
    return crm.call("GET", "/contacts/", params={"email": "Maya.Lindqvist@example.com"}).json()["contacts"][0]


def new_case(crm: Any, name: str) -> dict[str, Any]:
    body = {"contact_id": maya(crm)["id"], "external_id": name, "subject": "Cracked monitor"}
    return crm.call("POST", "/cases/", key=f"case-{name}", json=body).json()


def test_the_published_document_is_valid_openapi(crm: Any) -> None:
    validate(httpx.get(crm.url + "/openapi.json").json())


def test_without_the_token_nothing_is_answered(crm: Any) -> None:
    answer = httpx.get(crm.url + "/contacts/", params={"email": "maya.lindqvist@example.com"})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_a_contact_comes_with_history(crm: Any) -> None:
    found = crm.call("GET", "/contacts/", params={"email": "dominic.hale@example.com"}).json()["contacts"][0]
    assert found["segment"] == "valued"
    assert [case["disposition"] for case in found["recent_cases"]] == ["partly_resolved", "partly_resolved"]


def test_a_wrong_body_is_answered_with_pointers(crm: Any) -> None:
    answer = crm.call(
        "POST", "/contacts/", key="wrong-body", json={"email": "x@example.com", "name": 7, "age": 3}
    )
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert {error["pointer"] for error in answer.json()["errors"]} == {"/body", "/body/name"}


def test_a_write_without_a_key_is_refused(crm: Any) -> None:
    answer = crm.call("POST", "/contacts/", json={"email": "x@example.com", "name": "X"})
    assert answer.json()["errors"] == [
        {"pointer": "/header/Idempotency-Key", "message": "This value is required."}
    ]


def test_the_same_key_and_body_give_the_same_answer(crm: Any) -> None:
    case = new_case(crm, "same-key")
    body = {"body": "Agreed.", "author": "Ama"}
    first = crm.call("POST", f"/cases/{case['id']}/notes/", key="same-key-note", json=body)
    again = crm.call("POST", f"/cases/{case['id']}/notes/", key="same-key-note", json=body)
    assert again.json() == first.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert len(crm.call("GET", f"/cases/{case['id']}/").json()["notes"]) == 1


def test_the_same_key_with_another_body_is_a_conflict(crm: Any) -> None:
    case = new_case(crm, "other-body")
    path = f"/cases/{case['id']}/notes/"
    crm.call("POST", path, key="other-body-note", json={"body": "One", "author": "Ama"})
    answer = crm.call("POST", path, key="other-body-note", json={"body": "Two", "author": "Ama"})
    assert (answer.status_code, answer.json()["code"]) == (409, "key_reused")


def test_two_at_once_with_one_key_have_one_effect(crm: Any) -> None:
    case = new_case(crm, "at-once")
    path, body, answers = f"/cases/{case['id']}/notes/", {"body": "One", "author": "Ama"}, []

    def send() -> None:
        answers.append(crm.call("POST", path, key="at-once-note", json=body))

    threads = [threading.Thread(target=send) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1


def test_an_outdated_etag_does_not_overwrite(crm: Any) -> None:
    case = new_case(crm, "etag")
    path, tag = f"/cases/{case['id']}/", f'"{case["version"]}"'
    first = crm.call("PATCH", path, key="etag-first", json={"fields": {"a": 1}}, headers={"If-Match": tag})
    late = crm.call("PATCH", path, key="etag-late", json={"fields": {"a": 2}}, headers={"If-Match": tag})
    assert (first.status_code, first.headers["ETag"]) == (200, '"2"')
    assert (late.status_code, late.headers["ETag"]) == (412, '"2"')
    assert crm.call("GET", path).json()["fields"] == {"a": 1}


@pytest.mark.parametrize(("kind", "status"), [("429", 429), ("500", 500)])
def test_an_ordered_fault_happens_as_often_as_ordered(crm: Any, kind: str, status: int) -> None:
    crm.order(path="/contacts/", method="GET", kind=kind, times=2, seconds=3)
    found = [crm.call("GET", "/contacts/", params={"email": "a@example.com"}) for _ in range(3)]
    assert [answer.status_code for answer in found] == [status, status, 200]
    if kind == "429":
        assert found[0].headers["Retry-After"] == "3"


def test_a_time_out_after_the_commit_hangs_up_and_keeps_the_effect(crm: Any) -> None:
    case = new_case(crm, "hang-up")
    path = f"/cases/{case['id']}/notes/"
    crm.order(path="/cases/{case_id}/notes/", method="POST", kind="timeout_after_commit", seconds=0)
    with pytest.raises(httpx.TransportError):
        crm.call("POST", path, key="hang-up-note", json={"body": "One", "author": "Ama"})
    assert [note["body"] for note in crm.call("GET", f"/cases/{case['id']}/").json()["notes"]] == ["One"]


def test_a_wrong_address_or_method_is_said_so(crm: Any) -> None:
    assert crm.call("GET", "/nothing/").status_code == 404
    answer = crm.call("DELETE", "/contacts/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, POST")


def test_an_unknown_fault_is_refused(crm: Any) -> None:
    assert crm.call("PUT", "/faults/", json={"path": "*", "kind": "earthquake"}).status_code == 422
