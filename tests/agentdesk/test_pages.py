"""The pages beside the sections are offered in the palette and the menu to whoever may open them, and to nobody else."""

import pytest
from django.test import Client

from cases.people.models import User

pytestmark = pytest.mark.django_db
PAGES = ["/follow-ups/", "/approvals/", "/crm/letters/", "/settings/language-model/"]


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("agent", ["/follow-ups/"]),
        ("supervisor", PAGES[:3]),
        ("administrator", PAGES[2:]),
        ("reviewer", []),
        ("knowledge_manager", []),
    ],
)
def test_a_page_is_offered_to_whoever_may_open_it(
    who: str, offered: list[str], request: pytest.FixtureRequest, client: Client
) -> None:
    client.force_login(request.getfixturevalue(who))
    shown = client.get("/desk/preferences/").text
    in_palette = [page for page in PAGES if f'data-go-to="{page}"' in shown]
    in_menu = [page for page in PAGES if f'<a href="{page}"' in shown]
    opens = [page for page in PAGES if client.get(page).status_code == 200]
    assert in_palette == in_menu == opens == offered


@pytest.mark.parametrize(
    ("address", "status", "sign"), [("/nowhere/", 404, "Error 404"), ("/approvals/", 403, "data-refusal")]
)
def test_an_error_page_keeps_the_way_to_the_sections(
    address: str, status: int, sign: str, agent: User, client: Client
) -> None:
    client.force_login(agent)
    answer = client.get(address)
    assert answer.status_code == status
    assert '<a class="railbtn" href="/desk/"' in answer.text
    assert sign in answer.text


def test_whoever_is_not_signed_in_sees_an_error_page_without_sections(client: Client) -> None:
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "railbtn" not in answer.text
    assert "Error 404" in answer.text
