"""Scoped API keys: `Authorization: Bearer <prefix>.<secret>`. People who are signed in may read what their role allows."""

from typing import Any

from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from cases.people.models import ApiKey


class Integration:
    """Who calls with a key, in the place of a user."""

    is_authenticated = True
    pk = None

    def __init__(self, key: ApiKey) -> None:
        self.key = key


class ApiKeyAuthentication(BaseAuthentication):
    def authenticate(self, request: Request) -> tuple[Integration, ApiKey] | None:
        words = get_authorization_header(request).decode("latin-1").split()
        if len(words) != 2 or words[0].lower() != "bearer":
            return None
        prefix, _, secret = words[1].partition(".")
        key = ApiKey.objects.filter(prefix=prefix).first()
        if key is None or not key.is_valid(secret, timezone.now()):
            raise AuthenticationFailed(
                "This API key is unknown, expired or revoked. Ask an administrator for a new one."
            )
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=timezone.now())
        return Integration(key), key

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class HasScope(BasePermission):
    """A view names its scope in `scopes` by method; people who are signed in may only read."""

    message = "This API key does not have the scope for this call."

    def has_permission(self, request: Request, view: Any) -> bool:
        if not getattr(request.user, "is_authenticated", False):
            return False
        if isinstance(request.auth, ApiKey):
            return view.scope_of(request.method) in request.auth.scopes
        return request.method in ("GET", "HEAD", "OPTIONS")


class ApiKeyScheme(OpenApiAuthenticationExtension):
    """How the OpenAPI document describes the keys."""

    target_class = "agentdesk.api.keys.ApiKeyAuthentication"
    name = "apiKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A scoped API key."}
