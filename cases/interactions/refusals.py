from cases.refusals import InvalidInput, Refusal


class NotTheOwner(Refusal):
    message = "Somebody else leads this contact now."
    advice = "Look who has it; take it over or leave a note."


class InteractionOver(Refusal):
    message = "This contact has ended."
    advice = "Reopen the case or start a new contact."


class ConversationMovedOn(Refusal):
    message = "There is something newer than what this message was based on."
    advice = "Read what came in between, then send anyway or edit."


class ExternalIdTaken(Refusal):
    message = "Another team has a contact of this channel with this external id."
    advice = "Give each contact an id of its own."


class EmptyText(InvalidInput):
    message = "There is no text to send."
    advice = "Write something first."


class TextTooLong(InvalidInput):
    message = "The text is longer than 4,000 characters."
    advice = "Shorten it or send it in parts."
