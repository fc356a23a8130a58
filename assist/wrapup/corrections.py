"""What agents made of drafts, as material to learn from: the conversation, and what a person noted of it."""

from collections.abc import Iterable, Iterator

from assist.registry.material import NotedTalk, Notes
from assist.wrapup.models import WrapUp
from assist.wrapup.telling.teller import WE
from assist.wrapup.wanting import CUSTOMER, PEOPLE
from cases.interactions.models import Turn

LABELS = {"customer": PEOPLE[CUSTOMER].subject, "us": WE.subject}
FROM_RECORDS = frozenset({"done", "promised", "outcome", "mood", "open"})  # not chosen by what was learnt


def corrected_notes(*, also_unchanged: bool = False) -> Notes:
    """Pairs of conversation and note from confirmed wrap-ups of persons, the oldest first.

    Only those that the person changed, unless `also_unchanged`. Lines that the draft took from records and that were left as
    they were are no part of the note: they would teach nothing.
    """
    return Notes(tuple(_pairs(also_unchanged)))


def _pairs(also_unchanged: bool) -> Iterator[NotedTalk]:
    rows = WrapUp.objects.filter(confirmed_at__isnull=False, confirmed_by__isnull=False).order_by("pk")
    for wrap_up in rows.select_related("case").iterator(chunk_size=500):
        if not also_unchanged and wrap_up.text.strip() == wrap_up.draft_text.strip():
            continue
        note = _own_words(wrap_up.text.splitlines(), wrap_up.draft_lines)
        turns = tuple(_turns(Turn.objects.filter(interaction__case=wrap_up.case).order_by("seq")))
        if note and turns:
            yield NotedTalk(turns, LABELS, note, str(wrap_up.case.customer_id))


def _own_words(lines: Iterable[str], drafted: Iterable[dict[str, str]]) -> str:
    recorded = {row["text"].strip() for row in drafted if row["slot"] in FROM_RECORDS}
    return " ".join(line.strip() for line in lines if line.strip() and line.strip() not in recorded)


def _turns(turns: Iterable[Turn]) -> Iterator[tuple[str, str]]:
    for turn in turns:
        yield ("customer" if turn.is_customers else "us"), turn.text
