from django.urls import path

from assist.desk import moving, sending, views

app_name = "desk"
urlpatterns = [
    path("", views.console, name="console"),
    path("search/", views.search, name="search"),
    path("preferences/", views.preferences, name="preferences"),
    path("presence/", moving.presence, name="presence"),
    path("cases/<int:number>/", views.case_page, name="case"),
    path("cases/<int:number>/changes/", views.changes, name="changes"),
    path("cases/<int:number>/conflict/", views.conflict, name="conflict"),
    path("cases/<int:number>/notes/", sending.notes, name="notes"),
    path("cases/<int:number>/drafts/<str:mode>/", sending.drafts, name="drafts"),
    path("cases/<int:number>/resolution/", moving.resolution, name="resolution"),
    path("cases/<int:number>/help/", moving.help_request, name="help"),
    path("interactions/<int:pk>/turns/", sending.turns, name="turns"),
    path("interactions/<int:pk>/typing/", sending.typing, name="typing"),
    path("interactions/<int:pk>/transfer/", moving.transfer, name="transfer"),
    path("interactions/<int:pk>/takeover/", moving.takeover, name="takeover"),
    path("interactions/<int:pk>/closure/", moving.closure, name="closure"),
    path("offers/<int:pk>/acceptance/", moving.acceptance, name="acceptance"),
    path("offers/<int:pk>/refusal/", moving.refusal, name="refusal"),
]
