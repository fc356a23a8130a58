"""The WebSockets, each room's list one after another."""

from django.urls import URLPattern

SOCKETS: list[URLPattern] = []
