"""The WebSockets, each room's list one after another."""

from django.urls import URLPattern

from assist.desk.routing import SOCKETS as desk
from assist.wallboard.routing import websocket_urlpatterns as floor
from cases.channels.widget.routing import websocket_urlpatterns as widget

SOCKETS: list[URLPattern] = [*desk, *floor, *widget]
