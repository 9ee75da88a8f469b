from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TypedDict
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from quiz.core.answers import Given
from quiz.core.questions import Option, fingerprint_of
from quiz.core.reports.statistics import (
    Confusion,
    Count,
    Interval,
    Streak,
    by_day,
    by_hour,
    by_topic,
    confusions,
    facility,
    fatigue,
    hardest,
    learning_curve,
    streak,
    wilson,
)
from tests.core.samples import choice, matching


class _Vectors(TypedDict):
    wilson95: dict[str, tuple[float, float]]


VECTORS: _Vectors = json.loads((Path(__file__).parents[2] / "data" / "vectors.json").read_text("utf-8"))


def counted(answers: int, right: int) -> Count:
    return Count(answers, right, float(right))


@pytest.mark.parametrize(("of", "bounds"), VECTORS["wilson95"].items())
def test_the_interval_of_a_share(of: str, bounds: tuple[float, float]) -> None:
    right, answers = map(int, of.split("/"))
    interval = wilson(right, answers)
    assert (interval.low, interval.high) == pytest.approx(bounds, abs=1e-6)


def test_no_answers_say_nothing() -> None:
    assert wilson(0, 0) == Interval(0, 1)
    assert facility(counted(0, 0)) is None


@pytest.mark.parametrize(("right", "answers"), [(-1, 5), (6, 5), (1, 0), (0, -1), (float("nan"), 5)])
def test_what_is_no_share_has_no_interval(right: float, answers: int) -> None:
    with pytest.raises(ValueError, match="right"):
        wilson(right, answers)


SHARES = st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.floats(0, 1).map(lambda share: share * n), st.just(n)))


@given(SHARES)
def test_an_interval_has_the_share_in_it_and_is_of_shares(case: tuple[float, int]) -> None:
    right, answers = case
    interval = wilson(right, answers)
    assert 0 <= interval.low <= right / answers <= interval.high <= 1


@given(SHARES)
def test_an_interval_mirrors_and_narrows_with_more_answers_and_widens_with_more_confidence(
    case: tuple[float, int],
) -> None:
    right, answers = case
    interval = wilson(right, answers)
    mirrored = wilson(answers - right, answers)
    assert (1 - mirrored.high, 1 - mirrored.low) == pytest.approx((interval.low, interval.high), abs=1e-9)
    more = wilson(right * 4, answers * 4)
    assert more.high - more.low < interval.high - interval.low
    surer = wilson(right, answers, z=2.575829)
    assert surer.low <= interval.low + 1e-12
    assert surer.high >= interval.high - 1e-12


def test_the_facility_is_the_mean_mark_and_partial_marks_are_parts_of_right_answers() -> None:
    it = facility(Count(10, 5, 7.0))
    assert it is not None
    assert it.share == pytest.approx(0.7)
    assert it.answers == 10
    assert it.interval == wilson(7, 10)


@pytest.mark.parametrize(
    ("answers", "right", "is_rough"),
    [(5, 5, True), (40, 33, True), (100, 50, True), (400, 200, False), (100, 100, False)],
)
def test_few_answers_are_rough_and_many_are_not(answers: int, right: int, is_rough: bool) -> None:
    it = facility(counted(answers, right))
    assert it is not None
    assert it.is_rough is is_rough


def test_a_sum_of_marks_that_rounding_left_above_their_number_is_all_of_them() -> None:
    it = facility(Count(3, 3, 3 + 1e-15))
    assert it is not None
    assert it.share == 1


def test_topics_are_added_up_in_the_order_of_their_rows() -> None:
    rows = [("b", counted(4, 2)), ("a", counted(1, 1)), ("b", counted(6, 5)), ("none", counted(0, 0))]
    assert by_topic(rows) == {"b": facility(counted(10, 7)), "a": facility(counted(1, 1))}
    assert list(by_topic(rows)) == ["b", "a"]


def test_the_learning_curve_is_by_attempt() -> None:
    curve = learning_curve([counted(10, 5), counted(0, 0), counted(4, 4)])
    assert [(it.first, it.last, it.facility.share, it.facility.answers) for it in curve] == [
        (1, 1, 0.5, 10),
        (3, 3, 1.0, 4),
    ]
    assert learning_curve([]) == ()


def test_fatigue_is_by_so_many_answers_of_a_session_together() -> None:
    places = [counted(2, 2)] * 10 + [counted(1, 0)] * 10 + [counted(1, 1)] * 3
    assert [(it.first, it.last, it.facility.share, it.facility.answers) for it in fatigue(places)] == [
        (1, 10, 1.0, 20),
        (11, 20, 0.0, 10),
        (21, 23, 1.0, 3),
    ]


def test_days_and_hours_are_those_of_the_learners_clock() -> None:
    zurich = ZoneInfo("Europe/Zurich")
    moments = [
        (datetime(2026, 7, 2, 22, 15, tzinfo=UTC).astimezone(zurich), counted(3, 1)),
        (datetime(2026, 7, 2, 21, 45, tzinfo=UTC).astimezone(zurich), counted(2, 2)),
        (datetime(2026, 1, 5, 22, 45, tzinfo=UTC).astimezone(zurich), counted(1, 0)),
        (datetime(2026, 1, 6, 12, 0, tzinfo=UTC).astimezone(zurich), counted(0, 0)),
    ]
    assert list(by_day(moments).items()) == [
        (date(2026, 1, 5), counted(1, 0)),
        (date(2026, 7, 2), counted(2, 2)),
        (date(2026, 7, 3), counted(3, 1)),
    ]
    hours = by_hour(moments)
    assert len(hours) == 24
    assert {hour: it.answers for hour, it in enumerate(hours) if it} == {0: 3, 23: 3}
    by_three, by_five = by_hour(moments, 3), by_hour(moments, 5)
    assert [it.answers for it in by_three if it] == [3, 3]
    assert (len(by_three), len(by_five)) == (8, 5)
    assert (by_three[7], by_five[4]) == (hours[23], hours[23])


MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [
        ([], Streak(0, 0, is_kept=False)),
        ([0], Streak(1, 1, is_kept=True)),
        ([1], Streak(1, 1, is_kept=False)),
        ([2], Streak(0, 1, is_kept=False)),
        ([0, 1, 2, 4, 5], Streak(3, 3, is_kept=True)),
        ([0, 2, 3, 4], Streak(1, 3, is_kept=True)),
        ([1, 2, 3], Streak(3, 3, is_kept=False)),
        ([-1, -2, 0], Streak(1, 1, is_kept=True)),
    ],
)
def test_a_streak_is_days_without_a_gap_up_to_today_or_yesterday(days_ago: list[int], expected: Streak) -> None:
    assert streak([MONDAY - timedelta(days=ago) for ago in days_ago], MONDAY) == expected


@pytest.mark.parametrize(("first", "longest"), [(date.min, 2), (date.min + timedelta(days=1), 1)])
def test_a_clock_at_the_beginning_of_time_is_a_clock(first: date, longest: int) -> None:
    assert streak({first, date.min + timedelta(days=1)}, MONDAY) == Streak(0, longest, is_kept=False)


@given(st.sets(st.integers(0, 60)))
def test_a_streak_is_no_longer_than_the_longest_and_those_no_longer_than_all(ages: set[int]) -> None:
    days = {MONDAY - timedelta(days=age) for age in ages}
    it = streak(days, MONDAY)
    assert 0 <= it.now <= it.longest <= len(days)
    assert (it.longest > 1) == any(b - a == 1 for a, b in pairwise(sorted(ages)))
    assert all(MONDAY - timedelta(days=age + (not it.is_kept)) in days for age in range(it.now))


def test_the_hardest_are_those_with_the_lowest_facility_and_enough_answers() -> None:
    rows = [
        ("few", counted(4, 0)),
        ("half", counted(10, 5)),
        ("hard", counted(5, 1)),
        ("harder known", counted(20, 4)),
        ("easy", counted(9, 9)),
    ]
    assert [question for question, _ in hardest(rows)] == ["harder known", "hard", "half", "easy"]
    assert [question for question, _ in hardest(rows, least=1, most=2)] == ["few", "harder known"]
    assert hardest(rows)[0][1] == facility(counted(20, 4))


def test_distractors_taken_for_the_key_are_counted() -> None:
    question = choice("q", "1000")
    now = fingerprint_of(question)
    texts = [option.text for option in question.options]
    given = [
        (now, Given(chosen=(texts[1],)), 2),
        (now, Given(chosen=(texts[2].upper(),)), 3),
        (now, Given(chosen=(texts[1],)), 2),
        (now, Given(chosen=(texts[0],)), 50),
        (now, Given(chosen=("an option that is gone",)), 9),
    ]
    assert confusions(question, given) == (
        Confusion("", (texts[0],), texts[1], 4),
        Confusion("", (texts[0],), texts[2], 3),
    )


def test_an_answer_to_another_key_confuses_nothing_and_one_to_another_stem_does() -> None:
    question = choice("q", "10")
    wrong = Given(chosen=(question.options[1].text,))
    other_key = replace(question, options=(Option("other", is_key=True), question.options[1]))
    other_stem = replace(question, stem="Which one?")
    given = [(fingerprint_of(other_key), wrong, 5), (fingerprint_of(other_stem), wrong, 1)]
    assert [it.times for it in confusions(question, given)] == [1]


def test_of_several_right_options_each_wrong_one_that_was_chosen_counts() -> None:
    question = choice("q", "1100")
    texts = [option.text for option in question.options]
    found = confusions(question, [(fingerprint_of(question), Given(chosen=(texts[0], texts[2], texts[3])), 2)])
    assert found == (
        Confusion("", (texts[0], texts[1]), texts[2], 2),
        Confusion("", (texts[0], texts[1]), texts[3], 2),
    )


def test_choices_taken_for_a_prompts_partner_are_counted() -> None:
    question = matching("m", ["a", "b"], ["c"])
    now = fingerprint_of(question)
    given = [
        (now, Given(matched=(("m prompt 0", "b"), ("m prompt 1", "b"))), 2),
        (now, Given(matched=(("m prompt 0", "c"), ("m prompt 1", "a"))), 1),
        (now, Given(matched=(("m prompt 0", "b"),)), 1),
    ]
    assert confusions(question, given) == (
        Confusion("m prompt 0", ("a",), "b", 3),
        Confusion("m prompt 0", ("a",), "c", 1),
        Confusion("m prompt 1", ("b",), "a", 1),
    )
