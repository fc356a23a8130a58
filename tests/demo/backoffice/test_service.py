"""The back office over the wire: what somebody else's system promises, and how it fails."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from openapi_spec_validator import validate

from tests.backoffice import CONTENT, backoffice_process
from tests.services import RunningService

__all__ = ["backoffice_process"]
Refund = Callable[..., Any]
pytestmark = pytest.mark.django_db  # the service's schema stands in the tests' database


@pytest.fixture
def office(backoffice_process: RunningService) -> RunningService:
    backoffice_process.forgive()
    return backoffice_process


@pytest.fixture
def refund(office: RunningService) -> Refund:
    """`refund("1.00", key=…)` pays back on Hollis's order, which was charged twice."""

    def pay(amount: str, key: str = "", **more: Any) -> Any:
        body = {"amount": amount, "reason": "charged_twice", **more}
        return office.call("POST", "/orders/58198/refunds/", key=key or str(uuid.uuid4()), json=body)

    return pay


def test_the_published_document_is_valid(office: RunningService) -> None:
    validate(office.call("GET", "/openapi.json").json())


def test_a_wrong_token_is_turned_away(office: RunningService) -> None:
    answer = office.call("GET", "/orders/58213/", headers={"Authorization": "Bearer wrong"})
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorised")


def test_every_customer_of_the_file_is_found_by_mail_and_by_phone(office: RunningService) -> None:
    content = yaml.safe_load((CONTENT / "backoffice.yaml").read_text())["customers"]
    assert len(content) == 30
    assert sum(len(customer["orders"]) for customer in content) == 60
    for customer in content[:5]:
        found = office.call("GET", f"/customers/?email={customer['email'].upper()}").json()["customers"]
        assert [one["id"] for one in found] == [customer["id"]]
    by_phone = office.call("GET", "/customers/", params={"phone": "0113 496 0142"}).json()["customers"]
    assert [one["name"] for one in by_phone] == ["Maya Lindqvist"]


def test_the_personas_of_the_simulated_customers_are_known(office: RunningService) -> None:
    personas = yaml.safe_load((CONTENT / "customers.yaml").read_text())["personas"].values()
    for who in personas:
        body = {"order_number": who["order"], "postcode": who["postcode"]}
        answer = office.call("POST", "/verifications/", json=body).json()
        assert (answer["verified"], answer["customer"]["email"]) == (True, who["email"])


def test_mayas_monitor_was_delivered_yesterday(office: RunningService) -> None:
    order = office.call("GET", "/orders/58213/").json()
    assert (order["paid"], order["items"], order["status"]) == ("184.50", "Vidsyn 27 monitor", "delivered")
    scans = office.call("GET", "/orders/58213/tracking/").json()["shipment"]["events"]
    assert scans[-1]["what"] == "Delivered"


def test_a_wrong_postcode_gives_nothing_away(office: RunningService) -> None:
    body = {"order_number": "58213", "postcode": "LS1 1AA"}
    answer = office.call("POST", "/verifications/", json=body)
    assert answer.json() == {"verified": False, "matched": [], "customer": None}


def test_what_does_not_fit_is_pointed_at(refund: Refund) -> None:
    answer = refund("1,00", reason="because")
    pointers = {error["pointer"] for error in answer.json()["errors"]}
    assert (answer.status_code, pointers) == (422, {"/body/amount", "/body/reason"})


def test_the_same_key_gives_the_same_refund_and_another_body_is_refused(refund: Refund) -> None:
    key = str(uuid.uuid4())
    first, again = refund("1.00", key=key), refund("1.00", key=key)
    assert (first.status_code, again.json()) == (201, first.json())
    assert refund("2.00", key=key).json()["code"] == "key_reused"


def test_never_more_than_was_paid(refund: Refund) -> None:
    answer = refund("9999.00")
    assert (answer.status_code, answer.json()["code"]) == (409, "more_than_paid")


def test_a_refund_is_found_by_its_key_and_by_its_receipt(office: RunningService, refund: Refund) -> None:
    key = str(uuid.uuid4())
    reference = refund("1.00", key=key).json()["reference"]
    found = office.call("GET", f"/refunds/?idempotency_key={key}").json()["refunds"]
    receipt = office.call("GET", f"/receipts/{key}/").json()
    assert ([one["reference"] for one in found], receipt["body"]["reference"]) == ([reference], reference)
    assert office.call("GET", f"/receipts/{uuid.uuid4()}/").status_code == 404


def test_after_a_timeout_the_refund_stands_and_the_key_finds_it(
    office: RunningService, refund: Refund
) -> None:
    key = str(uuid.uuid4())
    office.order(path="/orders/{order_number}/refunds/", kind="timeout_after_commit", seconds=0.1)
    with pytest.raises(Exception, match="disconnected"):
        refund("1.00", key=key)
    assert len(office.call("GET", f"/refunds/?idempotency_key={key}").json()["refunds"]) == 1


@pytest.mark.parametrize(("kind", "status"), [("429", 429), ("500", 500)])
def test_a_fault_happens_as_often_as_it_was_ordered(office: RunningService, kind: str, status: int) -> None:
    office.order(path="/orders/{order_number}/", method="GET", kind=kind, times=2)
    seen = [office.call("GET", "/orders/58213/").status_code for _ in range(3)]
    assert seen == [status, status, 200]


def test_an_order_is_replaced_once_and_not_before_it_left(office: RunningService) -> None:
    path, body = "/orders/58240/replacements/", {"reason": "faulty"}
    first = office.call("POST", path, key=str(uuid.uuid4()), json=body)
    second = office.call("POST", path, key=str(uuid.uuid4()), json=body)
    assert (first.status_code, second.json()["code"]) == (201, "replaced")
    unsent = office.call("POST", "/orders/58351/replacements/", key=str(uuid.uuid4()), json=body)
    assert unsent.json()["code"] == "not_sent_yet"


def test_a_new_address_also_moves_the_orders_that_have_not_left(office: RunningService) -> None:
    address = {"line1": "9 Larch Terrace", "city": "Edinburgh", "postcode": "EH10 4BF"}
    answer = office.call("PUT", "/customers/C-1004/address/", key=str(uuid.uuid4()), json=address)
    assert "58344" in answer.json()["orders"]
    assert office.call("GET", "/orders/58344/").json()["postcode"] == "EH10 4BF"


def test_a_subscription_ends_once_with_the_time_that_is_paid(office: RunningService) -> None:
    plan = office.call("GET", "/subscriptions/?email=aisha.rahman@example.com").json()["subscriptions"][0]
    path, body = f"/subscriptions/{plan['id']}/cancellation/", {"reason": "moving"}
    first = office.call("POST", path, key=str(uuid.uuid4()), json=body)
    second = office.call("POST", path, key=str(uuid.uuid4()), json=body)
    assert first.json()["ends_on"] == plan["paid_until"]
    assert second.json()["code"] == "cancelled"
