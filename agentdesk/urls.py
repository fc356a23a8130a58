"""Every address of the product, room by room."""

from django.urls import URLPattern, URLResolver, include, path

from agentdesk import gallery, health, home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("accounts/", include("allauth.urls")),
    path("demo/shop/", include("agentdesk.demo.shop.urls")),
    path("desk/", include("assist.desk.urls")),
    path("", include("assist.knowledge.urls")),
    path("", include("assist.providers.language.urls")),
    path("", include("assist.suggestions.urls")),
    path("", include("assist.tools.urls")),
    path("", include("assist.journeys.urls")),
    path("learning/", include("assist.learning.urls")),
    path("floor/", include("assist.wallboard.urls")),
    path("", include("assist.wrapup.urls")),
    path("", include("assist.writeback.urls")),
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("ui/", gallery.gallery, name="gallery"),
    path("reviews/", include("qa.urls")),
    path("", include("cases.followups.urls")),
    path("", include("cases.interactions.urls")),
    path("", include("cases.channels.widget.urls")),
    path("api/v1/", include("agentdesk.api.urls")),
]

handler400 = "agentdesk.home.bad_request"
handler403 = "agentdesk.home.forbidden"
handler404 = "agentdesk.home.not_found"
handler500 = "agentdesk.home.server_error"
