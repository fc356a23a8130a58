import pytest
from openapi_spec_validator import validate

from cases.casefiles.models import Case
from cases.people.models import ApiKey, Team


@pytest.fixture
def call(client, team):
    """`call("get", path, scopes=[…], body)` with a key of the customer's team."""

    def run(method, path, body=None, scopes=("read", "write", "bundle"), team=team):
        _, secret = ApiKey.issue("tests", list(scopes), team=team)
        kwargs = {"data": body, "content_type": "application/json"} if body is not None else {}
        return getattr(client, method)(
            f"/api/v1{path}", headers={"authorization": f"Bearer {secret}"}, **kwargs
        )

    return run


NEW = {
    "external_id": "ext-1",
    "channel": "messaging",
    "address": "+44 20 7946 0000",
    "name": "Maya Lindqvist",
}


def test_a_contact_is_opened_once_and_the_customers_turn_arrives_once(call):
    first = call("post", "/interactions/", NEW)
    again = call("post", "/interactions/", NEW)
    assert (first.status_code, again.json()["id"]) == (201, first.json()["id"])

    path = f"/interactions/{first.json()['id']}/turns/"
    for _ in range(2):
        assert call("post", path, {"external_id": "t-1", "text": "Where is my order?"}).status_code == 201

    assert [t["text"] for t in call("get", path).json()] == ["Where is my order?"]


def test_events_are_read_after_a_sequence_number(call, interaction, says):
    says(interaction, "Hello")
    path = f"/cases/{interaction.case.number}/events/"

    assert [e["seq"] for e in call("get", path).json()] == [1, 2, 3]
    assert [e["name"] for e in call("get", f"{path}?after=2").json()] == ["turn.received"]


def test_the_bundle_names_what_is_missing(call, interaction, says):
    says(interaction, "Hello")
    body = call("get", f"/cases/{interaction.case.number}/bundle/").json()
    assert body["missing"]


def test_cases_are_listed_newest_first_with_their_customer(call, interaction):
    body = call("get", "/cases/").json()
    assert [c["customer"]["name"] for c in body["results"]] == ["Maya Lindqvist"]


def test_a_key_of_another_team_finds_nothing(call, interaction):
    other = Team.objects.create(name="Elsewhere")
    assert call("get", "/cases/", team=other).json()["results"] == []
    assert call("get", f"/cases/{interaction.case.number}/", team=other).status_code == 404


def test_a_contact_that_moved_to_another_team_still_gets_its_customers_words(call, team):
    contact = call("post", "/interactions/", NEW).json()
    case, path = Case.objects.get(), f"/interactions/{contact['id']}/turns/"
    trade = Team.objects.create(name="Trade desk")
    Case.objects.update(team=trade)

    assert call("post", path, {"external_id": "t-1", "text": "Still there?"}).status_code == 201
    assert [turn["text"] for turn in call("get", path).json()] == ["Still there?"]
    assert call("post", "/interactions/", NEW).json()["id"] == contact["id"]
    assert (
        call("get", f"/cases/{case.number}/").status_code == 404
    )  # its timeline and notes are the other team's
    assert call("get", f"/cases/{case.number}/", team=trade).status_code == 200


def test_a_key_without_the_scope_is_refused_and_told_why(call):
    answer = call("post", "/interactions/", NEW, scopes=["read"])
    assert answer.status_code == 403
    assert "scope" in answer.json()["message"]


def test_a_call_without_a_key_is_refused(client, db):
    assert client.get("/api/v1/cases/").status_code in (401, 403)


def test_an_unknown_key_is_refused(client, db):
    answer = client.get("/api/v1/cases/", headers={"authorization": "Bearer abc.def"})
    assert answer.status_code == 401
    assert "new one" in answer.json()["message"]


def test_a_refusal_of_the_product_comes_as_json_with_advice(call, interaction, at):
    from cases.events.actors import SYSTEM
    from cases.interactions.passing import close_interaction

    close_interaction(interaction=interaction, by=SYSTEM, at=at)
    answer = call("post", f"/interactions/{interaction.pk}/turns/", {"external_id": "t", "text": "Hello?"})

    assert answer.status_code == 409
    assert answer.json()["code"] == "interaction_over"
    assert answer.json()["advice"]


def test_bad_fields_are_named(call):
    answer = call("post", "/interactions/", {**NEW, "channel": "pigeon"})
    assert answer.status_code == 400
    assert "channel" in answer.json()["details"]


def test_a_signed_in_person_reads_by_role_and_writes_nothing(client, agent, stranger, interaction):
    client.force_login(agent)
    assert client.get(f"/api/v1/cases/{interaction.case.number}/").status_code == 200
    assert client.post("/api/v1/interactions/", NEW, content_type="application/json").status_code == 403
    client.force_login(stranger)
    assert client.get(f"/api/v1/cases/{interaction.case.number}/").status_code == 404


def test_the_openapi_document_is_valid_and_has_every_call(client, db):
    document = client.get(
        "/api/v1/openapi.json", headers={"accept": "application/vnd.oai.openapi+json"}
    ).json()
    validate(document)
    assert "/api/v1/cases/{number}/events/" in document["paths"]


def test_the_page_of_the_api_lists_its_calls(client, db):
    assert b"/api/v1/interactions/" in client.get("/api/v1/docs/").content


def test_the_page_for_developers_names_every_field_and_what_may_be_left_out(client, db):
    page = client.get("/api/v1/docs/").text
    new_contact = page.split('id="interactions_create"')[1].split("</section>")[0]
    assert "one of chat, voice, email, sms, messaging" in new_contact
    assert "string, at most 100" in new_contact
    assert '<code>email</code></dt><dd class="sm">email, optional' in new_contact
    assert "<td>cases_list</td>" not in page


def test_an_external_id_of_another_team_opens_no_door_to_its_contact(call, interaction):
    body = {**NEW, "channel": "chat", "external_id": interaction.external_id}
    answer = call("post", "/interactions/", body, team=Team.objects.create(name="Trade desk"))
    assert (answer.status_code, answer.json()["code"]) == (409, "external_id_taken")
    assert call("post", "/interactions/", body).json()["id"] == interaction.pk


@pytest.mark.parametrize("path", ["/interactions/abc/turns/", "/interactions/abc/", "/cases/x/events/"])
def test_what_is_no_number_is_not_found(call, path):
    assert call("get", path).status_code == 404


def test_a_sequence_number_beyond_all_counts_as_none(call, interaction):
    path = f"/cases/{interaction.case.number}/events/?after={'9' * 5000}"
    assert [event["seq"] for event in call("get", path).json()] == [1, 2]
