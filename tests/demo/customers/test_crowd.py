import asyncio
import random
from typing import Any

import httpx
import pytest

from agentdesk.demo.customers.crowd import Crowd, Pace
from agentdesk.demo.customers.scripts import Persona, Script, Silence
from agentdesk.demo.customers.visitor import ChatVisitor
from cases.channels.widget.actions import set_up_site
from cases.interactions.models import Interaction, Turn
from cases.routing.models import Queue
from tests.keys import forget_keys

QUICK = Script(
    "quick",
    Persona("Maya Lindqvist", "maya@example.com"),
    ("Hello", "Anyone?"),
    silence=(Silence(30, ("Bye",), True),),
)


def crowd(http: Any, **pace: Any) -> Crowd:
    return Crowd(http, "fjordlight", [QUICK], random.Random(1), Pace(**pace))


@pytest.mark.django_db(transaction=True)
def test_customers_write_over_the_public_interface_and_leave(live_server: Any, queue: Queue) -> None:
    forget_keys()
    set_up_site(key="fjordlight", name="Fjordlight", allowed_origins=["self"], queue=queue)

    async def run() -> None:
        async with httpx.AsyncClient(base_url=live_server.url, timeout=10) as http:
            await crowd(http, hurry=60, every=(10, 10)).run(limit=2)

    asyncio.run(run())
    assert list(Interaction.objects.values_list("state", flat=True)) == ["closed", "closed"]
    assert list(
        Turn.objects.filter(interaction=Interaction.objects.first()).values_list("text", flat=True)
    ) == [
        "Hello",
        "Anyone?",
        "Bye",
    ]


def test_nobody_new_comes_while_enough_wait_for_a_person() -> None:
    full = crowd(None, most=5, waiting=2)
    visitors = [
        ChatVisitor(None, "x", state={"answers": answers}) for answers in ("waiting", "ai", "waiting")
    ]  # type: ignore[arg-type]
    full.talking = dict(enumerate(visitors[:2]))  # type: ignore[arg-type]
    assert full.has_room()
    full.talking = dict(enumerate(visitors))  # type: ignore[arg-type]
    assert not full.has_room()


def test_only_so_many_talk_at_a_time() -> None:
    full = crowd(None, most=1)
    full.talking = {0: ChatVisitor(None, "x")}  # type: ignore[dict-item, arg-type]
    assert not full.has_room()
