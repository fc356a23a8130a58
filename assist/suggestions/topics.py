"""What in a case a sentence or a tool is about: the things that a system of record keeps. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from assist.knowledge.words import fold

_TOPICS = {
    "refund": r"refund\w*|money back|paid[^,;]{0,24} back|reimburse\w*|repay\w*|compensat\w+|credited|voucher|goodwill|discount\w*",
    "replacement": r"replac\w+|new one|another one|spare part|exchange\w*",
    "payment": r"payments?|charge[ds]?|amounts?|overcharg\w+|reserv\w+|debit\w*|money|paid",
    "address": r"address\w*",
    "claim": r"carrier claim|damage claim|claim\b(?! to)",
    "plan": r"subscription\w*|plan\b|care plan|membership|cover\b",
    "appointment": r"appointment\w*|slots?\b|visit\b|technician|engineer|collection\b|pick-?up",
    "account": r"account\b|password|personal data|your data|profile",
    "invoice": r"invoice\w*|receipt by",
    "order": r"orders?\b|parcels?|packages?|shipments?|deliver\w+|items?\b|goods",
    "complaint": r"complaint",
    "return": r"your return\b|the return\b",
    "search": r"carrier|search\w*|trace\b",
}
_WORDS = {topic: re.compile(rf"\b(?:{words})") for topic, words in _TOPICS.items()}


@lru_cache(maxsize=4096)
def topics_in(text: str) -> frozenset[str]:
    """The things that the text names."""
    folded = fold(text).replace("_", " ")
    return frozenset(topic for topic, pattern in _WORDS.items() if pattern.search(folded))
