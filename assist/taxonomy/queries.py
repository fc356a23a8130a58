from assist.taxonomy.models import Example, Intent, IntentChange
from cases.events.runs import once_a_run


@once_a_run
def intent_names() -> dict[str, str]:
    """The name of every intent by its key."""
    return dict(Intent.objects.values_list("key", "name"))


@once_a_run
def intent_of(key: str) -> Intent | None:
    """The intent by its key, switched off or not; None for the empty or an unknown key."""
    return Intent.objects.filter(key=key).first() if key else None


@once_a_run
def sensitive_intents() -> dict[str, str]:
    """The category of each active intent that has one, by key."""
    return dict(Intent.objects.active().exclude(sensitive="").values_list("key", "sensitive"))


def labelled_examples() -> list[tuple[str, str]]:
    """(text, intent key) of all active intents, in a stable order: what the classifier learns from."""
    rows = Example.objects.filter(intent__is_active=True).order_by("intent__key", "text")
    return list(rows.values_list("text", "intent__key"))


def taxonomy_version() -> int:
    """Grows with every change of the taxonomy; 0 without one."""
    return IntentChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
