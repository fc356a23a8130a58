"""Celery: two queues, and one task that runs the background reactions of an event."""

import os
import threading

import structlog
from celery import Celery
from celery.signals import worker_init

from agentdesk.broker import use_one_client
from agentdesk.memory import settle_memory
from agentdesk.pool import use_brief_pool

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agentdesk.settings")
use_one_client()
use_brief_pool()
MODELS_LOADED = "models_loaded"  # the supervisor waits for this word: before it, a first customer would wait
log = structlog.get_logger(__name__)

app = Celery("agentdesk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["assist.writeback", "assist.learning"])
SLOW = ("agentdesk.react_later", "assist.deliver_writes", "assist.train", "assist.work_on_upload")
app.conf.task_routes = {name: {"queue": "slow"} for name in SLOW}


@app.task(name="agentdesk.react")
def react(event_id: int) -> None:
    """Runs the `then` reactions of the event; does nothing the second time."""
    from cases.events.dispatch import run_then
    from cases.events.turnstile import computing

    with computing():
        run_then(event_id)


@app.task(name="agentdesk.react_later")
def react_later(event_id: int) -> None:
    """Runs the `later` reactions of the event on the slow queue."""
    from cases.events.dispatch import run_later

    run_later(event_id)


@worker_init.connect
def warm_up(**_: object) -> None:
    """Loads and trains the local models beside the worker's start, so that no customer waits for it."""
    import django

    django.setup()
    threading.Thread(target=_load_models, name="warm-up", daemon=True).start()


def _load_models() -> None:
    from assist.suggestions.learned import warm_up as load_replies
    from assist.understanding.warm_up import warm_up as load_readers

    load_readers()
    load_replies()
    settle_memory()
    log.info(MODELS_LOADED)
