from __future__ import annotations

from contextlib import ExitStack

import pytest

from quiz.live.server.limits import Bucket, WrongTries, joins_of
from tests.live.ticking import Ticks


def test_a_bucket_gives_what_it_has_and_fills_up_with_time() -> None:
    ticks = Ticks()
    bucket = Bucket(2, 0.5, ticks)
    assert [bucket.takes() for _ in range(3)] == [True, True, False]
    ticks.now += 2
    assert [bucket.takes() for _ in range(2)] == [True, False]
    ticks.now += 1000
    assert [bucket.takes() for _ in range(3)] == [True, True, False]


def test_whoever_waits_has_a_place_in_the_line() -> None:
    bucket = Bucket(1, 2.0, Ticks())
    assert [bucket.wait(10.0) for _ in range(3)] == [0, 0.5, 1.0]


def test_nobody_waits_for_longer_than_the_longest() -> None:
    ticks = Ticks()
    bucket = Bucket(1, 2.0, ticks)
    assert [bucket.wait(1.0) for _ in range(5)] == [0, 0.5, 1.0, 1.0, 1.0]
    ticks.now += 1.5
    assert bucket.wait(1.0) == 0


def delay(tries: WrongTries) -> float | None:
    with tries.delay() as seconds:
        return seconds


def test_wrong_tries_are_answered_later_and_later_but_answered() -> None:
    ticks = Ticks()
    tries = WrongTries(ticks)
    delays = [delay(tries) for _ in range(10_000)]
    assert delays[:60] == [0] * 60
    assert delays[60:63] == [1.0, 2.0, 3.0]
    assert set(delays[65:]) == {5.0}
    # Nobody pays for a flood for ever.
    ticks.now += 6
    assert delay(tries) == 0


def test_of_wrong_tries_that_wait_only_so_many_are_ever_answered() -> None:
    tries = WrongTries(Ticks())
    with ExitStack() as waiting:
        delays = [waiting.enter_context(tries.delay()) for _ in range(1000)]
        assert None not in delays[:30]
        assert set(delays[30:]) == {None}
    assert delay(tries) is not None


@pytest.mark.parametrize("capacity", [1, 30, 2000])
def test_a_whole_class_joins_at_once(capacity: int) -> None:
    ticks = Ticks()
    joins = joins_of(capacity, ticks)
    assert sum(joins.takes() for _ in range(3 * capacity + 20)) == capacity + 10
    ticks.now += 60
    assert sum(joins.takes() for _ in range(3 * capacity + 70)) >= capacity
