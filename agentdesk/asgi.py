"""HTTP by Django, WebSockets by Channels. The desk's and floor's sockets check origin and session; the widget's its token."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agentdesk.settings")

# Views run on threads beside the event loop. At the default of 5 ms the loop waits that long for its turn with every frame.
sys.setswitchinterval(0.0005)

from agentdesk.handling import one_thread_application  # noqa: E402

django_application = one_thread_application()

from channels.auth import AuthMiddlewareStack  # noqa: E402 - after Django is set up
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402

from agentdesk.memory import settle_memory  # noqa: E402
from agentdesk.sockets import SOCKETS  # noqa: E402

application = ProtocolTypeRouter(
    {"http": django_application, "websocket": AuthMiddlewareStack(URLRouter(SOCKETS))}
)

settle_memory()
