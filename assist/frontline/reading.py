"""What the customer's reply to the AI agent means: yes, no, content, not content, or an address."""

import re
from dataclasses import dataclass

_CONTENT = re.compile(
    r"\b(thanks|thank you|thx|cheers|perfect|great|brilliant|lovely|wonderful|super|solved?|solves|sorted|"
    r"that'?s (all|it|clear|everything|great|what i)|all i needed|answers (it|that|my))\b",
    re.IGNORECASE,
)
_YES = re.compile(
    r"^\W*(yes|yep|yeah|yup|correct|right|please do|go ahead|ok(ay)?|sure|do it|that'?s (right|it|correct))\b",
    re.I,
)
_NO = re.compile(r"^\W*(no|nope|not? really|wrong|don'?t|stop|wait)\b", re.IGNORECASE)
_UNHAPPY = re.compile(
    r"\b(not helpful|doesn'?t help|didn'?t help|does not help|not what i|that'?s not|still (not|no|don'?t|doesn'?t|waiting)|"
    r"doesn'?t answer|didn'?t answer|not an answer|isn'?t right|is wrong|useless|you (don'?t|do not) understand)\b",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\b(?:are you|is th(?:is|at)|am i (?:talking|speaking|chatting|writing) (?:to|with)) (?:just |even |really |actually )?"
    r"(?:an? )?(?:real |live |actual )?(?:chat ?bot|bot|robot|machine|computer|ai|human|person|people|program)\b|"
    r"\bwho (?:are you|am i (?:talking|speaking|chatting|writing) (?:to|with))\b|\bwhat are you\b\W*$",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(
    r"^\W*(?:(?:hi|hello|hey|good (?:morning|afternoon|evening))\b\W*)?"
    r"(?:i(?:'ve| have)?(?: got)? (?:an?|another|one|some|two|a few)(?: \w+)? questions?(?: (?:about|on|for|regarding) [\w' -]{2,40})?"
    r"|(?:can|could|may) i ask (?:you )?(?:something|a question)(?: (?:about|on|regarding) [\w' -]{2,40})?)\W*$",
    re.IGNORECASE,
)
_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}"
_ADDRESS = re.compile(
    rf"(?P<line1>(?:flat|apartment|unit)?\s*\d+[a-z]?(?:\s+|,\s*)[^,\n]*?[a-z][^,\n]*?)\s*[,\n]\s*(?P<city>[A-Za-z][A-Za-z .'-]+?)"
    rf"\s*[,\n]?\s*(?P<postcode>{_POSTCODE})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class NewAddress:
    """An address as the customer wrote it: `14 Larch Terrace`, `Edinburgh`, `EH10 4BF`."""

    line1: str
    city: str
    postcode: str

    @property
    def line(self) -> str:
        return f"{self.line1}, {self.city} {self.postcode}"


def is_yes(words: str) -> bool:
    """A yes, or a thank-you that stands for one. A question is neither."""
    return "?" not in words and not is_no(words) and bool(_YES.search(words) or _CONTENT.search(words))


def is_no(words: str) -> bool:
    return bool(_NO.search(words))


def is_content(words: str) -> bool:
    """The customer says that it is solved, and asks nothing more."""
    return "?" not in words and not is_unhappy(words) and is_yes(words)


def is_unhappy(words: str) -> bool:
    """The customer says that the answer does not help."""
    return bool(_UNHAPPY.search(words)) or (is_no(words) and "thank" not in words.lower())


def asks_who(words: str) -> bool:
    """The customer wants to know whether a person or a machine is speaking."""
    return bool(_WHO.search(words))


def announces(words: str) -> bool:
    """The customer says that there is a question, and not yet which."""
    return bool(_ANNOUNCES.search(words))


def is_reply(words: str) -> bool:
    """The words answer a question: a yes or no, an order number, a postcode or an address, and ask nothing themselves."""
    if "?" in words:
        return False
    return (
        is_yes(words)
        or is_no(words)
        or bool(re.search(rf"\b(?:\d{{5,8}}|{_POSTCODE})\b", words, re.IGNORECASE))
    )


def address_in(words: str) -> NewAddress | None:
    """The first British address in the words: street with number, town and postcode, with a comma or line between."""
    found = _ADDRESS.search(words)
    if not found:
        return None
    line1 = re.sub(r"^(is|to|at)\s+", "", found["line1"].strip(), flags=re.IGNORECASE)
    return NewAddress(line1, found["city"].strip(), _spaced(found["postcode"]))


def postcode_in(words: str) -> str:
    """The postcode that the customer gave as their own: one outside a whole address."""
    found = re.search(rf"\b{_POSTCODE}\b", _ADDRESS.sub(" ", words), re.IGNORECASE)
    return _spaced(found[0]) if found else ""


def _spaced(postcode: str) -> str:
    plain = re.sub(r"\s", "", postcode).upper()
    return f"{plain[:-3]} {plain[-3:]}"
