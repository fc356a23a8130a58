from collections.abc import Iterator

from assist.understanding.rules import Entity
from cases.redaction.ibans import iban_spans, normal_iban


def ibans(text: str) -> Iterator[Entity]:
    """International bank account numbers, as one piece in capitals."""
    for start, end in iban_spans(text):
        written = text[start:end]
        yield Entity("iban", written, normal_iban(written), start, end, "length and check digits")
