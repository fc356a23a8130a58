from cases.refusals import Refusal


class SuggestionRetired(Refusal):
    message = "This suggestion is out of date: the conversation has moved on."
    advice = "Look at the newest message and ask for a new suggestion."


class SuggestionNotBacked(Refusal):
    message = "This suggestion says something that no source supports."
    advice = "Edit it: confirm or remove the marked words."


class UndoTooLate(Refusal):
    message = "This can no longer be undone."
    advice = "Ask for a new suggestion."


class NotYourContact(Refusal):
    message = "Only the agent who has the contact can use or dismiss its suggestions."
    advice = "Take the contact over first."
