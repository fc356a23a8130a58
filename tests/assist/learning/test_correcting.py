"""What a person says a turn really was is learnt by the next training."""

import pytest

from assist.learning.correcting.actions import correct_reading
from assist.learning.correcting.queries import corrected_lines, doubtful_readings
from assist.learning.material import intent_lines, mood_lines
from assist.learning.models import Correction
from assist.learning.refusals import NoSuchLabel
from assist.registry import actions as registry
from assist.registry.models import ShadowReading
from assist.taxonomy.models import Example, Intent
from assist.understanding.models import Understanding
from cases.events.actors import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def reading(interaction, says, at) -> Understanding:
    ratings = {"complexity": "low", "emotional_weight": "low", "business_risk": "low"}
    for key in ("returns", "delivery"):
        intent = Intent.objects.create(key=key, name=key.capitalize(), family="f", family_name="F", **ratings)
        Example.objects.create(intent=intent, text=f"about {key}")
    turn = says(interaction, "It came to the wrong door and I am tired of this")
    return Understanding.objects.create(
        turn=turn, case=turn.case, intent="returns", intent_name="Returns", confidence=0.4, label="neutral",
        language="en", at=at,
    )  # fmt: skip


def test_a_doubtful_reading_is_corrected_on_the_page(client, administrator, reading):
    client.force_login(administrator)
    assert "wrong door" in client.get("/learning/corrections/").text
    path = f"/learning/corrections/{reading.pk}/"
    client.post(path, {"intents": "delivery", "sentiment": "frustrated"})
    assert "Corrected" in client.get("/learning/corrections/").text
    assert set(Correction.objects.values_list("kind", "said", "label")) == {
        ("intents", "returns", "delivery"), ("sentiment", "neutral", "frustrated"),
    }  # fmt: skip
    assert client.post(path, {"intents": "weather"}).status_code == 422


def test_what_no_intent_covers_is_offered_as_that_and_not_as_the_nearest_intent(administrator, reading):
    ratings = {"complexity": "low", "emotional_weight": "low", "business_risk": "low"}
    Intent.objects.create(
        key="outside", name="Else", family="f", family_name="F", is_out_of_scope=True, **ratings
    )
    assert doubtful_readings(administrator)[0].intent == "returns"
    Understanding.objects.update(is_out_of_scope=True)
    assert doubtful_readings(administrator)[0].intent == "outside"


@pytest.mark.parametrize("who", ["agent", "supervisor", "knowledge_manager"])
def test_others_correct_nothing(who, request, client, reading):
    client.force_login(request.getfixturevalue(who))
    assert client.get("/learning/corrections/").status_code == 403
    assert client.post(f"/learning/corrections/{reading.pk}/", {"intents": "delivery"}).status_code == 403


def test_without_doubts_the_page_says_so(client, administrator):
    client.force_login(administrator)
    assert "Nothing doubtful" in client.get("/learning/corrections/").text


def test_the_next_training_learns_the_correction_with_its_customer(reading, at):
    for label in ("returns", "delivery"):
        correct_reading(reading=reading, kind="intents", label=label, by=SYSTEM, at=at)
    lines = intent_lines([]).lines
    mine = [line for line in lines if line.text.startswith("It came")]
    assert [(line.label, bool(line.customer)) for line in mine] == [("delivery", True)]
    assert len(lines) == 3


def test_a_corrected_mood_comes_with_what_was_said_before(reading, says, interaction, at):
    correct_reading(reading=reading, kind="sentiment", label="frustrated", by=SYSTEM, at=at)
    assert [(line.label, line.before) for line in corrected_lines("sentiment")] == [("frustrated", ("", ""))]
    assert mood_lines([]).lines[0].label == "frustrated"


def test_what_the_shadow_said_is_judged_by_the_correction(reading, at):
    version = registry.add_version(
        kind="intents", artefact=b"x", figures={}, dataset={}, code_version="", seed=1, by=SYSTEM, at=at
    )
    registry.log_shadow(
        shadow=version, kind="intents", live_number=0, subject=f"turn:{reading.turn_id}", live="returns",
        said="delivery", at=at,
    )  # fmt: skip
    correct_reading(reading=reading, kind="intents", label="delivery", by=SYSTEM, at=at)
    assert ShadowReading.objects.get().happened == "delivery"


def test_an_unknown_label_is_refused(reading, at):
    with pytest.raises(NoSuchLabel):
        correct_reading(reading=reading, kind="sentiment", label="hungry", by=SYSTEM, at=at)


def test_only_unsure_readings_are_shown(reading, administrator):
    assert len(doubtful_readings(administrator)) == 1
    Understanding.objects.update(confidence=0.9)
    assert doubtful_readings(administrator) == []
