"""Every address of the product, room by room."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from agentdesk import gallery, home

# We send no mail yet: an administrator gives new passwords (`manage.py changepassword`), and nobody's address changes unseen.
NEEDS_MAIL = "accounts/(?:password/reset|email|confirm-email)/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    re_path(NEEDS_MAIL, home.not_offered),
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
