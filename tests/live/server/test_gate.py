from __future__ import annotations

from quiz.live.http.connection import HttpConnection
from quiz.live.server.gate import OF_A_SEAT, Gate


class Held(HttpConnection):
    """A connection that nothing is sent over."""

    def __init__(self, *, is_busy: bool = False) -> None:
        self.seat = ""
        self.is_busy = is_busy
        self.is_dropped = False

    def drop(self) -> None:
        self.is_dropped = True


def dropped(connections: list[Held]) -> list[int]:
    return [number for number, each in enumerate(connections) if each.is_dropped]


def admitted(gate: Gate, count: int, *, is_busy: bool = False) -> list[Held]:
    made = [Held(is_busy=is_busy) for _ in range(count)]
    for each in made:
        gate.admit(each)
    return made


def test_strangers_who_are_all_kept_busy_keep_no_other_out() -> None:
    assert dropped(admitted(Gate(files=256), 66, is_busy=True)) == [0, 1]


def test_a_seat_has_so_many_connections_and_the_oldest_idle_one_ends() -> None:
    gate = Gate(files=10_000)
    own = admitted(gate, OF_A_SEAT + 2)
    own[0].is_busy = True
    for each in own:
        gate.seat(each, "ann")
        gate.seat(each, "ann")
    assert dropped(own) == [1]
    gate.forget(own[1])
    gate.seat(admitted(gate, 1)[0], "ann")
    assert dropped(own) == [1, 2]


def test_a_connection_is_of_whoever_showed_a_seat_last_as_behind_a_proxy() -> None:
    gate = Gate(files=10_000)
    own = admitted(gate, OF_A_SEAT)
    for each in own:
        gate.seat(each, "ann")
    gate.seat(own[0], "bob")
    more = admitted(gate, 1)
    gate.seat(more[0], "ann")
    assert dropped(own) == []
    for each in own + more:
        gate.forget(each)
    assert gate._seated == {}
    assert gate._strangers == {}


def test_the_learners_leave_some_files_to_the_host() -> None:
    gate = Gate(files=256)
    seated = []
    for number in range(192):
        seated += admitted(gate, 1)
        gate.seat(seated[-1], f"learner {number}")
    one_more = admitted(gate, 1)
    assert dropped(seated) == []
    assert dropped(one_more) == [0]
    gate.forget(one_more[0])
    gate.forget(seated[0])
    assert dropped(admitted(gate, 1)) == []
