"""A way to the server of a drill, tried again while the server is away."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import TracebackType
from typing import NoReturn, Self

import aiohttp

from quiz.errors import QuizError
from quiz.live.client.stream import EventStream, Sent
from quiz.live.protocol import Fault
from quiz.live.wire import NotOfTheProtocol, read

SILENCE = 20.0
"""Seconds without a byte after which a stream, which has a heartbeat every 15 s, counts as dead."""

_REQUEST = 10.0
_SHORTEST, _LONGEST = 0.2, 2.0
"""Seconds between two tries, doubled each time."""

_MOST_BYTES = 8 * 1024 * 1024

BROKEN = (aiohttp.ClientError, TimeoutError, OSError, ValueError)
"""What is tried again: the network failed, or what came over it was no message."""


class DoorClosed(QuizError):  # noqa: N818  it names what is the case
    """The server takes this client no further; its text is the server's sentence, `code` its name for the case."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault["sentence"])
        self.code = fault["code"]


@dataclass(frozen=True, slots=True)
class Away:
    """The server does not answer, and is being tried again; `is_dead` where there is none any more."""

    is_dead: bool = False


class Door:
    """A way to a server that is tried again while it is away. `dice` spread the tries of a class over time."""

    def __init__(self, base: str, dice: random.Random | None = None) -> None:
        self._base = base
        self._dice = dice or random.Random()
        self._session: aiohttp.ClientSession | None = None

    def _connector(self) -> aiohttp.BaseConnector:
        raise NotImplementedError

    def _headers(self) -> Mapping[str, str]:
        raise NotImplementedError

    @property
    def _http(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=self._connector(), cookie_jar=aiohttp.DummyCookieJar(), trust_env=False
            )
        return self._session

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Ends the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def ask(
        self, method: str, path: str, body: object = None, seconds: float = _REQUEST
    ) -> tuple[HTTPStatus, bytes]:
        """The status and the content of the reply."""
        status, content, _ = await self.ask_for_file(method, path, body, seconds)
        return status, content

    async def ask_for_file(
        self, method: str, path: str, body: object = None, seconds: float = _REQUEST
    ) -> tuple[HTTPStatus, bytes, str]:
        """As `ask`, with the name that the server gives the content, empty where it gives none."""
        limit = aiohttp.ClientTimeout(total=seconds)
        async with self._http.request(
            method, self._base + path, json=body, headers=self._headers(), timeout=limit, allow_redirects=False
        ) as reply:
            named = reply.content_disposition
            return HTTPStatus(reply.status), await _content(reply), (named and named.filename) or ""

    async def stream(self, path: str, last: str) -> AsyncIterator[Sent]:
        """The events of one connection, until it breaks."""
        headers = {**self._headers(), "Accept": "text/event-stream"}
        if last:
            headers["Last-Event-ID"] = last
        limit = aiohttp.ClientTimeout(total=None, sock_connect=_REQUEST, sock_read=SILENCE)
        events = EventStream()
        async with self._http.get(self._base + path, headers=headers, timeout=limit, allow_redirects=False) as reply:
            if reply.status != HTTPStatus.OK:
                turn_away(HTTPStatus(reply.status), await _content(reply))
            async for piece in reply.content.iter_any():
                for event in events.feed(piece):
                    yield event

    async def pause(self, tries: int) -> None:
        longest = min(_SHORTEST * 2 ** min(tries, 10), _LONGEST)
        await asyncio.sleep(longest * self._dice.uniform(0.5, 1.0))


async def _content(reply: aiohttp.ClientResponse) -> bytes:
    """All that the reply says; ValueError where it is more than any of ours."""
    content = b""
    async for piece in reply.content.iter_any():
        content += piece
        if len(content) > _MOST_BYTES:
            raise ValueError("The reply is too long.")
    return content


def turn_away(status: HTTPStatus, content: bytes) -> NoReturn:
    """Raises ConnectionError where another try may go better, else DoorClosed."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise ConnectionError(status.phrase)
    refuse(status, content)


def refuse(status: HTTPStatus, content: bytes) -> NoReturn:
    """Raises DoorClosed with the server's sentence; ConnectionError where it is the server that fails."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise ConnectionError(status.phrase)
    try:
        fault = read(content, Fault)
    except NotOfTheProtocol:
        fault = {"code": "strange", "sentence": f"The server refuses it: {status.phrase}."}
    raise DoorClosed(fault)
