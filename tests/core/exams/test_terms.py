from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from quiz.core.exams.blueprint import Blueprint, Part
from quiz.core.exams.terms import Terms, faults_of

TERMS = Terms(Blueprint((Part("t", 3),)))


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


@pytest.mark.parametrize(
    ("terms", "limit", "each"),
    [
        (TERMS, None, None),
        (replace(TERMS, minutes=90), minutes(90), None),
        (replace(TERMS, minutes=90, extra_time=1.25), minutes(112.5), None),
        (replace(TERMS, seconds_each=40), None, timedelta(seconds=40)),
        (replace(TERMS, minutes=0.5, seconds_each=40, extra_time=1.5), minutes(0.75), minutes(1)),
        (replace(TERMS, minutes=1 / 7), timedelta(milliseconds=8571), None),
    ],
)
def test_the_time_is_what_was_agreed_and_extra_time(
    terms: Terms, limit: timedelta | None, each: timedelta | None
) -> None:
    assert (terms.limit, terms.limit_each) == (limit, each)


@pytest.mark.parametrize(
    ("limit", "times"),
    [
        (90, [10, 5, 1]),
        (20, [10, 5, 1]),
        (16, [8, 5, 1]),
        (10, [5, 1]),
        (8, [4, 1]),
        (2, [1]),
        (1, [0.5]),
    ],
)
def test_a_learner_is_warned_at_these_times(limit: float, times: list[float]) -> None:
    terms = replace(TERMS, minutes=limit)
    expected = tuple(minutes(each) for each in times)
    assert terms.warnings(minutes(limit), timedelta()) == expected
    seconds = [timedelta(seconds=left) for left in range(int(limit * 60), -1, -1)]
    told = [each for before, now in pairwise(seconds) for each in terms.warnings(before, now)]
    assert tuple(told) == expected


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (11, 10.1, []),
        (11, 10, [10]),
        (10, 9, []),
        (11, 4, [10, 5]),
        (90, 3, [10, 5]),
        (5.5, 5.5, []),
        (0.5, 0, []),
        (4, 6, []),
    ],
)
def test_a_warning_comes_when_its_time_is_reached(before: float, now: float, told: list[float]) -> None:
    warnings = replace(TERMS, minutes=90).warnings(minutes(before), minutes(now))
    assert warnings == tuple(minutes(each) for each in told)


def test_without_a_limit_there_are_no_warnings() -> None:
    assert TERMS.warnings(minutes(20), timedelta()) == ()


@given(st.floats(0.01, 200), st.lists(st.integers(0, 12_000), max_size=8))
def test_each_warning_comes_once_however_often_one_looks(limit: float, looks: list[int]) -> None:
    terms = replace(TERMS, minutes=limit)
    assert terms.limit is not None
    inside = [left for left in (timedelta(seconds=seconds) for seconds in looks) if left < terms.limit]
    left = [terms.limit, *sorted(inside, reverse=True), timedelta()]
    told = [each for before, now in pairwise(left) for each in terms.warnings(before, now)]
    assert told == list(terms.warnings(terms.limit, timedelta()))
    assert told == sorted(set(told), reverse=True)
    assert 1 <= len(told) <= 3


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (TERMS, []),
        (replace(TERMS, minutes=90, seconds_each=60, pass_share=1, extra_time=1.5), []),
        (replace(TERMS, minutes=0), ["minutes"]),
        (replace(TERMS, minutes=-1), ["minutes"]),
        (replace(TERMS, minutes=float("nan")), ["minutes"]),
        (replace(TERMS, minutes=1e300), ["minutes"]),
        (replace(TERMS, seconds_each=0), ["second"]),
        (replace(TERMS, seconds_each=float("inf")), ["second"]),
        (replace(TERMS, pass_share=60), ["100 %"]),
        (replace(TERMS, pass_share=float("nan")), ["100 %"]),
        (replace(TERMS, extra_time=0.5), ["1.25"]),
        (replace(TERMS, extra_time=25), ["1.25"]),
        (Terms(Blueprint(())), ["1 question"]),
        (Terms(Blueprint((Part("t", 3), Part("u", 0)))), ["1 question"]),
        (replace(TERMS, minutes=0, extra_time=0), ["minutes", "1.25"]),
    ],
)
def test_terms_that_cannot_be_kept_are_told(terms: Terms, words: list[str]) -> None:
    faults = faults_of(terms)
    assert len(faults) == len(words)
    for fault, word in zip(faults, words, strict=True):
        assert word in fault


@given(
    st.builds(
        Terms,
        st.just(TERMS.blueprint),
        minutes=st.none() | st.floats(),
        seconds_each=st.none() | st.floats(),
        extra_time=st.floats(),
    )
)
def test_terms_without_fault_have_time(terms: Terms) -> None:
    if not faults_of(terms):
        assert terms.limit is None or terms.limit > timedelta()
        assert terms.limit_each is None or terms.limit_each > timedelta()
