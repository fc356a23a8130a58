from cases.refusals import Refusal


class OwnArticle(Refusal):
    message = "You wrote this version, so another person publishes it."
    advice = "Ask a colleague who may publish to review it."


class NotInReview(Refusal):
    message = "This version is not in review."
    advice = "Look at the article as it is now."


class NoDraft(Refusal):
    message = "There is no draft of this article."
    advice = "Edit the article first."


class DraftOfAnother(Refusal):
    message = "A version of this article is in review already."
    advice = "Wait until it is published or sent back, then edit."


class NeverLive(Refusal):
    message = "This version was never live and cannot be brought back."
    advice = "Choose a version that was published before."


class GapSettled(Refusal):
    message = "This gap is settled already."
    advice = "Look at the list of what is missing as it is now."


class NoReason(Refusal):
    message = "Say why this is not a gap."
    advice = "A few words are enough."
