"""/demo/shop/: a plain page that embeds the widget as any site would."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.channels.widget.models import WidgetSite


@dataclass(frozen=True)
class Article:
    name: str
    text: str
    price: str
    shape: str


ARTICLES = (
    Article("Vidsyn 27", "A 27-inch monitor that turns with your desk.", "£184.50", "screen"),
    Article("Skarv soundbar", "Clear voices, deep sound, one cable.", "£219.00", "bar"),
    Article("Lysa lamp", "Warm light that dims with the evening.", "£64.00", "lamp"),
    Article("Bolge speaker", "Small enough for the shelf, big enough for the room.", "£79.00", "speaker"),
)


@require_safe
def shop(request: HttpRequest) -> HttpResponse:
    """The page with the first active site of the widget; 404 outside the demo."""
    if not settings.IN_DEMO:
        raise Http404
    site = WidgetSite.objects.filter(is_active=True).order_by("pk").first()
    return render(request, "demo/shop/page.html", {"site": site, "articles": ARTICLES})


shop.is_public = True  # type: ignore[attr-defined]
