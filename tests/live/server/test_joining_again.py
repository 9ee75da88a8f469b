"""A learner whose reply was lost asks again with the same key, and has the same seat."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from quiz.core.drills.events import Joined
from quiz.core.drills.terms import DrillTerms, Naming
from tests.live.hall import LOCAL, TERMS, Hall, Reply, hall_of

KEY = "0123456789abcdef0123456789abcdef"
OTHER_KEY = KEY[::-1]


async def ask(hall: Hall, name: str = "Ann", key: str = KEY, **more: str) -> Reply:
    return await hall.post("/api/join", {"code": hall.code, "name": name, "key": key, **more})


async def seats(hall: Hall) -> list[Joined]:
    return [event for event in await hall.events() if isinstance(event, Joined)]


@pytest.mark.parametrize(
    ("terms", "more"),
    [
        (TERMS, {}),
        (replace(TERMS, naming=Naming.DRAWN), {}),
        (replace(TERMS, roster=(("17", "Ann A."),)), {"identifier": "17"}),
        (replace(TERMS, capacity=1), {}),
    ],
)
async def test_the_same_key_gives_the_same_seat(tmp_path: Path, terms: DrillTerms, more: dict[str, str]) -> None:
    async with hall_of(tmp_path / "drill-1.drill", terms) as hall:
        first, again = await ask(hall, **more), await ask(hall, **more)
        assert (first.status, again.status) == (200, 200)
        assert again.json == first.json
        assert len(await seats(hall)) == 1


async def test_it_does_so_though_the_room_was_locked_and_the_server_killed_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "drill-1.drill"
    async with hall_of(path) as hall:
        first = await ask(hall)
        await hall.do("lock")
    async with hall_of(path) as hall:
        assert (await ask(hall)).json == first.json


async def test_it_does_so_though_the_number_on_the_wall_has_changed(tmp_path: Path) -> None:
    async with hall_of(tmp_path / "drill-1.drill", options=replace(LOCAL, asks_number=True)) as hall:
        first = await ask(hall, number=(await hall.host_view())["number"])
        assert (await ask(hall, number="x")).json == first.json
        assert (await ask(hall, "Bob", OTHER_KEY, number="x")).json["code"] == "number"


@pytest.mark.parametrize("terms", [TERMS, replace(TERMS, naming=Naming.DRAWN)])
async def test_of_many_requests_at_once_with_one_key_one_takes_the_seat(tmp_path: Path, terms: DrillTerms) -> None:
    async with hall_of(tmp_path / "drill-1.drill", terms) as hall:
        replies = await asyncio.gather(*(ask(hall) for _ in range(20)))
        assert {reply.status for reply in replies} == {200}
        assert len({reply.json["seat"] for reply in replies}) == 1
        assert len(hall.server.hub.drill.seated) == 1


async def test_another_key_gives_no_seat_of_that_name(tmp_path: Path) -> None:
    async with hall_of(tmp_path / "drill-1.drill") as hall:
        await ask(hall)
        other = await ask(hall, key=OTHER_KEY)
        without = await hall.post("/api/join", {"code": hall.code, "name": "Ann"})
        assert (other.status, other.json["code"]) == (409, "name.taken")
        assert without.json == other.json
        assert (await hall.post("/api/join", {"code": hall.code, "name": "Bob", "key": ""})).status == 200


async def test_a_key_opens_no_seat_that_was_left_or_taken_away(tmp_path: Path) -> None:
    async with hall_of(tmp_path / "drill-1.drill") as hall:
        left = await ask(hall)
        await hall.post("/api/leave", {}, {"Authorization": f"Bearer {left.json['seat']}"})
        assert (await ask(hall)).json["code"] == "name.taken"
        await hall.do("kick", learner=left.json["learner"])
        anew = await ask(hall)
        assert anew.status == 200
        assert anew.json["learner"] != left.json["learner"]
        banned = await ask(hall, "Bob", OTHER_KEY)
        await hall.do("ban", learner=banned.json["learner"])
        assert (await ask(hall, "Bob", OTHER_KEY)).json["code"] == "banned"


@pytest.mark.parametrize("key", ["short", "1234567890123456 ", "x" * 65, 7, ["a"], "ключ-ключ-ключ-ключ"])
async def test_what_could_be_guessed_or_is_none_is_no_key(tmp_path: Path, key: object) -> None:
    async with hall_of(tmp_path / "drill-1.drill") as hall:
        reply = await hall.post("/api/join", {"code": hall.code, "name": "Ann", "key": key})
        assert (reply.status, reply.json["code"]) == (400, "unreadable")


async def test_nobody_is_shown_the_key(tmp_path: Path) -> None:
    async with hall_of(tmp_path / "drill-1.drill") as hall:
        seat = await ask(hall)
        await hall.do("open")
        view = await hall.get("/api/poll", {"Authorization": f"Bearer {seat.json['seat']}"})
        assert KEY not in str([seat.body, view.body, await hall.host_view()])
