"""What a customer has to say a second time: values that the case knew already."""

import re
from collections.abc import Collection, Sequence

from assist.understanding.rules import Entity

_ASKED_FOR = {
    "order_number": r"\border\b|\bpurchase\b",
    "account_number": r"\baccount\b|\bcustomer (?:number|no|id)\b|\bmembership\b",
    "tracking_number": r"\btracking\b|\bparcel\b|\bshipment\b",
    "email": r"\be-?mail\b",
    "phone": r"\bphone\b|\bmobile\b|\bnumber (?:to|we can) (?:call|reach)",
    "postcode": r"\bpost ?code\b|\bzip\b|\baddress\b",
    "address": r"\baddress\b|\bwhere (?:do you live|shall we)",
    "iban": r"\biban\b|\bbank\b|\baccount\b",
}
_ASKS = re.compile(
    r"\?|\b(?:please|kindly|need|tell me|give me|confirm|provide|send me|what is|what's)\b", re.IGNORECASE
)


def given_again(
    text: str, entities: Collection[Entity], known: Collection[str], answers: Sequence[str]
) -> str:
    """The words of a value that was known, and that the customer was asked for once more or gives "again"; else "".

    A known value that is only named in passing ("cancel 58213 too") is no repetition.
    """
    last = answers[-1] if answers else ""
    says_again = re.search(r"\bagain\b", text, re.IGNORECASE) is not None
    return next(
        (
            e.text
            for e in entities
            if e.kind in _ASKED_FOR and e.value in known and (says_again or _asks_for(last, e.kind))
        ),
        "",
    )


def _asks_for(answer: str, kind: str) -> bool:
    return bool(_ASKS.search(answer) and re.search(_ASKED_FOR[kind], answer, re.IGNORECASE))
