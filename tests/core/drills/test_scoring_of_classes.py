"""Teams, ties and second rounds held against their formulas, worked out by hand: ten cases each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from quiz.core.drills.events import Event
from quiz.core.drills.scores import leaderboard, points, team_scores
from quiz.core.drills.scoring import Scoring, ranks
from quiz.core.drills.terms import DrillTerms
from tests.core.made_drills import (
    TERMS,
    answered,
    closed,
    drill,
    joined,
    opened,
    revealed,
)

SPEED = replace(TERMS, seconds=20.0, scoring=Scoring(is_speed=True))


@pytest.mark.parametrize(
    ("present", "right", "late", "expected"),
    [
        (1, 1, 0, 1000.0),
        (2, 1, 0, 500.0),
        (3, 1, 0, 333.3),
        (3, 2, 0, 666.7),
        (4, 3, 0, 750.0),
        (6, 1, 0, 166.7),  # 166.67
        (7, 3, 0, 428.6),  # 428.57
        (8, 1, 0, 125.0),
        (3, 1, 2, 333.3),  # who came after the opening is neither counted nor counts, though right
        (1, 0, 3, 0.0),
    ],
)
def test_a_team_has_the_mean_of_the_members_who_were_there_at_the_opening(
    present: int, right: int, late: int, expected: float
) -> None:
    there = [f"learner {i}" for i in range(present)]
    later = [f"late {i}" for i in range(late)]
    events: list[Event] = [joined(1, id, team="red") for id in there]
    events += [opened(10), *(joined(11, id, team="red") for id in later)]
    events += [*(answered(12, id) for id in [*there[:right], *later]), closed(20), revealed(21)]
    red, blue = team_scores(drill(*events, terms=DrillTerms(teams=("red", "blue"))))
    assert (red.team, red.points) == ("red", expected)
    assert (blue.team, blue.points, blue.rank) == ("blue", 0.0, 2 if expected else 1)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([40, 30, 20, 10], (1, 2, 3, 4)),
        ([40, 30, 30, 10], (1, 2, 2, 4)),
        ([30, 30, 30, 10], (1, 1, 1, 4)),
        ([40, 10, 10, 10], (1, 2, 2, 2)),
        ([40, 40, 10, 10], (1, 1, 3, 3)),
        ([10, 10], (1, 1)),
        ([10, 40, 30, 30], (4, 1, 2, 2)),
        ([30, 40, 30, 10, 30, 5], (2, 1, 2, 5, 2, 6)),
        ([0], (1,)),
        ([0, -6, 3], (2, 3, 1)),
    ],
)
def test_ties(scores: list[float], expected: tuple[int, ...]) -> None:
    assert ranks(scores) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # The answers of Ada and Bob in each round, with the seconds they took: None for no answer.
        (((0, 1), (1, 1)), ((0, 1), (0, 1)), {"ada": 1000, "bob": 1000}),
        (((0, 1), (1, 1)), ((1, 1), (0, 1)), {"ada": 0, "bob": 1000}),
        (((0, 1), (0, 1)), (None, (0, 1)), {"ada": 0, "bob": 1000}),
        (((0, 1), (0, 1)), (None, None), {"ada": 0, "bob": 0}),
        ((None, None), ((0, 1), (1, 1)), {"ada": 1000, "bob": 0}),
        # What was quick in the first round earns nothing for that, and what was slow in the second costs nothing.
        (((0, 0), (1, 1)), ((0, 19), (0, 1)), {"ada": 1000, "bob": 1000}),
        (((0, 19), (0, 19)), ((0, 19), (0, 19)), {"ada": 1000, "bob": 1000}),
        (((0, 19), (0, 10)), None, {"ada": 538, "bob": 763}),  # x = 18.5/20 and 9.5/20: 537.5 and 762.5
        (((0, 0), (0, 10.5)), None, {"ada": 1000, "bob": 750}),
        ((None, (0, 0.5)), None, {"ada": 0, "bob": 1000}),
    ],
)
def test_the_second_round_takes_the_place_of_the_first_without_time(
    first: Sequence[tuple[int, float] | None],
    second: Sequence[tuple[int, float] | None] | None,
    expected: dict[str, int],
) -> None:
    events: list[Event] = [joined(1, "ada"), joined(1, "bob")]
    for round, said in enumerate((first, second), 1):
        if said is not None:
            at = 10 if round == 1 else 50
            answers = [
                answered(at + each[1], id, each[0], round=round)
                for id, each in zip(("ada", "bob"), said, strict=True)
                if each is not None
            ]
            events += [opened(at, round=round), *answers, closed(at + 20, round=round)]
    made = drill(*events, revealed(90), terms=SPEED)
    assert points(made) == expected
    assert {line.name for line in leaderboard(made) if line.rank == 1} == {
        id.title() for id, earned in expected.items() if earned == max(expected.values())
    }
