"""An administrator imports past conversations, trains, compares, promotes and rolls back, in a real browser."""

import gzip
import json
import threading

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import expect

from assist.learning.importing.process import work_alone
from assist.learning.importing.work import take_work
from assist.learning.models import DataSet, TrainingJob, Upload
from assist.learning.process import train_alone
from assist.registry.models import ModelVersion
from tests.browser.test_accessibility import STILL

SAID = {
    "returns": [("I want to send the {} back", "return_order", "I start the return."),
                ("it still has its box", "inform_label", "The label is in your inbox.")],
    "delivery": [("where is the {} I ordered", "track_parcel", "I look for the parcel."),
                 ("it was due yesterday", "inform_delay", "It arrives tomorrow.")],
    "billing": [("you charged me twice for the {}", "check_payment", "I look at the payment."),
                ("the card ends with 20", "inform_refund", "The money is on its way.")],
}  # fmt: skip
THINGS = ("lamp", "monitor", "chair", "desk", "cable", "shelf", "rug", "clock")


# Buttons, fields and links of the page that stand outside of it; what a table scrolls to is inside.
TOO_WIDE = """() => [...document.querySelectorAll("main a, main button, main input, main select")]
    .filter(one => one.checkVisibility() && !one.closest(".tblwrap, details:not([open])"))
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 120))"""


def conversation(number: int) -> dict:
    task = list(SAID)[number % len(SAID)]
    turns = []
    for words, action, answer in SAID[task]:
        turns.append({"who": "Client", "words": words.format(THINGS[number % len(THINGS)])})
        turns.append({"who": "Support", "words": answer, "did": action})
    turns.append({"who": "Client", "words": "thank you"})
    turns.append({"who": "Support", "words": "You are welcome.", "did": "goodbye"})
    return {"ref": f"T-{number}", "person": f"p{number // 2}", "about": [task], "exchange": turns}


@pytest.fixture
def past(tmp_path):
    """A gzipped file of another system, whose columns have names of their own."""
    path = tmp_path / "past.jsonl.gz"
    rows = [conversation(number) for number in range(90)]
    path.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))
    return path


def apart(task, *args) -> None:
    """In a thread, whose connection nobody else closes."""
    task(*args)
    connection.close()


def work() -> None:
    """The worker of this test: runs what waits, in this process."""
    job = TrainingJob.objects.get(state="queued")
    thread = threading.Thread(target=apart, args=(train_alone, job.pk, timezone.now))
    thread.start()
    thread.join(120)


def train(page) -> None:
    page.goto("/learning/")
    page.locator("#train select[name=kind]").select_option("next_actions")
    page.get_by_label("past.jsonl.gz (90 conversations)").check()
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.locator("#training")).to_contain_text("Waiting for the worker")
    work()
    expect(page.get_by_role("link", name="Compare with what is live")).to_be_visible()


def in_both_schemes(page, path, axe) -> None:
    """No violation in light or dark, and nothing wider than a page at twice its size."""
    page.goto(path)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate("scheme => document.documentElement.dataset.theme = scheme", scheme)
        page.evaluate(STILL)
        assert axe(page) == [], (path, scheme)
    page.set_viewport_size({"width": 720, "height": 450})
    assert page.evaluate(TOO_WIDE) == [], path
    page.set_viewport_size({"width": 1440, "height": 900})


def test_past_conversations_become_a_live_model_and_it_is_rolled_back(page_of, administrator, past, axe):
    page = page_of(administrator)
    page.goto("/learning/data-sets/")
    page.locator("input[type=file]").set_input_files(past)
    page.get_by_role("button", name="Upload").click()

    expect(page.locator("#check-h")).to_contain_text("Choose the column for: conversation")
    for label, column in (("Conversation", "ref"), ("Speaker", "exchange.who"), ("Text", "exchange.words"),
                          ("Action", "exchange.did"), ("Task or intent", "about"), ("Customer", "person")):  # fmt: skip
        with page.expect_response("**/learning/imports/*/"):
            page.get_by_label(label).first.select_option(column)
    expect(page.locator("#check-h")).to_have_text("Ready to import")
    expect(page.locator("#import .facts div", has_text="Customers")).to_contain_text("45")
    expect(page.locator("#import")).to_contain_text("I want to send the lamp back")
    page.get_by_role("button", name="Import 90 conversations").click()
    expect(page.locator("#set-h")).to_contain_text("past.jsonl.gz")
    assert DataSet.objects.get().counts["customers"] == 45

    train(page)
    page.get_by_role("link", name="Compare with what is live").click()
    expect(page.locator("#compared")).to_contain_text("Right at the first guess")
    page.get_by_label("Why?").first.fill("The first model of this desk")
    page.get_by_role("button", name="Promote").click()
    expect(page.locator(".pagehead").last).to_contain_text("Live")

    train(page)
    page.get_by_role("link", name="Compare with what is live").click()
    expect(page.locator("#compared")).to_contain_text("Version 1, live then")
    expect(page.locator("#compared")).to_contain_text("No clear difference")
    page.get_by_label("Why?").first.fill("Newer")
    page.get_by_role("button", name="Promote").click()
    expect(page.locator(".pagehead").last).to_contain_text("Live")
    assert ModelVersion.objects.live().get().number == 2

    page.goto("/learning/models/next_actions/")
    page.get_by_label("Why?").fill("It went wrong on returns")
    page.get_by_role("button", name="Roll back to version 1").click()
    expect(page.locator("#version-1")).to_contain_text("Live")
    expect(page.locator("#version-2")).to_contain_text("Retired")
    assert ModelVersion.objects.live().get().number == 1
    assert len({version.digest for version in ModelVersion.objects.all()}) == 1
    training = TrainingJob.objects.latest("pk")
    for path in (
        "/learning/",
        "/learning/data-sets/",
        "/learning/data-sets/1/",
        f"/learning/trainings/{training.pk}/",
        "/learning/models/next_actions/",
        "/learning/models/next_actions/1/",
    ):
        in_both_schemes(page, path, axe)


def test_a_double_click_on_train_is_one_press(page_of, administrator):
    page = page_of(administrator)
    page.goto("/learning/")
    asked = []
    # An answer without content leaves the page where it is, as a slow one does until it comes.
    page.route("**/trainings/", lambda route: (asked.append(route.request.method), route.fulfill(status=204)))
    button = page.get_by_role("button", name="Train", exact=True)
    with page.expect_request("**/trainings/"):
        button.click()
    button.click()
    page.wait_for_timeout(300)
    assert asked == ["POST"]


def test_bad_rows_are_shown_with_their_lines_and_nothing_is_imported(page_of, administrator, tmp_path, axe):
    path = tmp_path / "past.csv"
    path.write_text(
        "conversation,speaker,text\n1,customer,Hello\n1,,Hi\n2,agent,Anybody there?\n3,customer\n"
    )
    page = page_of(administrator)
    page.goto("/learning/data-sets/")
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Upload").click()
    expect(page.locator("#check-h")).to_contain_text("3 things to correct")
    for words in ("does not say who spoke", "has no turn of its customer", "has 2 cells"):
        expect(page.locator(".faults")).to_contain_text(words)
    assert not DataSet.objects.exists()
    assert axe(page) == []


@pytest.mark.parametrize(
    "path",
    ["/learning/figures/", "/learning/corrections/", "/knowledge/missing/", "/settings/language-model/"],
)
def test_a_page_without_anything_in_it_is_whole_in_light_and_dark(page_of, administrator, path, axe):
    page = page_of(administrator)
    in_both_schemes(page, path, axe)


def test_a_large_file_shows_how_far_its_reading_is_and_then_its_columns(
    page_of, administrator, tmp_path, axe
):
    path = tmp_path / "past.jsonl"
    path.write_text("".join(json.dumps(conversation(number)) + "\n" for number in range(900)))
    page = page_of(administrator)
    page.goto("/learning/data-sets/")
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Upload").click()
    expect(page.locator("#work-h")).to_have_text("Reading the file past.jsonl")
    expect(page.get_by_text("Waiting for the worker")).to_be_visible()
    in_both_schemes(page, page.url, axe)

    read(Upload.objects.get())
    expect(page.locator("#check-h")).to_contain_text("Choose the column for: conversation")
    for label, column in (("Conversation", "ref"), ("Speaker", "exchange.who"), ("Text", "exchange.words")):
        with page.expect_response("**/learning/imports/*/"):
            page.get_by_label(label).first.select_option(column)
    expect(page.locator("#work-h")).to_have_text("Checking every row")
    read(Upload.objects.get())
    expect(page.locator("#check-h")).to_have_text("Ready to import")
    page.get_by_role("button", name="Import 900 conversations").click()
    expect(page.locator("#work-h")).to_have_text("Importing")
    read(Upload.objects.get())
    expect(page.locator("#done-h")).to_have_text("900 conversations imported")
    page.get_by_role("link", name="Look at the data set").click()
    expect(page.locator("#set-h")).to_have_text("past.jsonl")


def read(upload: Upload) -> None:
    """The worker of this test: does what waits, in this process."""
    assert take_work(pk=upload.pk, at=timezone.now())
    thread = threading.Thread(target=apart, args=(work_alone, upload.pk, timezone.now, b"k" * 16))
    thread.start()
    thread.join(120)
