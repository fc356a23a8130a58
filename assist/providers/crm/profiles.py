"""The look-up of a customer's profile: a cache, a time limit, and None rather than a wait."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import cache as once
from typing import Any

import structlog
from django.core.cache import cache

from assist.providers.crm.base import Contact, CrmUnavailable, Profile
from assist.providers.crm.registry import connected

WAIT_SECONDS = 0.8
FRESH = timedelta(minutes=5)
KEPT_SECONDS = 24 * 3600
PAUSE_SECONDS = 15  # after a failure nobody waits for the CRM this long
UNKNOWN = "unknown"

log = structlog.get_logger(__name__)


def contact_of(customer: Any) -> Contact:
    """Our customer as a CRM can find one."""
    return Contact(
        external_id=customer.external_id or f"agentdesk-{customer.pk}",
        name=customer.display_name,
        email=customer.email,
        phone=customer.phone,
        language=customer.language,
    )


def key_of(contact: Contact) -> str:
    return f"crm-profile:{contact.external_id}:{contact.email}"


def customer_profile(customer: Any, *, at: datetime) -> Profile | None:
    """What the CRM knows about the customer; None when it knows nothing or does not answer within 0.8 s.

    A profile of the last five minutes comes from the cache. When the CRM is slow an older one, up to a
    day, is given;
    its `fetched_at` tells its age. A late answer still fills the cache for the next one who asks.
    """
    contact = contact_of(customer)
    key = key_of(contact)
    kept: tuple[datetime, Profile | str] | None = _read(key)
    if kept and at - kept[0] < FRESH:
        return _known(kept)
    if _read("crm-profile-pause"):
        return _known(kept)
    try:
        found = _threads().submit(_fetch, contact, key, at).result(timeout=WAIT_SECONDS)
    except (TimeoutError, CrmUnavailable) as error:
        log.warning("crm_profile_missing", reason=str(error) or "no answer in time")
        _keep("crm-profile-pause", True, PAUSE_SECONDS)
        return _known(kept)
    return found


def profile_at_hand(customer: Any) -> Profile | None:
    """What was looked up before, however old: from the cache alone, so that nobody waits for the CRM."""
    return _known(_read(key_of(contact_of(customer))))


def _fetch(contact: Contact, key: str, at: datetime) -> Profile | None:
    found = connected().profile_of(contact, at=at)
    _keep(key, (at, found or UNKNOWN), KEPT_SECONDS)
    return found


def _known(kept: tuple[datetime, Profile | str] | None) -> Profile | None:
    return kept[1] if kept and isinstance(kept[1], Profile) else None


@once
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=4, thread_name_prefix="crm-profile")


def _read(key: str) -> Any:
    """From the cache; a cache that is down holds nothing."""
    try:
        return cache.get(key)
    except Exception:
        log.warning("crm_profile_cache_down")
        return None


def _keep(key: str, value: Any, seconds: int) -> None:
    try:
        cache.set(key, value, seconds)
    except Exception:
        log.warning("crm_profile_cache_down")


__all__ = ["contact_of", "customer_profile", "profile_at_hand"]
