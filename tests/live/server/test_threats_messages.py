"""What attackers try, by the rows of the list of threats: messages from elsewhere, too large, broken or astray."""

from __future__ import annotations

import asyncio
import json
import os
import random
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import aiohttp
import pytest
from hypothesis import given, settings, strategies as st

from quiz.live.server.frames import Unreadable, answering_of, joining_of, nonce_of, place_of
from tests.live.hall import Hall, hall_of


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    async with hall_of(tmp_path / "drill-1.drill") as hall:
        yield hall


# 11


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "{url}"}, 200),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "https://127.0.0.1"}, 403),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1"}, 403),
        ({"X-Quiz": ""}, 403),
        ({"X-Quiz": "0"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
async def test_row_11_another_site_cannot_speak_for_a_learner(hall: Hall, headers: dict[str, str], status: int) -> None:
    said = {name: value.format(url=hall.url) for name, value in headers.items()}
    reply = await hall.post("/api/join", {"code": hall.code, "name": "Ann"}, said)
    assert reply.status == status
    if "X-Quiz" not in headers:
        assert (await hall.get("/", said)).status == (200 if "Sec-Fetch-Site" in headers else status)


async def test_row_11_replies_say_what_a_browser_may_do_with_them(hall: Hall) -> None:
    for path in ("/", f"/{hall.code}", "/web/nothing", "/api/poll", "/nothing/at/all"):
        headers = (await hall.get(path)).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store, no-transform"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Access-Control-Allow-Origin" not in headers
        assert "Content-Encoding" not in headers
    page = (await hall.get("/")).headers
    assert "script-src 'self';" in page["Content-Security-Policy"]
    assert "require-trusted-types-for 'script'" in page["Content-Security-Policy"]
    assert (page["X-Frame-Options"], page["Referrer-Policy"]) == ("DENY", "no-referrer")


# 13


async def test_row_13_what_is_too_large_is_refused_unread(hall: Hall) -> None:
    ann = await hall.join("Ann")
    large = await hall.post("/api/answer", b"x" * 2**20, ann.headers)
    assert large.status == 413

    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * 1024

    headers = {**ann.headers, "X-Quiz": "1"}
    try:
        async with hall.http.post(hall.url + "/api/answer", data=endless(), headers=headers) as reply:
            assert reply.status == 413
    except aiohttp.ClientError:
        pass  # the connection was ended while more was being sent
    assert (await ann.poll()).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Long": "x" * 10_000},
        {f"X-Many-{i}": "x" for i in range(200)},
        {"Content-Encoding": "deflate"},
        {"Content-Encoding": "gzip"},
    ],
)
async def test_row_13_heads_that_are_too_large_or_compressed_are_refused(hall: Hall, headers: dict[str, str]) -> None:
    reply = await hall.post("/api/join", {"code": hall.code, "name": "Ann"}, headers)
    assert reply.status in {400, 413}
    await hall.join("Ann")


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 4000,
        b'{"a":' * 800,
        b"null",
        b"[]",
        b'"x"',
        b"1e999",
        b"",
        b"\xff\xfe",
        b"{" + b" " * 4000,
        b'{"place":NaN}',
    ],
)
async def test_row_13_nested_and_broken_messages_are_refused(hall: Hall, body: bytes) -> None:
    ann = await hall.join("Ann")
    for path in ("/api/answer", "/api/own", "/api/pong", "/api/join"):
        assert (await hall.post(path, body, ann.headers)).status in {400, 413}
    assert (await ann.poll()).status == 200


# 14

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                sorted({"place", "round", "chosen", "matched", "certainty", "key", "code", "name", "team", "nonce"})
            )
            | st.text(max_size=5),
            inner,
            max_size=6,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300)
@given(st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
def test_row_14_any_bytes_are_a_message_or_unreadable(body: bytes) -> None:
    for read in (answering_of, joining_of, place_of, nonce_of):
        with suppress(Unreadable):
            read(body)


async def test_row_14_no_message_ends_the_server(hall: Hall) -> None:
    ann = await hall.join("Ann")
    await hall.do("open")
    dice = random.Random(1)
    fields = ["place", "round", "chosen", "matched", "certainty", "key", "name", "code", "token", "nonce"]
    values = [0, 1, -1, 2**70, "", "x", None, [], [0], [2**70], [None], {}, True, 1.5, "\ud800", "\0", "a" * 1500]
    for _ in range(300):
        said = {dice.choice(fields): dice.choice(values) for _ in range(dice.randrange(8))}
        body = json.dumps(said).encode() if dice.random() < 0.8 else os.urandom(dice.randrange(100))
        path = dice.choice(["/api/answer", "/api/own", "/api/pong", "/api/join", "/api/room", "/nothing"])
        assert (await hall.post(path, body, ann.headers)).status < 500
    for commanded in ({}, {"command": 1}, {"command": "open", "place": -5}, {"command": "grant", "extra_time": 1e308}):
        headers = {"Authorization": f"Bearer {hall.server.host_secret}"}
        async with hall.host.post("http://host/host/command", json=commanded, headers=headers) as reply:
            assert reply.status in {400, 409}
    assert (await ann.answer(0, "k", [0])).json["status"] == "accepted"


# 19


@pytest.mark.parametrize(
    "path",
    [
        "/web/../server.py",
        "/web/..%2fserver.py",
        "/web/%2e%2e/server.py",
        "/web/....//server.py",
        "/web//etc/passwd",
        "/web/%00",
        "/web/index.html/..",
        "/..%5cserver.py",
        "/api/room/..%2f..%2fetc%2fpasswd",
        "/web/" + "a" * 3000,
    ],
)
async def test_row_19_no_path_leads_out_of_the_page(hall: Hall, path: str) -> None:
    reader, writer = await asyncio.open_connection(*hall.url.removeprefix("http://").split(":"))
    host = hall.url.removeprefix("http://")
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    reply = await reader.read()
    writer.close()
    assert reply.split()[1] in {b"404", b"400"}
    assert b"import" not in reply
