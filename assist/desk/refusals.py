from cases.refusals import InvalidInput, Refusal


class DraftIsNewer(Refusal):
    message = "A newer draft was saved in another window."
    advice = "Both texts are kept: look at the one on the server."


class NowhereToGo(InvalidInput):
    message = "There is no such place to transfer to."
    advice = "Choose a queue, a colleague who is available, or the AI agent."


class ColleagueIsFull(Refusal):
    message = "This colleague cannot take another contact now."
    advice = "Choose somebody else or a queue."
