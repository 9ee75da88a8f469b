from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations, permutations, product

import pytest
from hypothesis import given, strategies as st

from quiz.checks.guessing.odds import Odds, of_keys, of_marked, of_partners, sum_of
from quiz.checks.rules.key_length import tail

fractions = st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(1)])


def shares(counted: Counter[Fraction]) -> dict[Fraction, float]:
    return {mark: count / counted.total() for mark, count in counted.items()}


@given(st.lists(fractions, min_size=1, max_size=6), st.data())
def test_keys_are_drawn_as_counting_all_draws_has_it(likely: list[Fraction], data: st.DataObject) -> None:
    keys = data.draw(st.integers(1, len(likely)))
    worth = Fraction(1, keys)
    counted = Counter(sum((each * worth for each in drawn), start=Fraction(0)) for drawn in combinations(likely, keys))
    assert of_keys(tuple(likely), keys, worth).shares == pytest.approx(shares(counted))


@given(st.integers(1, 4), st.data())
def test_partners_are_drawn_as_counting_all_permutations_has_it(columns: int, data: st.DataObject) -> None:
    row = st.lists(fractions, min_size=columns, max_size=columns)
    gains = data.draw(st.lists(row, min_size=1, max_size=columns))
    counted = Counter(
        sum((gain[column] for gain, column in zip(gains, order, strict=True)), start=Fraction(0))
        for order in permutations(range(columns), len(gains))
    )
    odds = of_partners(gains)
    assert odds.shares == pytest.approx(shares(counted))
    assert odds.mean == pytest.approx(sum(float(sum(each)) / columns for each in gains))


def test_many_choices_have_the_right_mean_all_the_same() -> None:
    gains = [[Fraction(i == j) for j in range(12)] for i in range(12)]
    assert of_partners(gains).mean == pytest.approx(1)


@given(st.lists(st.integers(2, 5), max_size=12), st.integers(-1, 13))
def test_a_sum_of_single_answers_is_the_poisson_binomial(options: list[int], hits: int) -> None:
    total = sum_of(of_marked(1, each, 1) for each in options)
    assert total.is_exact
    assert total.at_least(Fraction(hits)) == pytest.approx(tail([1 / each for each in options], hits))
    assert total.at_least(Fraction(hits)) + total.at_most(Fraction(hits - 1)) == pytest.approx(1)


@given(st.lists(st.lists(fractions, min_size=2, max_size=4), min_size=1, max_size=3))
def test_a_sum_is_as_counting_all_draws_has_it(questions: list[list[Fraction]]) -> None:
    total = sum_of(of_keys(tuple(each), 1, Fraction(1)) for each in questions)
    sums = [sum(drawn, start=Fraction(0)) for drawn in product(*questions)]
    for mark in (min(sums), sums[0], max(sums), max(sums) + 1):
        assert total.at_least(mark) == pytest.approx(sum(each >= mark for each in sums) / len(sums))
        assert total.at_most(mark) == pytest.approx(sum(each <= mark for each in sums) / len(sums))
    assert total.mean == pytest.approx(float(sum(sums)) / len(sums))
    likely = [mark for mark in sums if sum(each >= mark for each in sums) / len(sums) >= 0.05 + 1e-9]
    assert total.bound >= float(max(likely)) - 1e-9
    assert total.at_least(Fraction(total.bound).limit_denominator(1000)) >= 0.05 - 1e-9


# Twenty questions of four options: 8 right come about in 10.2 % of such banks, 9 in 4.1 %.
@pytest.mark.parametrize(("questions", "bound"), [(20, 8), (10, 5), (40, 15), (1, 1)])
def test_the_bound_of_four_options(questions: int, bound: int) -> None:
    total = sum_of([of_marked(1, 4, 1)] * questions)
    assert total.bound == bound
    assert total.at_least(Fraction(bound)) >= 0.05 > total.at_least(Fraction(bound + 1))


def test_a_long_sum_is_taken_for_normal() -> None:
    total = sum_of([of_marked(1, 4, 1)] * 10_000)
    assert not total.is_exact
    # Mean 2,500, standard deviation 43.3.
    assert total.at_least(Fraction(2500)) == pytest.approx(0.5)
    assert total.at_least(Fraction(2585)) == pytest.approx(0.0248, abs=0.0005)
    assert total.at_most(Fraction(2415)) == pytest.approx(0.0248, abs=0.0005)
    assert total.bound == pytest.approx(2571.2, abs=0.1)


def test_what_is_certain_spreads_nothing() -> None:
    total = sum_of([Odds({Fraction(1, 4): 1.0})] * 100_000)
    assert total.is_exact
    assert (total.bound, total.at_least(Fraction(25_000)), total.at_least(Fraction(25_001))) == (25_000, 1, 0)
    assert sum_of([]).at_least(Fraction(0)) == 1
