"""What the widget's interface says no to. The customer reads these sentences."""

from cases.channels.widget import words
from cases.refusals import InvalidInput, NotAllowed, Refusal, TooManyRequests


class UnknownVisitor(Refusal):
    status = 401
    message, advice = words.UNKNOWN_VISITOR, words.UNKNOWN_VISITOR_ADVICE


class UnknownConversation(Refusal):
    status = 404
    message, advice = words.UNKNOWN_CONVERSATION, words.UNKNOWN_VISITOR_ADVICE


class UnknownSite(Refusal):
    status = 404
    message, advice = words.UNKNOWN_SITE, ""


class ForeignOrigin(NotAllowed):
    message, advice = words.FOREIGN_ORIGIN, ""


class UnreadableCall(InvalidInput):
    status = 400
    message, advice = words.NOT_READABLE, words.NOT_READABLE_ADVICE


class TextTooLong(InvalidInput):
    advice = words.TOO_LONG_ADVICE


class TextEmpty(InvalidInput):
    message, advice = words.EMPTY, words.EMPTY_ADVICE


class EmailNotValid(InvalidInput):
    message, advice = words.BAD_EMAIL, words.BAD_EMAIL_ADVICE


class WritingTooFast(TooManyRequests):
    """`details["retry_after"]` says how many seconds to wait."""

    message = words.TOO_FAST
