"""Addresses of the floor, under /floor/."""

from django.urls import path

from assist.wallboard import views

urlpatterns = [
    path("", views.floor, name="floor"),
    path("alerts/<int:alert_id>/snooze/", views.snooze, name="floor-snooze"),
    path("alerts/<int:alert_id>/settlement/", views.settlement, name="floor-settlement"),
]
