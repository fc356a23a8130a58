from cases.refusals import InvalidInput, NotAllowed, Refusal


class NotYourWrapUp(NotAllowed):
    message = "This wrap-up belongs to another agent."
    advice = "Leave a note on the case instead."


class WrapUpConfirmedAlready(Refusal):
    message = "This wrap-up was confirmed already."
    advice = "Leave a note on the case if something is missing."


class WrapUpSavedElsewhere(Refusal):
    message = "This wrap-up was saved in another window since you opened it."
    advice = "Reload it and add what is missing."


class WrapUpStillRuns(Refusal):
    message = "The wrap-up time of this queue runs to its end. What you wrote is saved."
    advice = "You become available by yourself when the time is over."


class NoMoreTime(Refusal):
    message = "There is no more time to add."
    advice = "Save what you have; a note on the case can follow."


class NotDrafted(InvalidInput):
    message = "Say how the case ended."
    advice = "Choose an outcome, then save."
