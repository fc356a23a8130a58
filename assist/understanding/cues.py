# ruff: noqa: E501 - a pattern reads better on one line
"""Wordings that say something for certain, as tables of patterns. Each function gives the words found, or an empty string."""

import re
from collections.abc import Sequence

Patterns = Sequence[re.Pattern[str]]


def _compiled(*patterns: str) -> Patterns:
    return [re.compile(pattern, re.IGNORECASE) for pattern in patterns]


_PERSON_WORDS = (
    r"(?:person|human(?: being)?|someone real|somebody real|agent|representative|rep|operator|advis[eo]r|manager|supervisor"
    r"|member of staff|real (?:person|human|one)|actual (?:person|human)|live (?:person|agent|chat)|customer service"
    r"|colleague|people)"
)
_PERSON = _compiled(
    rf"\b(?:speak|talk|chat|connect(?: me)?|put me through|transfer(?: me)?|pass me|hand me over|switch me)\b[^.?!]{{0,25}}\b{_PERSON_WORDS}\b",
    rf"\b(?:want|need|get me|give me|prefer|like)\s+(?:to have\s+)?(?:an?|the|some|another|your)?\s*(?:actual |real |live |proper |human )?{_PERSON_WORDS}\b",
    r"\b(?:speak|talk)(?:ing)?\s+(?:to|with)\s+(?:someone|somebody|anyone|anybody)\b",
    r"\b(?:can|could|may|will)\s+(?:someone|somebody|a person|anyone)\s+(?:please\s+)?(?:call|ring|phone|help me|talk to me|speak to me)\b",
    r"\bput me through\b|\btransfer me\b|\bpass me on\b",
    r"\b(?:no|not|stop|enough|without)\b[^.?!]{0,20}\b(?:bots?|robots?|ai|machines?|automated)\b",
    r"\b(?:don'?t|do not) want to (?:talk|speak|chat) (?:to|with) (?:a |an |the |this )?(?:bot|robot|ai|machine|computer)\b",
    rf"\bis there (?:a|an|any|some)\s*(?:real |actual )?{_PERSON_WORDS}\b(?! number)",
    r"^\W*(?:a |an |the )?(?:real |actual |live )?(?:human|agent|representative|operator|person|advis[eo]r|manager|supervisor)(?: please| pls| now)?\W*$",
    r"\bget me (?:someone|somebody|a human|a person|your (?:boss|manager|supervisor))\b",
)
# Words that name a person without wishing for one.
_NOT_PERSON = _compiled(
    r"\bi(?:'m| am) not an? (?:bot|robot|machine)\b",
    r"\b(?:don'?t|do not) (?:want|need|have) to (?:speak|talk) (?:to|with) (?:a |an |any)?\s*(?:person|human|agent|one|body)",
    r"\b(?:spoke|talked|was speaking|was talking|have spoken|had spoken|i'?ve spoken|told)\b[^.?!]{0,20}\b(?:agent|someone|somebody|colleague|person|manager|advis[eo]r)\b(?![^.?!]*\b(?:want|need|again)\b)",
    r"\bno need (?:for|to)\b[^.?!]{0,20}\b(?:person|human|agent|someone)\b",
)
_CRISIS = _compiled(
    r"\b(?:kill|hurt|harm|cut|hang)(?:ing)? (?:myself|my self)\b",
    r"\b(?:end|ending|take|taking) (?:it all|my (?:own )?life|my life)\b",
    r"\bsuicid\w*",
    r"\b(?:don'?t|do not) want to (?:live|be alive|wake up|exist|be here any ?more)\b",
    r"\b(?:can'?t|cannot) (?:go on|take it any ?more|do this any ?more|live like this)\b",
    r"\bno (?:point|reason) (?:in |to )?(?:living|live|going on|carrying on)\b",
    r"\b(?:better off|miss me) (?:if i (?:was|were)|when i'?m) (?:dead|gone)\b|\bbetter off without me\b",
    r"\b(?:taken|took|swallowed) (?:all|too many|a lot) (?:of )?(?:my |the )?(?:tablets|pills|medication)\b",
    r"\b(?:he|she|husband|wife|partner|boyfriend|girlfriend) (?:hits|beats|is hitting|is beating|threatens to kill|will kill) (?:me|us)\b",
    r"\b(?:not|don'?t feel) safe at home\b",
    r"\b(?:house|flat|kitchen|room|home|building) is (?:on fire|burning|full of smoke)\b",
    r"\b(?:smell|leak)\w*\s+(?:of )?gas\b|\bgas leak\b",
    r"\b(?:call|need) an ambulance\b|\bi(?:'m| am) bleeding\b|\bcan'?t breathe\b",
)
_URGENCY = _compiled(
    r"\b(?:urgent(?:ly)?|asap|as soon as possible|immediately|emergency|right (?:now|away)|straight away|at once)\b",
    r"\b(?:need|needs|needed|want|must have|have to have)\b[^.?!]{0,40}\b(?:today|tonight|by tomorrow|before tomorrow|this (?:morning|afternoon|evening)|within the hour)\b",
    r"\b(?:deadline|flight|wedding|funeral|surgery|operation|exam|event)\b[^.?!]{0,25}\b(?:today|tonight|tomorrow|in (?:an|one|two|a few) (?:hours?|days?)|this (?:weekend|afternoon|evening))\b",
    r"\b(?:sparks?|smoke|smoking|burning smell|electric shock|water everywhere|flooding|no heating|no electricity|power (?:is )?out)\b",
    r"\b(?:moving|leave|leaving|travel(?:ling)?|fly(?:ing)?) (?:out )?(?:today|tonight|tomorrow)\b",
    r"\bcan'?t wait (?:any longer|until|till|that long)\b|\brunning out of time\b|\btime[- ]critical\b|\blast chance\b",
    r"\b(?:before|by) (?:noon|midday|midnight|the end of the day|close of business)\b",
)
_NOT_URGENT = _compiled(
    r"\b(?:not|isn'?t|nothing|no) (?:that |very |so |at all |really )?(?:urgent|rush|hurry|emergency)\b"
)
_REPEATED = _compiled(
    r"\b(?:already|just) (?:told|gave|given|sent|said|explained|provided|mentioned|answered|did|done|tried)\b",
    r"\b(?:as|like) i (?:have )?(?:already )?(?:said|told|wrote|mentioned|explained)\b|\bas (?:already )?mentioned\b|\bas i wrote\b",
    r"\bi(?:'ve| have)? (?:told|said|explained|given|sent) (?:you|this|that|it)\b[^.?!]{0,30}\b(?:before|already|twice|times|yesterday|last week|above|earlier)\b",
    r"\b(?:how many times|(?:second|third|fourth|fifth|2nd|3rd|4th|5th|hundredth) time|once again|over and over|yet again)\b",
    r"\b(?:asked|told|said|sent|explained)\b[^.?!]{0,30}\b(?:twice|three times|four times|five times|several times|again and again)\b",
    r"\byou (?:have|'ve)? ?(?:already )?asked (?:me )?(?:that|this)\b|\b(?:don'?t|do not|stop) ask(?:ing)? (?:me )?(?:for )?[^.?!]{0,25}\bagain\b",
    r"\b(?:start|go through|repeat|explain)\b[^.?!]{0,25}\b(?:all over again|everything again|it all again|myself)\b",
)
_PUSHBACK = _compiled(
    # "It doesn't work" is said of a lamp: a fault told, not an answer refused.
    r"\b(?:that|this) (?:didn'?t|doesn'?t|does not|did not|won'?t) (?:help|work|answer|solve|make sense)",
    r"\bit (?:didn'?t|doesn'?t|does not|did not|won'?t) (?:help|answer|solve|make sense)",
    r"\b(?:that|this|it)(?:'s| is| was) not (?:what i (?:asked|meant|wanted|said)|the (?:question|point|answer)|true|right|correct|helpful|good enough|a solution|acceptable|an answer)\b",
    r"\bthat'?s (?:wrong|no solution|no answer|no help|useless)\b|\bno,? that'?s (?:not|wrong)\b",
    r"\bi (?:don'?t|do not|can'?t|cannot) (?:accept|agree|believe)\b",
    r"\b(?:not satisfied|disagree|not happy with (?:that|this|your) (?:answer|solution|offer))\b",
    r"\bstill (?:not|no|doesn'?t|isn'?t|can'?t|waiting|broken|nothing|the same|haven'?t|hasn'?t|wrong|won'?t|locked|charged|being)\b",
    r"\byou(?:'re| are) not (?:listening|understanding|helping|answering)\b|\byou (?:don'?t|do not) understand\b|\bnot helpful\b",
)
_FRUSTRATION = _compiled(
    r"\b(?:fed up|sick (?:and tired )?of|had enough|enough is enough|losing (?:my )?patience|lost patience|out of patience|tired of)\b",
    r"\b(?:unacceptable|not acceptable|ridiculous|disgrace(?:ful)?|disgusting|outrageous|appalling|pathetic|a joke|shocking|unbelievable|nightmare|shambles)\b",
    r"\b(?:useless|worst|terrible service|waste of (?:my )?time|wasting my time|scam|thieves|stole)\b",
    r"\b(?:you|was|were|been) promised\b|\bi was (?:told|assured)\b[^.?!]{0,60}\b(?:but|and (?:now|still)|nobody|nothing|that was)\b",
    r"\b(?:still waiting|still no(?:thing)?\b|nobody (?:called|answers|answered|cares|came|knows|replied)|no ?one (?:called|answers|came|replied))",
    r"\b(?:third|fourth|fifth|sixth|3rd|4th|5th) (?:time|week|month|attempt|e-?mail|call|message)\b",
    r"\b(?:trading standards|ombudsman|my (?:solicitor|lawyer) will|(?:go|going|went) to my bank|charge ?back|small claims|bad review|a review about)\b",
    r"\b(?:passed|sent|transferred) (?:around|from (?:one|pillar)|back and forth)\b|\bround in circles\b|\bgetting nowhere\b",
    r"\b(?:furious|fuming|livid|so angry|really angry|very angry|extremely (?:disappointed|unhappy|frustrated)|beyond (?:angry|frustrated))\b",
    r"\bhow (?:hard|difficult) can it be\b|\bwhat (?:exactly )?am i paying for\b|\bdo your job\b",
    r"[?!]{3,}|\b(?:wtf|ffs|for (?:god|heaven|goodness|christ)'?s sake)\b",
)
# Praise whose other half says that it is none.
_SARCASM = _compiled(
    r"\b(?:oh|wow|well|yeah|sure)?,?\s*(?:great|fantastic|brilliant|wonderful|lovely|perfect|amazing|super|excellent|nice|impressive)\b[,!. ]+(?:another|again|now|so (?:now|i)|the bot|it broke|one more|just what)\b",
    r"\bonly (?:\d+|an|two|three|four|five|ten|twenty|forty|sixty) (?:minutes?|hours?|days?|weeks?|months?)\b[^.?!]{0,25}\b(?:hold|waiting|wait|late|queue)\b",
    r"\bthanks for nothing\b|\bso helpful\W+not\b|\bwell done,? (?:you|for (?:losing|breaking))\b|\bi just love (?:repeat|wait|be)",
    r"\bgreat (?:job|work|service),? (?:charging|losing|breaking|sending me the wrong|ignoring)\b",
    r"\bcongratulations,? you(?:'ve| have)\b|\bwhat a surprise\b|\b(?:so|very) (?:called|impressive) (?:service|support|express)\b|\bas usual\b",
    r"\bnice of you to (?:answer|reply|finally)\b|\bfinally someone\b[^.?!]*\bafter\b",
)
# Said politely, meant seriously: thanks that are taken back.
_THANKS_BUT = _compiled(
    r"\b(?:thanks|thank you|appreciate (?:it|that|your)|with respect|respectfully)\b[^.?!]{0,40}\b(?:but|however|though)\b"
)
_NOT_NEGATIVE = _compiled(
    r"\b(?:not|isn'?t|wasn'?t|aren'?t|am not|'m not|never) (?:un\w+|angry|upset|mad|cross|annoyed|disappointed|complaining|a complaint|bad at all|a problem)\b",
    r"\b(?:no|without) (?:complaints?|problems?|issues?|trouble)\b|\bnothing wrong with\b",
)
_INJECTION = _compiled(
    r"\b(?:ignore|disregard|forget)\b[^.?!]{0,30}\b(?:instructions?|prompts?|rules|guidelines|polic(?:y|ies))\b",
    r"\byou are now\b|\bact as (?:an?|if)\b|\bpretend (?:to be|you)\b|\bsystem prompt\b|\bdeveloper mode\b|\bjailbreak\b",
    r"\b(?:reveal|print|show|repeat) (?:me )?(?:your|the) (?:system )?(?:prompt|instructions)\b|</?(?:system|assistant|tool)>",
)
_SMALL_TALK = re.compile(
    r"^\W*(?:(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|dear (?:sir|madam|team)|there|all|team"
    r"|thanks?(?: you)?(?: so much| very much| a lot| again| anyway)?|thx|ta|cheers|much appreciated"
    r"|yes|yeah|yep|yup|no|nope|nah|ok|okay|k|sure|right|fine|alright|great|perfect|lovely|brilliant|super|good|excellent|cool|wonderful|fantastic|awesome"
    r"|please|pls|of course|go ahead|that'?s (?:right|correct|fine|all|it|great|good|perfect|everything|the one|me)"
    r"|correct|exactly|bye|goodbye|see you|have a (?:nice|good|great|lovely) (?:day|evening|weekend|one)|you too"
    r"|one moment|just a (?:moment|second|minute|sec)|hold on|let me (?:check|see|look)|i see|got it|understood|sounds good|will do"
    r"|how are you|nice to meet you|is anyone there|anyone there|are you there|can you help(?: me)?|i need (?:some )?help|help|quick question|i have a question"
    r"|no thanks?|not at the moment|not really|maybe|i think so|i don'?t know|not sure|here (?:it is|you go|you are)|do it|please do|that works|very much|so much|and|so|well|oh|ah|hmm|um)\W*)+$",
    re.IGNORECASE,
)


def _first(patterns: Patterns, text: str) -> str:
    found = [match for pattern in patterns if (match := pattern.search(text))]
    return min(found, key=lambda match: match.start()).group(0).strip() if found else ""


def wants_person(text: str) -> str:
    """The wish for a person. A person only told of ("I spoke to an agent") is none."""
    cue = _first(_PERSON, text)
    return "" if cue and _first(_NOT_PERSON, text) else cue


def crisis(text: str) -> str:
    """Danger to life or safety. Rather once too often than missed."""
    return _first(_CRISIS, text)


def urgency(text: str) -> str:
    return "" if _first(_NOT_URGENT, text) else _first(_URGENCY, text)


def repeated(text: str) -> str:
    """The customer says that this was said or done before."""
    return _first(_REPEATED, text)


def pushback(text: str) -> str:
    """The customer does not accept the answer."""
    return _first(_PUSHBACK, text)


def frustration(text: str) -> str:
    return _first(_FRUSTRATION, text) or _shouted(text)


def sarcasm(text: str) -> str:
    return _first(_SARCASM, text)


def thanks_but(text: str) -> str:
    return _first(_THANKS_BUT, text)


def not_negative(text: str) -> str:
    """A denied complaint: "I'm not unhappy", "nothing wrong with it"."""
    return _first(_NOT_NEGATIVE, text)


def injection(text: str) -> str:
    """Words that try to give the machine orders. They change nothing here; they are shown to people."""
    return _first(_INJECTION, text)


def is_small_talk(text: str) -> bool:
    """A greeting, thanks, a yes or a no: it carries no request of its own."""
    return bool(_SMALL_TALK.match(text)) or not any(c.isalpha() for c in text)


def _shouted(text: str) -> str:
    letters = [c for c in text if c.isalpha()]
    loud = len(letters) >= 12 and sum(c.isupper() for c in letters) / len(letters) > 0.8
    return text[:60] if loud else ""
