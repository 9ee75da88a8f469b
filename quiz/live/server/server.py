"""The server of a drill: its log, the door to the network for learners, and the door on this machine for the host."""

from __future__ import annotations

import asyncio
import logging
import resource
import secrets
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import SystemRandom
from typing import Any

from quiz.core.drills.events import Created
from quiz.live.host_key import socket_for
from quiz.live.http.router import Router
from quiz.live.http.server import HttpServer
from quiz.live.log.embedded import EmbeddedLog
from quiz.live.server.clock import Clock
from quiz.live.server.closing import made_up
from quiz.live.server.door import Door
from quiz.live.server.gate import Gate
from quiz.live.server.host_door import LEADERBOARD, HostRoutes
from quiz.live.server.host_views import Place
from quiz.live.server.hub import Hub
from quiz.live.server.manners import HEADERS, MOST_BYTES, Serve, fault_of, in_sentences, manners
from quiz.live.server.pages import FOLDER, parts_in
from quiz.live.server.places import PORT, hosts_of, listening, names_in, private_address, shown_address
from quiz.live.server.room import Lobby
from quiz.live.server.routes import Routes
from quiz.live.server.seats import Seats
from quiz.live.server.timekeeper import ALIVE, Timekeeper
from quiz.live.server.tls import Tls

_AT_ONCE = 32
"""How many are accepted before what came over others is looked at: whoever is in already answers meanwhile."""

_HANDSHAKE = 5.0
_SHUTDOWN = 1.0
_SECRET_BYTES = 32

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Options:
    """How a drill is served. `bind` is an address of this machine, its own in the network where it is empty.

    `port` None takes the usual one, or any that is free, and 0 any that is free; a drill that is taken up again has
    the same where it can. `names` are further names by which learners may reach it, as behind a proxy. `asks_number`
    has them type two digits that the wall shows.
    """

    bind: str = ""
    port: int | None = None
    names: tuple[str, ...] = ()
    asks_number: bool = False
    tls: Callable[[frozenset[str]], Tls] | None = None
    web: Path = FOLDER


class Server:
    """A running server: where it is reached, and how it ends.

    `place` says where and with what the drill can be joined now: each time it is locked, with something else.
    """

    def __init__(self, url: str, place: Callable[[], Place], host_socket: Path, host_secret: str, hub: Hub) -> None:
        self.url = url
        self.place = place
        self.host_socket = host_socket
        self.host_secret = host_secret
        self.hub = hub
        self.stopping = asyncio.Event()
        self._closing: list[Callable[[], Coroutine[Any, Any, object]]] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._turns: list[Callable[[], None]] = []

    @property
    def code(self) -> str:
        """The code that opens the room now."""
        return self.place().code

    def at_turn(self, step: Callable[[], None]) -> None:
        """Has the step done each time that the room was locked or unlocked."""
        self._turns.append(step)

    def turn(self) -> None:
        """The room was locked or unlocked."""
        for step in self._turns:
            step()

    def at_close(self, step: Callable[[], Coroutine[Any, Any, object]]) -> None:
        """Has the step done at the end, before those named earlier."""
        self._closing.append(step)

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Does the work until the server ends, which it does too where the work fails."""
        task = asyncio.create_task(work)
        task.add_done_callback(self._note_end)
        self._tasks.append(task)

    def _note_end(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()):
            _logger.error("The server ends: %s", error, exc_info=error)
            self.stopping.set()

    async def close(self) -> None:
        """Ends the connections and then the log, in which all that was acknowledged is."""
        self.hub.listeners.close_all()
        for step in reversed(self._closing):
            await step()
        for task in self._tasks:
            task.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await task


async def serve(log: EmbeddedLog, options: Options | None = None) -> Server:
    """The drill of the log, served from now on; where a question was open, the class gets the time back.

    The log stays the caller's to close, after the server. QuizError with a sentence where it cannot be served.
    """
    options = options or Options()
    address = options.bind or private_address()
    # A server that takes up a drill is where its class looks for it, and has it wait while the log is replayed.
    usual = int(log.kept("port") or (PORT if options.port is None else 0))
    socket = listening(address, options.port or None, usual)
    try:
        return await _serve(log, options, address, socket)
    except BaseException:
        socket.close()
        raise


async def _serve(log: EmbeddedLog, options: Options, address: str, socket: Any) -> Server:
    """The drill of the log, served on the socket that listens at the address."""
    files = _more_files()
    port = socket.getsockname()[1]
    hosts = hosts_of(address, port, options.names)
    tls = options.tls(names_in(hosts)) if options.tls else None
    scheme = "https" if tls else "http"
    url = f"{scheme}://{shown_address(address)}:{port}"
    hub = await _hub(log)
    if log.kept("port") != str(port):
        await log.keep("port", str(port))
    door = Door(
        bytes.fromhex(await _kept(log, "door", _new_secret)),
        bytes.fromhex(await _kept(log, "number", _new_secret)) if options.asks_number else b"",
    )
    seats = Seats(bytes.fromhex(await _kept(log, "seats", _new_secret)), hub.drill.created.id)
    secret = await _kept(log, "host", _new_secret)
    bases = url, *(f"{'https' if name.endswith(':443') else scheme}://{name}" for name in options.names)
    server = Server(url, partial(_place, bases, tls, door, hub), socket_for(log.path), secret, hub)
    lobby = Lobby(hub, seats, door, SystemRandom(), server.turn)
    keeper = Timekeeper(hub, log.keep, lambda: door.number(hub.clock.now()))
    server.run(hub.follow())
    await _make_up(hub, log)
    server.run(keeper.close_in_time())
    server.run(keeper.beat())
    gate = Gate(files)
    router = Router()
    Routes(hub, lobby, gate, parts_in(options.web), is_secure=tls is not None).add_to(router)
    await _open_network_door(server, manners(router, hosts, scheme), gate, socket, tls)
    routes = HostRoutes(hub, lobby, server.place, secret, server.turn, server.stopping.set, log.keep)
    await _open_host_door(server, routes)
    return server


def _place(bases: Iterable[str], tls: Tls | None, door: Door, hub: Hub) -> Place:
    code, token = door.way_in(hub.drill.locks)
    fingerprint = tls.fingerprint if tls and tls.is_self_signed else ""
    addresses = tuple(f"{base}/{code}" for base in bases)
    return Place(addresses, code, token, is_secure=tls is not None, fingerprint=fingerprint)


async def _hub(log: EmbeddedLog) -> Hub:
    seq, drill = await log.snapshot()
    _, latest = (await log.read(seq - 1))[-1]
    hub = Hub(log, seq, drill, Clock(not_before=latest.at + (not isinstance(latest, Created))))
    if wish := log.kept(LEADERBOARD):
        hub.shows_leaderboard = wish == "shown"
    return hub


async def _make_up(hub: Hub, log: EmbeddedLog) -> None:
    _, latest = (await log.read(hub.seq - 1))[-1]
    alive_at = max(int(log.kept(ALIVE) or 0), latest.at)
    if event := made_up(hub.drill, alive_at, hub.clock.now()):
        await hub.append(event)


async def _open_network_door(server: Server, serve: Serve, gate: Gate, socket: Any, tls: Tls | None) -> None:
    http = HttpServer(serve, fault_of, fields=HEADERS, longest_body=MOST_BYTES, admit=gate.admit, forget=gate.forget)
    listener = await asyncio.get_running_loop().create_server(
        http.connection,
        sock=socket,
        backlog=_AT_ONCE,
        ssl=tls.context if tls else None,
        ssl_handshake_timeout=_HANDSHAKE if tls else None,
    )
    _keep_open(server, http, listener)


async def _open_host_door(server: Server, routes: HostRoutes) -> None:
    router = Router()
    routes.add_to(router)
    http = HttpServer(in_sentences(router), fault_of, fields=HEADERS, longest_body=MOST_BYTES)
    server.host_socket.unlink(missing_ok=True)
    listener = await asyncio.get_running_loop().create_unix_server(http.connection, server.host_socket)

    async def remove() -> None:
        server.host_socket.unlink(missing_ok=True)
        with suppress(OSError):
            server.host_socket.parent.rmdir()

    server.at_close(remove)
    _keep_open(server, http, listener)


def _keep_open(server: Server, http: HttpServer, listener: asyncio.Server) -> None:
    """Keeps the door open until the server ends."""
    server.run(http.sweep())

    async def close() -> None:
        listener.close()
        await http.close(_SHUTDOWN)

    server.at_close(close)


async def _kept(log: EmbeddedLog, name: str, make: Callable[[], str]) -> str:
    """The text that the log keeps under that name, made where there is none yet."""
    known = log.kept(name)
    if known is None:
        known = make()
        await log.keep(name, known)
    return known


def _new_secret() -> str:
    return secrets.token_hex(_SECRET_BYTES)


def _more_files() -> int:
    """How many files this process may open, after asking for as many as the system gives."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        soft = hard
    return soft
