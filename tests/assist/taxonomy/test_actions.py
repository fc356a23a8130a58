from datetime import UTC, datetime
from pathlib import Path

import pytest

from assist.taxonomy.actions import add_example, change_intent, load_taxonomy
from assist.taxonomy.files import TaxonomyInvalid, read_taxonomy
from assist.taxonomy.models import Intent
from assist.taxonomy.queries import intent_of, labelled_examples
from cases.events.actors import SYSTEM

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
FILE = """
families:
  - key: orders
    title: Orders
    complexity: low
    emotional_weight: low
    business_risk: medium
    intents:
      - key: order_status
        title: Where is my order
        plain: The customer wants to know where it is.
        examples: ["Where is my order?", "Where  is my order?", Has it shipped]
      - key: cancel_order
        business_risk: very high
        examples: [Stop my order]
"""
DEMO = Path(__file__).resolve().parents[3] / "agentdesk/demo/content/taxonomy.yaml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "taxonomy.yaml"
    path.write_text(FILE)
    return path


@pytest.mark.django_db
def test_a_file_becomes_intents_with_their_own_or_their_familys_ratings(path: Path) -> None:
    assert load_taxonomy(path, by=SYSTEM, at=AT) == 2
    assert intent_of("order_status").business_risk == "medium"
    assert intent_of("cancel_order").business_risk == "very high"
    assert labelled_examples() == [
        ("Stop my order", "cancel_order"),
        ("Has it shipped", "order_status"),
        ("Where is my order?", "order_status"),
    ]


@pytest.mark.django_db
def test_loading_the_same_file_again_changes_nothing(path: Path) -> None:
    load_taxonomy(path, by=SYSTEM, at=AT)
    assert load_taxonomy(path, by=SYSTEM, at=AT) == 0
    assert intent_of("order_status").changes.count() == 2  # made, with its examples


@pytest.mark.django_db
def test_a_changed_file_is_kept_as_history_and_a_missing_intent_is_switched_off(path: Path) -> None:
    load_taxonomy(path, by=SYSTEM, at=AT)
    add_example(intent=intent_of("order_status"), text="parcel?", source="corrected", by=SYSTEM, at=AT)
    shorter = FILE[: FILE.index("      - key: cancel_order")].replace(
        "business_risk: medium", "business_risk: high"
    )
    path.write_text(shorter)
    assert load_taxonomy(path, by=SYSTEM, at=AT) == 2
    assert [i.key for i in Intent.objects.active()] == ["order_status"]
    assert ("parcel?", "order_status") in labelled_examples()
    change = intent_of("order_status").changes.first()
    assert (change.before, change.after) == ({"business_risk": "medium"}, {"business_risk": "high"})


@pytest.mark.django_db
def test_a_rating_is_changed_with_who_when_and_why(path: Path) -> None:
    load_taxonomy(path, by=SYSTEM, at=AT)
    intent = intent_of("order_status")
    assert change_intent(
        intent=intent, columns={"complexity": "high"}, reason="many recontacts", by=SYSTEM, at=AT
    )
    assert intent.changes.first().reason == "many recontacts"
    assert not change_intent(intent=intent, columns={"complexity": "high"}, reason="again", by=SYSTEM, at=AT)


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        (FILE.replace("complexity: low", "complexity: tiny"), "complexity"),
        (FILE.replace("key: cancel_order", "key: order_status"), "twice"),
        (FILE.replace("title: Orders", "sensitive: gossip"), "sensitive"),
        ("families: [{intents: [{title: x}]}]", "no key"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place(path: Path, wrong: str, word: str) -> None:
    path.write_text(wrong)
    with pytest.raises(TaxonomyInvalid, match=word):
        read_taxonomy(path)


def test_the_demo_taxonomy_is_valid_and_each_intent_has_at_least_twelve_examples() -> None:
    entries = read_taxonomy(DEMO)
    assert len({entry.columns["family"] for entry in entries}) == 14
    assert all(len(entry.examples) >= 12 for entry in entries)
