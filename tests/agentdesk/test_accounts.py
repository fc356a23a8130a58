"""Sign-in: the second factor is throttled as the first one is, and what needs a mail server is not offered."""

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from tests.keys import forget_keys

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


def signing_in(agent) -> Client:
    """A browser that gave the right password and is asked for the code."""
    client = Client()
    answer = client.post("/accounts/login/", {"login": agent.email, "password": PASSWORD})
    assert answer["Location"].startswith("/accounts/2fa/authenticate/")
    return client


@pytest.fixture
def secret(agent) -> str:
    forget_keys()
    secret = generate_totp_secret()
    TOTP.activate(agent, secret)
    return secret


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_the_right_code_lets_in(agent, secret) -> None:
    client = signing_in(agent)
    assert client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)}).status_code == 302
    assert client.get("/desk/").status_code == 200


def test_codes_cannot_be_guessed_one_after_another(agent, secret) -> None:
    for _ in range(2):  # a new sign-in is no new beginning
        client = signing_in(agent)
        for _ in range(4):
            client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    refused = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert "Too many failed login attempts" in refused.text
    assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize("path", ["password/reset/", "email/", "confirm-email/", "password/reset/key/1-abc/"])
def test_what_would_send_mail_is_not_offered(path: str, agent, client) -> None:
    client.force_login(agent)
    assert client.get(f"/accounts/{path}").status_code == 404
    assert client.post(f"/accounts/{path}", {"email": agent.email}).status_code == 404
    for form in ("/accounts/password/change/", "/accounts/login/"):
        assert f"/accounts/{path}" not in client.get(form).text
        client.logout()
