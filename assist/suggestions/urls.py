from django.urls import path

from assist.suggestions import views

urlpatterns = [
    path("suggestions/", views.ask, name="ask-for-suggestion"),
    path("suggestions/mode/", views.mode, name="suggestion-mode"),
    path("suggestions/<int:pk>/use/", views.use, name="suggestion-use"),
    path("suggestions/<int:pk>/dismissal/", views.dismissal, name="suggestion-dismissal"),
    path("suggestions/cases/<int:pk>/saved-replies/", views.saved_replies, name="saved-replies"),
]
