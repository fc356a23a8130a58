from django.urls import path

from assist.providers.language import views

urlpatterns = [
    path("desk/cases/<int:number>/left/", views.left, name="what-left"),
    path("settings/language-model/", views.model, name="language-model"),
    path("settings/language-model/trial/", views.trial, name="language-model-trial"),
]
