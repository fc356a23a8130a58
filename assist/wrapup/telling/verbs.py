"""The forms of English verbs, as far as retelling needs them."""

from assist.wrapup.telling.wording import words

AUX = words(
    "am is are was were be been have has had do does did can could will would shall should may might must "
    "isn't aren't wasn't weren't haven't hasn't hadn't don't doesn't didn't can't cannot couldn't won't "
    "wouldn't shan't shouldn't mightn't mustn't"
)
MODALS = words(
    "can could will would shall should may might must can't cannot couldn't won't wouldn't shan't "
    "shouldn't mightn't mustn't had hadn't was wasn't did didn't"
)
ADVERBS = words(
    "really just also always never still only usually actually probably already often sometimes even "
    "simply maybe perhaps certainly definitely absolutely finally recently currently personally honestly "
    "totally completely quite almost sure not both all too now then once rarely seldom generally normally "
    "mostly exactly kindly please"
)
_THIRD = {
    "am": "is", "are": "is", "have": "has", "do": "does", "don't": "doesn't", "haven't": "hasn't", "aren't": "isn't",
    "were": "was", "weren't": "wasn't", "go": "goes", "be": "is",
}  # fmt: skip
_PLURAL = {
    "am": "are",
    "is": "are",
    "was": "were",
    "has": "have",
    "does": "do",
    "doesn't": "don't",
    "isn't": "aren't",
}
_IRREGULAR = (
    "be was been|become became become|begin began begun|bite bit bitten|blow blew blown|break broke broken|"
    "bring brought brought|build built built|burn burnt burnt|buy bought bought|catch caught caught|choose chose chosen|"
    "come came come|deal dealt dealt|do did done|draw drew drawn|dream dreamt dreamt|drink drank drunk|drive drove driven|"
    "eat ate eaten|fall fell fallen|feel felt felt|fight fought fought|find found found|fly flew flown|"
    "forget forgot forgotten|get got gotten|give gave given|go went gone|grow grew grown|have had had|hear heard heard|"
    "hide hid hidden|hold held held|keep kept kept|know knew known|lead led led|learn learnt learnt|leave left left|"
    "lend lent lent|lie lay lain|lose lost lost|make made made|mean meant meant|meet met met|pay paid paid|"
    "ride rode ridden|ring rang rung|rise rose risen|run ran run|say said said|see saw seen|seek sought sought|"
    "sell sold sold|send sent sent|shake shook shaken|shine shone shone|shoot shot shot|show showed shown|sing sang sung|"
    "sink sank sunk|sit sat sat|sleep slept slept|speak spoke spoken|spend spent spent|spill spilt spilt|stand stood stood|"
    "steal stole stolen|stick stuck stuck|strike struck struck|swim swam swum|swear swore sworn|take took taken|"
    "teach taught taught|tear tore torn|tell told told|think thought thought|throw threw thrown|"
    "understand understood understood|wake woke woken|wear wore worn|win won won|write wrote written|"
    "cut cut cut|put put put|let let let|set set set|cost cost cost|hurt hurt hurt|hit hit hit|shut shut shut|quit quit quit"
)
_ROWS = [row.split() for row in _IRREGULAR.split("|")]
PASTS = {base: past for base, past, _ in _ROWS}
_PAST_FORMS = {past for base, past, _ in _ROWS if past != base} | {"had", "was", "were", "did", "used"}
_REGULAR = (
    "accept add admit advise afford agree allow answer apologize apply appreciate argue arrange arrive ask attend avoid "
    "bake believe belong blame boil book borrow brush call cancel care carry cash celebrate change charge chat check "
    "cheer clean clear click climb close collect comfort compare complain complete concern confirm consider contact "
    "continue cook copy count cover crash cross cry dance decide delay delete deliver depend describe design develop "
    "dial die disagree discount discuss dislike dress drop earn email encourage end enjoy enter envy exchange excuse "
    "exercise expect explain fail fasten fax fill finish fit fix follow freeze gain guess handle hang happen hate head "
    "help hike hope hurry imagine improve include increase inform inquire insist install intend interview introduce "
    "invest invite iron join jog joke jump kill kiss knock land last laugh lift like listen live load look love major "
    "manage marry matter mention mind miss move need negotiate notice offer open operate order own pack paint park pass "
    "persuade phone pick plan plant play please practice practise prefer prepare press print produce promise provide "
    "pull punish push raise reach realize receive recommend reduce refuse refund register relax remember remind rent "
    "repair repeat replace reply report request require research reserve rest retire return save search seem select "
    "serve settle share shop shout sign skip smell smile smoke solve sound spell start stay stop study succeed suffer "
    "suggest suit suppose surprise suspect switch talk taste thank tie touch train transfer translate travel treat trust "
    "try turn type update use visit vote wait walk want warn wash waste watch weigh wish wonder work worry wrap"
)
BASES = frozenset(_REGULAR.split()) | {base for base, _, _ in _ROWS}


def third(verb: str) -> str:
    """want → wants; past forms and modals stay as they are."""
    low = verb.lower()
    if low in MODALS or is_past(low) or (low.endswith("s") and low not in BASES and not low.endswith("ss")):
        return verb
    if low in _THIRD:
        return _THIRD[low]
    if low.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    return verb[:-1] + "ies" if low.endswith("y") and low[-2:-1] not in "aeiou" else verb + "s"


def plural(verb: str) -> str:
    """wants → want, is → are; what is no third person stays."""
    if verb in _PLURAL or verb in _BASES_OF:
        return _PLURAL.get(verb) or _BASES_OF[verb]
    return verb[:-1] if len(verb) > 3 and verb.endswith("s") and verb[-2] not in "suia" else verb


def is_past(verb: str) -> bool:
    return verb in _PAST_FORMS or (verb.endswith("ed") and verb not in BASES)


def past(verb: str) -> str:
    """The simple past of a base form."""
    if verb in PASTS:
        return PASTS[verb]
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if verb.endswith("y") and verb[-2:-1] not in "aeiou" else _doubled(verb) + "ed"


def gerund(verb: str) -> str:
    """take → taking, get → getting, lie → lying."""
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")) and verb != "be":
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


def base_of_gerund(word: str) -> str | None:
    """The verb of an -ing form that is known; None for others."""
    return _GERUNDS.get(word)


def _doubled(verb: str) -> str:
    ends = (
        len(verb) >= 3
        and verb not in {"open", "edit"}
        and verb[-1] not in "aeiouwxyh"
        and verb[-2] in "aeiou"
        and verb[-3] not in "aeiou"
    )
    return (
        verb + verb[-1]
        if ends and (len(verb) <= 4 or verb in {"admit", "begin", "forget", "prefer"})
        else verb
    )


def is_adverb(word: str) -> bool:
    return word in ADVERBS or (word.endswith("ly") and word not in _LY and len(word) > 4)


def is_verb(word: str) -> bool:
    """Whether the word can be a finite verb that we know, in any person or tense."""
    low = word.lower()
    return low in AUX or low in BASES or low in _THIRDS or is_past(low) or "'" in low[1:]


_LY = words("apply supply reply rely fly family only multiply july italy")
_THIRDS = {third(base) for base in BASES} | {"is", "has", "does"}
_GERUNDS = {gerund(base): base for base in BASES}
_BASES_OF = {third(base): base for base in BASES}
