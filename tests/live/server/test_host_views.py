"""What the host is shown: whose clock it is, how far a class at its own pace is, and the counts of the votes."""

from __future__ import annotations

import pytest

from quiz.core.certainty import Certainty
from quiz.core.drills.drill import Drill
from quiz.core.drills.events import Event
from quiz.live.protocol import HostView
from quiz.live.server.host_views import Place, Surroundings, host_view
from quiz.live.server.scene import Scene
from tests.core.made_drills import FREE, OWN, answered, closed, drill, joined, ms, opened

ANN, BEN = joined(0, "ann"), joined(0, "ben")


def view_of(made: Drill) -> HostView:
    around = Surroundings(1, "epoch", 99, Place(("http://a/CODE",), "CODE"), None, {"ann"}, False, ())
    return host_view(made, Scene(made, "epoch", shows_leaderboard=False), around)


@pytest.mark.parametrize(("extra_time", "last"), [(1.0, 40), (1.25, 47.5), (2.0, 70)])
def test_the_wall_is_told_the_time_of_the_class_and_when_that_of_the_last_is_up(extra_time: float, last: float) -> None:
    view = view_of(drill(ANN, joined(0, "ben", extra_time=extra_time), opened(10)))
    assert (view["closes_at"], view["last_closes_at"]) == (ms(40), ms(last))


@pytest.mark.parametrize("made", [drill(ANN), drill(ANN, opened(10), closed(12)), drill(ANN, opened(10), terms=FREE)])
def test_where_no_clock_runs_none_is_told(made: Drill) -> None:
    view = view_of(made)
    assert (view["closes_at"], view["last_closes_at"]) == (None, None)


OWN_WAY: list[Event] = [
    ANN,
    BEN,
    opened(1, 0, learner="ann"),
    answered(2, "ann"),
    opened(3, 1, learner="ann"),
    answered(4, "ann", place=1),
    opened(5, 2, learner="ann"),
    opened(6, 0, learner="ben"),
]


def test_at_ones_own_pace_it_is_told_how_many_have_answered_how_much() -> None:
    view = view_of(drill(*OWN_WAY, terms=OWN))
    assert (view["until"], view["progress"]) == (OWN.until, [1, 0, 1, 0])
    assert not any(seat["has_answered"] for seat in view["seats"])
    done = view_of(drill(*OWN_WAY, answered(7, "ann", 0, 1, place=2), terms=OWN))
    assert done["progress"] == [1, 0, 0, 1]
    assert [seat["has_answered"] for seat in done["seats"]] == [True, False]


def test_in_step_there_is_no_end_by_the_clock_and_no_progress() -> None:
    view = view_of(drill(ANN))
    assert (view["until"], view["progress"]) == (None, None)


def test_the_counts_are_those_of_the_last_round_and_the_votes_those_of_who_was_asked_in_all() -> None:
    first: list[Event] = [
        ANN,
        BEN,
        opened(10),
        answered(11, "ann", 0),
        answered(12, "ben", 1),
        closed(20),
        joined(21, "cy"),
    ]
    sure = answered(32, "cy", 2, round=2, certainty=Certainty.HIGH)
    made = drill(*first, opened(30, round=2), answered(31, "ben", 0, round=2), sure, closed(40, round=2))
    view = view_of(made)
    assert (view["right"], view["share_right"], view["sure"], view["wrong_of_sure"]) == (1, 0.5, 1, 1)
    assert view["votes"] == [{"asked": 2, "answered": 2, "right": 1}, {"asked": 2, "answered": 1, "right": 1}]
