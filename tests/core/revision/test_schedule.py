from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TypedDict

import fsrs
import pytest
from hypothesis import given, strategies as st

from quiz.core.certainty import Certainty
from quiz.core.revision.schedule import Rating, Scheduler, Strength, interval, rating_of, retrievability


class _Fsrs(TypedDict):
    reviews: dict[str, list[tuple[float, float, int]]]
    retrievability: list[tuple[float, float, float]]
    interval: list[tuple[float, float, float]]
    second: dict[str, tuple[float, float]]


VECTORS: _Fsrs = json.loads((Path(__file__).parents[2] / "data" / "vectors.json").read_text("utf-8"))["fsrs6"]
SCHEDULER = Scheduler()
STABILITIES = st.floats(0.001, 40_000)
RETENTIONS = st.floats(0.7, 0.97)


@pytest.mark.parametrize(
    ("is_right", "certainty", "rating"),
    [
        (False, None, Rating.AGAIN),
        *((False, certainty, Rating.AGAIN) for certainty in Certainty),
        (True, None, Rating.GOOD),
        (True, Certainty.GUESS, Rating.AGAIN),
        (True, Certainty.LOW, Rating.HARD),
        (True, Certainty.MIDDLE, Rating.GOOD),
        (True, Certainty.HIGH, Rating.GOOD),
    ],
)
def test_an_answer_is_rated_by_right_and_sure(is_right: bool, certainty: Certainty | None, rating: Rating) -> None:
    assert rating_of(is_right, certainty) is rating


@pytest.mark.parametrize(("ratings", "expected"), VECTORS["reviews"].items())
def test_reviews_when_due_give_the_published_strengths(ratings: str, expected: list[tuple[float, float, int]]) -> None:
    strength: Strength | None = None
    for rating, (stability, difficulty, days) in zip(ratings, expected, strict=True):
        strength = SCHEDULER.review(strength, Rating(int(rating)), strength.interval if strength else 0)
        assert strength[:2] == pytest.approx((stability, difficulty), abs=1e-6)
        assert strength.interval == days


@pytest.mark.parametrize(("rating", "expected"), VECTORS["second"].items())
def test_a_review_on_the_day_moves_stability_and_difficulty(rating: str, expected: tuple[float, float]) -> None:
    after = SCHEDULER.review(Strength(10, 5, 10), Rating(int(rating)), 10)
    assert after[:2] == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(("days", "stability", "probability"), VECTORS["retrievability"])
def test_recall_fades_as_published(days: float, stability: float, probability: float) -> None:
    assert retrievability(days, stability) == pytest.approx(probability, abs=1e-6)


@pytest.mark.parametrize(("stability", "retention", "days"), VECTORS["interval"])
def test_the_interval_is_as_published(stability: float, retention: float, days: float) -> None:
    assert interval(stability, retention) == round(days)
    assert retrievability(days, stability) == pytest.approx(retention, abs=1e-3)


@given(st.integers(0, 40_000), STABILITIES)
def test_recall_is_that_of_the_library_on_whole_days(days: int, stability: float) -> None:
    last = datetime(2026, 1, 1, tzinfo=UTC)
    card = fsrs.Card(1, fsrs.State.Review, stability=stability, difficulty=5, due=last, last_review=last)
    expected = fsrs.Scheduler().get_card_retrievability(card, last + timedelta(days=days))
    assert retrievability(days, stability) == pytest.approx(expected, rel=1e-12)


@given(
    st.lists(st.tuples(st.sampled_from(Rating), st.integers(0, 5000)), min_size=1, max_size=12),
    RETENTIONS,
)
def test_strengths_and_intervals_are_those_of_the_library(reviews: list[tuple[Rating, int]], retention: float) -> None:
    ours = Scheduler(retention)
    library = fsrs.Scheduler(desired_retention=retention, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    card = fsrs.Card(1, due=now)
    strength: Strength | None = None
    for rating, days in reviews:
        now += timedelta(days=days)
        card, _ = library.review_card(card, fsrs.Rating(rating), now)
        strength = ours.review(strength, rating, days)
        assert strength == (card.stability, card.difficulty, (card.due - now).days)
        assert strength.interval == interval(strength.stability, retention)


@given(STABILITIES, st.lists(st.floats(0, 40_000), min_size=2))
def test_recall_is_a_probability_that_falls(stability: float, days: list[float]) -> None:
    probabilities = [retrievability(day, stability) for day in sorted(days)]
    assert all(0 < probability <= 1 for probability in probabilities)
    assert all(later <= earlier for earlier, later in pairwise(probabilities))


def test_recall_is_certain_at_the_review_and_even_if_the_clock_was_set_back() -> None:
    assert retrievability(0, 3) == retrievability(-5, 3) == 1


@given(STABILITIES, RETENTIONS)
def test_the_interval_ends_when_recall_has_fallen_to_the_retention(stability: float, retention: float) -> None:
    days = interval(stability, retention)
    assert 1 <= days <= 36500
    if days < 36500:
        assert retrievability(days + 0.5001, stability) <= retention
    if days > 1:
        assert retrievability(days - 0.5001, stability) >= retention


def test_a_review_leaves_what_it_was_given_as_it_was() -> None:
    before = Strength(10, 5, 10)
    first = SCHEDULER.review(before, Rating.AGAIN, 10)
    assert before == (10, 5, 10)
    assert SCHEDULER.review(before, Rating.AGAIN, 10) == first
    assert SCHEDULER.review(None, Rating.GOOD, 0) == SCHEDULER.review(None, Rating.GOOD, 9)


@given(st.lists(st.tuples(st.sampled_from(Rating), st.integers(0, 5000)), min_size=1, max_size=12), st.integers(0, 11))
def test_a_course_is_its_reviews_one_by_one_wherever_it_is_taken_up(
    reviews: list[tuple[Rating, int]], place: int
) -> None:
    course = SCHEDULER.course()
    strength: Strength | None = None
    for number, (rating, days) in enumerate(reviews):
        if number == place:
            course = SCHEDULER.course(strength)
        course.review(rating, days)
        strength = SCHEDULER.review(strength, rating, days)
        assert course.strength == strength
    assert SCHEDULER.course(strength).strength == strength


def test_courses_do_not_meddle_with_one_another() -> None:
    one, other = SCHEDULER.course(), SCHEDULER.course()
    one.review(Rating.GOOD, 0)
    before = one.strength
    other.review(Rating.AGAIN, 0)
    other.review(Rating.AGAIN, 1)
    assert one.strength == before


def test_a_course_without_a_review_has_no_strength() -> None:
    with pytest.raises(AssertionError, match="reviewed"):
        _ = SCHEDULER.course().strength


def test_of_a_longer_time_a_hundred_years_count() -> None:
    assert SCHEDULER.review(Strength(10, 5, 10), Rating.GOOD, 10**9) == SCHEDULER.review(
        Strength(10, 5, 10), Rating.GOOD, 36500
    )
