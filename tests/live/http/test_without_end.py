"""What is sent without end, and all at once: neither costs more memory or time than the limits say."""

from __future__ import annotations

import asyncio
import socket

import pytest

from tests.live.http.test_connection import HOST, LAST, MOST, place, replies

CHUNKED = b"POST /a HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n"


ENDLESS = {
    "the name of a field": (b"POST /a HTTP/1.1\r\n", b"x" * 1000, 400),
    "a field": (b"POST /a HTTP/1.1\r\nX: ", b"x" * 1000, 400),
    "a path": (b"GET /", b"x" * 1000, 400),
    "empty lines": (b"", b"\r\n" * 500, 400),
    "what is said of a chunk": (CHUNKED + b"1;", b"x" * 1000, 413),
    "a field after the body": (CHUNKED + b"0\r\nX: ", b"x" * 1000, 413),
    "fields after the body": (CHUNKED + b"0\r\n", b"X: x\r\n" * 100, 413),
    "chunks": (CHUNKED, b"1\r\nx\r\n" * 100, 413),
}


@pytest.mark.parametrize("what", ENDLESS)
async def test_what_has_no_end_is_refused_after_a_few_kilobytes(what: str) -> None:
    beginning, more, status = ENDLESS[what]
    async with place() as here:
        reader, writer = await asyncio.open_connection("127.0.0.1", here.port)
        writer.write(beginning)
        replying = asyncio.create_task(reader.readuntil(b"\r\n\r\n"))
        sent = 0
        while not replying.done():
            assert sent < 20_000
            writer.write(more)
            await writer.drain()
            sent += len(more)
            await asyncio.wait([replying], timeout=0.01)
        assert (await replying).startswith(b"HTTP/1.1 %d " % status)
        assert here.requests == []
        writer.close()


async def test_each_byte_of_a_body_may_come_in_a_chunk_of_its_own() -> None:
    async with place() as here:
        got = await here.say(CHUNKED.replace(HOST, LAST) + b"1\r\nx\r\n" * MOST + b"0\r\n\r\n")
        assert replies(got) == [(200, b"x" * MOST)]


async def test_thousands_of_requests_sent_at_once_are_replied_to_and_few_are_read_ahead() -> None:
    async with place() as here:
        first = b"GET /wait HTTP/1.1\r\n" + HOST + b"\r\n"
        rest = b"".join(b"GET /%04d HTTP/1.1\r\n%b\r\n" % (i, LAST if i == 2999 else HOST) for i in range(3000))
        saying = asyncio.create_task(here.say(first + rest))
        await here.until(lambda: bool(here.gates))
        (connection,) = here.connections
        await here.until(lambda: len(connection._waiting or ()) >= 8)
        for _ in range(10):
            await asyncio.sleep(0)
        assert len(connection._waiting or ()) < 100
        here.gates[0].set()
        assert replies(await saying)[1:] == [(200, b"/%04d" % i) for i in range(3000)]


async def test_the_system_holds_little_for_who_reads_nothing() -> None:
    async with place() as here:
        reader, writer = await asyncio.open_connection("127.0.0.1", here.port)
        await here.until(lambda: bool(here.connections) and here.connections[0].transport is not None)
        (connection,) = here.connections
        assert connection.transport is not None
        held = connection.transport.get_extra_info("socket").getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF)
        assert 64 * 1024 <= held <= 128 * 1024
        assert not reader.at_eof()
        writer.close()
