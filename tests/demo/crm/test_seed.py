"""The demo's files agree with each other about who the customers are."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from agentdesk import demo

CONTENT = Path(demo.__file__).parent / "content"


def people(file: str, key: str) -> dict[str, str]:
    found: Any = yaml.safe_load((CONTENT / file).read_text())[key]
    rows = found.values() if isinstance(found, dict) else found
    return {row["email"]: row["name"] for row in rows}


@pytest.mark.parametrize(("file", "key"), [("backoffice.yaml", "customers"), ("customers.yaml", "personas")])
def test_everybody_of_the_demo_is_in_the_crm_by_the_same_name(file: str, key: str) -> None:
    assert people(file, key).items() <= people("crm.yaml", "contacts").items()
