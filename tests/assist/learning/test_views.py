"""The pages of learning: an administrator trains and promotes, a knowledge manager sees, everybody else is refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assist.learning.actions import ask_training, take_training
from assist.learning.models import DataSet, TrainingJob, Upload
from assist.learning.training import run_training
from assist.registry import actions as registry
from assist.registry.models import ModelVersion
from cases.events.actors import SYSTEM, Actor
from tests.assist.learning.conftest import conversation, json_lines
from tests.assist.learning.test_importing import bad_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_administrator(client: Client, administrator) -> Client:
    client.force_login(administrator)
    return client


@pytest.fixture
def candidate(counting, imported, administrator, at) -> ModelVersion:
    return trained_again(counting, [imported(60)], at, Actor.of(administrator))


def trained_again(counting, datasets, at, by=SYSTEM) -> ModelVersion:
    job = ask_training(trainer=counting, datasets=datasets, by=by, at=at)
    take_training(pk=job.pk, at=at)
    return run_training(job=job, progress=lambda share, words: None, at=lambda: at)


def send_file(client: Client, content: bytes, name: str = "past.jsonl"):
    return client.post(reverse("learning:datasets"), {"file": SimpleUploadedFile(name, content)})


PAGES = ["/learning/", "/learning/figures/", "/learning/data-sets/", "/learning/models/next_actions/"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("administrator", 200),
        ("knowledge_manager", 200),
        ("agent", 403),
        ("supervisor", 403),
        ("reviewer", 403),
    ],
)
def test_a_page_opens_for_whoever_may_see_learning(path, who, status, request, client, counting):
    client.force_login(request.getfixturevalue(who))
    assert client.get(path).status_code == status


@pytest.mark.parametrize("path", PAGES)
def test_a_visitor_is_sent_to_sign_in(path, client, db):
    assert client.get(path).status_code == 302


@pytest.mark.parametrize("who", ["knowledge_manager", "agent", "supervisor"])
def test_only_an_administrator_changes_anything(who, request, client, candidate):
    client.force_login(request.getfixturevalue(who))
    job = TrainingJob.objects.get()
    paths = [
        reverse("learning:timeline"), reverse("learning:trainings"), reverse("learning:cancellation", args=[job.pk]),
        reverse("learning:repetition", args=[job.pk]), reverse("learning:roll-back", args=["next_actions"]),
        *(reverse("learning:change", args=["next_actions", 1, word])
          for word in ("promotion", "shadow", "shadow-end", "retirement")),
    ]  # fmt: skip
    assert {client.post(path, {"reason": "mine"}).status_code for path in paths} == {403}
    assert send_file(client, json_lines([conversation(1)])).status_code == 403
    assert ModelVersion.objects.get().state == "candidate"


def test_a_knowledge_manager_reads_figures_and_no_conversation(client, knowledge_manager, candidate):
    client.force_login(knowledge_manager)
    assert "Compared" not in client.get("/learning/models/next_actions/1/").text.split("<title>")[0]
    page = client.get("/learning/data-sets/1/").text
    assert "Only an administrator reads the conversations" in page
    assert "I want to send the lamp back" not in page


def test_empty_pages_say_what_to_do(as_administrator, counting):
    assert "Nothing was trained yet" in as_administrator.get("/learning/").text
    assert "No data sets yet" in as_administrator.get("/learning/data-sets/").text
    assert "No version yet" in as_administrator.get("/learning/models/next_actions/").text
    assert "Nothing was shown in this time" in as_administrator.get("/learning/figures/").text


def test_a_file_is_uploaded_looked_at_and_imported(as_administrator, counting):
    answer = send_file(as_administrator, json_lines(conversation(n) for n in range(6)))
    page = as_administrator.get(answer.url).text
    assert "Ready to import" in page
    assert "I want to send the lamp back please 0" in page
    done = as_administrator.post(f"{answer.url}data-set/", {"name": "Spring"}, follow=True)
    assert (DataSet.objects.get().name, done.status_code) == ("Spring", 200)
    assert "I want to send the lamp back" in done.text


def test_bad_rows_are_listed_and_nothing_is_imported(as_administrator):
    answer = send_file(as_administrator, bad_file())
    page = as_administrator.get(answer.url).text
    assert "2 things to correct" in page
    assert "turn 1 does not say who spoke" in page
    refused = as_administrator.post(f"{answer.url}data-set/", {"name": "x"})
    assert (refused.status_code, DataSet.objects.count()) == (422, 0)
    as_administrator.post(f"{answer.url}data-set/", {"name": "x", "without_bad": "1"})
    assert DataSet.objects.get().counts["conversations"] == 3


def test_other_columns_are_kept_and_shown_at_once(as_administrator):
    answer = send_file(as_administrator, b"a,b,c\n1,me,Hello there\n1,you,Hi\n", "odd.csv")
    assert "Choose the column for" in as_administrator.get(answer.url).text
    columns = {"column-conversation": "a", "column-speaker": "b", "column-text": "c"}
    part = as_administrator.post(answer.url, columns, HTTP_HX_REQUEST="true").text
    assert part.count('id="import"') == 1
    speakers = {"word": ["me", "you"], "speaker": ["customer", "agent"]}
    part = as_administrator.post(answer.url, {**columns, **speakers}, HTTP_HX_REQUEST="true").text
    assert "Ready to import" in part
    assert as_administrator.post(answer.url, {**columns, **speakers}).status_code == 302


def test_a_file_that_cannot_be_read_is_refused_with_the_reason(as_administrator):
    refused = send_file(as_administrator, b"\xff\xfe\xff", "past.csv")
    assert (refused.status_code, Upload.objects.count()) == (422, 0)
    assert "is not UTF-8" in refused.text
    assert as_administrator.post("/learning/data-sets/").status_code == 422


def test_an_upload_may_be_removed(as_administrator):
    answer = send_file(as_administrator, json_lines([conversation(1)]))
    as_administrator.post(f"{answer.url}removal/")
    assert not Upload.objects.exists()


def test_a_training_is_asked_for_watched_and_cancelled(as_administrator, counting, imported):
    imported(60)
    answer = as_administrator.post("/learning/trainings/", {"kind": "next_actions", "dataset": ["1"]})
    page = as_administrator.get(answer.url).text
    assert "Waiting for the worker" in page
    assert 'data-hx-trigger="every 1s"' in page
    as_administrator.post(f"{answer.url}cancellation/")
    part = as_administrator.get(answer.url, HTTP_HX_REQUEST="true").text
    assert "Cancelled by Ingrid Solberg" in part
    assert "every 1s" not in part
    again = as_administrator.post(f"{answer.url}repetition/")
    assert TrainingJob.objects.get(pk=again.url.rstrip("/").split("/")[-1]).datasets.count() == 1


@pytest.mark.parametrize(
    ("form", "status"), [({"kind": "weather"}, 409), ({"kind": "next_actions"}, 422), ({}, 409)]
)
def test_what_cannot_be_trained_is_refused(as_administrator, counting, form, status):
    assert as_administrator.post("/learning/trainings/", form).status_code == status


def test_a_candidate_is_compared_promoted_and_rolled_back(as_administrator, counting, candidate, at):
    page = as_administrator.get("/learning/models/next_actions/1/").text
    assert "Without training" in page
    assert "Right at the first guess" in page
    assert "start_return" in page
    as_administrator.post("/learning/models/next_actions/1/promotion/", {"reason": "the first"})
    registry.promote(
        version=trained_again(counting, list(DataSet.objects.all()), at), reason="x", by=SYSTEM, at=at
    )
    assert "Version 1, live then" in as_administrator.get("/learning/models/next_actions/2/").text
    back = as_administrator.post("/learning/models/next_actions/roll-back/", {"reason": "worse"}, follow=True)
    assert ModelVersion.objects.live().get().number == 1
    assert "Back from next_actions 2: worse" in back.text


def test_a_promotion_without_a_reason_is_refused(as_administrator, candidate):
    assert as_administrator.post("/learning/models/next_actions/1/promotion/").status_code == 422
    assert not ModelVersion.objects.live().exists()


def test_the_shadow_shows_how_the_two_went_along(as_administrator, candidate, at):
    as_administrator.post("/learning/models/next_actions/1/shadow/", {"reason": "look"})
    for number, live in enumerate(("a", "a", "b")):
        registry.log_shadow(
            shadow=1, kind="next_actions", live_number=0, subject=f"turn:{number}", live=live, said="a", at=at
        )
    registry.note_outcome(kind="next_actions", subject="turn:2", happened="a")
    page = as_administrator.get("/learning/models/next_actions/1/").text
    assert "67 %" in page
    assert "turn:2" in page
    as_administrator.post("/learning/models/next_actions/1/shadow-end/")
    assert ModelVersion.objects.get().state == "candidate"


def test_a_version_may_be_retired_and_what_is_unknown_is_not_found(as_administrator, candidate):
    as_administrator.post("/learning/models/next_actions/1/retirement/", {"reason": "wrong data"})
    assert ModelVersion.objects.get().state == "retired"
    for path in ("/learning/models/weather/", "/learning/models/next_actions/9/", "/learning/trainings/99/"):
        assert as_administrator.get(path).status_code == 404
    assert as_administrator.post("/learning/models/next_actions/1/deletion/").status_code == 404


def test_the_list_of_models_asks_no_more_for_more_versions(
    as_administrator, counting, candidate, at, django_assert_max_num_queries
):
    for _ in range(3):
        trained_again(counting, list(DataSet.objects.all()), at)
    with django_assert_max_num_queries(14):
        as_administrator.get("/learning/")
