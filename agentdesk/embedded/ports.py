"""Which ports are free on this machine."""

import argparse
import errno
import socket
from typing import Any

import psutil

from agentdesk.embedded.refusals import CannotStart


def port_number(word: str) -> int:
    """A port of the command line, for argparse."""
    if word.isdecimal() and 1 <= int(word) <= 65535:
        return int(word)
    raise argparse.ArgumentTypeError(f"{word} is not a port: 1 to 65535")


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """True when a server could listen there now. Raises CannotStart when it never could."""
    family, address = _address(host, port)
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise _never(port, host, error) from None
        return True


def _address(host: str, port: int) -> tuple[socket.AddressFamily, Any]:
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise _never(port, host, error) from None
    return family, address


def _never(port: int, host: str, error: OSError) -> CannotStart:
    if error.errno == errno.EACCES:
        fact = f"This user may not listen on port {port}."
        return CannotStart(fact, "Choose one from 1024 on with --port, and put a proxy in front.")
    fact = f"{host} is no address of this machine."
    return CannotStart(fact, "Name one of its own with --host; 0.0.0.0 stands for all of them.")


def own_addresses() -> list[str]:
    """This machine's name and addresses, as they stand in a URL."""
    found = [address for addresses in psutil.net_if_addrs().values() for address in addresses]
    four = [one.address for one in found if one.family == socket.AF_INET]
    six = [f"[{one.address}]" for one in found if one.family == socket.AF_INET6 and "%" not in one.address]
    return [socket.gethostname().lower(), *four, *six]


def any_free_port() -> int:
    """A port that the system just called free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def first_free_port(wanted: int, host: str = "127.0.0.1", tries: int = 100) -> int:
    """The wanted port, or the next free one above it. Raises CannotStart when the host or the port can never serve."""
    for port in range(wanted, min(wanted + tries, 65536)):
        if is_free(port, host):
            return port
    return any_free_port()
