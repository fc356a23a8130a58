"""Names, vendored files, dependencies, templates, and words that do not belong into the tree."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from agentdesk.supervisor.settings import ROOT
from tests.architecture.source import APPS, modules, own_files, short, tree_of

VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "handler", "handlers"}
VAGUE |= {"data", "info", "misc", "stuff"}
TEMPLATE_BANS = {
    "an inline handler of htmx": r"\shx-on|\sdata-hx-on",
    "an inline style": r"\sstyle\s*=",
    "an inline event handler": r"\son[a-z]+\s*=\s*[\"']",
    "an expression in an attribute": r"[\"']\s*(js|javascript):",
    "an inline script": r"<script(?![^>]*\ssrc=)(?![^>]*type=[\"']application/json)[^>]*>",
    "a style element": r"<style[\s>]",
}
LEFT_OVERS = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX\\b", "NotImplemented" + "Error")))
HOSTS_AND_PATHS = re.compile(
    "|".join(("pypi" + r"\.org", "files\\.python" + "hosted", "/wo" + "rk/", "/ro" + "ot/"))
)
TEXT = {".py", ".md", ".toml", ".yaml", ".yml", ".html", ".css", ".js", ".txt", ".lock", ".sql", ".cfg"}


def is_vague(path: Path) -> bool:
    return any(word in VAGUE for part in path.with_suffix("").parts for word in re.split(r"[_\-.]", part))


def test_a_vague_name_would_be_found() -> None:
    assert is_vague(Path("cases/people/utils.py"))
    assert is_vague(Path("assist/tools/call_handler.py"))
    assert not is_vague(Path("assist/handoffs/rules.py"))


def test_no_file_has_a_vague_name() -> None:
    ours = [path.relative_to(ROOT) for path in own_files() if path.suffix in (".py", ".js", ".css", ".html")]
    assert not [str(path) for path in ours if is_vague(path)]


def offences_in_template(text: str) -> list[str]:
    return [name for name, pattern in TEMPLATE_BANS.items() if re.search(pattern, text)]


@pytest.mark.parametrize(
    "text",
    [
        '<a hx-on:click="x()">',
        '<p style="color: red">',
        '<b onclick="x()">',
        '<i data-hx-vals="js:{}">',
        "<script>x()</script>",
    ],
)
def test_an_offending_template_would_be_found(text: str) -> None:
    assert offences_in_template(text)


def test_templates_fit_a_strict_content_security_policy() -> None:
    found = [
        f"{short(path)}: {offence}"
        for path in own_files()
        if path.suffix == ".html"
        for offence in offences_in_template(path.read_text())
    ]
    assert not found, "\n".join(found)


def test_vendored_files_are_the_published_ones() -> None:
    vendor = ROOT / "static" / "vendor"
    listed = tomllib.loads((vendor / "VENDOR.toml").read_text())["file"]
    wrong = [one["file"] for one in listed if sha256_of(vendor / one["file"]) != one["sha256"]]
    assert not wrong
    known = {one["file"] for one in listed} | {one["licence_file"] for one in listed} | {"VENDOR.toml"}
    there = {str(path.relative_to(vendor)) for path in vendor.rglob("*") if path.is_file()}
    assert {name for name in there - known if not Path(name).name.startswith("LICENSE")} == set()


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def dependencies_without_reason(pyproject: str) -> list[str]:
    blocks = re.findall(r"^(?:dependencies|dev) = \[\n(.*?)^\]", pyproject, re.MULTILINE | re.DOTALL)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith('"') and not re.search(r'",\s*#\s*\S+', line)]


def test_a_dependency_without_a_reason_would_be_found() -> None:
    assert dependencies_without_reason('dependencies = [\n    "a~=1",  # why\n    "b~=2",\n]\n') == [
        '"b~=2",'
    ]


def test_every_dependency_stands_with_its_reason() -> None:
    assert not dependencies_without_reason((ROOT / "pyproject.toml").read_text())


def test_the_locks_hold_every_dependency_with_hashes() -> None:
    runtime, dev = (ROOT / "requirements.lock").read_text(), (ROOT / "requirements-dev.lock").read_text()
    named = tomllib.loads((ROOT / "pyproject.toml").read_text())
    for wanted, lock in (
        (named["project"]["dependencies"], runtime),
        (named["dependency-groups"]["dev"], dev),
    ):
        for requirement in wanted:
            name = re.split(r"[\[~=><]", requirement)[0]
            assert re.search(rf"^{re.escape(name)}==\S+", lock, re.MULTILINE | re.IGNORECASE), name
    pins = set(re.findall(r"^\S+==\S+", runtime, re.MULTILINE))
    assert pins <= set(re.findall(r"^\S+==\S+", dev, re.MULTILINE)), "the dev lock is a superset"
    assert all("--hash=sha256:" in entry for entry in re.split(r"\n(?=\S+==)", runtime)[1:])


def test_nothing_is_left_over_and_nothing_names_a_machine() -> None:
    found = [
        f"{short(path)}: {match.group(0)}"
        for path in own_files()
        if path.suffix in TEXT or path.name in ("run", "Containerfile")
        for match in [LEFT_OVERS.search(path.read_text()) or HOSTS_AND_PATHS.search(path.read_text())]
        if match
    ]
    assert not found, "\n".join(found)


def test_every_concept_says_what_it_is() -> None:
    import ast

    silent = [
        short(path)
        for path in modules()
        if path.name == "__init__.py" and len(path.parts) - len(ROOT.parts) <= 3
        if path.parent.name not in ("management", "commands", "migrations", "templatetags")
        if not ast.get_docstring(tree_of(path))
    ]
    assert not silent, "\n".join(silent)
    assert {path.relative_to(ROOT).parts[0] for path in modules()} == set(APPS)
