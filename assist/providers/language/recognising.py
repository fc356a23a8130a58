"""What tells who somebody is, found in any text by its shape: the recognisers of `covering`, most certain first."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import phonenumbers

from cases.redaction.rules import digits_of

REGION = "GB"
LONG_NUMBER = 7
TELLING = frozenset(
    {"EMAIL", "LINK", "ACCOUNT", "PHONE", "ID"}
)  # kinds that an answer may not bring by itself


@dataclass(frozen=True)
class Seen:
    """A recogniser: `group` of the pattern is what to cover, `check` says whether it really is one."""

    kind: str
    pattern: re.Pattern[str]
    group: int = 0
    check: Callable[[str], bool] | None = None


def _is_phone(words: str) -> bool:
    digits = re.sub(r"\D", "", words)
    if words.strip() == digits and not digits.startswith("0"):
        return False  # one plain number: an id rather
    if not 7 <= len(digits) <= 15 or re.fullmatch(r"\d{4}-\d{2}-\d{2}", words.strip()):
        return False
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(words, REGION))
    except phonenumbers.NumberParseException:
        return False


def _has_digit(words: str) -> bool:
    return any(sign.isdigit() for sign in words)


def _is_id(words: str) -> bool:
    """Letters with digits, or five digits and more; no date and no time."""
    return _has_digit(words) and not re.fullmatch(
        r"\d{4}-\d{2}-\d{2}(?:T.*)?|\d+(?:st|nd|rd|th|am|pm|kg|cm|mm|gb)", words, re.I
    )


_NAME = r"([A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){0,2})"
_STREET = "street|st|road|rd|avenue|ave|lane|ln|drive|close|court|gardens|terrace|place|square|way|crescent|grove|hill|row|mews|walk"
_HEALTH = (
    r"diabet\w*|insulin|cancer|chemo\w*|tumou?rs?|pregnan\w*|miscarr\w*|asthma\w*|epilep\w*|dementia|alzheimer\w*"
    r"|parkinson\w*|hiv|aids|hepatitis|depression|depressive|bipolar|schizo\w*|anxiety(?:\s+disorder)?|panic\s+attacks?|suicid\w*"
    r"|self[-\s]?harm\w*|autis\w*|adhd|dyslex\w*|disab(?:led|ility|ilities)|wheelchair|blind|deaf|paraly\w*|amput\w*|surgery"
    r"|operation\s+on\s+my\s+\w+|hospital\w*|dialysis|pacemaker|heart\s+(?:attack|condition|disease|failure)|stroke"
    r"|allerg\w*|anaphyla\w*|epipen|medication|prescri\w*|antidepress\w*|steroids?|oxygen\s+(?:machine|concentrator|tank)"
    r"|terminally\s+ill|terminal\s+illness|ill\s+with\s+\w+|my\s+(?:doctor|gp|therapist|psychiatrist|oncologist)"
)

SEEN: tuple[Seen, ...] = (
    Seen("EMAIL", re.compile(r"(?<![\w.+%'-])[\w.+%'-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+")),
    Seen("LINK", re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)),
    Seen("ACCOUNT", re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?\b", re.IGNORECASE)),
    Seen("ACCOUNT", re.compile(r"\b\d{2}-\d{2}-\d{2}\b(?:[\s,;:]|and|account|number|no\.?){0,5}\d{6,10}\b", re.IGNORECASE)),
    Seen("ACCOUNT", re.compile(r"\bsort\s+code\W{0,3}(?:is\s+)?(\d{2}[-\s]?\d{2}[-\s]?\d{2})\b", re.IGNORECASE), 1),
    Seen("PERSONID", re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b", re.IGNORECASE)),
    Seen("PERSONID", re.compile(r"\b\d{3}-\d{2}-\d{4}\b")),
    Seen("BIRTH", re.compile(
        r"\b(?:born(?:\s+on)?|date\s+of\s+birth|birthday|d\.?o\.?b\.?)\b\W{0,3}(?:is\s+|was\s+)?(?:the\s+)?"
        r"(\d{1,4}(?:st|nd|rd|th)?[\s./-]+(?:of\s+)?\w+[\s./-]+\d{1,4})", re.IGNORECASE), 1),
    Seen("ADDRESS", re.compile(rf"\b\d{{1,4}}[a-z]?\s+(?:[A-Z][\w'’-]+\s+){{1,3}}(?:{_STREET})\b\.?", re.IGNORECASE), 0,
         lambda words: not re.match(r"\d+\s+(?:days?|weeks?|hours?|items?|orders?|of|people|minutes?|years?|months?)\b", words, re.I)),
    Seen("POSTCODE", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b", re.IGNORECASE)),
    Seen("PHONE", re.compile(r"(?<![\w£$€.,-])(?:\+|00)?\(?\d[\d\s().-]{5,20}\d(?!\w|[.,]\d)"), 0, _is_phone),
    Seen("ID", re.compile(r"(?<![\w£$€.-])#?(?=[\w-]*\d)[A-Z]{1,8}-?[A-Z0-9]*\d[A-Z0-9]*(?:-[A-Z0-9]+)*\b", re.IGNORECASE), 0,
       lambda words: sum(sign.isdigit() for sign in words) >= 3),
    Seen("ID", re.compile(r"(?<![\w£$€.-])(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*\d)[A-Z0-9]{1,8}(?:-[A-Z0-9]{2,})+\b"), 0, _is_id),
    Seen("ID", re.compile(r"(?<![\w£$€.,-])#?\d{5,}\b(?![.,]\d|\s?(?:£|€|\$|pounds?|euros?|dollars?|gbp|eur|usd)\b)", re.IGNORECASE)),
    Seen("NAME", re.compile(r"\b[Ii](?:'m| am|’m)\s+([A-Z][\w-]+(?:\s+[A-Z][\w-]+){1,2})"), 1),
    Seen("NAME", re.compile(r"\b(?:customer|owner|contact|account)[ _.]?name[\"']?\s*[:=]\s*[\"']?([^\"',;\n}\[\]]{2,60})", re.I), 1),
    Seen("NAME", re.compile(rf"\b(?:[Mm]y name is|[Mm]y name's|[Tt]his is|[Cc]all me|[Nn]ame[d]?:?|[Ii]t's)\s+{_NAME}"), 1),
    Seen("NAME", re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\.?\s+{_NAME}"), 1),
    Seen("NAME", re.compile(
        rf"\b[Mm]y\s+(?:wife|husband|partner|son|daughter|mother|father|mum|dad|sister|brother|boss|neighbour|friend)"
        rf"(?:'s\s+name\s+is)?,?\s+{_NAME}"), 1),
    Seen("NAME", re.compile(
        rf"\b(?:[Kk]ind regards|[Bb]est regards|[Rr]egards|[Ss]incerely|[Bb]est wishes|[Yy]ours(?: \w+)?|[Cc]heers)[,.!]?\s+{_NAME}\s*$",
        re.MULTILINE), 1),
    Seen("HEALTH", re.compile(rf"\b(?:{_HEALTH})\b", re.IGNORECASE)),
)  # fmt: skip

_NEAR = re.compile(r"[\s.,()/-]{0,3}")


def long_numbers(text: str) -> list[tuple[int, int]]:
    """Where seven digits and more stand in one run, spoken ones too, with little between them."""
    digits = digits_of(text)
    runs = [digits[:1]]
    for before, after in pairwise(digits):
        if before.end >= after.start or _NEAR.fullmatch(text, before.end, after.start):
            runs[-1].append(after)
        else:
            runs.append([after])
    return [
        (run[0].start, run[-1].end)
        for run in runs
        if len(run) >= LONG_NUMBER and not _is_date_or_amount(text, run[0].start, run[-1].end)
    ]


def _is_date_or_amount(text: str, start: int, end: int) -> bool:
    """Whether the digits are a date or an amount, which the answer needs."""
    words = text[start:end]
    is_amount = text[:start].rstrip().endswith(("£", "€", "$")) or re.fullmatch(
        r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", words
    )
    return bool(is_amount or re.fullmatch(r"\d{4}-\d{2}-\d{2}(?:\D.*)?|\d{1,2}[./-]\d{1,2}[./-]\d{4}", words))
