"""HTTP under ASGI for a project whose middleware and views are synchronous."""

import django
from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class OneThreadHandler(ASGIHandler):
    """Takes a request through all middleware and the view on one thread, without going back to the event loop between.

    Django's own handler changes between loop and thread wherever an asynchronous part could stand; on a busy desk these
    changes cost more than the queries of a short call.
    """

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        return await sync_to_async(self.get_response, thread_sensitive=True)(request)


def one_thread_application() -> OneThreadHandler:
    """Django, set up, as an ASGI application."""
    django.setup(set_prefix=False)
    return OneThreadHandler()
