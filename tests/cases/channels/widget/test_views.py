import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from cases.channels.widget.models import WidgetSite

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.BASE_DIR) / "static" / "widget"


def test_the_script_is_public_cached_and_readable_from_everywhere(client: Client) -> None:
    answer = client.get("/widget.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "max-age=300" in answer["Cache-Control"]
    assert client.get("/widget.js", HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304


def test_only_the_sites_origins_may_show_the_frame(client: Client, site: WidgetSite) -> None:
    answer = client.get("/widget/frame/?site=shop")
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors https://shop.example;" in policy + ";"
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "X-Frame-Options" not in answer


def test_a_page_of_the_desk_cannot_be_framed(client: Client) -> None:
    answer = client.get("/widget/frame/?site=nobody")
    assert answer.status_code == 404
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_the_frame_has_every_sentence_and_no_inline_script(client: Client, site: WidgetSite) -> None:
    html = client.get("/widget/frame/?site=shop").content.decode()
    assert 'type="application/json"' in html
    assert "style=" not in html
    assert " onclick" not in html


def test_the_widget_is_small() -> None:
    sizes = [len(gzip.compress(path.read_bytes())) for path in FOLDER.iterdir()]
    assert sum(sizes) <= 11_000
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 26_000
