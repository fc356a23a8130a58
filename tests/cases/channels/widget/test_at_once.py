"""One visitor with two windows, on real connections."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from django.db import connection

from cases.channels.widget.actions import Introduction, leave_conversation, new_visitor, open_conversation
from cases.channels.widget.models import WidgetConversation, WidgetSite
from cases.events.actors import SYSTEM
from cases.interactions.models import Interaction

pytestmark = pytest.mark.django_db(transaction=True)
WINDOWS = 4


@pytest.mark.parametrize("is_known", [False, True])
def test_windows_that_open_at_the_same_moment_share_one_conversation(
    site: WidgetSite, at: datetime, is_known: bool
) -> None:
    visitor, together = new_visitor(site), Barrier(WINDOWS)

    def opened() -> WidgetConversation:
        return open_conversation(site=site, visitor=visitor, introduction=Introduction(), at=at)

    def in_a_window() -> object:
        try:
            together.wait(10)
            return opened().pk
        finally:
            connection.close()

    if is_known:
        leave_conversation(conversation=opened(), by=SYSTEM, at=at)
    with ThreadPoolExecutor(WINDOWS) as pool:
        found = {window.result() for window in [pool.submit(in_a_window) for _ in range(WINDOWS)]}
    assert len(found) == 1
    assert Interaction.objects.live().count() == 1
