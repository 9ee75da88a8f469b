"""A hall for a drill: its server on a free port, and the learners and the host who talk to it over real sockets."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import aiohttp

from quiz.core.drills.events import Answered, Created, Event
from quiz.core.drills.terms import DrillTerms
from quiz.core.questions import Question
from quiz.live.client.stream import EventStream, Sent
from quiz.live.log.embedded import EmbeddedLog, open_log
from quiz.live.server.server import Options, Server, serve
from tests.core.samples import choice, matching

QUESTIONS: tuple[Question, ...] = (
    replace(choice("a", "100"), why="Why of a.", cites=("Words to cite.",)),
    choice("b", "1100"),
    matching("c", ["x", "y"], ["z"]),
)
TERMS = DrillTerms(seconds=None, closes_when_all_answered=False)
LOCAL = Options(bind="127.0.0.1", port=0)


def created(terms: DrillTerms = TERMS, questions: Iterable[Question] = QUESTIONS, at: int = 1) -> Created:
    document = "# Part\n\nBefore. Words to cite. After.\n"
    return Created(at, "drill-1", "bank", "The Title", "en", (("t", "T"),), tuple(questions), document, 7, terms)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server said."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Learner:
    """Someone with a seat."""

    def __init__(self, hall: Hall, seat: dict[str, str]) -> None:
        self.hall = hall
        self.seat = seat["seat"]
        self.id = seat["learner"]
        self.name = seat["name"]
        self.headers = {"Authorization": f"Bearer {self.seat}"}

    async def answer(self, place: int, key: str, chosen: Iterable[int] = (), round: int = 1, **more: Any) -> Reply:
        said = {"place": place, "round": round, "chosen": list(chosen), "key": key, **more}
        return await self.hall.post("/api/answer", said, self.headers)

    async def poll(self, after: int = -1) -> Reply:
        return await self.hall.get(f"/api/poll?after={after}", self.headers)

    async def view(self) -> Any:
        return (await self.poll()).json

    @asynccontextmanager
    async def stream(self, last: str = "") -> AsyncIterator[AsyncIterator[Sent]]:
        headers = {**self.headers, **({"Last-Event-ID": last} if last else {})}
        async with self.hall.http.get(self.hall.url + "/api/events", headers=headers) as reply:
            assert reply.status == 200
            yield events_of(reply)


async def events_of(reply: aiohttp.ClientResponse) -> AsyncIterator[Sent]:
    """What the stream says but for its beats, which come whenever they are due."""
    stream = EventStream()
    async for piece in reply.content.iter_any():
        for event in stream.feed(piece):
            if event.kind != "beat":
                yield event


class Hall:
    """A server with what it serves from, and ways to it."""

    def __init__(self, server: Server, log: EmbeddedLog, stack: AsyncExitStack) -> None:
        self.server = server
        self.log = log
        self.url = server.url
        self.http = aiohttp.ClientSession(
            cookie_jar=aiohttp.DummyCookieJar(), connector=aiohttp.TCPConnector(limit=0, ssl=False)
        )
        connector = aiohttp.UnixConnector(str(server.host_socket))
        self.host = aiohttp.ClientSession(connector=connector)
        stack.push_async_callback(self.http.close)
        stack.push_async_callback(self.host.close)

    @property
    def code(self) -> str:
        """The code that opens the room now."""
        return self.server.code

    @property
    def token(self) -> str:
        """The token in the QR code now."""
        return self.server.place().token

    async def get(self, path: str, headers: dict[str, str] | None = None) -> Reply:
        async with self.http.get(self.url + path, headers=headers) as reply:
            return Reply(reply.status, await reply.read(), dict(reply.headers))

    async def post(self, path: str, value: object, headers: dict[str, str] | None = None) -> Reply:
        said = value if isinstance(value, bytes) else json.dumps(value).encode()
        async with self.http.post(self.url + path, data=said, headers={"X-Quiz": "1", **(headers or {})}) as reply:
            return Reply(reply.status, await reply.read(), dict(reply.headers))

    async def join(self, name: str, **more: str) -> Learner:
        reply = await self.post("/api/join", {"code": self.code, "name": name, **more})
        assert reply.status == 200, reply.body
        return Learner(self, reply.json)

    async def command(self, command: str, secret: str | None = None, **more: Any) -> Reply:
        headers = {"Authorization": f"Bearer {self.server.host_secret if secret is None else secret}"}
        said = {"command": command, **more}
        async with self.host.post("http://host/host/command", json=said, headers=headers) as reply:
            return Reply(reply.status, await reply.read())

    async def do(self, command: str, **more: Any) -> None:
        reply = await self.command(command, **more)
        assert reply.status == 200, reply.body

    @asynccontextmanager
    async def host_views(self) -> AsyncIterator[AsyncIterator[Any]]:
        headers = {"Authorization": f"Bearer {self.server.host_secret}"}
        async with self.host.get("http://host/host/events", headers=headers) as reply:
            assert reply.status == 200
            yield (json.loads(event.data) async for event in events_of(reply))

    async def host_view(self) -> Any:
        async with self.host_views() as views:
            return await anext(views)

    async def events(self) -> list[Event]:
        return [event for _, event in await self.log.read()]

    async def answers(self) -> list[Answered]:
        return [event for event in await self.events() if isinstance(event, Answered)]


@asynccontextmanager
async def hall_of(
    path: Path, terms: DrillTerms = TERMS, options: Options = LOCAL, questions: Iterable[Question] = QUESTIONS
) -> AsyncIterator[Hall]:
    """The drill in that file, made where there is none, and served while it lasts."""
    async with AsyncExitStack() as stack:
        log = open_log(path)
        stack.push_async_callback(log.close)
        if not await log.read():
            await log.append([created(terms, questions)])
        server = await serve(log, options)
        stack.push_async_callback(server.close)
        yield Hall(server, log, stack)
