"""Refusals: anticipated noes, named as facts (`OfferExpired`, `OwnApproval`).

Rules and actions raise them, nobody catches them on the way: one middleware turns them into a fragment or a page with their
status, the REST API's handler into JSON. `message` says what is the case, `advice` what the person can do now.
"""


class Refusal(Exception):
    """An expected no. Subclasses set `message` and `advice`; a more precise message may be given when raising."""

    status = 409
    message = "This cannot be done now."
    advice = "Look at the case as it is now and try again."

    def __init__(self, message: str = "", *, advice: str = "", **details: object) -> None:
        self.message = message or type(self).message
        self.advice = advice or type(self).advice
        self.details = details
        super().__init__(self.message)

    @property
    def code(self) -> str:
        """The name of the refusal for machines, in snake case: `offer_expired`."""
        name = type(self).__name__
        return "".join(f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))


class NotAllowed(Refusal):
    status = 403
    message = "You may not do this."
    advice = "Ask a supervisor or an administrator for the right."


class InvalidInput(Refusal):
    status = 422
    message = "Something in the input is not valid."
    advice = "Correct the marked fields and send it again."


class TooManyRequests(Refusal):
    status = 429
    message = "Too many requests."
    advice = "Wait a little and try again."
