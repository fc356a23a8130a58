from cases.refusals import NotAllowed, Refusal


class OfferExpired(Refusal):
    message = "This offer has ended."
    advice = "The next contact is offered as soon as one fits."


class NotYourOffer(NotAllowed):
    message = "This offer was made to somebody else."
    advice = "Wait for an offer of your own."
