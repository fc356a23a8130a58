"""The AI agent's next move. Pure: a situation read from the timeline goes in, one move comes out.

The order of the questions is the policy: is a customer content or not, is something open that only a person may do, what is
missing for the next tool, what did the tools say, does an article answer it.
"""

from collections.abc import Collection, Mapping

from assist.frontline.reading import announces, asks_who, is_content, is_no, is_reply, is_unhappy, is_yes
from assist.frontline.situation import Ask, Call, HandOver, Mention, Move, Resolve, Said, Situation, Tell
from assist.journeys.rules import Step, is_proven_by_receipt, mentions
from assist.tools.rules import NOT_FOUND

HUMAN_LED = 3
SPEAKS = "en"  # the language of the AI agent's own texts
MOST_ASKED = 2  # the same thing is asked for at most so often; then a person takes over
RULES_VERSION = "frontline-2"
# Intents that a published article answers; without an article that is good enough a person does.
ANSWERED_BY_ARTICLES = frozenset(
    {"opening_hours", "faq_policy", "password_reset", "account_unlock", "billing_question"}
)
# What a tool needs before the AI agent may call it, and the step's words that ask for it stand in the journey.
TOOL_NEEDS: dict[str, tuple[str, ...]] = {
    "lookup_customer": ("order_number", "postcode"),
    "find_order": ("order_number",),
    "track_shipment": ("order_number",),
    "change_address": ("customer_id", "new_address"),
}
NEEDS_YES = frozenset({"change_address"})
ASKS = {
    "wish": "What can I do for you? Please tell me in a few words what it is about.",
    "order_number": "Please send me the order number; it stands in your confirmation.",
    "postcode": "Which postcode is on the order?",
    "question": "Of course. What would you like to know?",
    "old_postcode": "I have noted the new address. To be sure that it is your order, I need the postcode that it has now, the old one.",
    "who": "I'm an AI agent, not a person. A person is here for you too, whenever you want one: just say so. Otherwise simply go on.",
}


# Triggers that a short reply can set off without meaning them.
MISREADINGS = frozenset({"low_confidence", "sensitive"})
MINE = ("ai_agent", "either")


def is_mere_reply(last: Said | None, words: str, triggers: Collection[str]) -> bool:
    """Whether the words only answer what the AI agent said last, so that no new request should be read into them.

    Thanks after an answer and particulars after a question are short and easily misread; a wish for a person, a bad mood or
    a crisis is never overlooked. Nor does asking who is speaking begin anything new.
    """
    if not set(triggers) <= MISREADINGS:
        return False
    if asks_who(words):
        return True
    if last is None:
        return False
    return (last.kind == "tell" and is_content(words)) or (last.kind == "ask" and is_reply(words))


def decide(now: Situation) -> Move:
    """The next move of the AI agent for the customer's latest words."""
    early = _about_itself(now) or _after_an_answer(now) or _for_a_person(now)
    if early:
        return early
    if not now.intent:
        return _ask_wish(now)
    return _from_article(now) if _is_question(now) else _along_the_plan(now)


def after_refusal(now: Situation, call: Call, *, code: str, reason: str, is_denied: bool) -> Move:
    """What follows when the tool did not do it. An order that nobody knows is mistyped as a rule: it is asked for once more."""
    number = call.input.get("order_number")
    if code == NOT_FOUND and number:
        if not now.times_asked("unknown_order"):
            return Ask(
                "unknown_order",
                f"I can't find an order {number}. Please look at the number once more and send it to me.",
            )
        return HandOver(reason, "verification_failed")
    return HandOver(reason, "policy" if is_denied else "tool_failed")


def _about_itself(now: Situation) -> Move | None:
    """Whether it is a machine is said at any time; the greeting says it by itself."""
    if not now.said or not asks_who(now.words) or now.times_asked("who") >= MOST_ASKED:
        return None
    return Ask("who", ASKS["who"])


def _for_a_person(now: Situation) -> Move | None:
    if now.layer >= HUMAN_LED:
        return HandOver("A person leads on layer 3", "layer")
    if now.plan and now.pattern == "human_first":
        return HandOver("A person leads in this kind of request", "plan")
    return None


def _after_an_answer(now: Situation) -> Move | None:
    """The customer's reply to something that was told: content, not content, or neither."""
    last = now.last_said
    if last is None or last.kind != "tell":
        return None
    if is_content(now.words):
        return Resolve("The customer confirmed that it is solved", (last.seq, now.seq))
    if is_unhappy(now.words):
        return HandOver("The AI agent answered and the customer is not satisfied", "not_satisfied")
    return None


def _ask_wish(now: Situation) -> Move:
    if now.language != SPEAKS:
        return HandOver(
            f"The AI agent does not speak the customer's language ({now.language})", "low_confidence"
        )
    if now.times_asked("wish") >= MOST_ASKED:
        return HandOver("What the customer wants did not become clear", "low_confidence")
    return Ask("wish", ASKS["wish"])


def _is_question(now: Situation) -> bool:
    return not now.plan and now.intent in ANSWERED_BY_ARTICLES


def _from_article(now: Situation) -> Move:
    found = now.article
    if announces(now.words) and not now.times_asked("question"):
        return Ask("question", ASKS["question"])
    if found is None or not found.is_good:
        return HandOver("The AI agent found no published answer that is sure enough", "no_source")
    if any(said.kind == "tell" and said.source == found.url for said in now.said):
        return HandOver("The same article would be the answer again", "loop")
    return Tell("answer", article=found, question="Does that answer your question?")


def _along_the_plan(now: Situation) -> Move:
    if not now.plan:
        return HandOver("A person looks after this kind of request", "intent")
    for step in now.plan:
        if is_done(step, now):
            continue
        if step.owner not in MINE:
            if _is_reached(step, now):
                return HandOver(f"The next step is for a person: {step.title.lower()}", "plan")
            continue
        move = _move_for(step, now)
        if move:
            return move
    return HandOver("The plan has no further step for the AI agent", "plan")


def is_done(step: Step, now: Situation) -> bool:
    """Whether the step's proof is on the timeline."""
    proof = step.proof
    if proof.tools:
        return any(is_proven_by_receipt(step, receipt.tool, receipt.output) for receipt in now.receipts)
    if proof.entity:
        return proof.entity in now.known or (proof.entity == "address" and now.new_address is not None)
    if proof.turn == "customer":
        return mentions(now.heard, proof.mentions) >= 0 if proof.mentions else bool(now.heard.strip())
    return proof.turn == "agent" and now.has_told(step.key)


def _is_reached(step: Step, now: Situation) -> bool:
    done = {each.key for each in now.plan if is_done(each, now)}
    return set(step.depends_on) <= done


def _move_for(step: Step, now: Situation) -> Move | None:
    if len(step.tools) > 1:
        return HandOver(f"A person decides: {step.title.lower()}", "plan")
    if step.tools:
        return _use(step, step.tools[0], now)
    if step.proof.turn == "agent":
        return _tell(step, now)
    return _ask(step, step.says, now)


def _use(step: Step, tool: str, now: Situation) -> Move:
    if tool not in TOOL_NEEDS:
        return HandOver(f"A person does this: {step.title.lower()}", "plan")
    if contrary := _contrary(step, tool, now):
        return contrary
    given = _inputs(tool, now)
    missing = [name for name in TOOL_NEEDS[tool] if name not in given]
    if missing:
        return _ask(step, _question_for(step, missing, now), now)
    if tool in NEEDS_YES and (question := _yes_first(step, now)):
        return question
    return Call(tool, _form(tool, given, now))


def _question_for(step: Step, missing: list[str], now: Situation) -> str:
    if missing != ["postcode"]:
        return ASKS.get(missing[0], step.says)
    return ASKS["old_postcode"] if now.new_address and now.times_asked(step.key) else step.says


def _contrary(step: Step, tool: str, now: Situation) -> Move | None:
    """The tool answered, but not what the step needs: ask once more when it was the check of identity."""
    answer = now.receipt(tool)
    if answer is None or is_proven_by_receipt(step, tool, answer.output):
        return None
    if tool != "lookup_customer":
        return HandOver(f"The check “{step.title.lower()}” said no", "policy")
    if sum(receipt.tool == tool for receipt in now.receipts) >= MOST_ASKED:
        return HandOver("The customer's identity could not be verified", "verification_failed")
    if (answer.input.get("order_number"), answer.input.get("postcode")) != (
        now.known.get("order_number"),
        now.known.get("postcode"),
    ):
        return None
    return _ask(
        step,
        "That does not fit together. Please check the order number and the postcode and send me both.",
        now,
    )


def _yes_first(step: Step, now: Situation) -> Move | None:
    """A change waits for the customer's yes to exactly this address."""
    last = now.last_said
    if last is None or f"{step.key}:yes" not in last.steps or last.source != _line(now):
        return Ask(f"{step.key}:yes", "Shall I go ahead?", lead=f"The new address is {_line(now)}.")
    if is_yes(now.words):
        return None
    if is_no(now.words):
        return HandOver("The customer did not agree to the change as it was read back", "not_satisfied")
    return HandOver("The answer to the question for a yes is not clear", "low_confidence")


def _tell(step: Step, now: Situation) -> Move | None:
    receipt = now.receipts[-1] if now.receipts else None
    if step.key in TELLS and receipt and receipt.tool in TELLS[step.key]:
        return Tell(step.key, receipt=receipt, question=_question_after(step, now))
    return Mention(step.key, step.says) if step.says else None


# Which receipts a telling step speaks about.
TELLS: dict[str, tuple[str, ...]] = {
    "tell_customer": ("track_shipment",),
    "tell_changed": ("change_address",),
}


def _question_after(step: Step, now: Situation) -> str:
    after = now.plan[now.plan.index(step) + 1 :]
    return after[0].says if after and after[0].proof.turn == "customer" else ""


def _ask(step: Step, text: str, now: Situation) -> Move:
    last = now.last_said
    if now.times_asked(step.key) >= MOST_ASKED:
        return HandOver(f"Asked twice without an answer: {step.title.lower()}", "loop")
    if step.proof.turn == "customer" and last and last.kind == "tell":
        return HandOver("The customer asks about something that was answered already", "loop")
    return Ask(step.key, text) if text else HandOver(f"A person does this: {step.title.lower()}", "plan")


def _inputs(tool: str, now: Situation) -> dict[str, str]:
    given = dict(now.known)
    verified = now.receipt("lookup_customer")
    owner = (verified.output.get("customer") or {}) if verified else {}
    if owner.get("id"):
        given["customer_id"] = str(owner["id"])
    if now.new_address:
        given["new_address"] = now.new_address.line
    return given


def _form(tool: str, given: Mapping[str, str], now: Situation) -> dict[str, str]:
    if tool != "change_address":
        return {name: given[name] for name in TOOL_NEEDS[tool]}
    address = now.new_address
    assert address is not None
    return {
        "customer_id": given["customer_id"], "line1": address.line1, "city": address.city, "postcode": address.postcode,
    }  # fmt: skip


def _line(now: Situation) -> str:
    return now.new_address.line if now.new_address else ""
