"""HTTP over real sockets: what is replied to what, byte by byte, and what ends a connection."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import ClassVar

import pytest
from hypothesis import given, settings, strategies as st

from quiz.live.http.connection import HttpConnection
from quiz.live.http.messages import Reply, Request, head_of
from quiz.live.http.reading import Fault
from quiz.live.http.router import Router, Unroutable
from quiz.live.http.server import HttpServer

MOST = 100
HOST = b"Host: here\r\n"
LAST = HOST + b"Connection: close\r\n"


@dataclass
class Place:
    """A server that replies with what it was asked, and what came over its connections."""

    port: int
    requests: list[Request] = field(default_factory=list)
    gates: list[asyncio.Event] = field(default_factory=list)
    connections: list[HttpConnection] = field(default_factory=list)

    async def say(self, said: bytes) -> bytes:
        """What comes back, until the connection ends, for these bytes."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(said)
        async with asyncio.timeout(10):
            try:
                got = await reader.read()
            except ConnectionError:
                got = b""
        writer.close()
        return got

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Returns once it is so."""
        async with asyncio.timeout(10):
            while not is_so():  # noqa: ASYNC110 - what is waited for has no event
                await asyncio.sleep(0.001)


@asynccontextmanager
async def place(serve: Callable[[Request], Awaitable[Reply | None]] | None = None) -> AsyncIterator[Place]:
    made = Place(0)

    async def echo(request: Request) -> Reply | None:
        made.requests.append(request)
        if request.path == "/wait":
            made.gates.append(asyncio.Event())
            await made.gates[-1].wait()
        return Reply(200, request.body or request.path.encode(), "text/plain")

    http = HttpServer(
        serve or echo,
        lambda fault: Reply(fault.status, str(fault).encode(), "text/plain"),
        fields={"Server": "quiz"},
        longest_body=MOST,
        admit=made.connections.append,
    )
    listener = await asyncio.get_running_loop().create_server(http.connection, "127.0.0.1", 0)
    sweeping = asyncio.create_task(http.sweep())
    made.port = listener.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        sweeping.cancel()
        listener.close()
        await http.close(0.1)


def replies(got: bytes) -> list[tuple[int, bytes]]:
    """Status and body of each reply in the bytes."""
    found = []
    while got:
        head, _, rest = got.partition(b"\r\n\r\n")
        length = re.search(rb"Content-Length: (\d+)", head)
        size = int(length.group(1)) if length else 0
        found.append((int(head[9:12]), rest[:size]))
        got = rest[size:]
    return found


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (b"GET /a HTTP/1.1\r\n" + LAST + b"\r\n", [(200, b"/a")]),
        (b"GET /a%20b?c=d HTTP/1.1\r\n" + LAST + b"\r\n", [(200, b"/a b")]),
        (b"GET http://here/a HTTP/1.1\r\n" + LAST + b"\r\n", [(200, b"/a")]),
        (b"POST /a HTTP/1.1\r\n" + LAST + b"Content-Length: 3\r\n\r\nabc", [(200, b"abc")]),
        (
            b"POST /a HTTP/1.1\r\n" + LAST + b"Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n",
            [(200, b"abc")],
        ),
        (b"GET /a HTTP/1.0\r\n\r\n", [(200, b"/a")]),
        # One after the other over one connection, all sent at once.
        (
            b"".join(b"GET /%d HTTP/1.1\r\n%b\r\n" % (i, LAST if i == 29 else HOST) for i in range(30)),
            [(200, b"/%d" % i) for i in range(30)],
        ),
        # A client that asks for another protocol is answered in this one.
        (b"GET /a HTTP/1.1\r\n" + HOST + b"Upgrade: h2c\r\nConnection: Upgrade\r\n\r\n", [(200, b"/a")]),
        # What can be understood in two ways is not understood.
        (
            b"POST /a HTTP/1.1\r\n" + LAST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            [(400, None)],
        ),
        (b"POST /a HTTP/1.1\r\n" + LAST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", [(400, None)]),
        (b"GET /a HTTP/1.1\r\n" + LAST + b"Host: there\r\n\r\n", [(400, None)]),
        (b"GET /a HTTP/1.1\r\n" + LAST + b"Authorization: a\r\nAuthorization: b\r\n\r\n", [(400, None)]),
        (b"GET /a HTTP/1.1\r\n" + LAST + b" folded: x\r\n\r\n", [(400, None)]),
        (b"GET /a HTTP/1.1\r\n" + LAST + b"Bad Name: x\r\n\r\n", [(400, None)]),
        (b"GET /a HTTP/1.1\nHost: here\n\n", [(400, None)]),
        (b"POST /a HTTP/1.1\r\n" + LAST + b"Content-Length: -1\r\n\r\n", [(400, None)]),
        (b"POST /a HTTP/1.1\r\n" + LAST + b"Content-Length: 99999999999999999999\r\n\r\n", [(400, None)]),
        (b"GET a HTTP/1.1\r\n" + LAST + b"\r\n", [(400, None)]),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", [(400, None)]),
        (b"nonsense\r\n\r\n", [(400, None)]),
        # What is too large is refused: a path, a field, many fields, a body with and without its length.
        (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n" + LAST + b"\r\n", [(400, None)]),
        (b"GET /a HTTP/1.1\r\n" + LAST + b"X: " + b"x" * 5000 + b"\r\n\r\n", [(400, None)]),
        (b"GET /a HTTP/1.1\r\n" + b"".join(b"X-%d: x\r\n" % i for i in range(70)) + b"\r\n", [(400, None)]),
        (b"GET /a HTTP/1.1\r\n" + LAST + b"X: " + b"x" * 20_000, [(400, None)]),
        (b"POST /a HTTP/1.1\r\n" + LAST + b"Content-Length: 101\r\n\r\n", [(413, None)]),
        (b"POST /a HTTP/1.1\r\n" + LAST + b"Transfer-Encoding: chunked\r\n\r\nc8\r\n" + b"x" * 200, [(413, None)]),
        (b"POST /a HTTP/1.1\r\n" + LAST + b"Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc", [(413, None)]),
    ],
)
async def test_each_request_has_its_reply(said: bytes, expected: list[tuple[int, bytes | None]]) -> None:
    async with place() as here:
        got = replies(await here.say(said))
        assert [status for status, _ in got] == [status for status, _ in expected]
        for (_, body), (_, wanted) in zip(got, expected, strict=True):
            assert wanted is None or body == wanted


async def test_a_request_may_come_byte_by_byte() -> None:
    said = b"POST /a HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\n\r\nabc"
    async with place() as here:
        reader, writer = await asyncio.open_connection("127.0.0.1", here.port)
        for i in range(len(said)):
            writer.write(said[i : i + 1])
            await writer.drain()
            await asyncio.sleep(0)
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 OK\r\n")
        assert await reader.readexactly(3) == b"abc"
        writer.close()


async def test_a_head_has_no_body_of_its_own() -> None:
    async with place() as here:
        got = await here.say(b"HEAD /abc HTTP/1.1\r\n" + LAST + b"\r\n")
        assert b"Content-Length: 4\r\n" in got
        assert got.endswith(b"\r\n\r\n")


async def test_a_body_that_waits_to_be_wanted_is_asked_for() -> None:
    async with place() as here:
        reader, writer = await asyncio.open_connection("127.0.0.1", here.port)
        writer.write(b"POST /a HTTP/1.1\r\n" + HOST + b"Expect: 100-continue\r\nContent-Length: 3\r\n\r\n")
        assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
        writer.write(b"abc")
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")
        writer.close()


async def test_who_has_gone_is_waited_for_no_longer() -> None:
    async with place() as here:
        _, writer = await asyncio.open_connection("127.0.0.1", here.port)
        writer.write(b"GET /wait HTTP/1.1\r\n" + HOST + b"\r\n")
        await here.until(lambda: bool(here.gates))
        (connection,) = here.connections
        task = connection._task
        assert task
        writer.transport.abort()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_requests_are_replied_to_in_their_order() -> None:
    async with place() as here:
        said = b"GET /wait HTTP/1.1\r\n" + HOST + b"\r\nGET /b HTTP/1.1\r\n" + LAST + b"\r\n"
        saying = asyncio.create_task(here.say(said))
        await here.until(lambda: bool(here.gates))
        assert [request.path for request in here.requests] == ["/wait"]
        here.gates[0].set()
        assert replies(await saying) == [(200, b"/wait"), (200, b"/b")]


async def test_a_client_that_reads_nothing_is_not_given_more_and_then_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.live.http.connection.DEADLINE", 0.1)
    served = 0

    async def much(_: Request) -> Reply:
        nonlocal served
        served += 1
        return Reply(200, b"x" * 4_000_000)

    async with place(much) as here:
        reader, writer = await asyncio.open_connection("127.0.0.1", here.port, limit=1)
        writer.write((b"GET /a HTTP/1.1\r\n" + HOST + b"\r\n") * 100)
        await here.until(lambda: bool(here.connections) and here.connections[0].transport is None)
        assert served < 5
        assert not reader.at_eof()
        writer.close()


@pytest.mark.parametrize("said", [b"", b"GET /a HT", b"POST /a HTTP/1.1\r\n" + HOST + b"Content-Length: 9\r\n\r\nab"])
async def test_what_does_not_come_in_time_ends_the_connection(said: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.live.http.connection.DEADLINE", 0.1)
    async with place() as here:
        got = replies(await here.say(said))
        assert [status for status, _ in got] == ([408] if said else [])
        assert here.requests == []


class Owner:
    fields: ClassVar[dict[str, str]] = {}
    lines = ""
    longest_body = MOST

    def admit(self, connection: HttpConnection) -> None: ...
    def forget(self, connection: HttpConnection) -> None: ...

    async def serve(self, _request: Request) -> Reply | None:
        return Reply()

    def fault(self, fault: Fault) -> Reply:
        return Reply(fault.status)


class Wire(asyncio.Transport):
    def __init__(self) -> None:
        super().__init__()
        self.written: list[bytes] = []

    def write(self, data: object) -> None:
        assert isinstance(data, bytes)
        self.written.append(data)

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None: ...
    def can_write_eof(self) -> bool:
        return True

    def write_eof(self) -> None: ...
    def close(self) -> None: ...
    def pause_reading(self) -> None: ...
    def resume_reading(self) -> None: ...
    def is_closing(self) -> bool:
        return False


@settings(max_examples=300, deadline=None)
@given(st.lists(st.binary(max_size=60) | st.sampled_from([b"GET / HTTP/1.1\r\n", HOST, b"\r\n", b"0\r\n"]), max_size=8))
def test_no_bytes_raise(pieces: list[bytes]) -> None:
    async def feed() -> None:
        connection, wire = HttpConnection(Owner()), Wire()
        connection.connection_made(wire)
        for piece in pieces:
            connection.data_received(piece)
            await asyncio.sleep(0)
        connection.connection_lost(None)
        assert all(written.startswith((b"HTTP/1.1 200", b"HTTP/1.1 400", b"HTTP/1.1 413")) for written in wire.written)

    asyncio.run(feed())


@pytest.mark.parametrize("value", ["a\r\nX: y", "a\nX: y", "a\0b"])
def test_a_value_is_one_line(value: str) -> None:
    head = head_of(200, "", {"A": value}, 0)
    assert head.count(b"\r\n") == 4
    assert b"\0" not in head


@pytest.mark.parametrize(
    ("method", "path", "found"),
    [
        ("GET", "/", ("root", ())),
        ("HEAD", "/", ("root", ())),
        ("GET", "/abc", ("code", ("abc",))),
        ("GET", "/web/a.js", ("part", ("a.js",))),
        ("POST", "/", (405, "GET")),
        ("GET", "/web/", (404, "")),
        ("GET", "/web/a/b", (404, "")),
        ("GET", "//", (404, "")),
        ("GET", "", (404, "")),
    ],
)
def test_a_path_leads_to_its_handler(method: str, path: str, found: tuple[object, object]) -> None:
    router = Router()
    names: dict[object, str] = {}
    for route, name in (("/", "root"), ("/*", "code"), ("/web/*", "part")):

        async def handler(_request: Request) -> Reply:
            return Reply()

        router.add("GET", route, handler)
        names[handler] = name
    request = Request(method, path, "", {}, b"", HttpConnection.__new__(HttpConnection))
    assert routed(router, names, request) == found


def routed(router: Router, names: dict[object, str], request: Request) -> tuple[object, object]:
    try:
        return names[router.handler(request)], request.parts
    except Unroutable as error:
        return error.status, error.allowed
