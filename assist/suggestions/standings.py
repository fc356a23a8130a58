"""How things of a case are said to stand: "your order is late", "you were charged twice". Pure.

Each row is a fact as `recorded` names it and the wording that claims it.
"""

from __future__ import annotations

import re

_AUX = r"(?:(?:is|are|was|were|has been|have been|got|'s)(?: not|n't)?|(?:has|have)(?: not|n't|n't yet| not yet| already| now| just)+ been)"
_STILL = r"(?: now| already| just| yet| still| only| both| really| definitely| being| fully| successfully| in fact)*"
_THING = {
    "order": r"(?:order|parcel|package|delivery|shipment)(?: [\w-]*\d[\w-]*)?|it",
    "refund": r"refund|money|payment|amount|sum",
    "replacement": r"replacement|new \w+",
    "address": r"address(?: (?:of|for) [^,.;]{1,40}?)?",
    "plan": r"plan|subscription|contract|cover|membership",
    "account": r"account|password|data",
    "appointment": r"appointment|slot|visit|collection|date|\w+day(?: at \d+)?",
    "claim": r"claim",
    "payment": r"payment|transaction",
}


def _stands(thing: str, words: str) -> str:
    return rf"\b(?:{_THING[thing]})(?: (?:of|for|over|from) [^,.;!?]{{1,30}}?)? ?{_AUX}{_STILL} (?:{words})\b"


_OVER = "done|settled|sorted|taken care of|arranged|fixed|resolved"
_TOLD = [
    ("payment:twice", r"\b(?:charged|taken|paid|debited|billed|booked)(?: you| it| this)? (?:twice|two times|double)\b"),
    ("payment:twice", r"\b(?:you were|were|been) overcharged\b|\b(?:took|charged) (?:too much|both)\b"),
    ("payment:reserved", r"\b(?:is|was|are)(?: only| just)+ (?:reserved|a reservation|pending)\b"),
    ("payment:reserved", r"\b(?:is|was) a reservation\b"),
    ("payment:failed", _stands("payment", r"declined|refused|failed|received|completed|successful")),
    ("refund:approved", _stands("refund", r"approved|agreed|authori[sz]ed")),
    ("refund:approved", r"\b(?:supervisor|manager)(?: has| have)?(?: already| just| now)? (?:agreed|approved|confirmed)\b"),
    ("refund:asked", r"\b(?:for this amount|now|already) a supervisor (?:has to|must)\b"),
    ("refund:asked", _stands("refund", r"requested|asked for|processed|being processed|checked|under ?way|in progress|waiting")),
    ("refund:done", _stands("refund", r"done|made|paid(?: back| out)?|issued|sent|credited|returned|complete[d]?|on its way|back")),
    ("refund:done", r"\byou (?:have been|were|are)(?: now| already)? (?:refunded|reimbursed|compensated|credited)\b"),
    ("replacement:done", _stands("replacement", r"booked|sent|ordered|arranged|dispatched|shipped|on its way|confirmed|there")),
    ("order:delivered", _stands("order", r"delivered(?! by)|handed over to you")),
    ("order:delivered", r"\b(?:order|parcel|package)(?: \d+)? (?:has )?arrived\b(?! (?:damaged|broken|cracked|late|like|in))"),
    ("order:left", _stands("order", r"dispatched|shipped|sent|on its way|in transit|out for delivery|with the carrier")),
    ("order:left", r"\b(?:order|parcel|it)(?: \d+)? (?:has|'s)(?: already| just| now)? left\b"),
    ("order:not_left", _stands("order", r"packed|prepared|in our warehouse|processed")),
    ("order:late", _stands("order", r"(?:running )?late|delayed|overdue|behind schedule")),
    ("order:left", r"\b(?:courier|carrier|driver)(?: has| have|'s)?(?: got| collected| picked up)? (?:your|the) (?:order|parcel)"),
    ("return:done", r"\byour return (?:has |is )?(?:now |already )?(?:reached|arrived|come|been received|back|received|in)\b"),
    ("order:left", r"\byour (?:[\w-]+ ){1,3}(?:shipped|departed)\b"),
    ("order:left", r"\bis (?:now )?with the (?:carrier|courier|driver)\b"),
    ("replacement:done", r"\breplacement (?:has |is )?(?:already |now )?left\b"),
    ("plan:cancelled", r"\b(?:plan|subscription|contract|membership) (?:stops|ends) (?:at|on|today|now)\b"),
    ("any:done", r"\byour [\w ]{1,25} (?:went|has gone) through\b"),
    ("any:done", r"\b(?:i|we)(?:'ve| have)? (?:made an exception|signed it off)\b"),
    ("order:lost", _stands("order", r"lost|missing|gone")),
    ("order:lost", r"\b(?:order|parcel|package|it) (?:got lost|went missing)\b"),
    ("order:cancelled", _stands("order", r"cancell?ed|stopped")),
    ("plan:cancelled", _stands("plan", r"cancell?ed|ended|paused|stopped")),
    ("plan:cancelled", r"\b(?:plan|subscription|contract|membership) (?:has )?(?:now )?(?:ended|expired|stopped|lapsed)\b"),
    ("address:done", _stands("address", r"(?:changed|updated|corrected)")),
    ("address:done", r"\baddress(?: (?:of|for) [^,.;]{1,40}?)? is now\b"),
    ("account:done", _stands("account", r"unlocked|reset|blocked|locked|deleted|erased|closed|removed")),
    ("appointment:done", _stands("appointment", r"booked|confirmed|moved|arranged|reserved|set|cancelled")),
    ("claim:done", _stands("claim", r"logged|filed|raised|opened|accepted|settled|with the carrier")),
    ("stock:known", r"\b(?:is|are)(?: now| back| currently| still| not|n't)* (?:in stock|out of stock|sold out|available again)\b"),
    ("customer:verified", r"\byou (?:are|have been)(?: now)? verified\b"),
    ("customer:verified", r"\bidentity (?:is|has been|was)(?: now)? (?:confirmed|verified)\b"),
    ("fault:ours", r"\bour (?:fault|mistake|error)\b|\b(?:fault|mistake|error) (?:is|was) (?:ours|on our side)\b"),
    ("fault:ours", r"\bwe (?:are|were) (?:liable|at fault)\b"),
    ("fault:ours", r"\b(?:billed|charged|sent|cancelled) (?:in error|by mistake|wrongly)\b"),
    ("fault:ours", r"\b(?:is|was|lies) on our (?:side|end)\b"),
    ("fault:ours", r"\bwe (?:admit|accept) (?:liability|fault)\b"),
    ("any:done", rf"\b(?:that|this|it|everything|all)(?:'s| is| has been| was)(?: now| all| already)* (?:{_OVER})\b"),
    ("any:done", r"\bconsider (?:it|that|this) \w+(?:ed|ne)\b"),
    ("any:done", r"\b(?:i|we)(?:'ve| have)?(?: now| just| already)* (?:taken|took) care of\b"),
    ("any:done", r"^\W*(?:all )?(?:done|sorted)\b[,.!]"),
]  # fmt: skip
STANDINGS = [(fact, re.compile(pattern)) for fact, pattern in _TOLD]
# What a sentence takes for granted; a question or a condition ("if so, the second payment goes back") does not.
_PRESUMED = [
    ("payment:twice", r"\b(?:the|your|that|this) (?:second|duplicate|double|extra|other) (?:payment|charge|amount|debit)\b"),
    ("payment:twice", r"\bboth (?:payments|charges|amounts|debits)\b|\bthe (?:duplicate|double) (?:is|was|has|will)\b"),
]  # fmt: skip
PRESUMED = [(fact, re.compile(pattern)) for fact, pattern in _PRESUMED]
