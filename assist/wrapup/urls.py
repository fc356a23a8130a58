from django.urls import path

from assist.wrapup import views

urlpatterns = [
    path("wrapups/<int:pk>/", views.wrap_up, name="wrap-up"),
    path("wrapups/<int:pk>/draft/", views.draft, name="wrap-up-draft"),
    path("wrapups/<int:pk>/extension/", views.extension, name="wrap-up-extension"),
    path("wrapups/<int:pk>/confirmation/", views.confirmation, name="wrap-up-confirmation"),
    path("wrapups/cases/<int:pk>/preview/", views.preview, name="wrap-up-preview"),
]
