"""Wording that means the same in every task: yes and no, thanks, times and names, good and bad outcomes."""

import re
from collections.abc import Mapping

Patterns = Mapping[str, re.Pattern[str]]


def _compiled(**patterns: str) -> Patterns:
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


# What a customer does with a turn.
MOVES = _compiled(
    yes=r"^(yes|yep|yeah|sure|ok|okay|great|please|perfect|correct|y|go ahead|that works|sounds)\b|\byes\b|please do|book it",
    no=r"^(no|nope|nah|not|n)\b|\bno,? thank|don't",
    thanks=r"thank|thx|great|awesome|cheers",
    bye=r"\bbye|goodbye|that'?s (all|it)|nothing else|have a (nice|good|great)",
    hello=r"^(hi|hello|hey|good (morning|day|evening|afternoon))\b",
    asks=r"\?",
)
# What kinds of things a turn has.
THINGS = _compiled(
    time=r"\d\s*(am|pm|a\.m|p\.m|:\d\d)|noon|midnight|o.clock|morning|evening|afternoon",
    day=r"(mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today|tonight|january|february|march|april|\bmay\b|june|july"
    r"|august|september|october|november|december|\d(st|nd|rd|th)",
    count=r"\b\d{1,2}\b|\b(one|two|three|four|five|six|seven|eight|nine|ten|alone|just me)\b",
    digits=r"\d{3,}",
    name=r"my name|\bi'?m [a-z]+|\bi am [a-z]+|this is [a-z]+|name is|name'?s|it'?s [a-z]+",
)
# What kind of thing an action asks for, by its name.
ASKED = _compiled(
    name=r"ask_name|full_name|your_name",
    time=r"_(time|start_time|end_time|arrival_time|departure_time|starting_time)(_|$)",
    day=r"_(day|date|date_from|date_to|dob)(_|$)",
    count=r"number_of|size|num_|rating|question_number",
    digits=r"account_number|_pin|_id(_|$)|booking_number|order_number|room_number|_code(_|$)|rank",
)
# What kind of action it is, by its name.
KINDS = _compiled(
    hello=r"^hello",
    bye=r"bye",
    anything_else=r"anything_else",
    out_of_scope=r"out_of_scope",
    query=r"^query",
    custom=r"^custom",
    ask=r"(^|_)ask_(?!confirm|more|search|continue|next|proceed)",
    ask_on=r"_ask_(next|proceed)|ask_(more|search|continue)",
    confirm=r"confirm",
    criteria=r"criteria|optional",
    nothing=r"nothing_found|no_venue",
    bad=r"unavail|not_avail|fail|cannot|incorrect|nothing|no_venue",
    good=r"(?<!un)(?<!not_)available|succe|confirmed|(?<!in)correct|confirm_|done",
    inform=r"inform|provide",
)
BAD = re.compile(
    r"unavail|not avail|sorry|unfortunat|fail|cannot|can't|no longer|not found|nothing|incorrect|wrong|denied|not |no "
)
GOOD = re.compile(r"success|great|excellent|confirmed|booked|available|correct|done|free|granted")


def found(patterns: Patterns, text: str) -> list[bool]:
    """For each pattern, in order, whether the lower-case text has it."""
    return [bool(pattern.search(text)) for pattern in patterns.values()]


def is_bad(text: str) -> bool:
    return bool(BAD.search(text))


def is_good(text: str) -> bool:
    return bool(GOOD.search(text)) and not is_bad(text)
