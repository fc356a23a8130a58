"""CRMs: where the company keeps its contacts, cases, notes and tasks outside of this product.

One folder or module for each kind of CRM behind a registry by dotted path: `settings.CRM_ADAPTER` names a
callable without
arguments that gives a `Crm` (`assist.providers.crm.demo.connect` by default). `scripted.ScriptedCrm` is
the twin for tests and trials; it and every real adapter pass tests/contracts/test_crm.py.

`connected()` gives the configured CRM, `customer_profile(customer, at=…)` what it knows about a customer,
within 0.8 s or from the cache, and None when it does not answer: a slow CRM never delays a turn.
"""

from assist.providers.crm.base import (
    Contact,
    Crm,
    CrmRefused,
    CrmUnavailable,
    OpenTask,
    PastCase,
    Profile,
    Receipt,
    Write,
)
from assist.providers.crm.profiles import customer_profile, profile_at_hand
from assist.providers.crm.registry import connected

__all__ = [
    "Contact",
    "Crm",
    "CrmRefused",
    "CrmUnavailable",
    "OpenTask",
    "PastCase",
    "Profile",
    "Receipt",
    "Write",
    "connected",
    "customer_profile",
    "profile_at_hand",
]
