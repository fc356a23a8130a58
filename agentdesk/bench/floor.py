"""The floor: a bare app on the same stack. One POST is one INSERT and one group send; the socket passes it on.

Served by a Daphne of its own: `daphne agentdesk.bench.floor:application`.
"""

import json
import os

import django
from django.conf import settings

if not settings.configured:
    import dj_database_url

    settings.configure(
        SECRET_KEY="floor",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=["channels"],
        MIDDLEWARE=[],
        DATABASES={
            "default": {
                **dj_database_url.parse(os.environ["DATABASE_URL"]),
                "OPTIONS": {"pool": {"min_size": 2, "max_size": 8}},
            }
        },
        CHANNEL_LAYERS={
            "default": {
                "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
                "CONFIG": {"hosts": [os.environ["REDIS_URL"]], "prefix": "floor"},
            }
        },
        LOGGING_CONFIG=None,
        USE_TZ=True,
    )
    django.setup()

from asgiref.sync import async_to_sync
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.urls import path


def post(request: HttpRequest) -> JsonResponse:
    text = json.loads(request.body)["text"]
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_floor (text) VALUES (%s) RETURNING id", [text])
        number = cursor.fetchone()[0]
    async_to_sync(get_channel_layer().group_send)("floor", {"type": "frame", "text": text})
    return JsonResponse({"id": number})


class FloorConsumer(AsyncWebsocketConsumer):
    groups = ["floor"]

    async def frame(self, message: dict[str, str]) -> None:
        await self.send(message["text"])


urlpatterns = [path("post/", post)]
application = ProtocolTypeRouter(
    {"http": get_asgi_application(), "websocket": URLRouter([path("ws/", FloorConsumer.as_asgi())])}
)
