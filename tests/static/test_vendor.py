"""Files of others are what was published, each with its licence, and nothing unnamed lies beside them."""

import hashlib
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

VENDOR = Path(settings.BASE_DIR) / "static" / "vendor"
FILES = tomllib.loads((VENDOR / "VENDOR.toml").read_text())["file"]


@pytest.mark.parametrize("entry", FILES, ids=lambda entry: entry["file"])
def test_a_vendored_file_is_unchanged_and_has_its_licence(entry):
    assert hashlib.sha256((VENDOR / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
    assert (VENDOR / entry["licence_file"]).read_text().strip()
    assert entry["file"].startswith(f"{Path(entry['licence_file']).parent}/")


def test_every_file_in_the_vendor_folder_is_named():
    named = {entry["file"] for entry in FILES} | {entry["licence_file"] for entry in FILES}
    there = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()}
    assert there - named == {"VENDOR.toml", "axe-core-4.14.1/LICENSE-3RD-PARTY.txt"}
