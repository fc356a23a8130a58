"""What serves changes only by a person with a reason, and every change stands in the history."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from assist.registry import actions
from assist.registry.models import ModelVersion, ShadowReading, VersionChange
from assist.registry.queries import live_model, live_version, shadow_version, version_at, version_by_number
from assist.registry.refusals import NoReason, NothingBefore, NotPromotable
from cases.events.actors import SYSTEM

pytestmark = pytest.mark.django_db


def promoted(version, at, reason="better"):
    return actions.promote(version=version, reason=reason, by=SYSTEM, at=at)


def test_a_kind_without_a_version_has_none_live(db):
    assert live_version("intents") is None
    assert shadow_version("intents") is None


def test_numbers_count_within_a_kind(trained):
    assert [trained().number, trained().number, trained(kind="replies").number] == [1, 2, 1]


def test_a_trained_version_serves_only_after_its_promotion(trained, at):
    version = trained(b"first")
    assert live_version("intents") is None
    promoted(version, at)
    live = live_version("intents")
    assert (live.name, live.artefact, live.figures) == ("intents 1", b"first", {"accuracy": 0.9})


def test_a_promotion_retires_what_was_live_and_keeps_its_artefact(trained, at):
    promoted(trained(b"old"), at)
    promoted(trained(b"new"), at)
    assert live_version("intents").artefact == b"new"
    assert version_by_number("intents", 1).artefact == b"old"
    assert ModelVersion.objects.get(number=1).state == "retired"


def test_rolling_back_brings_the_version_before_and_again_the_one_before_it(trained, at):
    for name in (b"1", b"2", b"3"):
        promoted(trained(name), at)
    seen = []
    for _ in range(2):
        actions.roll_back(kind="intents", reason="worse on returns", by=SYSTEM, at=at)
        seen.append(live_version("intents").number)
    assert seen == [2, 1]
    with pytest.raises(NothingBefore):
        actions.roll_back(kind="intents", reason="again", by=SYSTEM, at=at)


def test_a_version_rolled_back_may_be_promoted_again(trained, at):
    first, second = trained(b"1"), trained(b"2")
    promoted(first, at)
    promoted(second, at)
    actions.roll_back(kind="intents", reason="by mistake", by=SYSTEM, at=at)
    promoted(second, at)
    assert actions.previous_of(ModelVersion.objects.get(pk=second.pk)) == first


@pytest.mark.parametrize("reason", ["", "   "])
def test_nothing_goes_live_without_a_reason(trained, at, reason):
    with pytest.raises(NoReason):
        promoted(trained(), at, reason)
    assert live_version("intents") is None


def test_the_live_version_cannot_be_promoted_twice(trained, at):
    version = promoted(trained(), at)
    with pytest.raises(NotPromotable):
        promoted(version, at)


def test_one_version_of_a_kind_runs_in_shadow(trained, at):
    for version in (trained(b"1"), trained(b"2")):
        actions.start_shadow(version=version, reason="look first", by=SYSTEM, at=at)
    assert shadow_version("intents").number == 2
    assert ModelVersion.objects.get(number=1).state == "candidate"
    actions.end_shadow(version=ModelVersion.objects.get(number=2), reason="seen", by=SYSTEM, at=at)
    assert shadow_version("intents") is None


def test_a_retired_live_version_leaves_the_room_to_itself(trained, at):
    version = promoted(trained(), at)
    actions.retire(version=version, reason="trained on the wrong file", by=SYSTEM, at=at)
    assert live_version("intents") is None


def test_the_history_says_who_did_what_when_and_why(trained, at, administrator):
    from cases.events.actors import Actor

    actions.promote(version=trained(), reason="+3 points", by=Actor.of(administrator), at=at)
    change = VersionChange.objects.first()
    assert (change.action, change.by_name, change.reason, change.before, change.after) == (
        "promoted", "Ingrid Solberg", "+3 points", "candidate", "live",
    )  # fmt: skip


def test_the_database_refuses_a_second_live_version(trained, at):
    promoted(trained(), at)
    with pytest.raises(IntegrityError), transaction.atomic():
        ModelVersion.objects.filter(pk=trained().pk).update(state="live")


def test_the_models_of_a_past_day_are_found(trained, at):
    promoted(trained(b"1"), at)
    promoted(trained(b"2"), at + timedelta(days=2))
    actions.roll_back(kind="intents", reason="worse", by=SYSTEM, at=at + timedelta(days=4))
    days = [version_at("intents", at + timedelta(days=day)) for day in (-1, 1, 3, 5)]
    assert [version and version.artefact for version in days] == [None, b"1", b"2", b"1"]


def test_a_model_is_read_once_a_process_until_another_goes_live(trained, at):
    read = []

    def model_from(artefact: bytes) -> bytes:
        read.append(artefact)
        return artefact.upper()

    promoted(trained(b"one"), at)
    assert [live_model("intents", model_from)[1] for _ in range(3)] == [b"ONE"] * 3
    promoted(trained(b"two"), at)
    assert live_model("intents", model_from)[1] == b"TWO"
    assert read == [b"one", b"two"]


def test_asking_for_all_kinds_costs_one_small_query_a_second(
    trained, at, settings, django_assert_num_queries
):
    from assist.registry.serving import forget

    promoted(trained(b"x"), at)
    live_version("intents")
    settings.REGISTRY_REFRESH_SECONDS = 60
    forget()
    with django_assert_num_queries(1):
        for kind in ("intents", "replies", "sentiment", "intents"):
            live_version(kind)


def test_a_shadow_reading_is_logged_once_and_learns_what_happened(trained, at):
    version = actions.start_shadow(version=trained(), reason="look", by=SYSTEM, at=at)
    for said in ("refund", "other"):
        actions.log_shadow(
            shadow=version, kind="intents", live_number=0, subject="turn:1", live="refund", said=said, at=at
        )
    assert actions.note_outcome(kind="intents", subject="turn:1", happened="refund") == 1
    reading = ShadowReading.objects.get()
    assert (reading.shadow_said, reading.agrees, reading.happened) == ("refund", True, "refund")


@pytest.mark.django_db(transaction=True)
def test_two_promotions_at_once_leave_one_live(trained, at):
    versions = [trained(b"1"), trained(b"2")]

    def run(version):
        promoted(version, at)
        connection.close()

    threads = [threading.Thread(target=run, args=(version,)) for version in versions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ModelVersion.objects.live().count() == 1
