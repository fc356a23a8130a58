from cases.refusals import InvalidInput, NotAllowed, Refusal


class FieldsMissing(InvalidInput):
    message = "Some fields are missing or not right."
    advice = "Correct the marked fields."

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(errors=errors)
        self.errors = errors


class CallMovedOn(Refusal):
    message = "This action is not at that point any more."
    advice = "Look at the action as it is now."


class ToolBarred(NotAllowed):
    message = "This action is not open to you."
    advice = "Hand the case to somebody who may do it."


class CheckFailed(Refusal):
    message = "A required check does not hold."
    advice = "Do what the check asks for, then try again."


class OwnApproval(NotAllowed):
    message = "Nobody approves an action of their own."
    advice = "Another supervisor has to decide."


class ApprovalOver(Refusal):
    message = "This approval is decided or has run out."
    advice = "The agent can send it again."


class DecisionMissing(InvalidInput):
    message = "Nothing was decided."
    advice = "Press Approve or Decline."


class ReasonMissing(InvalidInput):
    message = "Declining needs a reason."
    advice = "Write one sentence that helps the agent."


class ReversalUnsaid(InvalidInput):
    message = "It is not said how this was reversed."
    advice = "Write the reference of the reversal, or what was done."
