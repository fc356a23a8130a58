from typing import Any

import pytest
from django.test import Client

from cases.channels.widget.actions import set_up_site

pytestmark = pytest.mark.django_db


def test_the_shop_embeds_the_widget_by_one_script_tag(client: Client, settings: Any) -> None:
    settings.IN_DEMO = True
    set_up_site(key="fjordlight", name="Fjordlight", allowed_origins=["self"])
    html = client.get("/demo/shop/").content.decode()
    assert html.count("<script") == 1
    assert '<script src="/widget.js" data-site="fjordlight" defer></script>' in html


def test_outside_the_demo_there_is_no_shop(client: Client) -> None:
    assert client.get("/demo/shop/").status_code == 404
