"""A promoted model of replies: it brings replies of past cases, filled from this case alone, and weighs what comes."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from assist.providers.embeddings import embed
from assist.registry.actions import add_version, promote, start_shadow
from assist.registry.models import ModelVersion, ShadowReading
from assist.registry.serving import forget
from assist.suggestions import engine
from assist.suggestions.actions import suggest_replies
from assist.suggestions.learned import learned_for
from assist.suggestions.ranking.fitting import learn_replies
from cases.casefiles.models import Case
from cases.events.actors import SYSTEM
from cases.events.models import Event
from cases.interactions.models import Interaction, Turn
from tests.assist.suggestions.ranking.conftest import delivery

Says = Callable[..., Turn]
Returned = Callable[..., Event]
pytestmark = pytest.mark.usefixtures("content")
ANSWER = {"status": "late", "city": "Inverness", "expected_on": "2026-12-01"}


@pytest.fixture(scope="session")
def artefact() -> bytes:
    return learn_replies([delivery(number) for number in range(60)], embed=embed, seed=3).to_bytes()


@pytest.fixture
def version(db: None, artefact: bytes, at: datetime) -> Iterator[ModelVersion]:
    made = add_version(
        kind="replies", artefact=artefact, figures={}, dataset={}, code_version="1", seed=3, by=SYSTEM, at=at
    )
    promote(version=made, reason="Better than before", by=SYSTEM, at=at)
    forget()
    yield made
    forget()


@pytest.fixture
def case(connected: Interaction, says: Says, at: datetime) -> Case:
    says(connected, "Where is my parcel?")
    Case.objects.filter(pk=connected.case_id).update(intent="delivery", layer=2)
    connected.case.refresh_from_db()
    return connected.case


def past(turn: Turn, at: datetime) -> list[str]:
    return [each.body for each in engine.candidates_for(turn, at=at) if each.key.startswith("past:")]


def test_a_past_reply_comes_with_the_values_of_this_case(
    version: ModelVersion, case: Case, connected: Interaction, says: Says, returned: Returned, at: datetime
) -> None:
    turn = says(connected, "It is 50001")
    returned(case, "track_shipment", ANSWER)
    assert past(turn, at) == ["Your parcel is in Inverness and is late, I am sorry."]
    (shown, *_) = suggest_replies(turn=turn, at=at)
    assert shown.key.startswith("past:")
    assert shown.sources[0]["title"] == "Sent 30 times to 30 customers in like cases"
    assert "Shipment city: Inverness" in shown.reason["checked"][0]
    assert shown.model_versions["replies"] == version_name(version)


def version_name(version: ModelVersion) -> str:
    return f"replies {version.number}"


@pytest.mark.usefixtures("version")
def test_what_a_tool_told_is_not_said_before_it_answered(
    case: Case, connected: Interaction, says: Says, at: datetime
) -> None:
    assert not any("parcel is in" in body for body in past(says(connected, "It is 50001"), at))


@pytest.mark.usefixtures("version")
def test_an_open_question_brings_what_agents_asked_then(
    case: Case, connected: Interaction, says: Says, at: datetime
) -> None:
    assert past(says(connected, "My parcel is not here"), at) == [
        "Could you give me your order number, please?"
    ]


@pytest.mark.usefixtures("version")
def test_the_model_takes_from_a_candidate_and_never_gives(
    case: Case, connected: Interaction, says: Says, at: datetime
) -> None:
    learned = learned_for(case)
    assert learned is not None
    candidates = engine.candidates_for(says(connected, "When does my order come?"), at=at)
    again = learned.ranked(candidates)
    assert all(after.score <= before.score for before, after in zip(candidates, again, strict=True))


def test_without_a_version_the_built_in_weights_serve(
    case: Case, connected: Interaction, says: Says, at: datetime
) -> None:
    forget()
    assert past(says(connected, "My parcel is not here"), at) == []
    assert engine.versions()["replies"] == "built-in"


def test_bytes_of_another_code_leave_the_built_in_weights_serving(
    version: ModelVersion,
    case: Case,
    connected: Interaction,
    says: Says,
    at: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("assist.suggestions.ranking.model.CODE_VERSION", "replies-9")
    assert past(says(connected, "My parcel is not here"), at) == []
    assert engine.versions()["replies"] == "built-in"


def test_a_model_in_shadow_is_kept_beside_what_was_shown_and_not_seen(
    artefact: bytes, case: Case, connected: Interaction, says: Says, at: datetime
) -> None:
    made = add_version(
        kind="replies", artefact=artefact, figures={}, dataset={}, code_version="1", seed=3, by=SYSTEM, at=at
    )
    start_shadow(version=made, reason="Look first", by=SYSTEM, at=at)
    forget()
    turn = says(connected, "My parcel is not here")
    shown = suggest_replies(turn=turn, at=at)
    assert not any(each.key.startswith("past:") for each in shown)
    reading = ShadowReading.objects.get(subject=f"turn:{turn.pk}")
    assert reading.shadow_said.startswith("past:")
    assert reading.live == (shown[0].key if shown else "nothing")
