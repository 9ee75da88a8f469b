from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from quiz.core.certainty import Certainty
from quiz.core.drills.scoring import (
    FULL,
    Play,
    Points,
    Scoring,
    accuracy_points,
    certainty_total,
    points_of,
    ranks,
    score_of,
    scoring_of,
    speed_points,
    streak_bonus,
    team_score,
    way_credit,
)

ACCURACY, SPEED = Scoring(), Scoring(is_speed=True)
STREAKS, PARITY = Scoring(has_streaks=True), Scoring(is_speed=True, has_parity=True)


@pytest.mark.parametrize(
    ("scoring", "version"),
    [
        (ACCURACY, "v1/accuracy"),
        (STREAKS, "v1/accuracy+streaks"),
        (SPEED, "v1/speed"),
        (Scoring(is_speed=True, has_streaks=True), "v1/speed+streaks"),
        (PARITY, "v1/speed+parity"),
        (Scoring(is_speed=True, has_streaks=True, has_parity=True), "v1/speed+parity+streaks"),
    ],
)
def test_a_scoring_is_read_back_from_its_version(scoring: Scoring, version: str) -> None:
    assert scoring.version == version
    assert scoring_of(version) == scoring


@pytest.mark.parametrize(
    "version", ["", "v1", "v2/accuracy", "v1/accuracy+parity", "v1/speed+streaks+parity", "\x1b[31m"]
)
def test_an_unknown_version_is_refused_in_a_sentence(version: str) -> None:
    with pytest.raises(ValueError, match=r"does not know the scoring .*\. It knows v1/accuracy, ") as refused:
        scoring_of(version)
    assert str(refused.value).isprintable()


def test_parity_without_speed_is_none() -> None:
    with pytest.raises(ValueError, match="ask for those too"):
        Scoring(has_parity=True)


@pytest.mark.parametrize(
    ("mark", "weight", "points"),
    [(1, 1, 1000), (0, 1, 0), (0.5, 1, 500), (2 / 3, 1, 667), (1 / 3, 1, 333), (1, 2, 2000), (1, 0, 0), (0.0005, 1, 1)],
)
def test_accuracy_earns_a_thousand_times_weight_and_mark(mark: float, weight: float, points: int) -> None:
    assert accuracy_points(mark, weight) == points


@pytest.mark.parametrize(
    ("taken", "points"),
    [
        (0, 1000),
        (499, 1000),
        (500, 1000),
        (10_500, 750),
        (20_500, 500),
        (60_000, 500),
        # Halves are rounded up: 20 ms of 20 s are a thousandth of the time and half a point.
        (520, 1000),
        (540, 999),
        (560, 999),
        (5640, 872),
    ],
)
def test_speed_falls_from_all_to_half_after_half_a_second(taken: int, points: int) -> None:
    assert speed_points(Play(1, taken, 20_000)) == points


@pytest.mark.parametrize(
    ("taken", "points"),
    # The second is the example of Kahoot's own page: 2 s of 30 s are 967 points.
    [(499, 1000), (2000, 967), (500, 992), (15_000, 750), (30_000, 500), (31_000, 500)],
)
def test_with_parity_they_are_kahoots(taken: int, points: int) -> None:
    assert speed_points(Play(1, taken, 30_000), has_parity=True) == points
    assert score_of([Play(1, taken, 30_000)], PARITY) == points


def test_a_mark_in_part_and_a_weight_scale_the_points_for_speed() -> None:
    assert speed_points(Play(0.5, 10_500, 20_000)) == 375
    assert speed_points(Play(1, 10_500, 20_000, weight=2)) == 1500
    assert speed_points(Play(0, 0, 20_000)) == 0


def test_extra_time_costs_nothing() -> None:
    assert speed_points(Play(1, 30_000, 20_000, extra_time=2)) == speed_points(Play(1, 15_000, 20_000))
    assert speed_points(Play(1, 1000, 20_000, extra_time=2)) == 1000
    assert speed_points(Play(1, 40_000, 20_000, extra_time=2), has_parity=True) == 500


@pytest.mark.parametrize("play", [Play(2 / 3, 19_000, None), Play(2 / 3, 19_000, 20_000, round=2)])
def test_without_a_clock_and_after_a_discussion_there_are_no_points_for_speed(play: Play) -> None:
    assert speed_points(play) == speed_points(play, has_parity=True) == accuracy_points(2 / 3)


@pytest.mark.parametrize(
    ("streak", "bonus"), [(0, 0), (1, 0), (2, 100), (3, 200), (4, 300), (5, 400), (6, 500), (7, 500)]
)
def test_a_streak_earns_a_hundred_more_each_time_up_to_five_hundred(streak: int, bonus: int) -> None:
    assert streak_bonus(streak) == bonus


@pytest.mark.parametrize(
    ("marks", "bonuses"),
    [
        ([1, 1, 1, 0, 1, 1], [0, 100, 200, 0, 0, 100]),
        ([1] * 8, [0, 100, 200, 300, 400, 500, 500, 500]),
        ([1, 0.9, 1], [0, 0, 0]),
        ([0, 0], [0, 0]),
        ([], []),
    ],
)
def test_only_right_answers_one_after_another_are_a_streak(marks: Sequence[float], bonuses: list[int]) -> None:
    plays = [Play(mark) for mark in marks]
    assert [points.bonus for points in points_of(plays, STREAKS)] == bonuses
    assert [points.bonus for points in points_of(plays, ACCURACY)] == [0] * len(marks)
    assert score_of(plays, STREAKS) == score_of(plays, ACCURACY) + sum(bonuses)


@pytest.mark.parametrize("mark", [0, 1])
def test_a_question_for_no_points_neither_goes_on_with_a_streak_nor_ends_it(mark: float) -> None:
    assert points_of([Play(1), Play(mark, weight=0), Play(1)], STREAKS) == (Points(1000), Points(0), Points(1000, 100))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"mark": 1.1}, "a mark"),
        ({"mark": -0.1}, "a mark"),
        ({"mark": float("nan")}, "a mark"),
        ({"weight": -1.0}, "weight"),
        ({"weight": float("inf")}, "weight"),
        ({"weight": float("nan")}, "weight"),
        ({"extra_time": 0.5}, "extra time"),
        ({"extra_time": float("nan")}, "extra time"),
        ({"limit": 0}, "limit"),
    ],
)
def test_numbers_out_of_their_range_are_refused(change: dict[str, float], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        Play(**{"mark": 1.0, **change})  # type: ignore[arg-type]


def test_certainty_marks_are_added_up_beside_the_points() -> None:
    answers = [
        (1.0, Certainty.HIGH),
        (0.0, Certainty.MIDDLE),
        (0.5, Certainty.HIGH),
        (1.0, None),
        (1.0, Certainty.GUESS),
    ]
    assert certainty_total(answers) == 3 - 2 - 6 + 1 + 0
    assert certainty_total([]) == 0


@pytest.mark.parametrize(
    ("round_trips", "credit"),
    [([], 0), ([80], 40), ([400, 90, 5000], 45), ([300], 150), ([9000], 150), ([1], 0), ([-5], 0)],
)
def test_the_way_is_credited_with_half_the_shortest_round_trip_and_little_at_most(
    round_trips: list[int], credit: int
) -> None:
    assert way_credit(round_trips) == credit


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([], ()),
        ([5], (1,)),
        ([30, 20, 20, 10], (1, 2, 2, 4)),
        ([10, 20, 30, 20], (4, 2, 1, 2)),
        ([0, 0, 0], (1, 1, 1)),
        ([-1.5, 2.5], (2, 1)),
    ],
)
def test_ties_share_a_rank(scores: list[float], expected: tuple[int, ...]) -> None:
    assert ranks(scores) == expected


@pytest.mark.parametrize(
    ("questions", "score"),
    [
        ([], 0.0),
        ([[]], 0.0),
        ([[1000, 0], [1000, 1000]], 1500.0),
        # The third member came for the second question, and nobody of the team was there for the third.
        ([[1000, 500], [1000, 500, 0], []], 1250.0),
        ([[1, 0, 0]], 0.3),
        ([[2, 0, 0]], 0.7),
        ([[1, 0, 0, 0]], 0.3),
        ([[1, 0, 0]] * 3, 1.0),
    ],
)
def test_a_team_has_the_mean_of_those_who_were_there(questions: list[list[int]], score: float) -> None:
    assert team_score(questions) == score


MARK = st.floats(0, 1)
TAKEN = st.integers(0, 100_000)
LIMIT = st.integers(1000, 60_000)
EXTRA = st.floats(1, 4)
SCORINGS = st.sampled_from([ACCURACY, SPEED, STREAKS, PARITY, scoring_of("v1/speed+parity+streaks")])
PLAYS = st.builds(Play, MARK, TAKEN, st.none() | LIMIT, EXTRA, st.sampled_from([0.0, 0.5, 1.0, 2.0]), st.integers(1, 2))


@given(MARK, TAKEN, LIMIT, EXTRA, st.booleans())
def test_speed_earns_from_half_of_accuracy_to_all_of_it(
    mark: float, taken: int, limit: int, extra: float, has_parity: bool
) -> None:
    points = speed_points(Play(mark, taken, limit, extra), has_parity=has_parity)
    assert accuracy_points(mark / 2) <= points <= accuracy_points(mark)


@given(MARK, st.lists(TAKEN, min_size=2), LIMIT, st.booleans())
def test_nobody_earns_more_by_being_later_or_less_by_extra_time(
    mark: float, times: list[int], limit: int, has_parity: bool
) -> None:
    points = [speed_points(Play(mark, taken, limit), has_parity=has_parity) for taken in sorted(times)]
    assert all(before >= after for before, after in pairwise(points))
    late = Play(mark, max(times), limit, extra_time=1.5)
    assert speed_points(late, has_parity=has_parity) >= points[-1]


@given(st.lists(PLAYS, max_size=12), SCORINGS)
def test_points_are_those_of_each_play_and_their_sum_the_score(plays: list[Play], scoring: Scoring) -> None:
    earned = points_of(plays, scoring)
    assert len(earned) == len(plays)
    assert score_of(plays, scoring) == sum(points.own + points.bonus for points in earned)
    for play, points in zip(plays, earned, strict=True):
        assert 0 <= points.own <= FULL * play.weight + 1
        assert points.bonus in range(0, 501, 100)
        assert points.own == points_of([play], scoring)[0].own


@given(st.lists(st.integers(-5, 5)))
def test_a_rank_is_one_more_than_the_number_of_better_scores(scores: list[int]) -> None:
    assert ranks(scores) == tuple(1 + sum(other > score for other in scores) for score in scores)


@given(st.lists(st.lists(st.integers(0, 2000), max_size=5), max_size=8))
def test_a_team_score_is_near_the_mean_and_has_one_decimal(questions: list[list[int]]) -> None:
    score = team_score(questions)
    assert score == pytest.approx(sum(sum(points) / len(points) for points in questions if points), abs=0.0501)
    assert score == round(score, 1)
