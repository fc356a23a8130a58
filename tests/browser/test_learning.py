"""An administrator imports past conversations, trains, compares, promotes and rolls back, in a real browser."""

import gzip
import json
import threading

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from assist.learning.models import DataSet, TrainingJob
from assist.learning.process import train_alone
from assist.registry.models import ModelVersion

SAID = {
    "returns": [("I want to send the {} back", "return_order", "I start the return."),
                ("it still has its box", "inform_label", "The label is in your inbox.")],
    "delivery": [("where is the {} I ordered", "track_parcel", "I look for the parcel."),
                 ("it was due yesterday", "inform_delay", "It arrives tomorrow.")],
    "billing": [("you charged me twice for the {}", "check_payment", "I look at the payment."),
                ("the card ends with 20", "inform_refund", "The money is on its way.")],
}  # fmt: skip
THINGS = ("lamp", "monitor", "chair", "desk", "cable", "shelf", "rug", "clock")


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


def work() -> None:
    """The worker of this test: runs what waits, in this process."""
    job = TrainingJob.objects.get(state="queued")
    thread = threading.Thread(target=train_alone, args=(job.pk, timezone.now))
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
    for path in (
        "/learning/",
        "/learning/data-sets/",
        "/learning/figures/",
        "/learning/models/next_actions/1/",
    ):
        page.goto(path)
        assert axe(page) == []


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
