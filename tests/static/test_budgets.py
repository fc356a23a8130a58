"""What the first visit loads, compressed, in bytes."""

import gzip
import re
from pathlib import Path

from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"


def packed(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def stylesheets() -> list[Path]:
    app = STATIC / "css" / "app.css"
    return [app, *(app.parent / name for name in re.findall(r'@import "([^"]+)"', app.read_text()))]


def scripts() -> list[Path]:
    """What app.js imports, directly or not."""
    known, left = set(), [STATIC / "js" / "app.js"]
    while left:
        path = left.pop()
        known.add(path)
        names = re.findall(r'(?:from|import) "(\.[^"]+)"', path.read_text())
        left += [found for name in names if (found := (path.parent / name).resolve()) not in known]
    return sorted(known)


def test_the_console_s_scripts_stay_within_33_kb():
    assert packed(STATIC / "vendor/htmx-4.0.1/htmx.min.js", *scripts()) <= 33_000


def test_the_styles_stay_within_16_kb_and_every_file_is_loaded():
    assert packed(*stylesheets()) <= 16_000
    pages = "".join(page.read_text() for page in (STATIC.parent / "templates").rglob("*.html"))
    others = set((STATIC / "css").rglob("*.css")) - set(stylesheets())
    assert [path for path in others if str(path.relative_to(STATIC)) not in pages] == []


def test_the_first_load_stays_within_120_kb():
    font = STATIC / "vendor/inter-5.3.0/inter-latin-wght-normal.woff2"
    icons = STATIC / "vendor/lucide-1.62.0/icons.svg"
    page = 6_000
    htmx = STATIC / "vendor/htmx-4.0.1/htmx.min.js"
    assert packed(htmx, *scripts(), *stylesheets(), icons) + font.stat().st_size + page <= 120_000


def test_the_plot_of_the_floor_stays_within_26_kb():
    assert packed(STATIC / "vendor/uplot-1.6.32/uPlot.iife.min.js") <= 26_000
