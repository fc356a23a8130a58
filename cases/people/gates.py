"""The door of every view: `@needs(Permission.X)`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from cases.people.permissions import Permission
from cases.refusals import InvalidInput, NotAllowed

View = Callable[..., HttpResponse]


def needs(*permissions: Permission) -> Callable[[View], View]:
    """Lets in who has any of the permissions; sends strangers to sign in; raises NotAllowed for the others."""

    def decorate(view: View) -> View:
        @wraps(view)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
            require(request.user, *permissions)
            _refuse_nul(request)
            return view(request, *args, **kwargs)

        gated.permissions = permissions  # type: ignore[attr-defined]  # the architecture test reads it
        return gated

    return decorate


def _refuse_nul(request: HttpRequest) -> None:
    """PostgreSQL takes no NUL in a text: whoever sends one gets an answer and not a server error."""
    if any("\x00" in text for fields in (request.GET, request.POST) for text in fields.values()):
        raise InvalidInput("There is a character that no text can hold.")


def require(user: Any, *permissions: Permission) -> None:
    """Raises NotAllowed unless the person has any of the permissions."""
    if not any(user.can(permission) for permission in permissions):
        raise NotAllowed("Your role does not allow this page or action.")
