"""Addresses of QA, under /reviews/."""

from django.urls import path

from qa.replay.views import playback
from qa.reviews import views

urlpatterns = [
    path("", views.reviews, name="reviews"),
    path("cases/<int:number>/", views.review, name="review"),
    path("cases/<int:number>/answers/<slug:key>/", views.answer, name="review-answer"),
    path("cases/<int:number>/notes/", views.notes, name="review-notes"),
    path("cases/<int:number>/notes/<int:note_id>/removal/", views.note_removal, name="review-note-removal"),
    path("cases/<int:number>/submission/", views.submission, name="review-submission"),
    path("cases/<int:number>/replay/", playback, name="replay"),
]
