"""Health for a load balancer: `live` says that the process answers, `ready` that it can do its work."""

from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse


def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "live"})


def ready(request: HttpRequest) -> JsonResponse:
    """200 when database, migrations and Redis are there; 503 with what is missing."""
    checks = {"database": _database(), "migrations": _migrations(), "redis": _redis()}
    is_ready = all(state == "ok" for state in checks.values())
    body = {"status": "ready" if is_ready else "not ready", "checks": checks}
    return JsonResponse(body, status=200 if is_ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception as error:
        return f"not reachable ({type(error).__name__})"
    return "ok"


def _migrations() -> str:
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Exception as error:
        return f"not readable ({type(error).__name__})"
    return f"{len(plan)} not applied, run manage.py migrate" if plan else "ok"


def _redis() -> str:
    try:
        cache.set(f"health:{settings.PREFIX}", "1", 5)
    except Exception as error:
        return f"not reachable ({type(error).__name__})"
    return "ok"


ANSWERS = {"/health/live": live, "/health/ready": ready}


class HealthMiddleware:
    """Answers before the host name is judged: who asks for health calls a machine by its address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = ANSWERS.get(request.path_info)
        return answer(request) if answer else self.get_response(request)
