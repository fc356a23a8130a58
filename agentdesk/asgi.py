"""HTTP by Django, WebSockets by Channels. The desk's and floor's sockets check origin and session; the widget's its token."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agentdesk.settings")

from django.core.asgi import get_asgi_application

django_application = get_asgi_application()

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter

from agentdesk.sockets import SOCKETS

application = ProtocolTypeRouter(
    {"http": django_application, "websocket": AuthMiddlewareStack(URLRouter(SOCKETS))}
)
