from cases.refusals import InvalidInput, Refusal


class FollowUpOver(Refusal):
    message = "This follow-up is done or cancelled."
    advice = "Plan a new one if there is more to do."


class NoTitle(InvalidInput):
    message = "A follow-up needs to say what is to be done."
    advice = "Write a few words."
