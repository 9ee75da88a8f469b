"""Who gets in with which code and which token, before the room is locked and after it, and after a kill."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from quiz.core.drills.events import Joined, Locked
from quiz.core.drills.join_code import WayIn, way_in
from quiz.live.log.embedded import open_log
from tests.live.hall import LOCAL, TERMS, Hall, Learner, created, hall_of
from tests.live.server.house import house_of

KEY = "0123456789abcdef0123456789abcdef"
OTHER_KEY = KEY[::-1]

FILE = "drill-1.drill"


def ways(hall: Hall) -> list[WayIn]:
    """What opens the room from the first to one lock more than there is in any test."""
    secret = bytes.fromhex(hall.log.kept("door") or "")
    return [way_in(secret, locks) for locks in range(5)]


@asynccontextmanager
async def hall_after(folder: Path, steps: Sequence[str]) -> AsyncIterator[Hall]:
    """The hall once the host did so; at `crash` the server ends, and at `late crash` with a lock in its log alone."""
    path = folder / FILE
    wishes = " ".join(steps).split("crash")
    for wish in wishes[:-1]:
        async with hall_of(path) as hall:
            for command in wish.removesuffix("late ").split():
                await hall.do(command)
        if wish.endswith("late "):
            log = open_log(path)
            await log.append([Locked(1, is_locked=True)])
            await log.close()
    async with hall_of(path) as hall:
        for command in wishes[-1].split():
            await hall.do(command)
        yield hall


@pytest.mark.parametrize(
    ("steps", "now", "is_locked"),
    [
        ((), 0, False),
        (("unlock",), 0, False),
        (("lock",), 1, True),
        (("lock", "lock"), 1, True),
        (("lock", "unlock"), 1, False),
        (("lock", "unlock", "unlock"), 1, False),
        (("lock", "unlock", "lock"), 2, True),
        (("lock", "unlock", "lock", "unlock"), 2, False),
        (("crash",), 0, False),
        (("lock", "crash"), 1, True),
        (("lock", "crash", "lock"), 1, True),
        (("lock", "crash", "unlock"), 1, False),
        (("lock", "unlock", "crash"), 1, False),
        (("lock", "unlock", "crash", "lock", "crash", "unlock"), 2, False),
        (("late crash",), 1, True),
        (("late crash", "unlock"), 1, False),
        (("lock", "unlock", "late crash", "unlock"), 2, False),
    ],
)
async def test_only_the_code_and_token_since_the_last_lock_open_the_room(
    tmp_path: Path, steps: tuple[str, ...], now: int, is_locked: bool
) -> None:
    async with hall_after(tmp_path, steps) as hall:
        assert (hall.code, hall.token) == ways(hall)[now]
        for number, (code, token) in enumerate(ways(hall)):
            for said in (
                {"code": code},
                {"token": token},
                {"code": code.lower()},
                {"code": "", "token": token.lower()},
            ):
                asked = await hall.post("/api/room", said)
                joined = await hall.post("/api/join", {**said, "name": "Ann"})
                if number != now:
                    assert (asked.json["code"], joined.json["code"]) == ("room.unknown", "room.unknown")
                    continue
                assert asked.json["is_open"] is not is_locked
                assert (joined.status, joined.json.get("code")) == ((409, "room.closed") if is_locked else (200, None))
                await hall.do("kick_since", since=0)


@pytest.mark.parametrize(
    ("code", "token", "is_open"),
    [
        ("now", "now", True),
        ("before", "now", True),
        ("", "now", True),
        ("now", "before", False),
        ("now", "A" * 26, False),
        ("now", "x", False),
        ("now", "\u00e4\ud800", False),
        ("now", " ", False),
        ("now", "", True),
        ("before", "", False),
        ("", "", False),
    ],
)
async def test_where_there_is_a_token_the_code_says_nothing(
    tmp_path: Path, code: str, token: str, is_open: bool
) -> None:
    async with hall_after(tmp_path, ("lock", "unlock")) as hall:
        before, now = ways(hall)[:2]
        codes, tokens = ({"before": it[0], "now": it[1]} for it in zip(before, now, strict=True))
        way = {"code": codes.get(code, code), "token": tokens.get(token, token)}
        assert (await hall.post("/api/room", way)).status == (200 if is_open else 404)
        assert (await hall.post("/api/join", {**way, "name": "Ann"})).status == (200 if is_open else 404)


async def test_a_code_is_no_token_and_a_token_no_code(tmp_path: Path) -> None:
    async with hall_of(tmp_path / FILE) as hall:
        for said in ({"code": hall.token}, {"token": hall.code}):
            assert (await hall.post("/api/room", said)).json["code"] == "room.unknown"


async def test_whoever_is_seated_goes_on_when_the_room_is_locked(tmp_path: Path) -> None:
    async with hall_of(tmp_path / FILE) as hall:
        code = hall.code
        ann = await hall.join("Ann")
        await hall.do("lock")
        assert (await ann.poll()).status == 200
        again = await hall.post("/api/join", {"code": code, "name": "x"}, ann.headers)
        assert (again.status, again.json["learner"]) == (200, ann.id)
        await hall.do("unlock")
        await hall.do("open")
        assert (await ann.answer(0, "k", [0])).json["status"] == "accepted"
        await hall.do("ban", learner=ann.id)
        assert (await hall.post("/api/join", {"code": code, "name": "x"}, ann.headers)).json["code"] == "banned"


@pytest.mark.parametrize("what", ["code", "token"])
@pytest.mark.parametrize("steps", [["lock"], ["lock", "unlock"], ["lock", "unlock", "lock"]])
async def test_a_reply_that_was_lost_before_the_lock_is_had_after_it(
    tmp_path: Path, steps: list[str], what: str
) -> None:
    async with hall_of(tmp_path / FILE) as hall:
        way = {what: getattr(hall, what)}
        first = await hall.post("/api/join", {**way, "name": "Ann", "key": KEY})
        for command in steps:
            await hall.do(command)
        assert (await hall.post("/api/join", {**way, "name": "Ann", "key": KEY})).json == first.json
        stranger = await hall.post("/api/join", {**way, "name": "Ann", "key": OTHER_KEY})
        guesser = await hall.post("/api/join", {what: "000000", "name": "Ann", "key": KEY})
        without = await hall.post("/api/join", {**way, "name": "Ann"})
        assert stranger.json == guesser.json == without.json
        assert (stranger.status, stranger.json["code"]) == (404, "room.unknown")
        assert sum(isinstance(event, Joined) for event in await hall.events()) == 1


async def test_a_seat_that_was_left_or_taken_away_is_not_had_so(tmp_path: Path) -> None:
    async with hall_of(tmp_path / FILE) as hall:
        said = [{"code": hall.code, "name": name, "key": key} for name, key in (("Ann", KEY), ("Bob", OTHER_KEY))]
        ann, bob = [Learner(hall, (await hall.post("/api/join", each)).json) for each in said]
        await hall.post("/api/leave", {}, ann.headers)
        await hall.do("kick", learner=bob.id)
        await hall.do("lock")
        assert [(await hall.post("/api/join", each)).status for each in said] == [404, 404]


async def test_whoever_has_the_token_is_asked_for_no_number(tmp_path: Path) -> None:
    async with hall_of(tmp_path / FILE, options=replace(LOCAL, asks_number=True)) as hall:
        for way, wants in (({"code": hall.code}, True), ({"token": hall.token}, False)):
            assert (await hall.post("/api/room", way)).json["wants_number"] is wants
        said = {"name": "Ann", "number": "x"}
        assert (await hall.post("/api/join", {**said, "code": hall.code})).json["code"] == "number"
        assert (await hall.post("/api/join", {**said, "code": hall.code, "token": "A" * 26})).status == 404
        assert (await hall.post("/api/join", {**said, "token": hall.token})).status == 200


async def test_a_token_is_taken_at_once_while_very_many_guess(tmp_path: Path) -> None:
    async with hall_of(tmp_path / FILE) as hall:
        wrong = [{"code": f"{i:06}", "token": "A" * 26 if i % 2 else ""} for i in range(300)]
        guesses = [asyncio.create_task(hall.post("/api/room", each)) for each in wrong]
        await asyncio.wait(guesses, timeout=1)
        assert sum(guess.done() and not guess.exception() for guess in guesses) < 100
        began = time.monotonic()
        assert (await hall.post("/api/join", {"token": hall.token, "name": "Ann"})).status == 200
        assert time.monotonic() - began < 1
        for guess in guesses:
            guess.cancel()
        await asyncio.gather(*guesses, return_exceptions=True)


async def test_a_room_that_a_flood_has_locked_has_a_new_code(tmp_path: Path) -> None:
    async with hall_of(tmp_path / FILE, replace(TERMS, capacity=5)) as hall:
        first, second = ways(hall)[:2]
        turns: list[str] = []
        hall.server.at_turn(lambda: turns.append(hall.code))
        for number in range(20):
            await hall.post("/api/join", {"code": first.code, "name": f"Bot {number}"})
        assert hall.server.hub.drill.is_locked
        assert turns == [hall.code] == [second.code]
        await hall.do("kick_since", since=0)
        await hall.do("unlock")
        assert turns == [second.code] * 2
        assert (await hall.post("/api/room", {"code": first.code})).status == 404


async def test_the_host_is_shown_what_opens_the_room_now(tmp_path: Path) -> None:
    async with hall_of(tmp_path / FILE) as hall:
        for locks in range(3):
            view = await hall.host_view()
            assert (view["code"], view["token"]) == ways(hall)[locks]
            assert view["addresses"] == [f"{hall.url}/{view['code']}"]
            await hall.do("lock")
            await hall.do("unlock")


async def test_no_learner_is_shown_what_opens_the_room(tmp_path: Path) -> None:
    async with hall_of(tmp_path / FILE) as hall:
        ann = await hall.join("Ann")
        room = await hall.post("/api/room", {"token": hall.token})
        said = b"".join([(await ann.poll()).body, room.body, (await hall.get("/")).body]).upper()
        assert hall.code.encode() not in said
        assert hall.token.encode() not in said


async def test_a_killed_server_has_the_code_of_its_last_lock(tmp_path: Path) -> None:
    async with house_of(created(), tmp_path) as house:
        codes = [house.code]
        for command in ("lock", "unlock"):
            assert await house.command(command) is None
            await house.kill()
            await house.start(10.0, asks_number=False)
            codes.append(house.code)
        assert codes[0] != codes[1] == codes[2]
        assert (await house.join("Ann"))[1]
