"""Who is who: names that the speakers give themselves and call each other by."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assist.wrapup.telling.verbs import ADVERBS, AUX, BASES
from assist.wrapup.telling.wording import FUNCTION, words

Turns = Sequence[tuple[str, str]]  # speaker, tidied text

_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Professor|Doctor|Aunt|Uncle|Madam|Sir)"
_NAME = rf"(?:{_TITLE}\.? )?[A-Z][a-z]+(?: [A-Z][a-z]+)?"
_INTRODUCED = re.compile(
    rf"\b(?:[Tt]his is|[Mm]y name is|[Mm]y name's|I'm|I am|[Ii]t's|[Cc]all me) "
    rf"({_NAME})(?=[,.!?]| (?:and|from|speaking|calling|here|with)\b|$)"
    rf"|\b({_NAME}) (?:speaking|here|calling)\b"
)
_GREETING = (
    r"(?:hi|hello|hey|thanks|thank you|oh|okay|ok|yes|yeah|no|well|(?:good )?(?:morning|afternoon|evening)|sorry|dear|"
    r"bye|sure|goodbye|good night|excuse me|welcome|come on|right|alright|great|congratulations|so|now),? "
)
_CALLED = re.compile(
    rf"(?:^|[.!?] )(?:(?i:{_GREETING})({_NAME})(?=[,.!?]|$)|({_NAME})(?=[,!?])(?!, please))"
    rf"|, ({_NAME})(?=[.!?]|$)|, ({_TITLE}\.? [A-Z][a-z]+),"
)
_TITLED = re.compile(rf"^{_TITLE}\b")
_NO_NAMES = words(
    "Yes No Yeah Yep Nope Well Oh Ok Okay OK Sure So And But Then Now Right Really Hello Hi Hey Thanks "
    "Thank Please Sorry Good Great Fine Nice Alright All Of Course Certainly Absolutely Exactly Indeed "
    "Wow Hmm Um Uh Er Ah Huh Wait Look Listen Come Here There What Why How When Where Who Which Excuse "
    "Pardon Maybe Perhaps Actually Anyway Besides However Also First Second Next Last Today Tomorrow "
    "Tonight Yesterday Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March "
    "April May June July August September October November December Christmas Sir Madam Honey Dear "
    "Darling Sweetheart Baby Man Guys Boys Girls Ladies Gentlemen Everyone Everybody Goodbye Bye Welcome "
    "Congratulations Cheers God Jesus Gosh Goodness Never Not Nothing None Nobody Me You We They He She "
    "It I The This That These Those My Your Our His Her Their Mine Yours Morning Afternoon Evening "
    "Afterwards Again Always Sometimes Usually Often Cool Awesome Wonderful Perfect Fantastic Excellent "
    "Terrific Lovely Amazing Interesting Unfortunately Fortunately Luckily Obviously Definitely Probably "
    "Possibly Correct True False Deal Done Ready Go Stop Help Try Take Let See Very Much Many More Most "
    "Some Any One Two Three Four Five Six Seven Eight Nine Ten Cash Still Yet Too Just Only Even English "
    "Chinese American French German Japanese Spanish Ma Mama Pop Gee Oops Ouch Whoa Humm Mmm Mm Hm Eh Yup "
    "Nah Aha Because If Like Mean Know Think Guess Believe Hope Speaking Seriously Suddenly Whatever "
    "Either Same Regardless Moreover Generally Nowadays Aright Umm Ur Hollywood Medium People Smart Books "
    "Bizarre Asleep Waiter Waitress Doctor Officer Dad Daddy Mom Mum Mommy Mother Father Grandma Grandpa "
    "Taxi Cab Men Women Police Fire Speaker Operator "
    "Bingo Hurray Hooray Unbelievable Incredible Awful Terrible Besides Honestly Frankly Basically "
    "Finally Surely Whatever Sweetie Buddy Dude Mister Folks Kids Team Is Are Was Do Does Did Can Could "
    "Will Would May Might Should Have Has Had"
)
_LY_NAMES = words(
    "ally beverly billy carly cecily charly dolly elly emily holly kelly kimberly lily lilly molly milly nelly polly sally shelly "
    "sly tilly willy"
)
_ROLES = ("doctor", "professor")
_ROLE_CALLED = re.compile(
    rf"(?:^|[,.!?] |\b[Tt]hank you,? |\b[Tt]hanks,? )({'|'.join(_ROLES)})(?=[,.!?]|$)", re.IGNORECASE
)


@dataclass(frozen=True)
class Person:
    """How somebody stands in a sentence: as subject, object and owner; and where the sentence has named them already, if otherwise."""

    subject: str
    object: str
    own: str
    again: str = ""
    own_again: str = ""

    def form(self, mark: str, *, is_named: bool) -> str:
        """What stands for a mark: "" the subject, "o" the object, "s" the owner."""
        if mark == "o":
            return self.object
        usual, again = (self.own, self.own_again) if mark == "s" else (self.subject, self.again)
        return again if is_named and again else usual


def named(label: str) -> Person:
    return Person(label, label, f"{label}'s")


def names_in(turns: Turns) -> dict[str, str]:
    """The name of each speaker that has one, by votes: being called counts one, introducing oneself two."""
    speakers = list(dict.fromkeys(speaker for speaker, _ in turns))
    votes: dict[str, Counter[str]] = {speaker: Counter() for speaker in speakers}
    small = {word for _, text in turns for word in re.findall(r"\b[a-z]+\b", text)}
    for speaker, text in turns:
        for hit in _INTRODUCED.finditer(text):
            _vote(votes[speaker], hit[1] or hit[2], 2, small)
        others = [other for other in speakers if other != speaker]
        if len(others) == 1:
            for hit in _CALLED.finditer(text):
                _vote(votes[others[0]], next(filter(None, hit.groups())), 1, small)
            for hit in _ROLE_CALLED.finditer(text):
                votes[others[0]][f"the {hit[1].lower()}"] += 1
    return _settled(votes)


def _vote(votes: "Counter[str]", name: str, weight: int, small: set[str]) -> None:
    """`small`: the words that the talk writes in small letters, which are no names."""
    words = [word for word in name.split() if not _TITLED.match(word)]
    if words and not any(_is_no_name(word, small) for word in words):
        votes[name] += weight


def _is_no_name(word: str, small: set[str]) -> bool:
    low = word.lower()
    is_listed = word in _NO_NAMES or low in small or low in BASES | AUX | ADVERBS | FUNCTION
    is_word = is_listed or (low.endswith("ly") and low not in _LY_NAMES)
    return is_word or low.endswith("ing") or bool(re.search(r"(.)\1\1", low))


def _settled(votes: Mapping[str, "Counter[str]"]) -> dict[str, str]:
    """One name each; a name that two were called by goes to the one with more votes."""
    found: dict[str, str] = {}
    for speaker, counted in votes.items():
        rivals = [other for key, other in votes.items() if key != speaker]
        own = {name: n for name, n in counted.items() if all(n > rival[name] for rival in rivals)}
        if own:
            best = max(own, key=lambda name: (not name.startswith("the "), own[name], len(name)))
            found[speaker] = best
    return found
