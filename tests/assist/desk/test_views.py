"""Every address of the console, asked as somebody who may and as a stranger."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assist.desk.models import Draft
from cases.casefiles.models import Note
from cases.events.actors import AI_AGENT
from cases.events.models import Event
from cases.interactions.models import Interaction, Turn
from cases.interactions.passing import queue_interaction
from cases.people.models import User
from cases.routing.actions import set_presence
from cases.routing.models import Membership, Offer, Presence
from cases.routing.offering import offer_next

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def client(agent):
    return signed_in(agent)


@pytest.fixture
def offer(interaction, queue, agent, says, at):
    says(interaction, "May I talk to somebody?")
    set_presence(user=agent, state=Presence.State.AVAILABLE, at=at)
    queue_interaction(interaction=interaction, queue=queue, reason="asked for a person", by=AI_AGENT, at=at)
    interaction.refresh_from_db()
    return offer_next(interaction=interaction, at=at)


def test_the_console_shows_the_own_cases_and_what_waits(client, connected, says):
    says(connected, "My screen is cracked")
    page = client.get("/desk/")
    assert page.status_code == 200
    assert "Maya Lindqvist" in page.text
    assert "My screen is cracked" in page.text


def test_a_customer_without_a_name_is_named_in_the_conversation(client, connected, says):
    turn = says(connected, "My screen is cracked")
    Turn.objects.filter(pk=turn.pk).update(speaker_name="")
    assert '<span class="who">Customer</span>' in client.get(connected.case.get_absolute_url()).text


def test_whoever_was_promised_a_person_waits_until_one_has_written(client, connected, says, at):
    says(connected, "My screen is cracked")
    Interaction.objects.filter(pk=connected.pk).update(queued_at=at, first_reply_at=None)
    assert "Customer waits" in client.get(connected.case.get_absolute_url()).text
    assert "Reply due" in client.get("/desk/").text


def test_a_case_page_shows_conversation_and_panels(client, connected, says):
    turn = says(connected, "My screen is cracked")
    page = client.get(connected.case.get_absolute_url())
    assert f'id="e{turn.seq}"' in page.text
    assert 'id="panel-customer"' in page.text
    assert "leads this contact" in page.text


def test_every_room_has_its_place_in_the_assist_column(client, connected):
    page = client.get(connected.case.get_absolute_url()).text
    order = [
        "wrapup",
        "handoffs",
        "customer",
        "suggestions",
        "journeys",
        "nextbest",
        "tools",
        "knowledge",
        "writeback",
        "followups",
    ]
    places = [page.find(f'id="panel-{room}"') for room in order]
    assert -1 not in places, dict(zip(order, places, strict=True))
    assert places == sorted(places)


def test_who_is_not_signed_in_is_sent_to_sign_in(connected):
    for address in ("/desk/", connected.case.get_absolute_url(), "/desk/preferences/"):
        answer = Client().get(address)
        assert answer.status_code == 302
        assert "/accounts/login/" in answer["Location"]


def test_a_stranger_finds_nothing_of_a_case(stranger, connected):
    client, number = signed_in(stranger), connected.case.number
    assert client.get(f"/desk/cases/{number}/").status_code == 404
    assert client.get(f"/desk/cases/{number}/changes/").status_code == 404
    assert client.get(f"/desk/cases/{number}/conflict/").status_code == 404
    for address in (
        reverse("desk:notes", args=[number]),
        reverse("desk:drafts", args=[number, "reply"]),
        reverse("desk:resolution", args=[number]),
        reverse("desk:help", args=[number]),
        reverse("desk:turns", args=[connected.pk]),
        reverse("desk:typing", args=[connected.pk]),
        reverse("desk:transfer", args=[connected.pk]),
        reverse("desk:closure", args=[connected.pk]),
    ):
        fields = {"text": "hello", "external_id": "s1"}
        assert client.post(address, fields).status_code == 404, address
    assert not Turn.objects.filter(text="hello").exists()


def test_roles_that_do_not_work_cases_have_no_desk(reviewer, knowledge_manager, connected):
    assert signed_in(reviewer).get("/desk/").status_code == 403
    assert signed_in(reviewer).get(connected.case.get_absolute_url()).status_code == 200
    assert signed_in(knowledge_manager).get(connected.case.get_absolute_url()).status_code == 403
    assert (
        signed_in(reviewer).post(reverse("desk:turns", args=[connected.pk]), {"text": "x"}).status_code == 403
    )


def test_a_reply_is_sent_once_and_comes_back_as_a_frame(client, connected, says):
    basis = says(connected, "Hello?").seq
    fields = {"text": "Good morning", "basis_seq": basis}
    headers = JSON | {"Idempotency-Key": "k1"}
    first = client.post(reverse("desk:turns", args=[connected.pk]), fields, headers=headers).json()
    client.post(reverse("desk:turns", args=[connected.pk]), fields, headers=headers)
    assert Turn.objects.filter(text="Good morning").count() == 1
    assert [frame["seq"] for frame in first["frames"]] == [basis + 1]
    assert "Good morning" in first["frames"][0]["content"]


def test_a_reply_works_as_a_plain_form(client, connected):
    fields = {"text": "Good morning", "external_id": "page-1"}
    answer = client.post(reverse("desk:turns", args=[connected.pk]), fields)
    assert answer.status_code == 302
    assert answer["Location"] == connected.case.get_absolute_url()


def test_a_reply_on_an_outdated_basis_is_refused_and_the_card_shows_what_came(client, connected, says):
    basis = says(connected, "Hello?").seq
    says(connected, "It was the wrong order number")
    fields = {"text": "Order 1 it is", "basis_seq": basis}
    answer = client.post(
        reverse("desk:turns", args=[connected.pk]), fields, headers=JSON | {"Idempotency-Key": "k2"}
    )
    assert answer.status_code == 409
    assert answer.json()["code"] == "conversation_moved_on"
    card = client.get(reverse("desk:conflict", args=[connected.case.number]), {"after": basis})
    assert "It was the wrong order number" in card.text
    assert "Send anyway" in card.text


def test_only_who_leads_the_contact_can_send(colleague, connected):
    answer = signed_in(colleague).post(
        reverse("desk:turns", args=[connected.pk]), {"text": "Me too", "external_id": "k3"}, headers=JSON
    )
    assert answer.status_code == 409
    assert answer.json()["code"] == "not_the_owner"


def test_a_note_is_kept_and_not_sent(client, connected):
    before = Turn.objects.count()
    address = reverse("desk:notes", args=[connected.case.number])
    answer = client.post(address, {"text": "Tick carrier damage", "external_id": "n1"}, headers=JSON)
    assert "not visible to customer" in answer.json()["frames"][0]["content"]
    assert Note.objects.get().text == "Tick carrier damage"
    assert Turn.objects.count() == before


def test_drafts_of_both_modes_are_apart_and_survive_a_reload(client, connected):
    for mode, text in (("reply", "Dear Maya"), ("note", "Ask Priya")):
        address = reverse("desk:drafts", args=[connected.case.number, mode])
        answer = client.put(
            address, f"text={text}&version=0", content_type="application/x-www-form-urlencoded", headers=JSON
        )
        assert answer.json() == {"version": 1}
    page = client.get(connected.case.get_absolute_url()).text
    assert ">Dear Maya</textarea>" in page
    assert ">Ask Priya</textarea>" in page


def test_sending_empties_the_draft(client, connected, agent, at):
    Draft.objects.create(case=connected.case, user=agent, mode="reply", text="Dear", version=3, saved_at=at)
    client.post(reverse("desk:turns", args=[connected.pk]), {"text": "Dear Maya", "external_id": "k4"})
    assert Draft.objects.get().text == ""


def test_an_accepted_offer_opens_its_case(client, offer):
    answer = client.post(reverse("desk:acceptance", args=[offer.pk]))
    assert answer["Location"] == offer.interaction.case.get_absolute_url()
    assert Interaction.objects.get(pk=offer.interaction_id).owner == Interaction.Owner.AGENT


def test_an_offer_is_shown_with_its_countdown_and_declined(client, offer):
    assert f'data-offer="{offer.pk}"' in client.get("/desk/").text
    client.post(reverse("desk:refusal", args=[offer.pk]))
    assert Offer.objects.get(pk=offer.pk).result == Offer.Result.DECLINED
    assert f'data-offer="{offer.pk}"' not in client.get("/desk/").text


def test_nobody_answers_the_offer_of_another(colleague, offer):
    for name in ("desk:acceptance", "desk:refusal"):
        assert signed_in(colleague).post(reverse(name, args=[offer.pk])).status_code == 404


def test_becoming_available_brings_what_waits(client, agent, interaction, queue, at):
    queue_interaction(interaction=interaction, queue=queue, reason="asked", by=AI_AGENT, at=at)
    client.post(reverse("desk:presence"), {"state": "available"})
    assert Presence.objects.get(user=agent).state == "available"
    assert Offer.objects.filter(agent=agent).count() == 1


def test_an_invented_presence_is_refused(client):
    assert client.post(reverse("desk:presence"), {"state": "asleep"}, headers=JSON).status_code == 422


def test_resolving_starts_the_wrap_up(client, connected):
    client.post(reverse("desk:resolution", args=[connected.case.number]))
    connected.refresh_from_db()
    assert connected.state == Interaction.State.WRAP_UP
    assert connected.case.is_over
    page = client.get("/desk/").text
    assert "Wrap-up" in page


def test_a_transfer_to_a_queue_a_colleague_and_the_ai_agent(client, connected, colleague, queue, at):
    address = reverse("desk:transfer", args=[connected.pk])
    set_presence(user=colleague, state="available", at=timezone.now())
    assert client.post(address, {"to": "agent:0"}, headers=JSON).status_code == 422
    client.post(address, {"to": f"agent:{colleague.pk}", "reason": "knows monitors"})
    connected.refresh_from_db()
    assert connected.agent == colleague
    signed_in(colleague).post(address, {"to": "ai"})
    connected.refresh_from_db()
    assert connected.owner == Interaction.Owner.AI_AGENT
    assert client.post(address, {"to": f"queue:{queue.pk}"}, headers=JSON).status_code == 409


def test_a_supervisor_takes_over_and_an_agent_may_not(supervisor, colleague, connected):
    address = reverse("desk:takeover", args=[connected.pk])
    assert signed_in(colleague).post(address).status_code == 403
    signed_in(supervisor).post(address)
    connected.refresh_from_db()
    assert connected.agent == supervisor


def test_help_asked_for_stands_on_the_timeline(client, connected):
    client.post(reverse("desk:help", args=[connected.case.number]), {"text": "Billing dispute"})
    assert Event.objects.get(name="help.asked").payload["text"] == "Billing dispute"


def test_changes_gives_the_frames_after_a_number(client, connected, says):
    after = connected.case.last_seq
    turn = says(connected, "One more thing")
    frames = client.get(reverse("desk:changes", args=[connected.case.number]), {"after": after}).json()[
        "frames"
    ]
    assert turn.seq in [frame["seq"] for frame in frames]
    assert frames[0]["seq"] > after


def test_search_finds_by_number_and_name_only_what_may_be_seen(client, stranger, connected):
    for words in (str(connected.case.number), "lindqvist"):
        assert "Maya Lindqvist" in client.get("/desk/search/", {"q": words}).text
    assert "Maya" not in signed_in(stranger).get("/desk/search/", {"q": "lindqvist"}).text


def test_preferences_change_together_or_the_theme_alone(client, agent):
    client.post("/desk/preferences/", {"theme": "dark"}, headers=JSON)
    agent.refresh_from_db()
    assert (agent.theme, agent.has_shortcuts) == ("dark", True)
    client.post("/desk/preferences/", {"theme": "dark", "assist_mode": "quiet", "is_compact": "on"})
    agent.refresh_from_db()
    assert (agent.assist_mode, agent.is_compact, agent.has_shortcuts) == ("quiet", True, False)
    assert 'data-theme="dark"' in client.get("/desk/").text


def test_typing_is_told_and_not_kept(client, connected):
    before = Event.objects.count()
    assert client.post(reverse("desk:typing", args=[connected.pk])).status_code == 204
    assert Event.objects.count() == before


def test_the_list_costs_the_same_for_one_case_and_for_five(
    client, connected, agent, team, queue, says, django_assert_max_num_queries
):
    with django_assert_max_num_queries(16):
        client.get("/desk/")
    for number in range(4):
        _another(number, agent, team, queue, says)
    with django_assert_max_num_queries(16):
        client.get("/desk/")


def _another(number, agent, team, queue, says):
    from cases.customers.actions import find_or_create_customer
    from cases.events.actors import Actor
    from cases.interactions.actions import open_interaction
    from cases.interactions.passing import connect_agent

    now = timezone.now() - timedelta(minutes=number)
    customer = find_or_create_customer(
        channel="chat", address=f"v{number}", name=f"V {number}", email="", at=now
    )
    contact = open_interaction(
        customer=customer,
        channel="chat",
        by=Actor.customer(customer),
        at=now,
        external_id=f"x{number}",
        team=team,
    )
    says(contact, "Hello")
    connect_agent(interaction=contact, agent=agent, by=Actor.of(agent), at=now)


def test_membership_decides_what_waits_next(client, colleague, agent, interaction, queue, at, says):
    says(interaction, "Anybody there?")
    queue_interaction(interaction=interaction, queue=queue, reason="asked", by=AI_AGENT, at=at)
    assert "Anybody there?" in client.get("/desk/").text
    Membership.objects.filter(user=agent).delete()
    assert "Anybody there?" not in client.get("/desk/").text


def test_letters_are_chosen_and_stand_where_they_are_shown(client, agent):
    fields = {"theme": "dark", "assist_mode": "live", "has_shortcuts": "on"}
    client.post("/desk/preferences/", fields | {"key_reply": "W", "key_help": ""})
    agent.refresh_from_db()
    assert agent.keys == {"reply": "w", "help": ""}
    page = client.get("/desk/").text
    assert "&quot;w&quot;: &quot;reply&quot;" in page
    assert "<kbd>W</kbd>" in page
    assert "<kbd>H</kbd>" not in page
    client.post("/desk/preferences/", {"theme": "light"}, headers=JSON)
    agent.refresh_from_db()
    assert agent.keys == {"reply": "w", "help": ""}


def test_one_letter_for_two_commands_is_refused_in_words(client, agent):
    fields = {"theme": "dark", "assist_mode": "live", "key_reply": "n", "key_note": "n"}
    page = client.post("/desk/preferences/", fields)
    assert "Also the key for “Add an internal note”." in page.text
    agent.refresh_from_db()
    assert agent.keys == {}


def test_a_character_that_no_text_can_hold_is_refused(agent, client):
    client.force_login(agent)
    assert client.get("/desk/search/", {"q": "Ma\x00ya"}).status_code == 422
