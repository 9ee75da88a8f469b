from __future__ import annotations

from hypothesis import given, strategies as st

from quiz.live.server.clock import Clock
from quiz.live.server.pings import Pings
from quiz.live.server.seats import Claim, Seats, bearer_of
from quiz.store.ids import IdSource
from tests.live.ticking import Ticks

SEATS = Seats(b"k" * 32, "drill")
LEARNER = IdSource().new_id(1)


@given(st.integers(1, 999_999_999))
def test_a_token_says_whose_it_is(generation: int) -> None:
    assert SEATS.claim(SEATS.token(LEARNER, generation)) == Claim(LEARNER, generation)


@given(st.text(max_size=120), st.integers(0, 90))
def test_what_was_changed_anywhere_says_nothing(other: str, at: int) -> None:
    token = SEATS.token(LEARNER, 1)
    assert SEATS.claim(other) is None
    changed = token[:at] + other + token[at + 1 :]
    assert changed == token or SEATS.claim(changed) is None


def test_a_token_is_of_one_drill_and_one_server() -> None:
    token = SEATS.token(LEARNER, 1)
    assert Seats(b"k" * 32, "other").claim(token) is None
    assert Seats(b"l" * 32, "drill").claim(token) is None


def test_a_bearer_is_read_from_its_header() -> None:
    assert (bearer_of("Bearer x"), bearer_of("Basic x"), bearer_of("")) == ("x", "", "")


def test_the_clock_goes_on_though_the_machine_is_set_back() -> None:
    wall, ticks = Ticks(), Ticks()
    clock = Clock(not_before=0, wall=wall, ticks=ticks)
    assert clock.now() == 100_000
    wall.now -= 60
    ticks.now += 1.5
    assert clock.now() == 101_500
    assert Clock(not_before=200_000, wall=wall, ticks=ticks).now() == 200_000


def test_the_way_is_measured_by_the_shortest_of_the_last_probes() -> None:
    ticks = Ticks()
    pings = Pings(ticks)
    for trip in (0.2, 0.08, 0.5):
        nonce = pings.ping("ann")
        ticks.now += trip
        pings.pong("ann", nonce)
    assert pings.credit("ann") in {39, 40}
    assert pings.credit("bob") == 0
    for _ in range(5):
        nonce = pings.ping("ann")
        ticks.now += 9
        pings.pong("ann", nonce)
    assert pings.credit("ann") == 150
