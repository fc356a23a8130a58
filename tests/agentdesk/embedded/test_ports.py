import argparse
import os
import socket

import pytest

from agentdesk.embedded.ports import any_free_port, first_free_port, is_free, own_addresses, port_number
from agentdesk.embedded.refusals import CannotStart


def test_a_taken_port_gives_way_to_the_next_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not is_free(port)
        assert first_free_port(port) > port or port > 65_000


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0", "localhost"])
def test_a_host_of_this_machine_can_be_listened_on(host: str) -> None:
    port = any_free_port()
    assert first_free_port(port, host) >= port


@pytest.mark.skipif(not socket.has_ipv6 or not os.path.exists("/proc/net/if_inet6"), reason="no IPv6 here")
def test_all_addresses_of_both_families_can_be_listened_on() -> None:
    assert is_free(any_free_port(), "::")


@pytest.mark.parametrize("host", ["203.0.113.9", "nobody.invalid"])
def test_a_host_of_another_machine_is_refused_in_one_sentence(host: str) -> None:
    with pytest.raises(CannotStart, match=f"{host} is no address of this machine") as refusal:
        first_free_port(8000, host)
    assert "--host" in refusal.value.way_out


def test_a_port_of_the_system_is_refused_to_a_plain_user(monkeypatch: pytest.MonkeyPatch) -> None:
    class Guarded(socket.socket):
        def bind(self, address: object) -> None:
            raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket, "socket", Guarded)
    with pytest.raises(CannotStart, match="may not listen on port 80"):
        is_free(80)


@pytest.mark.parametrize("word", ["0", "65536", "-1", "http", ""])
def test_what_is_no_port_is_refused(word: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="not a port"):
        port_number(word)


def test_a_port_is_read() -> None:
    assert port_number("9000") == 9000


def test_a_machine_knows_its_name_and_its_loopback() -> None:
    assert {socket.gethostname().lower(), "127.0.0.1"} <= set(own_addresses())
