"""What attackers try, by the rows of the list of threats: each has a test here or is named beside its row.

2, 3, 4 names: tests/core/test_names.py, and the screens' and the page's own tests. 17 encryption: the certificates are
in test_server.py.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import socket
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args, get_type_hints

import aiohttp
import pytest
from hypothesis import given, settings, strategies as st

from quiz.core.drill_events import Created, Joined, Removed
from quiz.core.drill_scoring import LONGEST_CREDIT, Scoring
from quiz.core.questions import Choice
from quiz.live.http.connection import HttpConnection
from quiz.live.protocol import CommandName, Standing
from quiz.live.server.frames import Unreadable, answering_of, joining_of, nonce_of, place_of
from quiz.live.server.gate import Gate
from quiz.live.server.host_door import LOOK, MAY, Role
from tests.live.hall import QUESTIONS, TERMS, Hall, Learner, hall_of


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    async with hall_of(tmp_path / "drill-1.drill") as hall:
        yield hall


async def seconds_to_join(hall: Hall, names: Iterable[str]) -> list[float]:
    async def join(name: str) -> float:
        start = time.monotonic()
        await hall.join(name)
        return time.monotonic() - start

    return list(await asyncio.gather(*map(join, names)))


# 1


async def test_row_1_strangers_who_guess_do_not_keep_a_class_out(hall: Hall) -> None:
    wrong = {"code": "000000" if hall.code != "000000" else "000001", "name": "Bot"}
    flood = [asyncio.create_task(hall.post("/api/join", wrong)) for _ in range(500)]
    took = await seconds_to_join(hall, (f"Learner {i}" for i in range(30)))
    assert max(took) < 2
    for task in flood:
        task.cancel()
    await asyncio.gather(*flood, return_exceptions=True)


async def test_row_1_a_flood_with_the_code_locks_the_room_until_the_host_opens_it(tmp_path: Path) -> None:
    async with hall_of(tmp_path / "drill-1.drill", replace(TERMS, capacity=40)) as hall:
        since = hall.server.hub.clock.now()
        joining = [{"code": hall.code, "name": f"Bot {i}"} for i in range(100)]
        replies = await asyncio.gather(*(hall.post("/api/join", each) for each in joining))
        assert sum(reply.status == 200 for reply in replies) <= 40
        assert {reply.status for reply in replies} <= {200, 409, 429}
        view = await hall.host_view()
        assert view["is_locked"]
        assert "locked" in view["notices"][0]
        await hall.do("kick_since", since=since)
        assert (await hall.host_view())["joined"] == 0
        await hall.do("unlock")
        assert {type(event) for event in await hall.events()} >= {Created, Joined, Removed}


# 5


async def test_row_5_what_is_sent_before_the_reveal_is_the_same_for_every_key(tmp_path: Path) -> None:
    first = QUESTIONS[0]
    assert isinstance(first, Choice)
    seen = []
    for right in range(3):
        options = tuple(
            option._replace(is_key=i == right, why=f"Because {right}.") for i, option in enumerate(first.options)
        )
        question = replace(first, options=options, why=f"So {right}.", cites=())
        async with hall_of(tmp_path / f"{right}.drill", questions=[question]) as hall:
            ann = await hall.join("Ann")
            frames = [await ann.view()]
            for command in ("open", "close", "again"):
                await hall.do(command)
                frames.append(await ann.view())
                await ann.answer(0, "k", [0], round=2 if command == "again" else 1)
                frames.append(await ann.view())
        varying = {"now", "epoch", "opened_at", "closes_at"}
        seen.append([{name: value for name, value in view.items() if name not in varying} for view in frames])
    assert seen[0] == seen[1] == seen[2]


# 6


async def test_row_6_no_time_that_a_client_names_counts(tmp_path: Path) -> None:
    terms = replace(TERMS, seconds=20.0, scoring=Scoring(is_speed=True))
    async with hall_of(tmp_path / "drill-1.drill", terms) as hall:
        ann, bob = await hall.join("Ann"), await hall.join("Bob")
        await hall.do("open")
        lies = {"at": 0, "taken": -10_000, "credit": 10_000, "rtt": 10_000, "now": 10**14}
        await ann.answer(0, "a", [0], **lies)
        await bob.answer(0, "b", [0])
        honest, lying = await hall.answers()
        assert honest.credit == lying.credit == 0
        assert abs(honest.at - lying.at) < 2000


async def test_row_6_a_probe_answered_late_earns_little(tmp_path: Path) -> None:
    terms = replace(TERMS, seconds=20.0, scoring=Scoring(is_speed=True))
    async with hall_of(tmp_path / "drill-1.drill", terms) as hall:
        ann = await hall.join("Ann")
        pings = hall.server.hub.pings
        pings.ping(ann.id)
        await hall.post("/api/pong", {"nonce": "made up"}, ann.headers)
        assert pings.credit(ann.id) == 0
        nonce = pings.ping(ann.id)
        pings._sent[ann.id] = nonce, time.monotonic() - 10
        await hall.post("/api/pong", {"nonce": nonce}, ann.headers)
        await hall.post("/api/pong", {"nonce": nonce}, ann.headers)
        assert pings.credit(ann.id) == LONGEST_CREDIT


# 7


async def test_row_7_of_fifty_answers_at_once_one_is_kept_and_all_hear_of_it(hall: Hall) -> None:
    ann = await hall.join("Ann")
    await hall.do("open")
    replies = await asyncio.gather(*(ann.answer(0, f"key {i}".replace(" ", "-"), [i % 3]) for i in range(50)))
    (kept,) = await hall.answers()
    assert sorted(reply.status for reply in replies) == [200, *[409] * 49]
    assert {reply.json["key"] for reply in replies} == {kept.key}
    assert {reply.json["status"] for reply in replies} == {"accepted", "taken"}


# 8


@pytest.mark.parametrize("seed", range(3))
async def test_row_8_in_any_order_only_an_open_question_takes_answers(hall: Hall, seed: int) -> None:
    dice = random.Random(seed)
    learners = [await hall.join(f"Learner {i}") for i in range(3)]
    kept: set[tuple[str, int, int]] = set()
    for step in range(60):
        drill = hall.server.hub.drill
        place, round = max(drill.place, 0), max(len(drill.rounds.get(drill.place, ())), 1)
        act = dice.choice(["open", "close", "again", "reveal", *["answer"] * 4])
        if act != "answer":
            before = drill.phase.value
            status = (await hall.command(act)).status
            allowed = {"close": {"open"}, "again": {"closed"}, "reveal": {"closed"}}.get(act)
            if allowed is not None:
                assert (status == 200) == (before in allowed)
            continue
        ann = dice.choice(learners)
        reply = await ann.answer(place, f"k{step}", [0], round=round)
        fits = place < 2  # a matching question is not answered with options
        is_first = (ann.id, place, round) not in kept
        assert (reply.status == 200) == (drill.phase.value == "open" and fits and is_first), reply.body
        if reply.status == 200:
            kept.add((ann.id, place, round))
    assert {(event.learner, event.place, event.round) for event in await hall.answers()} == kept


# 9


@pytest.mark.parametrize(
    "forge",
    [
        lambda _: "",
        lambda ann: ann.id,
        lambda ann: ann.seat[:-1] + ("A" if ann.seat[-1] != "A" else "B"),
        lambda ann: ann.seat.replace(".1.", ".2."),
        lambda ann: ann.seat.upper(),
        lambda ann: ann.seat + "\u00e4",
    ],
)
async def test_row_9_a_forged_seat_is_none(hall: Hall, forge: Any) -> None:
    ann = await hall.join("Ann")
    for method, path in (("GET", "/api/poll"), ("GET", "/api/events"), ("GET", "/api/missed"), ("POST", "/api/answer")):
        headers = {"Cookie": f"seat={forge(ann)}", "X-Quiz": "1"}
        async with hall.http.request(method, hall.url + path, headers=headers) as reply:
            assert reply.status == 401


async def test_row_9_an_old_seat_and_that_of_another_drill_are_none(hall: Hall, tmp_path: Path) -> None:
    ann = await hall.join("Ann")
    async with hall_of(tmp_path / "other.drill") as other:
        assert (await other.get("/api/poll", ann.headers)).status == 401
    await hall.post("/api/leave", {}, ann.headers)
    assert (await ann.poll()).status == 401


async def test_row_9_nobody_is_told_the_seat_of_another(hall: Hall) -> None:
    ann, bob = await hall.join("Ann"), await hall.join("Bob")
    await hall.do("open")
    said = [await ann.answer(0, "k", [0]), await ann.poll(), await hall.get(f"/api/room/{hall.code}")]
    assert all(bob.seat.encode() not in reply.body and ann.seat.encode() not in reply.body for reply in said)
    assert ann.seat not in json.dumps(await hall.host_view())


# 10


@pytest.mark.parametrize("role", Role)
async def test_row_10_only_the_host_commands(hall: Hall, role: Role) -> None:
    ann = await hall.join("Ann")
    secret = {Role.HOST: hall.server.host_secret, Role.LEARNER: ann.seat, Role.STRANGER: "f" * 64}[role]
    expected = {Role.HOST: {200, 409}, Role.LEARNER: {403}, Role.STRANGER: {401}}[role]
    seq = hall.server.hub.version
    for command in get_args(CommandName):
        assert (await hall.command(command, secret=secret, learner="nobody")).status in expected
    assert (hall.server.hub.version == seq) == (role is not Role.HOST)


def test_row_10_what_is_not_named_nobody_may() -> None:
    assert MAY[Role.HOST] == {LOOK, *get_args(CommandName)}
    assert all(not may for role, may in MAY.items() if role is not Role.HOST)


async def test_row_10_the_host_is_not_on_the_network_and_its_folder_is_closed(hall: Hall) -> None:
    headers = {"Authorization": f"Bearer {hall.server.host_secret}"}
    assert (await hall.get("/host/events", headers)).status == 404
    assert (await hall.post("/host/command", {"command": "end"}, headers)).status == 404
    assert hall.server.host_socket.parent.stat().st_mode & 0o077 == 0


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


# 12


async def connected(hall: Hall, count: int, said: bytes = b"") -> list[socket.socket]:
    """Connections that have said that much, and say no more."""
    loop, place = asyncio.get_running_loop(), hall.url.removeprefix("http://").split(":")
    made = []
    for _ in range(count):
        each = socket.socket()
        each.setblocking(False)
        await loop.sock_connect(each, (place[0], int(place[1])))
        if said:
            await loop.sock_sendall(each, said)
        made.append(each)
    return made


async def test_row_12_connections_that_ask_nothing_keep_nobody_out(hall: Hall) -> None:
    idle = await connected(hall, 300, b"POST /api/join HTTP/1.1\r\nHost: ")
    took = await seconds_to_join(hall, (f"Learner {i}" for i in range(20)))
    assert max(took) < 1
    for each in idle:
        each.close()


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: ",
        b"POST /api/join HTTP/1.1\r\nHost: {host}\r\nX-Quiz: 1\r\nContent-Length: 100\r\n\r\n{",
    ],
)
async def test_row_12_whoever_asks_nothing_in_time_is_dropped(
    hall: Hall, said: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.live.http.connection.DEADLINE", 0.1)
    (each,) = await connected(hall, 1, said.replace(b"{host}", hall.url.removeprefix("http://").encode()))
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(5):
        try:
            while await loop.sock_recv(each, 4096):
                pass
        except ConnectionError:
            pass
    each.close()


async def test_row_12_of_too_many_strangers_the_one_idle_for_longest_goes() -> None:
    gate = Gate(files=256)

    class Stranger(HttpConnection):
        def __init__(self) -> None:
            self.is_busy = False
            self.is_dropped = False

        def drop(self) -> None:
            self.is_dropped = True

    strangers = [Stranger() for _ in range(66)]
    strangers[0].is_busy = True
    for stranger in strangers:
        gate.admit(stranger)
    assert [i for i, stranger in enumerate(strangers) if stranger.is_dropped] == [1, 2]


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
    fields = ["place", "round", "chosen", "matched", "certainty", "key", "name", "code", "nonce"]
    values = [0, 1, -1, 2**70, "", "x", None, [], [0], [2**70], [None], {}, True, 1.5, "\ud800", "\0", "a" * 1500]
    for _ in range(300):
        said = {dice.choice(fields): dice.choice(values) for _ in range(dice.randrange(8))}
        body = json.dumps(said).encode() if dice.random() < 0.8 else os.urandom(dice.randrange(100))
        path = dice.choice(["/api/answer", "/api/own", "/api/pong", "/api/join", "/api/room/x", "/nothing"])
        assert (await hall.post(path, body, ann.headers)).status < 500
    for commanded in ({}, {"command": 1}, {"command": "open", "place": -5}, {"command": "grant", "extra_time": 1e308}):
        headers = {"Authorization": f"Bearer {hall.server.host_secret}"}
        async with hall.host.post("http://host/host/command", json=commanded, headers=headers) as reply:
            assert reply.status in {400, 409}
    assert (await ann.answer(0, "k", [0])).json["status"] == "accepted"


# 15


async def test_row_15_guessing_a_code_is_slow_and_a_right_one_is_not(hall: Hall) -> None:
    start = time.monotonic()
    done: list[float] = []

    async def guess(number: int) -> None:
        assert (await hall.get(f"/api/room/{number:06}")).status == 404
        done.append(time.monotonic() - start)

    guesses = [asyncio.create_task(guess(i)) for i in range(300) if f"{i:06}" != hall.code]
    while len(done) < 55:
        await asyncio.wait(guesses, return_when=asyncio.FIRST_COMPLETED, timeout=0.1)
    took = await seconds_to_join(hall, ["Ann", "Bob", "Cem"])
    assert max(took) < 1
    async with asyncio.timeout(3):
        while time.monotonic() - start < 2:
            await asyncio.wait(guesses, timeout=0.1)
    assert len(done) <= 60 + 10
    for task in guesses:
        task.cancel()
    await asyncio.gather(*guesses, return_exceptions=True)


async def test_row_15_a_connection_has_ten_tries(hall: Hall) -> None:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=1)) as one:
        ends = []
        for i in range(10):
            async with one.get(f"{hall.url}/api/room/{i:06}") as reply:
                ends.append(reply.headers.get("Connection", ""))
    assert ends == [*[""] * 9, "close"]


# 16


async def test_row_16_a_whole_drill_sent_again_changes_nothing(hall: Hall) -> None:
    sent: list[tuple[str, dict[str, object], dict[str, str]]] = []
    ann, bob = await hall.join("Ann"), await hall.join("Bob")
    for place in range(2):
        await hall.do("open")
        for learner in (ann, bob):
            said: dict[str, object] = {"place": place, "round": 1, "chosen": [0], "key": f"{learner.name}-{place}"}
            sent.append(("/api/answer", said, learner.headers))
            assert (await hall.post(*sent[-1])).status == 200
        await hall.do("close")
        await hall.do("reveal")
    await hall.do("open")
    before = await hall.events()
    for _ in range(2):
        replies = [await hall.post(*each) for each in sent]
        assert [reply.json["status"] for reply in replies] == ["duplicate"] * len(sent)
        # The same answer under another key, and another answer under the same key.
        for path, said, headers in sent:
            assert (await hall.post(path, {**said, "key": "new"}, headers)).status == 409
            assert (await hall.post(path, {**said, "chosen": [1]}, headers)).json["status"] == "duplicate"
    assert await hall.events() == before


# 17


async def test_row_17_without_encryption_the_host_is_told_and_a_seat_is_in_no_address(hall: Hall) -> None:
    ann = await hall.join("Ann")
    view = await hall.host_view()
    assert view["is_secure"] is False
    assert ann.seat not in json.dumps(view)
    assert (await hall.get(f"/api/poll?after=-1&seat={ann.seat}")).status == 401


# 18


async def test_row_18_peers_learn_name_points_and_rank_alone(tmp_path: Path) -> None:
    terms = replace(TERMS, roster=(("secret-17", "Ann Real"), ("secret-18", "Bob Real")), shows_leaderboard=True)
    async with hall_of(tmp_path / "drill-1.drill", terms) as hall:
        ann, bob = await hall.join("Ann", identifier="secret-17"), await hall.join("Bob", identifier="secret-18")
        await hall.do("open")
        await ann.answer(0, "k", [0])
        await hall.do("close")
        await hall.do("reveal")
        view = await bob.view()
        assert view["leaderboard"]
        assert all(line.keys() == get_type_hints(Standing).keys() for line in view["leaderboard"])
        said = json.dumps([view, await hall.host_view()])
        assert "secret-17" not in said
        assert "Real" not in said
        assert ann.id not in json.dumps(view)


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


# 20


async def test_row_20_readers_that_take_nothing_hold_nobody_up_and_are_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.live.server.listeners._STUCK", 0.5)
    long = [replace(QUESTIONS[0], stem="x" * 1_000_000)]
    async with hall_of(tmp_path / "drill-1.drill", questions=long) as hall, AsyncExitStack() as stack:
        ann = await hall.join("Ann")
        lazy = [await hall.join(f"Lazy {i}") for i in range(20)]
        sockets = [await _lazy_reader(hall, each) for each in lazy]
        events = await stack.enter_async_context(ann.stream())
        await anext(events)
        start = time.monotonic()
        for command in ("open", "close", "again", "close", "again", "close"):
            await hall.do(command)
            await anext(events)
        assert time.monotonic() - start < 5
        async with asyncio.timeout(20):
            while any(hall.server.hub.listeners.of(each.id) for each in lazy):
                await hall.join(f"Other {time.monotonic_ns()}")
        for each in sockets:
            each.close()


async def _lazy_reader(hall: Hall, learner: Learner) -> socket.socket:
    loop, place = asyncio.get_running_loop(), hall.url.removeprefix("http://")
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    made.setblocking(False)
    await loop.sock_connect(made, (place.split(":")[0], int(place.split(":")[1])))
    asked = f"GET /api/events HTTP/1.1\r\nHost: {place}\r\nAuthorization: Bearer {learner.seat}\r\n\r\n"
    await loop.sock_sendall(made, asked.encode())
    while not hall.server.hub.listeners.of(learner.id):
        await learner.poll()
    return made
