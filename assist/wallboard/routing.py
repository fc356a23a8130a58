"""Socket addresses of the floor, for agentdesk/sockets.py."""

from django.urls import path

from assist.wallboard.consumers import FloorConsumer

websocket_urlpatterns = [path("ws/floor/", FloorConsumer.as_asgi())]
