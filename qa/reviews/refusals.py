from cases.refusals import InvalidInput, NotAllowed, Refusal


class ReviewIsSubmitted(Refusal):
    message = "The review is submitted and cannot be changed."
    advice = "Ask for a calibration if you see it differently."


class ReviewIncomplete(Refusal):
    message = "Some criteria have no answer yet."
    advice = "Rate them, or mark what does not apply."


class OwnCase(NotAllowed):
    message = "Nobody reviews a case that they handled themselves."
    advice = "Leave it to another reviewer."


class CaseStillOpen(Refusal):
    message = "The case is not closed yet."
    advice = "Review it when it is closed."


class NoScorecard(Refusal):
    message = "There is no scorecard yet."
    advice = "Load one with the content of your company."


class AnswerNotValid(InvalidInput):
    message = "The scale does not have this answer."


class NoteNotValid(InvalidInput):
    message = "A note needs a text and a turn of this case."
