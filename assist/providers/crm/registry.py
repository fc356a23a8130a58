from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from assist.providers.crm.base import Crm

DEFAULT = "assist.providers.crm.demo.connect"


def connected() -> Crm:
    """The CRM that `settings.CRM_ADAPTER` names, connected once a process."""
    return _connect(getattr(settings, "CRM_ADAPTER", DEFAULT))


@cache
def _connect(path: str) -> Crm:
    connect: Callable[[], Crm] = import_string(path)
    return connect()
