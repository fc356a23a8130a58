"""Every sentence that a customer reads in the widget, in one place. The frame gets WORDS as JSON."""

LONGEST_TEXT = 4000

WORDS: dict[str, str] = {
    "you": "You",
    "greeting": (
        "Hello! Ask us anything. Our AI agent answers first, and you can talk to a person whenever you like."
    ),
    "who_ai": "Our AI agent answers",
    "who_waiting": "A person will be with you soon{place_text}",
    "who_person": "{name} answers",
    "who_closed": "This conversation has ended",
    "asking_person": "You asked to talk to a person.",
    "typing": "{name} is writing…",
    "source": "Source: {title}",
    "sending": "Sending…",
    "not_sent": "Not sent yet",
    "refused": "Not sent: {reason}",
    "again": "Try again",
    "discard": "Remove",
    "left": "{left} characters left",
    "too_long": "{over} characters too long. A message has at most {limit}.",
    "offline": "The connection is interrupted. What you write is kept and sent as soon as it is back.",
    "new_conversation": "New conversation",
}

PLACE = ", you are number {place} in the queue"
AI_NAME = "AI agent"

TOO_LONG = "The message is too long: {length} characters, at most {limit}."
TOO_LONG_ADVICE = "Shorten it, or send it in parts."
EMPTY = "The message is empty."
EMPTY_ADVICE = "Write something first."
TOO_FAST = "You are writing faster than we can read."
TOO_FAST_ADVICE = "Wait {seconds} seconds, then go on. Nothing that you wrote is lost."
UNKNOWN_VISITOR = "We do not know this visitor."
UNKNOWN_VISITOR_ADVICE = "Reload the page to start afresh."
UNKNOWN_SITE = "This site has no chat with us."
UNKNOWN_CONVERSATION = "This conversation is not yours or does not exist."
FOREIGN_ORIGIN = "Calls from this site are not allowed."
NOT_READABLE = "The request could not be read."
NOT_READABLE_ADVICE = "Send a JSON object with the documented fields."
BAD_EMAIL = "This does not look like an e-mail address."
BAD_EMAIL_ADVICE = "Correct it or leave it out."
