"""What the first visit loads, compressed as it travels, in bytes. The bounds are those of the design."""

import gzip
import re

import pytest
from django.conf import settings
from django.test import Client

STATIC = settings.BASE_DIR / "static"
HTMX, UPLOT = "vendor/htmx-4.0.1/htmx.min.js", "vendor/uplot-1.6.32/uPlot.iife.min.js"
SCRIPTS, STYLES = (HTMX, "js/app.js"), ("css/app.css",)


def travels(*names: str) -> int:
    """The bytes of the answers to a browser that takes gzip."""
    client = Client(headers={"accept-encoding": "gzip, br"})
    answers = [client.get(f"{settings.STATIC_URL}{name}") for name in names]
    assert [answer["Content-Encoding"] for answer in answers] == ["gzip"] * len(answers)
    return sum(len(answer.getvalue()) for answer in answers)


def test_the_console_s_scripts_stay_within_25_kb():
    assert travels(*SCRIPTS) <= 25_000


def test_the_styles_stay_within_10_kb_and_every_file_is_loaded():
    assert travels(*STYLES) <= 10_000
    app = STATIC / "css" / "app.css"
    joined = {app, *(app.parent / name for name in re.findall(r'@import "([^"]+)"', app.read_text()))}
    pages = "".join(page.read_text() for page in (STATIC.parent / "templates").rglob("*.html"))
    others = set((STATIC / "css").rglob("*.css")) - joined
    assert [path for path in others if str(path.relative_to(STATIC)) not in pages] == []


def test_the_first_load_stays_within_120_kb():
    font = STATIC / "vendor/inter-5.3.0/inter-latin-wght-normal.woff2"
    page = 6_000
    assert (
        travels(*SCRIPTS, *STYLES, "vendor/lucide-1.62.0/icons.svg") + font.stat().st_size + page <= 110_000
    )


@pytest.mark.parametrize("sheet", ["floor", "replay", "learning"])
def test_a_room_s_own_styles_stay_within_2_kb(sheet):
    assert travels(f"css/components/{sheet}.css") <= 2_000


def test_the_plot_of_the_floor_stays_within_26_kb():
    assert travels("js/floor.js") <= 2_000
    assert len(gzip.compress((STATIC / UPLOT).read_bytes(), 9)) <= 26_000
