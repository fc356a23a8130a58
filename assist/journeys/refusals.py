from cases.refusals import NotAllowed, Refusal


class StepSettled(Refusal):
    message = "This step is settled already."
    advice = "Look at the plan as it is now."


class StepNotYours(NotAllowed):
    message = "This step belongs to somebody else."
    advice = "Ask a supervisor to do it."
