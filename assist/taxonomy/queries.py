from assist.taxonomy.models import Example, Intent, IntentChange
from cases.events.prepared import Prepared
from cases.events.runs import once_a_run


@once_a_run
def intents() -> dict[str, Intent]:
    """Every intent by its key, switched off or not."""
    return {intent.key: intent for intent in _intents()}


_intents = Prepared(lambda: Intent.objects.all())


def intent_names() -> dict[str, str]:
    """The name of every intent by its key."""
    return {key: intent.name for key, intent in intents().items()}


def intent_of(key: str) -> Intent | None:
    """The intent by its key, switched off or not; None for the empty or an unknown key."""
    return intents().get(key)


def sensitive_intents() -> dict[str, str]:
    """The category of each active intent that has one, by key."""
    return {key: i.sensitive for key, i in intents().items() if i.is_active and i.sensitive}


def labelled_examples() -> list[tuple[str, str]]:
    """(text, intent key) of all active intents, in a stable order: what the classifier learns from."""
    rows = Example.objects.filter(intent__is_active=True).order_by("intent__key", "text")
    return list(rows.values_list("text", "intent__key"))


def taxonomy_version() -> int:
    """Grows with every change of the taxonomy; 0 without one."""
    newest = _changes.first()
    return newest.pk if newest else 0


_changes = Prepared(lambda: IntentChange.objects.order_by("-pk").only("pk")[:1])
