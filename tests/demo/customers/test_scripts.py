from pathlib import Path

import pytest
import yaml

from agentdesk.demo.customers.scripts import CONTENT, Persona, Reply, read_scripts

SCRIPTS = {script.slug: script for script in read_scripts()}
BACKOFFICE = yaml.safe_load((CONTENT.parent / "backoffice.yaml").read_text("utf-8"))


def test_every_line_of_the_content_can_be_filled_in() -> None:
    for script in SCRIPTS.values():
        lines = [*script.opens, *(line for part in (*script.replies, *script.silence) for line in part.say)]
        assert all("{" not in script.persona.fill(line) for line in lines), script.slug


def test_every_conversation_comes_to_an_end() -> None:
    for script in SCRIPTS.values():
        assert script.longest <= 1800
        assert any(part.leaves for part in (*script.replies, *script.silence)), script.slug


@pytest.mark.parametrize(
    ("reply", "speaker", "text", "expected"),
    [
        (Reply(), "ai", "Anything", True),
        (Reply(to="person"), "ai", "Anything", False),
        (Reply(mentions=("order number",)), "ai", "What is your Order Number?", True),
        (Reply(to="ai", mentions=("refund",)), "ai", "Your parcel", False),
    ],
)
def test_a_reply_fits_by_who_answered_and_what_was_said(
    reply: Reply, speaker: str, text: str, expected: bool
) -> None:
    assert reply.fits(speaker, text) is expected


def test_a_persona_fills_in_its_own_facts() -> None:
    assert Persona("Maya Lindqvist", order="58213").fill("{first_name}, {order}") == "Maya, 58213"


def test_a_script_with_an_unknown_persona_is_named(tmp_path: Path) -> None:
    path = tmp_path / "customers.yaml"
    path.write_text("personas: {}\nscripts: [{slug: lost, persona: nobody, opens: [Hi]}]", "utf-8")
    with pytest.raises(ValueError, match="lost"):
        read_scripts(path)


def test_the_personas_are_customers_of_the_back_office() -> None:
    told = str(BACKOFFICE)
    for script in SCRIPTS.values():
        persona = script.persona
        assert persona.email in told, persona.name
        assert persona.order in told, persona.name
