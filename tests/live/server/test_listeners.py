from __future__ import annotations

import asyncio
from itertools import pairwise

from quiz.live.server.limits import STREAMS
from quiz.live.server.listeners import BEATS, Listeners
from tests.live.ticking import Ticks


def made(ticks: Ticks) -> tuple[Listeners, list[str]]:
    told: list[str] = []
    return Listeners(ticks, lambda: told.append("changed")), told


async def test_a_listener_is_told_once_of_all_that_it_missed() -> None:
    listeners, _ = made(Ticks())
    with listeners.listening("ann", lambda: None) as listener:
        listeners.tell_all()
        listeners.tell("ann")
        await listener.wait()
        waiting = asyncio.create_task(listener.wait())
        await asyncio.sleep(0)
        assert not waiting.done()
        listeners.tell("bob")
        await asyncio.sleep(0)
        assert not waiting.done()
        listeners.tell("ann")
        await waiting


async def test_for_one_stream_too_many_of_a_seat_the_oldest_ends() -> None:
    listeners, _ = made(Ticks())
    opened = [listeners.listening("ann", lambda: None) for _ in range(STREAMS + 1)]
    streams = [each.__enter__() for each in opened]
    assert [stream.is_closed for stream in streams] == [True, *[False] * STREAMS]
    for each in opened:
        each.__exit__(None, None, None)


async def test_whoever_left_is_given_up_after_a_while() -> None:
    ticks = Ticks()
    listeners, told = made(ticks)
    ticks.now += 20
    with listeners.listening("ann", lambda: None), listeners.listening("bob", lambda: None):
        assert listeners.connected() == listeners.awaited({"ann", "bob", "cem"}) == {"ann", "bob"}
    assert told
    assert listeners.connected() == {"ann", "bob"}
    ticks.now += 5
    assert listeners.connected() == set()
    assert listeners.awaited({"ann", "bob"}) == {"ann", "bob"}
    ticks.now += 6
    assert listeners.awaited({"ann", "bob"}) == set()


def test_after_a_start_the_whole_class_is_awaited() -> None:
    ticks = Ticks()
    listeners, _ = made(ticks)
    assert listeners.awaited({"ann"}) == {"ann"}
    ticks.now += 11
    assert listeners.awaited({"ann"}) == set()


async def test_each_stream_has_a_heartbeat_in_a_round() -> None:
    listeners, _ = made(Ticks())
    opened = [listeners.listening(f"learner {i}", lambda: None) for i in range(40)]
    streams = [each.__enter__() for each in opened]
    due = []
    for _ in range(BEATS):
        listeners.beat()
        due.append(sum(stream.is_due for stream in streams))
    assert due[-1] == 40
    assert max(after - before for before, after in pairwise(due)) <= 3
    for each in opened:
        each.__exit__(None, None, None)


async def test_a_reader_that_takes_nothing_is_dropped() -> None:
    ticks = Ticks()
    listeners, _ = made(ticks)
    dropped: list[str] = []
    with (
        listeners.listening("slow", lambda: dropped.append("slow")) as slow,
        listeners.listening("quick", lambda: dropped.append("quick")) as quick,
    ):
        slow.waits_since = quick.waits_since = ticks.now
        ticks.now += 9
        quick.waits_since = None
        listeners.beat()
        assert dropped == []
        ticks.now += 2
        listeners.beat()
    assert dropped == ["slow"]
