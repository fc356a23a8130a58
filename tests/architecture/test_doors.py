"""Every address is asked as everybody: as each role, and as nobody."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from cases.people.roles import ROLES, Role

# Doors with locks of their own: a token of the visitor, a key of the API, allauth's. Everything else names its permission.
OPEN = {
    "": "sends everybody to the first page of their role",
    "desk/preferences/": "one's own settings, whatever the role",
}
OTHER_LOCKS = ("accounts/", "api/v1/", "health/", "widget", "demo/shop/", "static/")
VALUES = {
    "int": "999999",
    "slug": "nothing",
    "str": "nothing",
    "uuid": "0" * 8 + "-0000-4000-8000-" + "0" * 12,
}


def addresses(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, Any]]:
    for entry in resolver.url_patterns:
        here = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield here, entry.callback
        else:
            yield from addresses(entry, here)


ALL = list(addresses(get_resolver()))
GATED = [(address, view) for address, view in ALL if getattr(view, "permissions", None)]


def url_of(address: str) -> str:
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: VALUES.get(found[1] or "str", "nothing"), address)


def answers(client: Client, url: str) -> set[int]:
    return {client.get(url).status_code, client.post(url).status_code}


def test_every_address_names_its_permission_or_has_a_lock_of_its_own() -> None:
    gated = {address for address, _ in GATED}
    open_doors = [a for a, _ in ALL if a not in gated and not a.startswith(OTHER_LOCKS)]
    assert sorted(open_doors) == sorted(OPEN), "a page without @needs must be named here with its reason"


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_let_in_nowhere_without_a_permission_of_the_page(
    role: Role, request: pytest.FixtureRequest, client: Client
) -> None:
    client.force_login(request.getfixturevalue(role.value))
    closed = [(a, view) for a, view in GATED if not ROLES[role] & set(view.permissions)]
    assert closed
    wrong = {a: found for a, _ in closed if not (found := answers(client, url_of(a))) <= {403, 405}}
    assert wrong == {}


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_refused_nowhere_that_its_permissions_open(
    role: Role, request: pytest.FixtureRequest, client: Client
) -> None:
    client.force_login(request.getfixturevalue(role.value))
    opened = [a for a, view in GATED if ROLES[role] & set(view.permissions)]
    refused = [a for a in opened if "<" not in a and client.get(url_of(a)).status_code == 403]
    assert refused == []


@pytest.mark.django_db
def test_nobody_is_sent_to_sign_in_everywhere(client: Client) -> None:
    asked = [*OPEN, *(a for a, _ in GATED)]
    wrong = {a: found for a in asked if not (found := answers(client, url_of(a))) <= {302, 405}}
    assert wrong == {}
    away = [client.get(url_of(a)) for a in asked]
    assert all("/accounts/login/" in answer["Location"] for answer in away if answer.status_code == 302)
