"""Where a server can be reached: the address to listen on, and the names by which requests may come."""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import socket
from collections.abc import Iterable

from quiz.errors import QuizError

PORT = 8765
"""The port that is tried first; where it is taken, any that is free."""

LOOPBACK = "127.0.0.1"

BACKLOG = 4096
"""How many connections wait in the system to be accepted."""

_LEFT_OUT = frozenset({"80", "443"})

_ANY = frozenset({"0.0.0.0", "::"})  # noqa: S104  named, not bound


def private_address() -> str:
    """The address of this machine in its network; the loopback where it is in none."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        # A datagram socket sends nothing when it is connected: the system only chooses the way.
        probe.connect(("192.0.2.1", 9))
        address: str = probe.getsockname()[0]
        if not ipaddress.ip_address(address).is_unspecified:
            return address
    return LOOPBACK


def listening(address: str, port: int | None, usual: int = PORT) -> socket.socket:
    """A socket that listens there; where no port is named on the usual one, or on any that is free.

    QuizError with a sentence where it cannot.
    """
    for each in (usual, 0) if port is None else (port,):
        try:
            return _listening(address, each)
        except OSError as error:
            if error.errno == errno.EADDRINUSE and port is None and each:
                continue
            raise QuizError(_sentence(address, each, error)) from error
    raise AssertionError("a free port is found or refused")


class _Listening(socket.socket):
    """A socket that has the system keep as many waiting as it may, whatever is asked for.

    asyncio asks for as many as it accepts at once; those of a class that come meanwhile would be turned away, and their
    systems try again only after seconds.
    """

    def listen(self, backlog: int = BACKLOG, /) -> None:
        super().listen(max(backlog, BACKLOG))


def _listening(address: str, port: int) -> socket.socket:
    family, kind, protocol, _, place = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
    made = _Listening(family, kind, protocol)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(place)
        made.listen()
        made.setblocking(False)
    except OSError:
        made.close()
        raise
    return made


def _sentence(address: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} of {address} is taken by another program. Choose another with --port."
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return f"{address} is no address of this machine. Name one of its own with --bind."
    return f"The server cannot listen on {address}, port {port}: {error.strerror or error}."


def hosts_of(address: str, port: int, further: Iterable[str] = ()) -> frozenset[str]:
    """What a request may name as its host: this machine, however it is called, at this port, and the further names.

    A page of another site that had its own name lead here would name that. Browsers leave out the ports that a scheme
    has of itself.
    """
    names = {address, LOOPBACK, "localhost", "::1"}
    with contextlib.suppress(OSError):
        name = socket.gethostname().lower()
        names |= {name, f"{name}.local"}
    if address in _ANY:
        names = {*names, private_address()} - _ANY
    placed = {f"[{name}]" if ":" in name else name for name in names}
    named = {*(f"{name}:{port}" for name in placed), *further}
    parts = (name.rpartition(":") for name in named)
    return frozenset({*named, *(host for host, _, port_there in parts if port_there in _LEFT_OUT)})


def names_in(hosts: Iterable[str]) -> frozenset[str]:
    """The hosts without their ports."""
    return frozenset(host if host.endswith("]") else host.rpartition(":")[0] or host for host in hosts)


def shown_address(address: str) -> str:
    """The address for people to type: that in the network where the server listens on all."""
    shown = private_address() if address in _ANY else address
    return f"[{shown}]" if ":" in shown else shown
