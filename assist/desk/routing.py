from channels.security.websocket import AllowedHostsOriginValidator
from django.urls import URLPattern, path

from assist.desk.consumers import DeskConsumer

SOCKETS: list[URLPattern] = [path("ws/desk/", AllowedHostsOriginValidator(DeskConsumer.as_asgi()))]
