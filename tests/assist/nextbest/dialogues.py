"""Small made-up conversations: a table is booked, a parcel is followed. No public data set."""

import random
import zlib
from collections.abc import Sequence

import numpy as np

from assist.nextbest.ranking.plans import Floats
from assist.registry.conversations import Conversation, Plan, Turn

TABLE = Plan(
    "table",
    {
        "hello": "Hello, how can I help?",
        "table_ask_time": "For what time?",
        "table_ask_size": "For how many people?",
        "query": "Query",
        "table_confirmed": "Great, the table is booked.",
        "table_unavailable": "Sorry, there is no table available.",
        "goodbye": "Goodbye.",
        "available": "Available",
        "unavailable": "Unavailable",
    },
    {
        "hello": ("table_ask_time",), "table_ask_time": ("table_ask_size",), "table_ask_size": ("query",),
        "available": ("table_confirmed",), "unavailable": ("table_unavailable",), "table_confirmed": ("goodbye",),
    },
)  # fmt: skip
PARCEL = Plan(
    "parcel",
    {
        "hello": "Hello, how can I help?",
        "parcel_ask_number": "What is your parcel's number?",
        "parcel_ask_postcode": "What is the postcode?",
        "query": "Query",
        "parcel_inform_place": "Great, it is at {place}.",
        "goodbye": "Goodbye.",
    },
    {
        "hello": ("parcel_ask_number",), "parcel_ask_number": ("parcel_ask_postcode",), "parcel_ask_postcode": ("query",),
        "query": ("parcel_inform_place",), "parcel_inform_place": ("goodbye",),
    },
)  # fmt: skip
TAXI = Plan(
    "taxi",
    {
        "hello": "Hello, how can I help?",
        "taxi_ask_start": "Where do you start?",
        "taxi_ask_end": "Where do you want to go?",
        "query": "Query",
        "taxi_inform_booked": "Great, it comes at {time}.",
        "goodbye": "Goodbye.",
    },
    {
        "hello": ("taxi_ask_start",), "taxi_ask_start": ("taxi_ask_end",), "taxi_ask_end": ("query",),
        "query": ("taxi_inform_booked",), "taxi_inform_booked": ("goodbye",),
    },
)  # fmt: skip


def agent(action: str, plan: Plan) -> Turn:
    return Turn("agent", plan.replies[action], action=action)


def customer(text: str) -> Turn:
    return Turn("customer", text)


def conversation(number: int, plan: Plan) -> Conversation:
    """One walk through the plan; every third table is taken."""
    pick = random.Random(number)
    said = [customer("Hello"), agent("hello", plan), customer(f"I want a {plan.task}")]
    for ask in [action for action in plan.replies if "_ask_" in action]:
        said += [agent(ask, plan), customer(pick.choice(["at 5 pm", "four of us", "12345", "main street"]))]
    is_bad = plan is TABLE and number % 3 == 0
    result = {"Message": "Unavailable" if is_bad else "Available"}
    said += [
        Turn("agent", "", action=f"query:{plan.task}", given={"Time": "5 pm"}),
        Turn("tool", "", result=result, total=1),
    ]
    ending = next(a for a in plan.replies if a.startswith(plan.task) and "_ask_" not in a)
    said += [
        agent("table_unavailable" if is_bad else ending, plan),
        customer("Thanks, bye"),
        agent("goodbye", plan),
    ]
    return Conversation(f"{plan.task}-{number}", f"{plan.task} {number}", (plan.task,), tuple(said))


def conversations(count: int = 40) -> tuple[Conversation, ...]:
    return tuple(conversation(number, plan) for number in range(count) for plan in (TABLE, PARCEL))


def embed(texts: Sequence[str]) -> Floats:
    """Stands in for the sentence vectors: the same words, the same numbers."""
    rows = [np.zeros(384, dtype=np.float32) for _ in texts]
    for row, text in zip(rows, texts, strict=True):
        for word in text.lower().split():
            row[zlib.crc32(word.encode()) % 384] += 1
        row /= max(float(np.linalg.norm(row)), 1.0)
    return np.array(rows, dtype=np.float32).reshape(len(texts), 384)
