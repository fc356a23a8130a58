from django.urls import path

from assist.journeys import views

app_name = "journeys"
urlpatterns = [
    path("journey-steps/<int:pk>/completion/", views.completion, name="completion"),
    path("journey-steps/<int:pk>/omission/", views.omission, name="omission"),
]
