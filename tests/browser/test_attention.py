"""How suggestions come is chosen in the assist column or in the palette; the pages of the language model are sound."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from assist.providers.language import Material, Question, ask, using
from assist.providers.language.scripted import ScriptedModel
from cases.people.models import User

SCHEMA = {"type": "object", "properties": {"reply": {"type": "string"}}, "required": ["reply"]}


@pytest.fixture
def console(page_of, agent, connected, says):
    says(connected, "My screen is cracked")
    page = page_of(agent)
    page.goto(connected.case.get_absolute_url())
    expect(page.locator("#link")).to_have_attribute("data-state", "live")
    return page


def test_the_mode_is_chosen_in_the_column_and_in_the_palette(console, agent):
    console.locator("#assist-mode > button").click()
    console.get_by_role("button", name="Quiet: none").click()
    expect(console.locator("#assist-mode > button")).to_have_text("Quiet")
    assert User.objects.get(pk=agent.pk).assist_mode == "quiet"
    expect(console.get_by_role("button", name="Quiet: none")).to_be_hidden()
    console.keyboard.press("Control+k")
    console.keyboard.type("only when asked")
    console.keyboard.press("Enter")
    expect(console.locator("#assist-mode > button")).to_have_text("On demand")
    assert User.objects.get(pk=agent.pk).assist_mode == "on_demand"


def test_what_left_and_the_model_are_readable_by_everybody(console, page_of, connected, administrator, axe):
    with using(ScriptedModel([{"reply": "Hello [NAME_1]"}], host="models.example.com")):
        said = [Material("t1", "customer", "Maya Lindqvist here")]
        ask(Question("reply", "Draft.", said, SCHEMA, connected.case), at=timezone.now())
    console.goto(f"/desk/cases/{connected.case.number}/left/")
    expect(console.locator("blockquote").first).to_have_text("[NAME_1] here")
    assert axe(console) == []
    page = page_of(administrator)
    page.goto("/settings/language-model/")
    expect(page.locator("main")).to_contain_text("No language model is connected")
    assert axe(page) == []
