import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from cases.channels.widget.models import WidgetConversation, WidgetSite
from cases.routing.models import Queue
from tests.keys import forget_keys

API = "/widget/api/conversations/"


@pytest.fixture(autouse=True)
def _fresh_counters() -> None:
    forget_keys()


@pytest.fixture
def site(queue: Queue) -> WidgetSite:
    return WidgetSite.objects.create(
        key="shop", name="Fjordlight", allowed_origins=["https://shop.example"], queue=queue
    )


class Visitor:
    """A browser with the widget in it, by its HTTP interface."""

    def __init__(self, site: WidgetSite) -> None:
        self.site, self.client, self.token, self.conversation = site, Client(), "", ""

    def open(self, **about: str) -> dict[str, Any]:
        told = self.call("POST", API, {"site": self.site.key, **about}).json()
        self.token, self.conversation = told["token"], told["conversation"]
        return told

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        if self.token:
            headers.setdefault("HTTP_AUTHORIZATION", f"Bearer {self.token}")
        content = body if isinstance(body, str) else json.dumps(body or {})
        if method == "GET":
            return self.client.get(path, **headers)
        return self.client.post(path, content, content_type="application/json", **headers)

    def ask(self, method: str, what: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.call(method, f"{API}{self.conversation}/{what}", body, **headers)

    def says(self, text: str, client_id: str = "message-1") -> HttpResponse:
        return self.ask("POST", "turns/", {"client_id": client_id, "text": text})

    @property
    def row(self) -> WidgetConversation:
        return WidgetConversation.objects.select_related("interaction__case").get(pk=self.conversation)


@pytest.fixture
def visitor(site: WidgetSite) -> Visitor:
    visitor = Visitor(site)
    visitor.open(name="Maya Lindqvist", email="Maya@Example.com")
    return visitor


@pytest.fixture
def new_visitor(site: WidgetSite) -> Callable[[], Visitor]:
    return lambda: Visitor(site)
