from cases.refusals import InvalidInput, Refusal


class NotDead(Refusal):
    message = "This write is not waiting for a person."
    advice = "Look at its state now; it may have been sent again already."


class NotMended(InvalidInput):
    message = "The content is not valid."
    advice = "Correct it as the message says and send it again."
