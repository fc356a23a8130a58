from django.urls import path

from cases.followups import views

urlpatterns = [
    path("follow-ups/", views.follow_ups, name="follow-ups"),
    path("follow-ups/<int:pk>/completion/", views.completion, name="follow-up-completion"),
]
