"""Socket addresses of the widget, for agentdesk/sockets.py."""

from django.urls import path

from cases.channels.widget.consumers import WidgetConsumer

websocket_urlpatterns = [path("ws/widget/<str:ticket>/", WidgetConsumer.as_asgi())]
