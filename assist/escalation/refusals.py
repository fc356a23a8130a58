from cases.refusals import Refusal


class NoQueue(Refusal):
    message = "There is no queue to take this contact."
    advice = "An administrator has to set up a queue, and mark one as the default."
