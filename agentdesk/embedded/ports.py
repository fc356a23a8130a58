"""Which ports are free on this machine."""

import socket


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """True when a server could listen on the port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def any_free_port() -> int:
    """A port that the system just called free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def first_free_port(wanted: int, host: str = "127.0.0.1", tries: int = 100) -> int:
    """The wanted port, or the next free one above it."""
    for port in range(wanted, min(wanted + tries, 65536)):
        if is_free(port, host):
            return port
    return any_free_port()
