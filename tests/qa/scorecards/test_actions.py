from datetime import datetime
from pathlib import Path

import pytest

from cases.events.actors import SYSTEM
from qa.scorecards.actions import load_scorecards
from qa.scorecards.files import read_scorecards
from qa.scorecards.models import Scorecard
from tests.qa.conftest import CONTENT

pytestmark = pytest.mark.django_db


def test_the_default_scorecard_has_the_four_criteria(scorecard: Scorecard) -> None:
    assert [c.key for c in scorecard.criteria.all()] == ["resolution", "tone", "compliance", "escalation"]
    assert sum(c.weight for c in scorecard.criteria.all()) == 100
    assert scorecard.criteria.get(key="compliance").is_auto_fail


def test_the_same_file_again_makes_no_new_version(scorecard: Scorecard, at: datetime) -> None:
    assert load_scorecards(path=CONTENT, by=SYSTEM, at=at) == []


def test_a_changed_scorecard_is_a_new_version_beside_the_old_one(
    scorecard: Scorecard, at: datetime, tmp_path: Path
) -> None:
    changed = tmp_path / "scorecard.yaml"
    changed.write_text(CONTENT.read_text("utf-8").replace("weight: 40", "weight: 50"), "utf-8")
    new = load_scorecards(path=changed, by=SYSTEM, at=at)[0]
    assert (new.version, scorecard.criteria.get(key="resolution").weight) == (2, 40)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{key: a, title: A}", "question missing"),
        ("{key: a, title: A, question: Q, scale: stars}", "stars"),
        ("{key: a, title: A, question: Q, anchors: {7: x}}", "7"),
    ],
)
def test_a_fault_in_the_file_is_named(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "scorecard.yaml"
    path.write_text(f"scorecards:\n  - slug: x\n    name: X\n    criteria:\n      - {text}\n", "utf-8")
    with pytest.raises(ValueError, match=fault):
        read_scorecards(path)
