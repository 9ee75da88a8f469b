from __future__ import annotations

import json
from dataclasses import astuple
from math import isfinite
from pathlib import Path
from random import Random
from typing import TypedDict

import pytest
from hypothesis import given, strategies as st

from quiz.core.reports.distractors import DistractorFigures, distractors
from quiz.core.reports.item_analysis import Analysis, Figure, Hidden, Least, analyse, rests_of
from quiz.core.reports.moments import correlation, covariance, upper_lower
from quiz.core.reports.reliability import alpha, lengthened, totals_of
from quiz.core.reports.statistics import Interval, wilson


class _Item(TypedDict):
    p: float
    r_pb: float
    r_pb_rest: float
    discriminative_efficiency: float
    alpha_if_deleted: float
    effective_weight: float


class _Test(TypedDict):
    matrix: list[list[float]]
    totals: list[float]
    mean: float
    sd: float
    alpha: float
    kr20: float
    kr21: float
    error_ratio_pct: float
    sem: float
    skew_g1: float
    kurtosis_g2: float
    spearman_brown_double: float
    items: list[_Item]


class _Distractors(TypedDict):
    choices: str
    rest: list[float]
    key: str
    p: dict[str, float]
    pbis_rest: dict[str, float]
    D: dict[str, float]


class _Vectors(TypedDict):
    test: _Test
    distractors: _Distractors


VECTORS: _Vectors = json.loads((Path(__file__).parents[2] / "data" / "item_statistics.json").read_text("utf-8"))
TEST, CHOICES = VECTORS["test"], VECTORS["distractors"]
MATRIX = TEST["matrix"]
ALL = Least(1, 2)
"""No figure is hidden for want of learners."""


def test_the_figures_of_the_test_are_those_of_the_vectors() -> None:
    test = analyse(MATRIX, ALL).test
    assert (test.learners, test.complete, test.items) == (10, 10, 5)
    assert test.mean == pytest.approx(TEST["mean"])
    assert test.sd == pytest.approx(TEST["sd"])
    assert test.alpha == pytest.approx(TEST["alpha"])
    assert test.kr20 == pytest.approx(TEST["kr20"])
    assert test.kr21 == pytest.approx(TEST["kr21"])
    assert test.error_ratio == pytest.approx(TEST["error_ratio_pct"] / 100)
    assert test.standard_error == pytest.approx(TEST["sem"])
    assert test.skewness == pytest.approx(TEST["skew_g1"])
    assert test.kurtosis == pytest.approx(TEST["kurtosis_g2"])


@pytest.mark.parametrize("place", range(5))
def test_the_figures_of_an_item_are_those_of_the_vectors(place: int) -> None:
    item, expected = analyse(MATRIX, ALL).items[place], TEST["items"][place]
    assert item.answers == 10
    assert item.facility == pytest.approx(expected["p"])
    assert item.interval == wilson(round(expected["p"] * 10), 10)
    assert item.sd == pytest.approx((expected["p"] * (1 - expected["p"]) * 10 / 9) ** 0.5)
    assert item.discrimination == pytest.approx(expected["r_pb_rest"])
    assert item.efficiency == pytest.approx(expected["discriminative_efficiency"] / 100)
    assert item.weight == pytest.approx(expected["effective_weight"] / 100)
    assert item.alpha_without == pytest.approx(expected["alpha_if_deleted"])


@pytest.mark.parametrize("place", range(5))
def test_a_correlation_with_totals_that_have_the_item_in_them_would_be_inflated(place: int) -> None:
    column = [row[place] for row in MATRIX]
    assert totals_of([[row[item] for row in MATRIX] for item in range(5)]) == TEST["totals"]
    assert correlation(column, TEST["totals"]) == pytest.approx(TEST["items"][place]["r_pb"])


def test_the_best_and_the_last_are_27_per_cent_and_the_tied_share_the_places_left() -> None:
    # Totals 5 4 4 | 3 3 2 2 | 1 1 1: three each, nobody tied across an edge.
    assert analyse(MATRIX, ALL).items[0].upper_lower == pytest.approx(1 - 1 / 3)
    # One place of four learners: the best is alone, and the last place is shared by two.
    assert upper_lower([1, 1, 1, 0], [9, 5, 2, 2]) == pytest.approx(1 - 0.5)
    assert upper_lower([1.0], [3.0]) == 0
    assert upper_lower([], []) == 0


@pytest.mark.parametrize(
    ("reliability", "factor", "expected"),
    [(TEST["alpha"], 2, TEST["spearman_brown_double"]), (0.8, 1, 0.8), (0.8, 0.5, 2 / 3), (0, 9, 0), (1, 3, 1)],
)
def test_a_longer_test_is_more_reliable(reliability: float, factor: float, expected: float) -> None:
    assert lengthened(reliability, factor) == pytest.approx(expected)


@pytest.mark.parametrize(("reliability", "factor"), [(0.5, 0), (0.5, -1), (-1, 2), (-0.9, 3)])
def test_a_test_of_no_length_has_no_reliability(reliability: float, factor: float) -> None:
    with pytest.raises(ValueError, match="no test of that length"):
        lengthened(reliability, factor)


def reason(figure: Figure | Interval) -> str:
    assert isinstance(figure, Hidden)
    return figure.reason


def test_few_learners_say_nothing_of_a_facility_and_less_of_a_discrimination() -> None:
    four, five = analyse(MATRIX[:4]), analyse(MATRIX[:5])
    assert reason(four.items[0].facility) == "Too few answers: 4, and 5 are needed."
    assert four.items[0].interval == four.items[0].sd == four.items[0].facility
    assert reason(four.test.mean) == reason(four.test.sd)
    assert reason(four.test.mean) == "Too few learners met every question: 4, and 5 are needed."
    assert five.items[0].facility == 1
    assert five.test.mean == pytest.approx(3.8)
    item, test = five.items[0], five.test
    for figure in (
        *(item.discrimination, item.efficiency, item.upper_lower, item.weight, item.alpha_without),
        *(test.skewness, test.kurtosis, test.alpha, test.kr20, test.kr21, test.error_ratio, test.standard_error),
    ):
        assert reason(figure) == "Too few learners met every question: 5, and 30 are needed."


@pytest.mark.parametrize(("learners", "is_told"), [(29, False), (30, True)])
def test_thirty_learners_are_enough_for_every_figure(learners: int, is_told: bool) -> None:
    analysis = analyse((MATRIX * 3)[:learners])
    figures = (*astuple(analysis.test)[5:], *(it.discrimination for it in analysis.items))
    assert any(isinstance(it, Hidden) for it in (analysis.test.alpha, analysis.test.skewness)) is not is_told
    assert all(isinstance(it, float) for it in figures) is is_told


def test_what_does_not_vary_has_no_correlation() -> None:
    easy = analyse([[1, *row] for row in MATRIX], ALL).items[0]
    assert easy.facility == 1
    assert reason(easy.discrimination) == reason(easy.efficiency) == "All learners have the same mark."
    assert easy.weight == easy.upper_lower == easy.sd == 0
    alone = analyse([[1, row[0]] for row in MATRIX], ALL).items[1]
    assert reason(alone.discrimination) == "All learners have the same total in the other questions."
    assert reason(alone.efficiency) == reason(alone.discrimination)
    level = analyse([[1, 0], [0, 1], [1, 0], [0, 1]], ALL)
    for figure in (level.test.alpha, level.test.kr20, level.test.kr21, level.test.skewness, level.test.error_ratio):
        assert reason(figure) == "All learners have the same total."
    assert reason(level.items[0].weight) == "All learners have the same total."


def test_a_single_question_has_nothing_to_be_compared_with() -> None:
    analysis = analyse([[1], [0], [1], [1]], ALL)
    assert analysis.items[0].facility == 0.75
    assert reason(analysis.items[0].discrimination) == "There is no other question to compare it with."
    assert reason(analysis.test.alpha) == "Reliability is of two questions or more."
    two = analyse([[1, 0], [1, 1], [0, 0], [1, 1]], ALL)
    assert isinstance(two.test.alpha, float)
    assert reason(two.items[0].alpha_without) == "Reliability is of two questions or more."


def test_a_question_that_the_best_get_wrong_has_no_weight() -> None:
    rows = [[*row, float(sum(row) < 3)] for row in MATRIX]
    item = analyse(rows, ALL).items[5]
    assert "look at its key" in reason(item.weight)
    assert isinstance(item.discrimination, float)
    assert item.discrimination < 0
    assert sum(it.weight for it in analyse(rows, ALL).items if isinstance(it.weight, float)) == pytest.approx(1)


def test_partial_marks_have_an_alpha_but_no_formula_of_kuder_and_richardson() -> None:
    test = analyse([[0.5 if mark else 0 for mark in row] for row in MATRIX], ALL).test
    assert test.alpha == pytest.approx(TEST["alpha"])
    assert test.standard_error == pytest.approx(TEST["sem"] / 2)
    assert "partly right" in reason(test.kr20)
    assert "partly right" in reason(test.kr21)


def test_questions_at_odds_make_an_error_ratio_above_one() -> None:
    test = analyse([[1, 0], [0, 1], [1, 0], [0, 1], [1, 1]], ALL).test
    assert isinstance(test.alpha, float)
    assert test.alpha < 0
    assert test.error_ratio == pytest.approx((1 - test.alpha) ** 0.5)


def test_whoever_came_late_counts_for_the_questions_met_and_in_no_total() -> None:
    late: list[list[float | None]] = [[None, None, 1, 1, 1], [None, 0, 0, 0, 0]]
    before, after = analyse(MATRIX, ALL), analyse([*late, *MATRIX], ALL)
    assert [it.answers for it in after.items] == [10, 11, 12, 12, 12]
    assert after.items[0].facility == before.items[0].facility
    assert after.items[1].facility == pytest.approx(7 / 11)
    assert after.items[2].facility == pytest.approx(6 / 12)
    assert after.items[4].discrimination == before.items[4].discrimination
    assert (after.test.learners, after.test.complete) == (12, 10)
    assert astuple(after.test)[2:] == astuple(before.test)[2:]
    assert rests_of([*late, *MATRIX], 0)[:3] == (None, None, 4)
    assert rests_of(MATRIX, 4) == (4, 4, 3, 3, 2, 2, 2, 1, 1, 0)


def test_where_everybody_missed_a_question_the_facilities_are_left() -> None:
    marks = [[*row[:4], None] for row in MATRIX]
    analysis = analyse(marks, ALL)
    assert analysis.items[0].facility == 0.7
    assert reason(analysis.items[4].facility) == "Too few answers: 0, and 1 are needed."
    assert reason(analysis.items[0].discrimination) == "Too few learners met every question: 0, and 2 are needed."
    assert reason(analysis.test.mean) == "Too few learners met every question: 0, and 1 are needed."


def test_of_nobody_or_nothing_there_are_no_figures() -> None:
    assert analyse([]).items == analyse([[], []]).items == ()
    assert isinstance(analyse([], ALL).test.alpha, Hidden)
    assert isinstance(analyse([[], []], ALL).test.alpha, Hidden)


@pytest.mark.parametrize(
    ("marks", "fault"),
    [([[1, 0], [1]], "a place for each"), ([[1.5]], "from 0 to 1"), ([[-0.1]], "0 to 1"), ([[float("nan")]], "0 to 1")],
)
def test_marks_that_are_none_are_refused(marks: list[list[float | None]], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        analyse(marks)


@pytest.mark.parametrize("least", [(0, 30), (5, 1)])
def test_figures_need_somebody(least: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="at least"):
        Least(*least)


LETTERS = "ABCD"
CHOSEN = [frozenset({LETTERS.index(letter)}) for letter in CHOICES["choices"]]
KEYS = frozenset({LETTERS.index(CHOICES["key"])})


@pytest.mark.parametrize("letter", LETTERS)
def test_the_figures_of_an_option_are_those_of_the_vectors(letter: str) -> None:
    option = distractors(CHOSEN, KEYS, 4, CHOICES["rest"], ALL)[LETTERS.index(letter)]
    assert option.share == pytest.approx(CHOICES["p"][letter])
    assert option.chosen == CHOICES["choices"].count(letter)
    assert option.interval == wilson(option.chosen, 20)
    assert option.discrimination == pytest.approx(CHOICES["pbis_rest"][letter], abs=5e-7)
    assert option.upper_lower == pytest.approx(CHOICES["D"][letter])
    assert option.is_key is (letter == CHOICES["key"])
    assert option.flag == ""


def _flags(options: tuple[DistractorFigures, ...]) -> list[str]:
    return [option.flag.partition(":")[0] for option in options]


def test_a_distractor_that_hardly_anyone_takes_or_that_the_best_take_is_flagged() -> None:
    rest = [float(total) for total in range(40)]
    # The last learners take 0, which is the key, and the best take 1; one in the middle takes 2, and nobody 3.
    chosen = [frozenset({0})] * 20 + [frozenset({2})] + [frozenset({1})] * 19
    options = distractors(chosen, frozenset({0}), 4, rest)
    assert _flags(options) == ["", "possible mis-key", "non-functional", "non-functional"]
    assert reason(options[3].discrimination) == "Nobody chose it."
    assert (
        reason(distractors([frozenset({0})] * 40, frozenset({0}), 2, rest)[0].discrimination) == "Everybody chose it."
    )
    same = distractors(chosen, frozenset({0}), 4, [1.0] * 40)[0].discrimination
    assert reason(same) == "All learners have the same total in the other questions."


def test_nothing_is_flagged_of_few_learners() -> None:
    options = distractors(CHOSEN, frozenset({0}), 5, CHOICES["rest"])
    assert options[1].share == 0.5
    assert _flags(options) == [""] * 5
    assert reason(options[1].discrimination) == "Too few learners met every question: 20, and 30 are needed."
    four = distractors(CHOSEN[:4], KEYS, 4, CHOICES["rest"][:4])[0]
    assert reason(four.share) == "Too few answers: 4, and 5 are needed."
    assert four.interval == four.share
    assert four.chosen == 0


def test_the_late_count_in_the_share_alone_and_whoever_left_it_blank_too() -> None:
    chosen = [*CHOSEN, frozenset({0}), frozenset[int]()]
    options = distractors(chosen, KEYS, 4, [*CHOICES["rest"], None, None], ALL)
    assert options[0].share == pytest.approx(6 / 22)
    assert options[0].discrimination == pytest.approx(CHOICES["pbis_rest"]["A"], abs=5e-7)


@pytest.mark.parametrize(
    ("chosen", "keys", "rest", "fault"),
    [
        ([frozenset({0})], {0}, [], "a choice and a rest"),
        ([frozenset({4})], {0}, [1.0], "is an option"),
        ([frozenset({0})], {-1}, [1.0], "is an option"),
    ],
)
def test_choices_that_are_none_are_refused(
    chosen: list[frozenset[int]], keys: set[int], rest: list[float], fault: str
) -> None:
    with pytest.raises(ValueError, match=fault):
        distractors(chosen, frozenset(keys), 4, rest)


def matrices(mark: st.SearchStrategy[float | None], items: int = 1) -> st.SearchStrategy[list[list[float | None]]]:
    return st.integers(items, 6).flatmap(
        lambda width: st.lists(st.lists(mark, min_size=width, max_size=width), min_size=2, max_size=12)
    )


RIGHT_OR_WRONG = matrices(st.sampled_from([0.0, 1.0]), items=2)
MARKS = matrices(st.sampled_from([None, 0.0, 1 / 3, 0.5, 2 / 3, 1.0]) | st.integers(0, 1000).map(lambda n: n / 1000))


@given(MARKS, st.randoms(use_true_random=False))
def test_the_order_of_the_learners_does_not_matter(marks: list[list[float | None]], dice: Random) -> None:
    shuffled = list(marks)
    dice.shuffle(shuffled)
    assert_like(analyse(shuffled, ALL), analyse(marks, ALL))


@given(MARKS, st.randoms(use_true_random=False))
def test_the_order_of_the_items_changes_the_order_of_their_figures_alone(
    marks: list[list[float | None]], dice: Random
) -> None:
    order = list(range(len(marks[0])))
    dice.shuffle(order)
    before, after = analyse(marks, ALL), analyse([[row[place] for place in order] for row in marks], ALL)
    assert_like(after, Analysis(tuple(before.items[place] for place in order), before.test))


def assert_like(one: Analysis, other: Analysis) -> None:
    assert len(one.items) == len(other.items)
    for figure, expected in zip(figures_of(one), figures_of(other), strict=True):
        assert figure == (pytest.approx(expected, rel=1e-6, abs=1e-6) if isinstance(expected, float) else expected)


def figures_of(analysis: Analysis) -> list[object]:
    return [figure for item in analysis.items for figure in astuple(item)] + list(astuple(analysis.test))


@given(RIGHT_OR_WRONG)
def test_alpha_is_kr20_for_right_and_wrong_and_kr21_is_at_most_that(marks: list[list[float | None]]) -> None:
    test = analyse(marks, ALL).test
    if isinstance(test.kr20, Hidden):
        assert test.alpha == test.kr20 == test.kr21
    else:
        assert test.alpha == pytest.approx(test.kr20)
        assert isinstance(test.kr21, float)
        assert test.kr21 <= test.kr20 + 1e-9


@given(MARKS)
def test_every_figure_is_within_its_bounds_or_hidden_with_a_sentence(marks: list[list[float | None]]) -> None:
    analysis = analyse(marks, ALL)
    items = len(analysis.items)
    for item in analysis.items:
        assert within(item.facility, 0, 1)
        assert within(item.sd, 0, 1)
        assert within(item.discrimination, -1, 1)
        assert within(item.efficiency, None, 1)
        assert within(item.upper_lower, -1, 1)
        assert within(item.weight, 0, 1)
        assert within(item.alpha_without, None, 1)
        assert isinstance(item.facility, Hidden) or not isinstance(item.interval, Hidden)
    test = analysis.test
    assert within(test.mean, 0, items)
    assert within(test.sd, 0, items)
    assert within(test.standard_error, 0, None)
    assert within(test.error_ratio, 0, None)
    assert all(within(it, None, 1) for it in (test.alpha, test.kr20, test.kr21))
    assert all(within(it, None, None) for it in (test.skewness, test.kurtosis))


def within(figure: Figure, low: float | None, high: float | None) -> bool:
    if isinstance(figure, Hidden):
        return figure.reason.endswith(".")
    above = low is None or figure >= low - 1e-9
    return isfinite(figure) and above and (high is None or figure <= high + 1e-9)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 9)), min_size=2, max_size=12))
def test_the_covariance_with_oneself_is_the_variance_and_no_other_is_above_that_of_sorted_ones(
    pairs: list[tuple[float, float]],
) -> None:
    xs, ys = [x for x, _ in pairs], [y for _, y in pairs]
    assert covariance(xs, ys) == pytest.approx(covariance(ys, xs))
    assert covariance(xs, ys) <= covariance(sorted(xs), sorted(ys)) + 1e-9


def test_items_that_are_the_same_are_wholly_reliable() -> None:
    assert alpha([0.25, 0.25], 1.0) == 1
    assert analyse([[row[0]] * 3 for row in MATRIX], ALL).test.kr20 == pytest.approx(1)


@given(
    st.lists(st.tuples(st.frozensets(st.integers(0, 3)), st.none() | st.integers(0, 20).map(float)), max_size=40),
    st.randoms(use_true_random=False),
)
def test_options_have_shares_whatever_the_order_of_learners(
    learners: list[tuple[frozenset[int], float | None]], dice: Random
) -> None:
    def options_of(learners: list[tuple[frozenset[int], float | None]]) -> tuple[DistractorFigures, ...]:
        return distractors([chosen for chosen, _ in learners], frozenset({0}), 4, [rest for _, rest in learners], ALL)

    options = options_of(learners)
    dice.shuffle(learners)
    for option, again in zip(options, options_of(learners), strict=True):
        assert within(option.share, 0, 1)
        assert within(option.discrimination, -1, 1)
        assert within(option.upper_lower, -1, 1)
        assert option.flag == again.flag
        assert option.discrimination == again.discrimination or option.discrimination == pytest.approx(
            again.discrimination
        )
