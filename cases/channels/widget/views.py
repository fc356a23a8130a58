"""The script that other sites load, and the frame that it opens."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import condition, require_safe

from cases.channels.widget import words
from cases.channels.widget.queries import active_site
from cases.channels.widget.rules import frame_ancestors


@cache
def _launcher() -> bytes:
    return Path(str(finders.find("widget/launcher.js"))).read_bytes()


@cache
def _etag() -> str:
    return f'"{sha256(_launcher()).hexdigest()[:20]}"'


@require_safe
@condition(etag_func=lambda request: _etag())
def script(request: HttpRequest) -> HttpResponse:
    """/widget.js: public, cached for five minutes, readable from every origin."""
    answer = HttpResponse(_launcher(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "public, max-age=300"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
@xframe_options_exempt
def frame(request: HttpRequest) -> HttpResponse:
    """/widget/frame/?site=KEY. Only the site's allowed origins may show it; the browser enforces it."""
    site = active_site(request.GET.get("site", ""))
    context = {"site": site, "words": words.WORDS, "limit": words.LONGEST_TEXT}
    answer = render(request, "cases/channels/widget/frame.html", context)
    answer._csp_replace = {"frame-ancestors": frame_ancestors(site.allowed_origins)}  # type: ignore[attr-defined]
    answer["Cache-Control"] = "no-cache"
    return answer


script.is_public = frame.is_public = True  # type: ignore[attr-defined]
