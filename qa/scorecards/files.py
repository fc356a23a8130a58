"""Scorecards in files: read, checked, digested."""

import hashlib
import json
from pathlib import Path
from typing import Any

import yaml

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where it is: ten times as fast
_SCALES = {"points": {"0", "1", "2", "3"}, "pass_fail": {"0", "1"}}


def read_scorecards(path: Path) -> list[dict[str, Any]]:
    """The scorecards of the file. Raises ValueError with one sentence that names the place and the fault."""
    content = yaml.load(path.read_text("utf-8"), Loader=LOADER) or {}
    cards: list[dict[str, Any]] = content.get("scorecards", [])
    for card in cards:
        for criterion in card["criteria"]:
            fault = _fault_of(criterion)
            if fault:
                raise ValueError(
                    f"{path.name}, scorecard {card['slug']}, criterion {criterion.get('key')}: {fault}"
                )
    return cards


def _fault_of(criterion: dict[str, Any]) -> str:
    if missing := {"key", "title", "question"} - criterion.keys():
        return f"{', '.join(sorted(missing))} missing"
    scale = criterion.get("scale", "points")
    if scale not in _SCALES:
        return f"the scale “{scale}” is not known"
    unknown = {str(value) for value in criterion.get("anchors", {})} - _SCALES[scale]
    return (
        f"anchors for answers that the scale does not have: {', '.join(sorted(unknown))}" if unknown else ""
    )


def digest_of(card: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(card, sort_keys=True).encode()).hexdigest()
