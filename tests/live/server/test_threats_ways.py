"""What happens on the way between learners and server: it is long, and somebody writes down all that is sent."""

from __future__ import annotations

import asyncio
import copy
import json
import logging
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from quiz.core.drills.scores import points
from quiz.core.drills.scoring import FULL, GRACE, LONGEST_CREDIT, Scoring
from tests.live.hall import LOCAL, TERMS, Hall, Learner, hall_of
from tests.live.server.way import Way, way

measured = logging.getLogger("measured").info


def seen_over(hall: Hall, path: Way) -> Hall:
    """The same hall, as it is reached over that way."""
    path.lead_to(int(hall.url.rpartition(":")[2]))
    other = copy.copy(hall)
    other.url = f"http://{path.name}"
    return other


# 6


async def play(learner: Learner, right: int, watching: asyncio.Event) -> None:
    """Sends back each probe, and the answer one second after the question is seen."""
    async with learner.stream() as events:
        async for event in events:
            if event.kind == "ping":
                await learner.hall.post("/api/pong", json.loads(event.data), learner.headers)
                watching.set()
            elif json.loads(event.data)["phase"] == "open":
                await asyncio.sleep(1)
                assert (await learner.answer(0, learner.name, [right])).status == 200
                return


@pytest.mark.parametrize("delay", [0.05, 0.1])
async def test_row_6_a_long_way_costs_one_point_in_a_hundred_at_most(tmp_path: Path, delay: float) -> None:
    terms = replace(TERMS, seconds=20.0, scoring=Scoring(is_speed=True))
    async with way(delay) as path, hall_of(tmp_path / "d.drill", terms, replace(LOCAL, names=(path.name,))) as hall:
        near, far = await hall.join("Near"), await seen_over(hall, path).join("Far")
        drill = hall.server.hub.drill
        right = drill.layout(0).choices.index(0)
        watching = [asyncio.Event(), asyncio.Event()]
        playing = [asyncio.create_task(play(*each)) for each in zip((near, far), (right,) * 2, watching, strict=True)]
        await asyncio.gather(*(each.wait() for each in watching))
        await hall.do("open")
        await asyncio.gather(*playing)
        await hall.do("close")
        await hall.do("reveal")
        shift = points(drill)[near.id] - points(drill)[far.id]
        credits = {event.learner: event.credit for event in await hall.answers()}
        measured("%d ms each way: %d points fewer, credit %d ms", delay * 1000, shift, credits[far.id])
        assert points(drill)[near.id] > FULL / 2
        assert delay * 1000 * 0.9 <= credits[far.id] <= LONGEST_CREDIT
        # A machine that is busy makes the way longer: what counts is what was not given back.
        away = {event.learner: event.at - event.credit for event in await hall.answers()}
        assert shift == pytest.approx((away[far.id] - away[near.id]) / (20_000 * 2) * FULL, abs=1)
        assert shift <= FULL / 100
        assert away[near.id] > GRACE


# 16


async def test_row_16_all_bytes_of_a_whole_drill_sent_again_change_nothing(tmp_path: Path) -> None:
    async with way() as path, hall_of(tmp_path / "d.drill", TERMS, replace(LOCAL, names=(path.name,))) as hall:
        heard = seen_over(hall, path)
        ann, bob, cem = [await heard.join(name) for name in ("Ann", "Bob", "Cem")]
        for place in range(2):
            await hall.do("open")
            for learner in (ann, bob, cem):
                assert (await learner.answer(place, f"{learner.name}-{place}", [0])).status == 200
            await heard.post("/api/own", {"place": place}, ann.headers)
            await hall.do("close")
            await hall.do("reveal")
        async with ann.stream() as events:
            await anext(events)
        await bob.view()
        await hall.post("/api/leave", {}, cem.headers)
        said = [*path.said]
        assert sum(each.count(b"POST /api/") for each in said) >= 3 + 6 + 2
        await hall.do("open")
        await unchanged(hall, said)
        await hall.do("end")
        await unchanged(hall, said)


async def unchanged(hall: Hall, said: list[bytes]) -> None:
    """Sends all of it again, each connection's bytes over one of its own, and sees that the log stays as it was."""
    before = await hall.events()

    async def again(bytes_of_one: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(hall.url.rpartition(":")[2]))
        writer.write(bytes_of_one)
        got = b""
        # A stream and a poll do not end, so it is over once nothing more is said for a moment.
        with suppress(TimeoutError, ConnectionError):
            while True:
                async with asyncio.timeout(0.5):
                    piece = await reader.read(65536)
                if not piece:
                    break
                got += piece
        writer.close()
        return got

    replies = b"".join(await asyncio.gather(*(again(each) for each in said)))
    assert b"HTTP/1.1 " in replies
    assert await hall.events() == before
