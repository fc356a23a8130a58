"""One form for conversations, whatever their file looked like."""

from assist.registry.conversations import conversation_of, plan_of


def test_a_conversation_is_read_from_its_plain_form():
    row = {
        "id": 7,
        "tasks": ["returns"],
        "happy": True,
        "turns": [
            {"speaker": "customer", "text": "Hello"},
            {"speaker": "agent", "text": "Words of my own", "action": None, "typed": True},
            {"speaker": "tool", "text": "", "result": {"stock": 3}, "total": 3},
        ],
    }
    read = conversation_of(row)
    assert (read.id, read.customer, read.tasks) == ("7", "7", ("returns",))
    assert [(t.speaker, t.action, t.typed, t.total) for t in read.turns] == [
        ("customer", "", False, None), ("agent", "", True, None), ("tool", "", False, 3),
    ]  # fmt: skip


def test_a_plan_may_name_one_follower_or_several():
    plan = plan_of({"task": "t", "replies": {"a": "A?"}, "graph": {"a": "b", "b": ["c", "d"]}})
    assert plan.graph == {"a": ("b",), "b": ("c", "d")}
