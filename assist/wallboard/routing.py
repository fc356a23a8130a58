"""Socket addresses of the floor, for agentdesk/sockets.py."""

from channels.security.websocket import AllowedHostsOriginValidator
from django.urls import path

from assist.wallboard.consumers import FloorConsumer

websocket_urlpatterns = [path("ws/floor/", AllowedHostsOriginValidator(FloorConsumer.as_asgi()))]
