"""How requests, wishes, proposals and the like begin. What follows the match is what is requested, wished or proposed."""

import re


def _begins(*ways: str) -> "re.Pattern[str]":
    return re.compile("|".join(f"^(?:{way}) " for way in ways), re.IGNORECASE)


_YOU_CAN = "(?:can|could|would|will) you"
_I_AM = "(?:i|we)(?:'m| am|'re| are)"
_SOFTLY = "(?:really |just |also )?"

# A question within: "Can you tell me when …", "I was wondering whether …"
ASKS_FOR_KNOWLEDGE = re.compile(
    rf"^(?:do you (?:happen to )?know|{_YOU_CAN} (?:please )?(?:tell|show|let)(?: me)?(?: know)?|may i (?:ask|know)|"
    r"(?:can|could) i ask(?: you)?|i (?:was )?wonder(?:ing)?|i(?:'d| would) like to know|i want to know|(?:please )?tell me|"
    r"do you remember|have you (?:any idea|decided)|do you have any idea|any idea|i don't know)(?: about| of)?\s+"
    r"(?=(?:what|where|when|who|which|how|why|if|whether)\b)",
    re.IGNORECASE,
)
TELL_ABOUT = _begins(
    rf"(?:{_YOU_CAN} (?:please )?)?(?:please )?tell (?:me|us) (?:(?:more|something|a little|a bit) )*about"
)
REQUEST = _begins(r"(?:could|can|would|will) you(?: please| kindly| just| possibly)*", "please")
MAY = _begins(r"(?:could|can|may|might|shall|should) (?:i|we)(?: please| just)*")
OFFER = _begins(
    "(?:would you like|would you care|do you want|do you wanna|are you interested in|would you be interested in)(?: for| in)?"
)
SUGGESTION = re.compile(
    r"^(?:why don't (you|we)|why not|how about|what about|shall (we)|should (we)|(let)'s|let (us)|what do you say (?:we|to)|"
    r"what if (you|we))(?: just| all| both)? ",
    re.IGNORECASE,
)
MIND = _begins("(?:would|do) you mind(?: if i)?")
HAVE = _begins(
    "(?:do you have|have you got|do you sell|is there|are there|do you carry)(?: any| some| an| a)?"
)
WISH = re.compile(
    rf"^(?:i|we)(?:'d| would) {_SOFTLY}(?:like|love|prefer) |^(?:i|we) {_SOFTLY}(?:want|need|wish|hope|have) (?=to )|"
    rf"^{_I_AM} (?:just )?(?:here|calling|trying|hoping|planning|thinking about|interested in|looking forward) ",
    re.IGNORECASE,
)
SEARCH = re.compile(
    rf"^{_I_AM} (?:just )?looking for |^(?:i|we) (?:am |was )?(?:need|want) (?!to\b)", re.IGNORECASE
)
WILL = _begins(r"(?:i|we)(?:'ll| will|'m going to| am going to| are going to|'re going to|'m gonna)")
ADVICE = re.compile(
    r"^(?:(?:i think|maybe|perhaps|i suggest|i suppose) )?(?:that )?(?:you|we) (?:really |probably |also )?"
    r"(?:should|ought to|had better|'d better|must|have to|need to|might want to|could) "
    r"(?:always |just |also |really |probably )?(?:to )?|^you'd better ",
    re.IGNORECASE,
)
PERMISSION = _begins("you (?:can|may|will)", "you'll")
RECOMMENDATION = _begins("i (?:would |'d )?(?:suggest|recommend|advise)(?: that)?(?: you)?")
THOUGHT = _begins(
    f"i {_SOFTLY}(?:still |personally )?(?:think|believe|guess|suppose|feel|find|hear|heard|know|hope|wonder|doubt|agree|mean|see)"
)
APOLOGY = _begins("(?:i'm |i am )?(?:so |very |really |terribly |awfully )?sorry (?:for|about)")
THANKS = _begins("(?:thank you|thanks)(?: very much| so much| a lot)? for")
FORBIDDING = _begins("(?:please )?(?:don't|do not|never)")
ORDER = re.compile(r"^(?:please |just |then |also |first )+", re.IGNORECASE)
