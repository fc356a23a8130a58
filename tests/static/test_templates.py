"""Nothing in a template needs what the Content-Security-Policy forbids, and every icon exists."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from agentdesk.templatetags.desk_ui import icon_names

TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))
FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "an event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.I),
    "hx-on": re.compile(r"hx-on[:\-]", re.I),
    "a script in a value": re.compile(r"[\"'](js|javascript):", re.I),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", re.I),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_a_template_is_safe_under_the_strict_policy(path):
    text = path.read_text()
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


def test_every_icon_of_the_templates_is_in_the_sprite():
    used = {
        (name, path.name) for path in TEMPLATES for name in re.findall(r'{% icon "([^"]+)"', path.read_text())
    }
    assert {(name, where) for name, where in used if name not in icon_names()} == set()


def test_scripts_do_not_evaluate_text():
    for path in (Path(settings.BASE_DIR) / "static" / "js").rglob("*.js"):
        assert not re.search(r"\beval\(|new Function\(|insertAdjacentHTML", path.read_text()), path.name
