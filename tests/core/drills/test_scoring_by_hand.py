"""The points of a drill held against its formulas, worked out by hand: ten cases each, with the arithmetic beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from quiz.core.certainty import Certainty
from quiz.core.drills.drill import Drill
from quiz.core.drills.events import ClosedBy, Event
from quiz.core.drills.scores import certainty_totals, earned, points
from quiz.core.drills.scoring import Play, Points, Scoring, accuracy_points, speed_points, way_credit
from quiz.core.drills.terms import DrillTerms
from tests.core.made_drills import (
    QUESTIONS,
    TERMS,
    answered,
    closed,
    created,
    drill,
    granted,
    joined,
    opened,
    revealed,
)

SPEED = replace(TERMS, seconds=20.0, scoring=Scoring(is_speed=True))
PARITY = replace(SPEED, scoring=Scoring(is_speed=True, has_parity=True))


@pytest.mark.parametrize(
    ("mark", "weight", "expected"),
    [
        (1, 1, 1000),
        (0, 1, 0),
        (1 / 2, 1, 500),
        (1 / 3, 1, 333),  # 333.33
        (2 / 3, 1, 667),  # 666.67
        (5 / 6, 1, 833),  # 833.33
        (1 / 16, 1, 63),  # 62.5
        (3 / 16, 1, 188),  # 187.5
        (1 / 3, 2, 667),  # 666.67
        (1, 0.5, 500),
        (3 / 4, 1.5, 1125),
    ],
)
def test_accuracy(mark: float, weight: float, expected: int) -> None:
    assert accuracy_points(mark, weight) == expected


def answer_after(seconds: float, terms: DrillTerms, extra_time: float = 1.0, credit: int = 0) -> Drill:
    """A drill in which Ada was right after so many seconds, by the server's clock."""
    opening: list[Event] = [joined(1, "ada"), granted(2, "ada", extra_time), opened(10)]
    events = [*opening, answered(10 + seconds, "ada", credit=credit), closed(100, by=ClosedBy.CLOCK), revealed(101)]
    return drill(*events, terms=terms)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, 1000),
        (0.5, 1000),
        (1.5, 975),  # x = 1/20
        (2.5, 950),  # x = 2/20
        (5.5, 875),  # x = 5/20
        (8, 813),  # x = 7.5/20: 812.5
        (10.5, 750),  # x = 10/20
        (13, 688),  # x = 12.5/20: 687.5
        (15.5, 625),  # x = 15/20
        (18.1, 560),  # x = 17.6/20
        (20.4, 503),  # x = 19.9/20: 502.5
    ],
)
def test_speed_with_half_a_second_free(seconds: float, expected: int) -> None:
    assert points(answer_after(seconds, SPEED)) == {"ada": expected}


@pytest.mark.parametrize(
    ("play", "expected"),
    [
        (Play(1 / 2, 5_500, 20_000), 438),  # 500 * 0.875 = 437.5
        (Play(1 / 3, 10_500, 20_000), 250),  # 333.33 * 0.75
        (Play(1, 3_500, 30_000), 950),  # x = 3/30
        (Play(1, 8_000, 30_000), 875),  # x = 7.5/30
        (Play(1, 90_000, 30_000), 500),  # x is 1 at most
        (Play(2 / 3, 90_000, 30_000), 333),
        (Play(1, 3_000, 10_000, weight=2), 1750),  # x = 2.5/10
        (Play(1, 5_500, None), 1000),
        (Play(1, 5_500, 20_000, round=2), 1000),
        (Play(0, 0, 20_000), 0),
    ],
)
def test_speed_with_parts_weights_and_other_clocks(play: Play, expected: int) -> None:
    assert speed_points(play) == expected


@pytest.mark.parametrize(
    ("trips", "credit", "expected"),
    [
        ([], 0, 748),  # 10.58 s: x = 10.08/20
        ([1], 0, 748),
        ([41], 20, 749),  # 10.56 s: x = 10.06/20, 748.5
        ([60, 80, 40], 20, 749),
        ([100], 50, 749),  # 10.53 s: x = 10.03/20, 749.25
        ([160], 80, 750),
        ([5000, 120], 60, 750),  # 10.52 s: 749.5
        ([200, 300, 400], 100, 751),  # 10.48 s: x = 9.98/20, 750.5
        ([300], 150, 752),  # 10.43 s: x = 9.93/20, 751.75
        ([10_000], 150, 752),
    ],
)
def test_half_the_shortest_way_is_given_back_and_little_at_most(trips: list[int], credit: int, expected: int) -> None:
    assert way_credit(trips) == credit
    assert points(answer_after(10.58, SPEED, credit=credit)) == {"ada": expected}


@pytest.mark.parametrize(
    ("factor", "seconds", "expected"),
    [
        (1.5, 0.75, 1000),  # as if after 0.5 s
        (1.5, 3, 963),  # 2 s: x = 1.5/20, 962.5
        (1.5, 8.25, 875),  # 5.5 s
        (1.5, 15.75, 750),  # 10.5 s
        (1.5, 30, 513),  # 20 s: x = 19.5/20, 512.5
        (2, 1, 1000),  # 0.5 s
        (2, 11, 875),  # 5.5 s
        (2, 21, 750),  # 10.5 s
        (2, 40, 513),  # 20 s
        (1.25, 13.125, 750),  # 10.5 s
    ],
)
def test_with_extra_time_the_time_taken_is_that_of_the_class(factor: float, seconds: float, expected: int) -> None:
    assert points(answer_after(seconds, SPEED, factor)) == {"ada": expected}


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, 1000),
        (0.499, 1000),
        (0.5, 988),  # 1 - 0.0125: 987.5
        (1, 975),
        (2, 950),
        (3.333, 917),  # 916.675
        (5, 875),
        (10, 750),
        (19, 525),
        (20, 500),
        (20.4, 500),
    ],
)
def test_exact_parity_with_kahoot(seconds: float, expected: int) -> None:
    assert points(answer_after(seconds, PARITY)) == {"ada": expected}


@pytest.mark.parametrize(
    ("marks", "bonuses"),
    [
        ("r", [0]),
        ("rr", [0, 100]),
        ("rrr", [0, 100, 200]),
        ("rrrrrrrr", [0, 100, 200, 300, 400, 500, 500, 500]),
        ("w", [0]),
        ("rw", [0, 0]),
        ("rwr", [0, 0, 0]),
        ("rrwrr", [0, 100, 0, 0, 100]),
        ("rrprr", [0, 100, 0, 0, 100]),  # right in part is not right
        ("rr-rr", [0, 100, 0, 0, 100]),  # nor is no answer
    ],
)
def test_a_streak(marks: str, bonuses: list[int]) -> None:
    """Of the question that is asked each time, two options are right: one of them alone is right in part."""
    picks: dict[str, Sequence[int]] = {"r": (0, 1), "w": (2, 3), "p": (0,)}
    terms = replace(TERMS, scoring=Scoring(has_streaks=True))
    made = Drill(replace(created(terms), questions=QUESTIONS[1:2] * len(marks)))
    made.apply(joined(1, "ada"))
    for place, mark in enumerate(marks):
        at = 10 + 10 * place
        made.apply(opened(at, place))
        if mark in picks:
            made.apply(answered(at + 1, "ada", *picks[mark], place=1)._replace(place=place))
        made.apply(closed(at + 5, place))
        made.apply(revealed(at + 6, place))
    own = {"r": 1000, "w": 0, "p": 500, "-": 0}
    assert [*earned(made)["ada"].values()] == [
        Points(own[mark], bonus) for mark, bonus in zip(marks, bonuses, strict=True)
    ]


@pytest.mark.parametrize(
    ("certainty", "pick", "expected"),
    [
        (Certainty.LOW, 0, 1),
        (Certainty.LOW, 1, 0),
        (Certainty.MIDDLE, 0, 2),
        (Certainty.MIDDLE, 1, -2),
        (Certainty.HIGH, 0, 3),
        (Certainty.HIGH, 1, -6),
        (Certainty.GUESS, 0, 0),
        (Certainty.GUESS, 1, 0),
        (None, 0, 1),
        (None, 1, 0),
    ],
)
def test_certainty_stands_beside_the_points(certainty: Certainty | None, pick: int, expected: int) -> None:
    said = answered(11, "ada", pick, certainty=certainty)
    made = drill(joined(1, "ada"), opened(10), said, closed(20), revealed(21))
    assert certainty_totals(made) == {"ada": expected}
    assert points(made) == {"ada": 1000 if pick == 0 else 0}
