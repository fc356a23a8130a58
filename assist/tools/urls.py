from django.urls import path

from assist.tools import views

app_name = "tools"
urlpatterns = [
    path("cases/<int:pk>/tool-calls/", views.tool_calls, name="calls"),
    path("cases/<int:pk>/tool-calls/panel/", views.panel, name="panel"),
    path("tool-calls/<int:pk>/confirmation/", views.confirmation, name="confirmation"),
    path("tool-calls/<int:pk>/approval/", views.approval, name="approval"),
    path("tool-calls/<int:pk>/withdrawal/", views.withdrawal, name="withdrawal"),
    path("tool-calls/<int:pk>/repetition/", views.repetition, name="repetition"),
    path("tool-calls/<int:pk>/settlement/", views.settlement, name="settlement"),
    path("tool-calls/<int:pk>/reversal/", views.reversal, name="reversal"),
    path("approvals/", views.inbox, name="approvals"),
]
