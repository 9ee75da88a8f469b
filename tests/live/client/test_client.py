"""The doors of the host and of a learner, against a real server on real sockets."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from quiz.core.drills.scoring import Scoring
from quiz.live.client import client
from quiz.live.client.address import Address, address_of, scanned
from quiz.live.client.client import HostDoor, LearnerDoor
from quiz.live.client.door import Away, DoorClosed
from quiz.live.client.joining import Entry, Visit
from quiz.live.client.kept_seat import kept_seat, seat_file
from quiz.live.protocol import Answering, HostView, LearnerView
from quiz.live.server.server import Options
from quiz.live.server.tls import self_signed
from tests.live.hall import LOCAL, TERMS, Hall, hall_of

View = TypeVar("View", HostView, LearnerView)
PATIENCE = 15.0

FIRST: Answering = {"place": 0, "round": 1, "chosen": [0], "key": "k1"}


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    async with hall_of(tmp_path / "d.drill") as hall:
        yield hall


def host_door(hall: Hall) -> HostDoor:
    return HostDoor(hall.server.host_socket, hall.server.host_secret, random.Random(1))


def learner_door(hall: Hall) -> LearnerDoor:
    return LearnerDoor(address_of(f"{hall.url}/{hall.code}"), random.Random(1))


async def seated(hall: Hall, name: str = "Ada") -> LearnerDoor:
    door = learner_door(hall)
    await door.join({"code": hall.code, "name": name})
    return door


async def until(views: AsyncIterator[View | Away], holds: Callable[[View], bool]) -> View:
    """The first view for which it holds."""
    async with asyncio.timeout(PATIENCE):
        async for view in views:
            if not isinstance(view, Away) and holds(view):
                return view
    raise AssertionError("views have no end")


async def until_away(views: AsyncIterator[View | Away]) -> None:
    async with asyncio.timeout(PATIENCE):
        async for view in views:
            if isinstance(view, Away):
                return


async def test_the_host_sees_what_is_done_and_who_came(hall: Hall) -> None:
    async with host_door(hall) as door:
        views = door.views()
        first = await until(views, lambda view: True)  # noqa: ARG005
        assert (first["phase"], first["joined"], first["code"]) == ("lobby", 0, hall.code)
        async with await seated(hall) as learner:
            await until(learner.views(), lambda view: view["name"] == "Ada")
            there = await until(views, lambda view: view["joined"] == 1)
            assert [seat["name"] for seat in there["seats"]] == ["Ada"]
            assert await door.command({"command": "open"}) is None
            assert (await until(views, lambda view: view["phase"] == "open"))["place"] == 0


async def test_what_cannot_be_done_is_told_as_a_sentence(hall: Hall) -> None:
    async with host_door(hall) as door:
        fault = await door.command({"command": "reveal"})
        assert fault is not None
        assert fault["sentence"] == "Close the question first."


async def test_the_host_needs_the_secret(hall: Hall) -> None:
    async with HostDoor(hall.server.host_socket, "wrong") as door:
        with pytest.raises(DoorClosed, match="This door is the host's"):
            await anext(door.views())


async def test_the_host_is_told_when_the_server_goes_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "d.drill"
    async with hall_of(path) as hall:
        door = host_door(hall)
        views = door.views()
        await until(views, lambda view: view["phase"] == "lobby")
    await until_away(views)
    fault = await door.command({"command": "open"})
    assert fault is not None
    assert fault["code"] == "away"
    async with hall_of(path):
        await until(views, lambda view: view["phase"] == "lobby")
        await door.close()


async def test_a_learner_joins_answers_and_has_a_receipt(hall: Hall) -> None:
    async with learner_door(hall) as door:
        assert (await door.room())["title"] == "The Title"
        seat = await door.join({"code": hall.code, "name": " Ada  Lovelace "})
        assert seat["name"] == "Ada Lovelace"
        views = door.views()
        await until(views, lambda view: view["phase"] == "lobby")
        await hall.do("open")
        view = await until(views, lambda view: view["phase"] == "open")
        assert view["question"] is not None
        assert (await door.answer(FIRST))["status"] == "accepted"
        assert (await door.answer(FIRST))["status"] == "duplicate"
        other = await door.answer({**FIRST, "chosen": [1], "key": "k2"})
        assert (other["status"], other["key"]) == ("taken", "k1")
        await hall.do("close")
        await hall.do("reveal")
        result = await until(views, lambda view: view["phase"] == "revealed")
        assert result["answer"] == {"chosen": [0], "matched": [], "certainty": None}
        assert result["reveal"] is not None
        assert len(await hall.answers()) == 1


async def test_an_answer_is_sent_until_it_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "d.drill"
    async with hall_of(path) as hall:
        door = await seated(hall)
        views = door.views()
        await hall.do("open")
        await until(views, lambda view: view["phase"] == "open")
        port = int(hall.url.rpartition(":")[2])
    sending = asyncio.create_task(door.answer(FIRST))
    await until_away(views)
    assert not sending.done()
    async with hall_of(path, options=Options(bind="127.0.0.1", port=port)) as again:
        async with asyncio.timeout(PATIENCE):
            assert (await sending)["status"] == "accepted"
        view = await until(views, lambda view: view["phase"] == "open")
        assert view["answer"] == {"chosen": [0], "matched": [], "certainty": None}
        assert [answer.key for answer in await again.answers()] == ["k1"]
        await door.close()


async def test_whoever_is_sent_out_is_told_so(hall: Hall) -> None:
    async with await seated(hall) as door:
        views = door.views()
        await until(views, lambda view: True)  # noqa: ARG005
        assert door.seat is not None
        await hall.do("kick", learner=door.seat["learner"])
        with pytest.raises(DoorClosed, match="the host sent you out"):
            await until(views, lambda view: view["phase"] == "over")
        with pytest.raises(DoorClosed):
            await door.answer(FIRST)


async def test_a_seat_whose_reply_was_lost_is_asked_for_again(tmp_path: Path) -> None:
    joins = 0
    server: list[str] = []

    async def lose_the_first_reply(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal joins
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        host, _, port = server[0].partition("//")[2].partition(":")
        from_server, to_server = await asyncio.open_connection(host, int(port))
        to_server.write(head + await reader.readexactly(length))
        reply = await from_server.read(2000)
        joins += 1
        if joins > 1:
            writer.write(reply)
        writer.close()
        to_server.close()

    way = await asyncio.start_server(lose_the_first_reply, "127.0.0.1", 0)
    port = way.sockets[0].getsockname()[1]
    async with way, hall_of(tmp_path / "d.drill", options=replace(LOCAL, names=(f"127.0.0.1:{port}",))) as hall:
        server.append(hall.url)
        visit = Visit(f"127.0.0.1:{port}/{hall.code}")
        async with visit.door() as door:
            seat = await visit.take_seat(door, Entry("Ada"))
            assert (seat["name"], joins) == ("Ada", 2)
        assert len(hall.server.hub.drill.seated) == 1


async def test_a_seat_that_was_kept_is_taken_again_though_the_code_has_changed(tmp_path: Path, hall: Hall) -> None:
    first = Visit(f"{hall.url}/{hall.code}", folder=tmp_path)
    async with first.door() as door:
        seat = await first.take_seat(door, Entry("Ada"))
    await hall.do("lock")
    old, new = first.url, f"{hall.url}/{hall.code}"
    for url in (old, new, f"{hall.url}/#{hall.token}"):
        again = Visit(url, folder=tmp_path)
        async with again.door() as door:
            assert await again.resumed(door)
            assert door.seat == seat
            assert (await anext(door.views()))["name"] == "Ada"  # type: ignore[index]
    await hall.do("kick", learner=seat["learner"])
    late = Visit(new, folder=tmp_path)
    async with late.door() as door:
        assert not await late.resumed(door)
    assert kept_seat(seat_file(tmp_path, address_of(new))) is None


async def test_a_seat_of_a_drill_that_was_here_before_takes_none_in_this_one(tmp_path: Path) -> None:
    seats, port = tmp_path / "seats", 0
    for name in ("before", "now"):
        options = replace(LOCAL, port=port)
        async with hall_of(tmp_path / f"{name}.drill", options=options) as hall:
            port = int(hall.url.rpartition(":")[2])
            visit = Visit(f"{hall.url}/{hall.code}", folder=seats)
            async with visit.door() as door:
                assert (door.seat is not None) is (name == "now")
                assert not await visit.resumed(door)
                if name == "before":
                    await visit.take_seat(door, Entry("Ada"))
            assert len(hall.server.hub.drill.learners) == (name == "before")


async def test_a_seat_is_kept_while_nothing_answers(tmp_path: Path) -> None:
    async with hall_of(tmp_path / "d.drill") as hall:
        visit = Visit(f"{hall.url}/{hall.code}", folder=tmp_path / "seats")
        async with visit.door() as door:
            await visit.take_seat(door, Entry("Ada"))
    async with visit.door() as door:
        with pytest.raises(DoorClosed, match="Nothing answers"):
            await visit.resumed(door)
    assert [*(tmp_path / "seats").glob("*.json")]


@pytest.mark.parametrize("code", ["000000", "ZZZZZZ"])
async def test_a_wrong_code_is_told_as_a_sentence(code: str, hall: Hall) -> None:
    async with LearnerDoor(Address(hall.url, code)) as door:
        with pytest.raises(DoorClosed, match="no drill with this code"):
            await door.room()


async def test_where_nothing_answers_a_sentence_says_what_to_look_at(tmp_path: Path) -> None:
    async with hall_of(tmp_path / "d.drill") as hall:
        door = learner_door(hall)
    async with door:
        with pytest.raises(DoorClosed, match="Is the address right"):
            await door.room()


async def test_probes_of_the_way_are_answered(tmp_path: Path) -> None:
    terms = replace(TERMS, seconds=30.0, scoring=Scoring(is_speed=True))
    async with hall_of(tmp_path / "d.drill", terms) as hall, await seated(hall) as door:
        await until(door.views(), lambda view: view["phase"] == "lobby")
        assert door._pongs
        await asyncio.gather(*door._pongs)
        assert hall.server.hub.pings._trips


async def test_at_ones_own_pace_a_question_is_opened_by_its_place(tmp_path: Path) -> None:
    terms = replace(TERMS, until=32_503_680_000_000)
    async with hall_of(tmp_path / "d.drill", terms) as hall, await seated(hall) as door:
        view = await door.open_own(2)
        assert (view["place"], view["places"]) == (2, ["unseen", "unseen", "open"])
        with pytest.raises(DoorClosed, match="no question 99"):
            await door.open_own(98)


async def test_where_streams_do_not_get_through_the_views_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "HELLO", 0.1)
    async with ProxyThatSwallows(b"GET /api/events") as (port, point_at):
        options = Options(bind="127.0.0.1", port=0, names=(f"127.0.0.1:{port}",))
        async with hall_of(tmp_path / "d.drill", options=options) as hall:
            point_at(int(hall.url.rpartition(":")[2]))
            async with LearnerDoor(Address(f"http://127.0.0.1:{port}", hall.code), random.Random(1)) as door:
                await door.join({"code": hall.code, "name": "Ada"})
                views = door.views()
                await until(views, lambda view: view["phase"] == "lobby")
                await hall.do("open")
                await until(views, lambda view: view["phase"] == "open")


async def test_a_certificate_is_taken_by_its_fingerprint_alone(tmp_path: Path) -> None:
    options = Options(bind="127.0.0.1", port=0, tls=lambda names: self_signed(tmp_path, names))
    async with hall_of(tmp_path / "d.drill", options=options) as hall:
        async with hall.host_views() as views:
            fingerprint = (await anext(views))["fingerprint"]
        scanned_here = scanned(Address(hall.url, "", bytes.fromhex(fingerprint), hall.token))
        for right in (f"{hall.url}/{hall.code}#{fingerprint}", scanned_here):
            async with LearnerDoor(address_of(right)) as door:
                assert (await door.room())["title"] == "The Title"
        missing, other = "made its own certificate.*#FINGERPRINT", "somebody may be in between. Do not go on"
        for wrong, sentence in (
            ("", missing),
            (f"#{hall.token}", missing),
            ("#" + "00" * 32, other),
            (f"#{hall.token}.{'A' * 52}", other),
        ):
            async with LearnerDoor(address_of(f"{hall.url}/{hall.code}{wrong}")) as door:
                with pytest.raises(DoorClosed, match=sentence) as refusal:
                    await door.room()
                assert refusal.value.code == "certificate"
                with pytest.raises(DoorClosed, match=sentence):
                    await door.is_seated()


async def test_the_host_is_told_where_there_is_no_server_any_more(tmp_path: Path) -> None:
    async with hall_of(tmp_path / "d.drill") as hall:
        door = host_door(hall)
        views = door.views()
        await until(views, lambda view: view["phase"] == "lobby")
    async with door, asyncio.timeout(PATIENCE):
        async for view in views:
            if isinstance(view, Away) and view.is_dead:
                return


class ProxyThatSwallows:
    """A proxy that never passes on what begins so, as some do with streams."""

    def __init__(self, start: bytes) -> None:
        self._start = start
        self._target = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> tuple[int, Callable[[int], None]]:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self._server.sockets[0].getsockname()[1], self._point_at

    async def __aexit__(self, *_error: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _point_at(self, port: int) -> None:
        self._target = port

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        to_server: asyncio.StreamWriter | None = None
        try:
            while piece := await reader.read(65536):
                if piece.startswith(self._start):
                    continue
                if to_server is None:
                    from_server, to_server = await asyncio.open_connection("127.0.0.1", self._target)
                    back = asyncio.create_task(_pass_on(from_server, writer))
                    self._tasks.add(back)
                    back.add_done_callback(self._tasks.discard)
                to_server.write(piece)
        finally:
            writer.close()
            if to_server:
                to_server.close()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while piece := await reader.read(65536):
        writer.write(piece)
