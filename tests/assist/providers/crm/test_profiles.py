import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache

from assist.providers.crm import Contact, CrmUnavailable, PastCase, Profile, customer_profile, profiles
from assist.providers.crm.scripted import ScriptedCrm
from cases.customers.models import Customer

HOUR = timedelta(hours=1)


class SlowCrm(ScriptedCrm):
    """Answers after half a second, longer than anybody here waits."""

    def profile_of(self, contact: Contact, *, at: datetime) -> Profile | None:
        time.sleep(0.5)
        return super().profile_of(contact, at=at)


@pytest.fixture(autouse=True)
def nothing_kept(customer: Customer) -> Iterator[None]:
    """Only our own keys: clearing the cache would empty the broker beside it."""
    keys = ["crm-profile-pause", profiles.key_of(profiles.contact_of(customer))]
    cache.delete_many(keys)
    yield
    cache.delete_many(keys)


@pytest.fixture
def twin(monkeypatch: pytest.MonkeyPatch, customer: Customer, at: datetime) -> ScriptedCrm:
    return put(monkeypatch, ScriptedCrm(profiles={customer.email: known(at)}))


def put(monkeypatch: pytest.MonkeyPatch, crm: ScriptedCrm) -> ScriptedCrm:
    monkeypatch.setattr(profiles, "connected", lambda: crm)
    return crm


def known(at: datetime) -> Profile:
    past = PastCase("1", "Delivery slot", "resolved", "", date(2026, 9, 1), None)
    return Profile("1", "Maya Lindqvist", "valued", Decimal("2148.30"), "GBP", None, "", (past,), (), at)


def test_the_second_look_comes_from_the_cache(twin: ScriptedCrm, customer: Customer, at: datetime) -> None:
    first = customer_profile(customer, at=at)
    twin.failures = [CrmUnavailable("down")]
    assert customer_profile(customer, at=at + timedelta(minutes=4)) == first == known(at)


def test_an_unknown_customer_is_remembered_as_unknown(
    twin: ScriptedCrm, customer: Customer, at: datetime
) -> None:
    twin.profiles.clear()
    assert customer_profile(customer, at=at) is None
    twin.failures = [CrmUnavailable("down")]
    assert customer_profile(customer, at=at) is None
    assert twin.failures


def test_when_the_crm_is_down_an_older_profile_is_better_than_none(
    twin: ScriptedCrm, customer: Customer, at: datetime
) -> None:
    customer_profile(customer, at=at)
    twin.failures = [CrmUnavailable("down")]
    assert customer_profile(customer, at=at + HOUR) == known(at)
    assert twin.failures == []


def test_after_a_failure_nobody_waits_for_a_while(
    twin: ScriptedCrm, customer: Customer, at: datetime
) -> None:
    twin.failures = [CrmUnavailable("down"), CrmUnavailable("down")]
    assert customer_profile(customer, at=at) is None
    assert customer_profile(customer, at=at) is None
    assert len(twin.failures) == 1


def test_a_slow_crm_delays_nobody(monkeypatch: pytest.MonkeyPatch, customer: Customer, at: datetime) -> None:
    put(monkeypatch, SlowCrm(profiles={customer.email: known(at)}))
    monkeypatch.setattr(profiles, "WAIT_SECONDS", 0.05)
    started = time.monotonic()
    assert customer_profile(customer, at=at) is None
    assert time.monotonic() - started < 0.4


def test_a_cache_that_is_down_is_no_reason_to_fail(
    monkeypatch: pytest.MonkeyPatch, twin: ScriptedCrm, customer: Customer, at: datetime
) -> None:
    class Broken:
        def get(self, key: str) -> None:
            raise ConnectionError

        def set(self, key: str, value: object, seconds: int) -> None:
            raise ConnectionError

    monkeypatch.setattr(profiles, "cache", Broken())
    assert customer_profile(customer, at=at) == known(at)
