"""Health for a load balancer: `live` says that the process answers, `ready` that it can do its work."""

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse


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
