"""Behind a proxy every request comes from the proxy: what counts by address must look further, and believe no claim."""

import pytest

from agentdesk.proxies import client_address
from cases.channels.widget.models import WidgetSite
from cases.channels.widget.rules import Limit
from tests.keys import forget_keys

API = "/widget/api/conversations/"


@pytest.mark.parametrize(
    ("forwarded", "proxies", "expected"),
    [
        ("203.0.113.9", 1, "203.0.113.9"),
        ("198.51.100.66, 203.0.113.9", 1, "203.0.113.9"),  # the first was written by the client
        ("203.0.113.9, 10.0.0.2", 2, "203.0.113.9"),
        ("203.0.113.9", 0, "10.0.0.1"),
        ("203.0.113.9", 3, "203.0.113.9"),
        ("nonsense", 1, "10.0.0.1"),
        ("", 1, "10.0.0.1"),
        ("2001:db8::7", 1, "2001:db8::7"),
    ],
)
def test_the_address_is_the_one_that_our_outermost_proxy_saw(
    forwarded: str, proxies: int, expected: str
) -> None:
    assert client_address("10.0.0.1", forwarded, proxies) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(("proxies", "expected"), [(1, [200, 200, 200]), (0, [200, 200, 429])])
def test_visitors_behind_one_proxy_have_a_limit_each(proxies, expected, queue, client, settings) -> None:
    forget_keys()
    WidgetSite.objects.create(key="shop", name="Fjordlight", queue=queue)
    settings.PROXIES, settings.WIDGET_LIMITS = proxies, {"open": Limit(2, 3600)}
    answers = [
        client.post(
            API,
            {"site": "shop"},
            content_type="application/json",
            headers={"x-forwarded-for": f"198.51.100.66, 203.0.113.{n}"},
        )
        for n in range(3)
    ]
    assert [answer.status_code for answer in answers] == expected
