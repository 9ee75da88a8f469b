from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict

import pytest
from hypothesis import given, strategies as st

from quiz.core.certainty import Certainty, certainty_mark
from quiz.core.marking import TOLERANCE
from quiz.core.reports.confidence import (
    LEAST_TO_JUDGE,
    Fit,
    Judgement,
    Rated,
    best_average,
    certainty_sentences,
    judgement_of,
    judgement_sentences,
    summary_of,
)
from quiz.core.reports.statistics import Count


class _Marks(TypedDict):
    certainty: str
    marks: list[tuple[float, float]]


class _Summary(TypedDict):
    answers: list[tuple[float, str]]
    accuracy: float
    average: float
    best: float
    bonus: float
    total: float


class _Judged(TypedDict):
    certainty: str
    right: int
    answers: int
    fit: str
    statistic: float


class _Vectors(TypedDict):
    certainty_marks: list[_Marks]
    certainty_summary: _Summary
    certainty_judgements: list[_Judged]


VECTORS: _Vectors = json.loads((Path(__file__).parents[1] / "data" / "vectors.json").read_text("utf-8"))
SUMMARY = VECTORS["certainty_summary"]
RATED = [Rated(fraction, Certainty(level)) for fraction, level in SUMMARY["answers"]]


@pytest.mark.parametrize(
    ("certainty", "fraction", "mark"),
    [(Certainty(case["certainty"]), *pair) for case in VECTORS["certainty_marks"] for pair in case["marks"]],
)
def test_the_surer_a_right_answer_the_more_it_earns_and_a_wrong_one_costs(
    certainty: Certainty, fraction: float, mark: float
) -> None:
    assert certainty_mark(fraction, certainty) == pytest.approx(mark)


@pytest.mark.parametrize("fraction", [0.0, 0.25, 1.0])
def test_a_guess_earns_nothing_and_no_certainty_counts_as_low(fraction: float) -> None:
    assert certainty_mark(fraction, Certainty.GUESS) == 0
    assert certainty_mark(fraction, None) == certainty_mark(fraction, Certainty.LOW)


def test_a_mark_that_is_nothing_but_rounding_is_wrong() -> None:
    assert certainty_mark(TOLERANCE / 2, Certainty.HIGH) == -6
    assert certainty_mark(TOLERANCE * 2, Certainty.HIGH) == pytest.approx(6e-6)


@pytest.mark.parametrize(
    ("share", "best"),
    [
        (0.5, Certainty.LOW),
        (0.66, Certainty.LOW),
        (0.67, Certainty.MIDDLE),
        (0.79, Certainty.MIDDLE),
        (0.81, Certainty.HIGH),
        (1.0, Certainty.HIGH),
    ],
)
def test_it_pays_best_to_say_how_sure_one_is(share: float, best: Certainty) -> None:
    def expected(level: Certainty) -> float:
        return share * certainty_mark(1, level) + (1 - share) * certainty_mark(0, level)

    assert max(Certainty, key=expected) is best
    assert best_average(share) == pytest.approx(expected(best))


def test_the_summary_has_accuracy_and_what_the_certainties_added() -> None:
    summary = summary_of(RATED)
    assert summary is not None
    assert (summary.questions, summary.unanswered) == (10, 0)
    assert summary.accuracy == pytest.approx(SUMMARY["accuracy"])
    assert summary.average == pytest.approx(SUMMARY["average"])
    assert summary.best == pytest.approx(SUMMARY["best"])
    assert summary.bonus == pytest.approx(SUMMARY["bonus"])
    assert summary.total == pytest.approx(SUMMARY["total"])


def test_an_unanswered_question_has_nothing_and_is_counted() -> None:
    summary = summary_of([*RATED, *[Rated(None, None)] * 10])
    assert summary is not None
    assert (summary.questions, summary.unanswered) == (20, 10)
    assert summary.accuracy == pytest.approx(SUMMARY["accuracy"] / 2)
    assert summary.average == pytest.approx(SUMMARY["average"] / 2)


def test_a_question_counts_by_its_weight() -> None:
    right, wrong = Rated(1, Certainty.HIGH, weight=3), Rated(0, Certainty.MIDDLE)
    summary = summary_of([right, wrong])
    assert summary is not None
    assert summary.accuracy == pytest.approx(3 / 4)
    assert summary.average == pytest.approx((3 * 3 - 2) / 4)


def test_of_nothing_there_is_no_summary() -> None:
    assert summary_of([]) is None
    assert summary_of([Rated(1, Certainty.LOW, weight=0)]) is None
    with pytest.raises(ValueError, match="weight"):
        summary_of([Rated(1, None, weight=-1), Rated(1, None, weight=2)])


def judged(certainty: Certainty, points: float, answers: int) -> Judgement:
    judgement = judgement_of(certainty, Count(answers, int(points), points))
    assert judgement is not None
    return judgement


@pytest.mark.parametrize("case", VECTORS["certainty_judgements"])
def test_a_level_is_judged_by_how_far_the_share_right_is_from_what_it_fits(case: _Judged) -> None:
    judgement = judged(Certainty(case["certainty"]), case["right"], case["answers"])
    assert judgement.fit is Fit(case["fit"])
    assert judgement.statistic == pytest.approx(case["statistic"], abs=5e-7)


def test_every_judgement_has_a_vector() -> None:
    assert {case["fit"] for case in VECTORS["certainty_judgements"]} == set(Fit)


@pytest.mark.parametrize(
    ("certainty", "points", "answers", "fit"),
    [
        (Certainty.HIGH, 8, 10, Fit.FITTING),
        (Certainty.HIGH, 10, 10, Fit.FITTING),
        (Certainty.MIDDLE, 2, 3, Fit.FITTING),
        (Certainty.MIDDLE, 8, 10, Fit.FITTING),
        (Certainty.MIDDLE, 40, 40, Fit.UNDERCONFIDENT),
        (Certainty.MIDDLE, 0, 2, Fit.OVERCONFIDENT),
        (Certainty.LOW, 0, 100, Fit.FITTING),
        (Certainty.LOW, 2, 3, Fit.FITTING),
        (Certainty.GUESS, 5, 10, Fit.FITTING),
        (Certainty.GUESS, 6, 10, Fit.SLIGHTLY_UNDERCONFIDENT),
        (Certainty.GUESS, 9, 10, Fit.UNDERCONFIDENT),
        (Certainty.HIGH, 5.5, 10, Fit.OVERCONFIDENT),
    ],
)
def test_the_ends_of_a_range_fit(certainty: Certainty, points: float, answers: int, fit: Fit) -> None:
    assert judged(certainty, points, answers).fit is fit


def test_a_judgement_is_told_in_a_sentence() -> None:
    assert judged(Certainty.HIGH, 5, 10).sentence == (
        "High: 50 % wholly right of 10, 80 % to 100 % would be fitting: overconfident."
    )
    assert judgement_of(Certainty.HIGH, Count(0, 0, 0.0)) is None


@pytest.mark.parametrize("answers", [1, LEAST_TO_JUDGE - 1])
def test_of_few_answers_nothing_is_said_of_how_well_the_certainty_fits(answers: int) -> None:
    (row,) = judgement_sentences({Certainty.HIGH: Count(answers, 0, 0.9 * answers)})
    assert row == f"High: 0 of {answers} wholly right, too few answers to say whether that fits; it takes 8."


def test_each_level_is_judged_from_its_own_answers_in_rising_order() -> None:
    rows = judgement_sentences({Certainty.HIGH: Count(8, 8, 8), Certainty.LOW: Count(1, 1, 1)})
    assert [row.split(":")[0] for row in rows] == ["Low", "High"]
    assert rows[1].endswith("fitting: about right.")


def test_from_the_least_number_on_one_answer_moves_the_share_by_less_than_the_middle_range_is_wide() -> None:
    middle = judged(Certainty.MIDDLE, 8, 10)
    assert 1 / LEAST_TO_JUDGE < middle.high - middle.low < 1 / (LEAST_TO_JUDGE - 1)


def test_what_is_partly_right_is_not_right_wherever_it_is_told() -> None:
    rows = certainty_sentences([(0.5, Certainty.HIGH)] * 4 + [(1.0, Certainty.HIGH)] * 4)
    assert rows[1].startswith("Wholly right 50 %, ")
    assert rows[2].startswith("High: 50 % wholly right of 8, ")


FRACTIONS = st.floats(0, 1)
LEVELS = st.sampled_from([None, *Certainty])
RATINGS = st.lists(st.builds(Rated, st.none() | FRACTIONS, LEVELS), min_size=1)


@given(RATINGS)
def test_a_summary_is_within_what_marks_there_are(rated: list[Rated]) -> None:
    summary = summary_of(rated)
    assert summary is not None
    assert 0 <= summary.accuracy <= 1 + 1e-9
    assert -6 <= summary.average <= 3
    assert summary.total <= 1 + 0.1 * 3


@given(st.lists(st.booleans(), min_size=1), st.sampled_from(list(Certainty)))
def test_nothing_beats_the_best_certainty_when_all_are_equally_sure(rights: list[bool], level: Certainty) -> None:
    summary = summary_of([Rated(float(right), level) for right in rights])
    assert summary is not None
    assert summary.average <= summary.best + 1e-9
    assert summary.bonus <= 1e-9


@given(st.sampled_from(list(Certainty)), st.integers(1, 500), st.floats(0, 1))
def test_only_what_fits_has_no_statistic(level: Certainty, answers: int, share: float) -> None:
    judgement = judged(level, share * answers, answers)
    assert (judgement.statistic == 0) == (judgement.fit is Fit.FITTING)
    assert (judgement.statistic > 0.5) == (judgement.fit in {Fit.OVERCONFIDENT, Fit.UNDERCONFIDENT})
