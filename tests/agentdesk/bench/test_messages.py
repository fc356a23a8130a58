"""Which message goes where: chats that are under way, and between them those that open one."""

from collections import Counter
from itertools import pairwise

import pytest

from agentdesk.bench.desk import Conversation
from agentdesk.bench.measure import OPENING, TOPICS, messages_for


def chats(count: int, name: str) -> list[Conversation]:
    return [Conversation(f"{name}{number}", "", number, number, "") for number in range(count)]


@pytest.mark.parametrize("count", [20, 50, 205, 400])
def test_one_message_in_ten_opens_a_chat_and_the_others_take_turns(count: int) -> None:
    fresh = chats(count // OPENING, "fresh")
    messages = messages_for(chats(10, "old"), fresh, count)
    written = Counter(message.conversation.id for message in messages)
    opening = [place for place, message in enumerate(messages) if message.conversation in fresh]
    assert len(messages) == count
    assert [written[chat.id] for chat in fresh] == [1] * len(fresh)
    assert all(OPENING <= later - place <= OPENING + 1 for place, later in pairwise(opening))
    of_old = [times for name, times in written.items() if name.startswith("old")]
    assert max(of_old) - min(of_old) <= 1
    assert len({message.text for message in messages}) == count


def test_a_chat_begins_with_its_topic_and_goes_on_after_it_has_begun() -> None:
    begun = messages_for(chats(5, "old"), [], 5)
    assert [message.text.split(" ", 1)[1] for message in begun] == [topic[0] for topic in TOPICS]
    later = messages_for(chats(5, "old"), chats(1, "fresh"), 10)
    said = {message.conversation.id: message.text.split(" ", 1)[1] for message in reversed(later)}
    assert said["fresh0"] == TOPICS[0][0]
    assert [said[f"old{place}"] for place in range(5)] == [topic[1] for topic in TOPICS]
