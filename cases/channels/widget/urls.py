"""Addresses of the widget: included at the root of the site."""

from django.urls import path

from cases.channels.widget import api, views

_CONVERSATION = "widget/api/conversations/<uuid:conversation_id>/"

urlpatterns = [
    path("widget.js", views.script, name="widget-script"),
    path("widget/frame/", views.frame, name="widget-frame"),
    path("widget/api/conversations/", api.conversations, name="widget-conversations"),
    path(_CONVERSATION, api.state, name="widget-state"),
    path(_CONVERSATION + "turns/", api.turns, name="widget-turns"),
    path(_CONVERSATION + "person/", api.person, name="widget-person"),
    path(_CONVERSATION + "typing/", api.typing, name="widget-typing"),
    path(_CONVERSATION + "closure/", api.closure, name="widget-closure"),
]
