"""Nobody is made before the password was shown, so an interrupted start loses none."""

from io import StringIO

import pytest
from django.core.management import call_command

from cases.people.models import User
from cases.people.roles import Role

EMAIL = "first@shop.example"
pytestmark = pytest.mark.django_db


def ask(monkeypatch: pytest.MonkeyPatch, line: str) -> list[str]:
    """What the command says when this is all that it hears."""
    said = StringIO()
    monkeypatch.setattr("sys.stdin", StringIO(line))
    call_command("first_administrator", EMAIL, stdout=said)
    return said.getvalue().split()


def test_the_administrator_is_made_with_the_line_that_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(monkeypatch, "a-long-password\n") == ["lacking", "made"]
    made = User.objects.get(email=EMAIL)
    assert made.check_password("a-long-password")
    assert made.role == Role.ADMINISTRATOR


def test_nobody_is_made_when_the_other_side_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(monkeypatch, "") == ["lacking"]
    assert not User.objects.exists()


def test_one_who_is_there_is_kept_with_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    ask(monkeypatch, "a-long-password\n")
    assert ask(monkeypatch, "another-password\n") == ["kept"]
    assert User.objects.get(email=EMAIL).check_password("a-long-password")


def test_one_who_left_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    User.objects.create_superuser("gone@shop.example", "secret", name="Gone", is_active=False)
    assert ask(monkeypatch, "a-long-password\n") == ["lacking", "made"]
