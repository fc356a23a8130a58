from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from agentdesk.api.docs import docs
from agentdesk.api.views import CaseViewSet, InteractionViewSet

router = SimpleRouter()
router.register("cases", CaseViewSet, basename="case")
router.register("interactions", InteractionViewSet, basename="interaction")

urlpatterns = [
    path("", include(router.urls)),
    path(
        "openapi.json",
        SpectacularAPIView.as_view(authentication_classes=[], permission_classes=[]),
        name="openapi",
    ),
    path("docs/", docs, name="api-docs"),
]
