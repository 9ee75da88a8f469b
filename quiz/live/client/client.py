"""The doors of a drill: for the host over a socket of this machine, for a learner over the network."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple, TypedDict, TypeVar
from urllib.parse import quote

import aiohttp

from quiz.live.client.address import Address
from quiz.live.client.door import BROKEN, Away, Door, DoorClosed, refuse, turn_away
from quiz.live.client.unreachable import unreachable
from quiz.live.protocol import (
    Answering,
    Command,
    Fault,
    HostView,
    Joining,
    LearnerView,
    Receipt,
    Room,
    Seat,
    Way,
)
from quiz.live.wire import read

T = TypeVar("T")

HELLO = 4.0
"""Seconds within which a stream begins; where it does not, something on the way holds it back."""

_POLL = 30.0
_DEATHS = 3
_DEATHS_WITHIN = 60.0

_GONE: Fault = {
    "code": "seat",
    "sentence": "Your seat is no longer yours here: the host sent you out, or you joined from elsewhere.",
}


class _Ping(TypedDict):
    nonce: str


class Missed(NamedTuple):
    """A file with what was missed, and the name that the server gives it."""

    name: str
    content: bytes


class HostDoor(Door):
    """The host's way to the server, which listens on a socket of this machine alone."""

    def __init__(self, socket: Path, secret: str, dice: random.Random | None = None) -> None:
        super().__init__("http://host", dice)
        self._socket = socket
        self._secret = secret

    def _connector(self) -> aiohttp.BaseConnector:
        return aiohttp.UnixConnector(path=str(self._socket))

    def _headers(self) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {self._secret}", "X-Quiz": "1"}

    async def views(self) -> AsyncIterator[HostView | Away]:
        """What there is to show, as it changes, and `Away` each time the server stops answering; without an end.

        DoorClosed where the server does not take this host.
        """
        last, tries = "", 0
        while True:
            is_dead = False
            try:
                async with aclosing(self.stream("/host/events", last)) as events:  # type: ignore[type-var]
                    async for event in events:
                        view = read(event.data, HostView) if event.kind == "message" else None
                        if view is not None:
                            last, tries = event.id, 0
                            yield view
            except BROKEN as error:
                is_dead = _is_of_none(error)
            yield Away(is_dead)
            await self.pause(tries)
            tries += 1

    async def command(self, command: Command) -> Fault | None:
        """Has the server do it; the fault where it does not. It is not tried again: the host sees what is the case."""
        try:
            status, content = await self.ask("POST", "/host/command", command)
            return None if status == HTTPStatus.OK else read(content, Fault)
        except BROKEN:
            return {"code": "away", "sentence": "The server does not answer. Try again when it is back."}


class LearnerDoor(Door):
    """A learner's way to the drill at an address."""

    def __init__(self, address: Address, dice: random.Random | None = None, seat: Seat | None = None) -> None:
        super().__init__(address.base, dice)
        self.address = address
        self.seat = seat
        self._deaths: deque[float] = deque(maxlen=_DEATHS)
        self._polls = False
        self._epoch = ""
        self._pongs: set[asyncio.Task[None]] = set()

    def _connector(self) -> aiohttp.BaseConnector:
        if self.address.fingerprint:
            return aiohttp.TCPConnector(ssl=aiohttp.Fingerprint(self.address.fingerprint))
        return aiohttp.TCPConnector()

    def _headers(self) -> Mapping[str, str]:
        bearer = {"Authorization": f"Bearer {self.seat['seat']}"} if self.seat else {}
        return {"X-Quiz": "1", **bearer}

    async def room(self) -> Room:
        """What is said of the drill before joining; DoorClosed where there is none, or nothing answers."""
        way: Way = {"code": self.address.code, "token": self.address.token}
        return await self._once("POST", "/api/room", way, Room)

    async def is_seated(self) -> bool:
        """Whether the seat of this door is one still; DoorClosed where that cannot be told."""
        try:
            status, content = await self.ask("GET", "/api/poll?after=-1")
        except BROKEN as error:
            raise DoorClosed(unreachable(self.address, error)) from error
        if status in {HTTPStatus.OK, HTTPStatus.UNAUTHORIZED}:
            return status == HTTPStatus.OK
        return refuse(status, content)

    async def join(self, joining: Joining) -> Seat:
        """Takes a seat, which this door has from then on; DoorClosed with the reason where there is none."""
        seat = await self._once("POST", "/api/join", joining, Seat)
        self.seat = seat
        return seat

    async def open_own(self, place: int) -> LearnerView:
        """Opens a question in a drill at one's own pace; DoorClosed with the reason where it cannot be opened."""
        return await self._once("POST", "/api/own", {"place": place}, LearnerView)

    async def missed(self) -> Missed:
        """The file with what this learner missed; DoorClosed with the reason where there is none."""
        try:
            status, content, name = await self.ask_for_file("GET", "/api/missed")
            return Missed(name, content) if status == HTTPStatus.OK else refuse(status, content)
        except BROKEN as error:
            raise DoorClosed(unreachable(self.address, error)) from error

    async def leave(self) -> None:
        """Gives the seat up on this device, as far as the server can be told."""
        try:
            await self.ask("POST", "/api/leave", {})
        except BROKEN:
            return

    async def answer(self, answering: Answering) -> Receipt:
        """Sends the answer until a receipt for it is here, however long that takes.

        It has the same key each time, so that it counts once. DoorClosed where the server takes no answer of this seat.
        """
        tries = 0
        while True:
            try:
                status, content = await self.ask("POST", "/api/answer", answering)
                if status in {HTTPStatus.OK, HTTPStatus.CONFLICT}:
                    receipt = read(content, Receipt)
                    if _is_for(receipt, answering):
                        return receipt
                elif status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.BAD_REQUEST}:
                    refuse(status, content)
            except BROKEN:
                pass
            await self.pause(tries)
            tries += 1

    async def views(self) -> AsyncIterator[LearnerView | Away]:
        """What there is to show, as it changes, and `Away` each time the server stops answering; without an end.

        It comes as a stream, or by asking again and again where streams do not get through. DoorClosed where the seat
        is no longer this client's.
        """
        last, tries = "", 0
        while True:
            has_view = False
            try:
                async with aclosing(self._polled(last) if self._polls else self._streamed(last)) as views:  # type: ignore[type-var]
                    async for view in views:
                        last, tries, has_view = str(view["seq"]), 0, True
                        self._epoch = view["epoch"]
                        yield view
            except DoorClosed as closed:
                raise DoorClosed(_GONE) if last and closed.code == _GONE["code"] else closed from None
            except BROKEN:
                pass
            self._note_death(is_mute=not has_view)
            yield Away()
            await self.pause(tries)
            tries += 1

    def _note_death(self, *, is_mute: bool) -> None:
        """Asks instead of listening where streams do not begin, or keep dying."""
        now = asyncio.get_running_loop().time()
        self._deaths.append(now)
        keeps_dying = len(self._deaths) == _DEATHS and now - self._deaths[0] < _DEATHS_WITHIN
        # Where polls fail too the server is away, and streams are as good.
        self._polls = not self._polls and (keeps_dying or is_mute)

    async def _streamed(self, last: str) -> AsyncIterator[LearnerView]:
        async with aclosing(self.stream("/api/events", last)) as events:  # type: ignore[type-var]
            limit: float | None = HELLO
            while True:
                async with asyncio.timeout(limit):
                    event = await anext(events, None)
                if event is None:
                    return
                if event.kind == "ping":
                    self._answer_ping(event.data)
                elif event.kind == "message":
                    limit = None
                    yield read(event.data, LearnerView)

    async def _polled(self, last: str) -> AsyncIterator[LearnerView]:
        while True:
            status, content = await self.ask(
                "GET", f"/api/poll?after={last or -1}&epoch={quote(self._epoch)}", seconds=_POLL
            )
            if status == HTTPStatus.OK:
                view = read(content, LearnerView)
                last = str(view["seq"])
                yield view
            elif status != HTTPStatus.NO_CONTENT:
                turn_away(status, content)

    def _answer_ping(self, data: str) -> None:
        task = asyncio.create_task(self._pong(read(data, _Ping)))
        self._pongs.add(task)
        task.add_done_callback(self._pongs.discard)

    async def _pong(self, ping: _Ping) -> None:
        try:
            await self.ask("POST", "/api/pong", ping)
        except BROKEN:
            return

    async def _once(self, method: str, path: str, body: Any, shape: type[T]) -> T:
        try:
            status, content = await self.ask(method, path, body)
            return read(content, shape) if status == HTTPStatus.OK else refuse(status, content)
        except BROKEN as error:
            raise DoorClosed(unreachable(self.address, error)) from error


def _is_of_none(error: BaseException) -> bool:
    """Whether nobody listens on the socket of this machine: a server that is only busy has the connection wait."""
    return isinstance(error, aiohttp.ClientConnectorError) and isinstance(
        error.os_error, ConnectionRefusedError | FileNotFoundError
    )


def _is_for(receipt: Receipt, answering: Answering) -> bool:
    """Whether the receipt is of this place and round: one with another key tells of the answer that stands."""
    return (receipt["place"], receipt["round"]) == (answering["place"], answering["round"])
