from __future__ import annotations

from collections.abc import Sequence

import pytest

from quiz.core.certainty import Certainty, certainty_points
from quiz.core.drills.events import Event
from quiz.core.drills.items import QuestionReport
from quiz.core.drills.report import report
from quiz.core.drills.words import (
    as_number,
    as_points,
    certainty_sentence,
    facility_text,
    gain_in_words,
    gain_text,
    outcomes_text,
    points_in_words,
)
from tests.core.made_drills import answered, closed, drill, ended, joined, opened, removed

CLASS: list[Event] = [joined(0, f"l{n}") for n in range(5)]


def told(*events: Event) -> QuestionReport:
    (question,) = report(drill(*CLASS, *events, ended(90))).questions
    return question


@pytest.mark.parametrize(
    ("picks", "place", "outcomes", "facility"),
    [
        ([], 0, "5 asked, 0 answered", "0 % (0 of 5 asked; likely 0 to 43 %)"),
        (
            [(0,), (0,), (1,), (1,)],
            0,
            "5 asked, 4 answered: 2 right, 2 wrong",
            "40 % (2 of 5 asked; likely 12 to 77 %)",
        ),
        (
            [(0, 1), (0,), (2,)],
            1,
            "5 asked, 3 answered: 1 right, 1 partly right, 1 wrong",
            "30 % (mean mark of 5 asked; likely 7 to 70 %)",
        ),
    ],
)
def test_a_share_is_told_with_what_it_is_a_share_of(
    picks: Sequence[tuple[int, ...]], place: int, outcomes: str, facility: str
) -> None:
    answers = [answered(11 + n, f"l{n}", *pick, place=place) for n, pick in enumerate(picks)]
    question = told(opened(10, place), *answers, closed(30, place))
    assert outcomes_text(question) == outcomes
    assert facility_text(question) == facility


def test_a_facility_of_too_few_is_not_told() -> None:
    (question,) = report(drill(joined(0, "ann"), opened(10), answered(11, "ann", 0), ended(90))).questions
    assert facility_text(question) == "–"


FIRST: list[Event] = [opened(10), *(answered(11, f"l{n}", n % 2) for n in range(4)), closed(30)]


def test_rounds_and_gain_are_of_the_same_learners_and_agree_with_the_facility() -> None:
    second: list[Event] = [opened(40, round=2), *(answered(41, f"l{n}", n // 3, round=2) for n in range(4))]
    question = told(*FIRST, *second)
    assert gain_text(question) == (
        "right in each round, of 5 asked in all: 40 % (2), then 60 % (3): +20 percentage points"
    )
    assert facility_text(question).startswith("60 % (3 of 5 asked")


def test_whoever_came_later_has_no_part_in_the_gain() -> None:
    events: list[Event] = [joined(0, "ann"), opened(10), closed(20), joined(25, "eve"), opened(30, round=2)]
    (question,) = report(drill(*events, ended(90))).questions
    assert gain_text(question) == "right in each round, of 1 asked in all: 0 % (0), then 0 % (0): no change"
    assert gain_text(told(*FIRST)) == ""
    events += [removed(40, "ann")]
    (question,) = report(drill(*events, ended(90))).questions
    assert gain_text(question) == "nobody was asked in all rounds"


@pytest.mark.parametrize(
    ("gain", "words"),
    [
        (0.2, "+20 percentage points"),
        (-0.5, "-50 percentage points"),
        (0.01, "+1 percentage point"),
        (-0.01, "-1 percentage point"),
        (0.0, "no change"),
        (0.004, "no change"),
    ],
)
def test_a_gain_is_in_percentage_points(gain: float, words: str) -> None:
    assert gain_in_words(gain) == words


@pytest.mark.parametrize(
    ("points", "short", "words"),
    [
        (0, "0", "0 points"),
        (1, "1", "1 point"),
        (4000, "4,000", "4,000 points"),
        (2666.7, "2,666.7", "2,666.7 points"),
        (2500.0, "2,500", "2,500 points"),
    ],
)
def test_points_are_written_as_on_the_wall(points: float, short: str, words: str) -> None:
    assert (as_points(points), points_in_words(points)) == (short, words)


def test_a_figure_that_is_nearly_nothing_has_no_sign() -> None:
    assert (as_number(-0.001), as_number(-0.01), as_number(None)) == ("0.00", "-0.01", "–")


def test_what_an_answer_without_a_certainty_counts_as_is_said_and_is_so() -> None:
    assert certainty_sentence() == (
        "Certainty marks, for a right answer and for any other: low +1 and 0, middle +2 and -2, high +3 and -6, "
        "a guess 0. An answer of which no certainty was said counts as low. They are no part of the points."
    )
    for fraction in (0.0, 0.5, 1.0):
        assert certainty_points(fraction, None) == certainty_points(fraction, Certainty.LOW)
