from cases.refusals import InvalidInput, Refusal


class NotPromotable(Refusal):
    message = "This version is live already."
    advice = "Choose another version."


class NothingBefore(Refusal):
    message = "No version was live before this one."
    advice = "Promote another version, or retire this one: the desk then works with what it has by itself."


class NoReason(InvalidInput):
    message = "A change of what is live needs a reason."
    advice = "Write in a few words why; it stays in the history."
