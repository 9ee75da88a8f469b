from __future__ import annotations

from math import comb, exp, lgamma, log as logarithm

import pytest
from hypothesis import given, strategies as st

from quiz.checks.rules.key_length import tail
from quiz.core.questions import Choice
from quiz.errors import Severity
from tests.checks.authoring import bank, choice, found_in_bank, places

# Of the specification: longest key in 9 and 10 of 20 and in 5 of 10 questions of four options.
TAILS = [(9, 20, 0.040925), (10, 20, 0.013864), (5, 10, 0.078127)]


@pytest.mark.parametrize(("hits", "questions", "probability"), TAILS)
def test_the_tail_is_the_binomial_where_all_chances_are_equal(hits: int, questions: int, probability: float) -> None:
    assert tail([0.25] * questions, hits) == pytest.approx(probability, abs=1e-6)


@given(st.integers(0, 30), st.integers(0, 31), st.floats(0.01, 0.99))
def test_the_tail_is_the_sum_of_the_binomial(trials: int, hits: int, chance: float) -> None:
    exact = sum(comb(trials, i) * chance**i * (1 - chance) ** (trials - i) for i in range(hits, trials + 1))
    assert tail([chance] * trials, hits) == pytest.approx(exact, abs=1e-9)


def test_chances_may_differ() -> None:
    # 0.5 * 0.25 for both, and one of them otherwise.
    assert tail([0.5, 0.25], 2) == pytest.approx(0.125)
    assert tail([0.5, 0.25], 1) == pytest.approx(1 - 0.5 * 0.75)
    assert tail([0.5, 0.25], 0) == 1
    assert tail([0.5, 0.25], 3) == 0


@pytest.mark.parametrize("chance", [0.1, 0.25, 0.5])
@pytest.mark.parametrize("deviations", [-1, 0, 1, 2, 3])
def test_of_very_many_the_tail_is_near_the_exact_one(chance: float, deviations: int) -> None:
    trials = 2_000
    hits = round(trials * chance + deviations * (trials * chance * (1 - chance)) ** 0.5)
    exact = sum(binom(trials, i, chance) for i in range(hits, trials + 1))
    assert tail([chance] * trials, hits) == pytest.approx(exact, abs=0.004)


def binom(trials: int, hits: int, chance: float) -> float:
    log = lgamma(trials + 1) - lgamma(hits + 1) - lgamma(trials - hits + 1)
    return exp(log + hits * logarithm(chance) + (trials - hits) * logarithm(1 - chance))


def four(id: int, *, key_is_longest: bool, is_draft: bool = False) -> Choice:
    longest = ["longest", "short", "small", "brief"]
    return choice(id=f"q{id}", options=longest, keys=(0 if key_is_longest else 1,), is_draft=is_draft)


@pytest.mark.parametrize(("hits", "questions", "probability"), TAILS)
def test_a_bank_is_flawed_where_chance_would_seldom_do_it(hits: int, questions: int, probability: float) -> None:
    it = bank([four(i, key_is_longest=i < hits) for i in range(questions)])
    flaws = found_in_bank("key-longest-in-bank", it)
    assert places(flaws) == ([("key-longest-in-bank", "")] if probability < 0.05 else [])
    for flaw in flaws:
        assert flaw.question is None
        assert flaw.severity is Severity.ERROR
        assert f"{hits} of {questions}" in flaw.sentence
        assert "for instance in q0, q1" in flaw.sentence


def test_what_says_nothing_of_length_is_not_counted() -> None:
    others = [
        *(choice(id=f"two{i}", options=["longest", "short"]) for i in range(20)),
        *(choice(id=f"several{i}", options=["longest", "short", "small"], keys=(0, 1)) for i in range(20)),
        *(choice(id=f"equal{i}", options=["as long", "no less", "short"]) for i in range(20)),
        *(four(i, key_is_longest=True, is_draft=True) for i in range(20)),
    ]
    assert found_in_bank("key-longest-in-bank", bank(others)) == []
    assert found_in_bank("key-longest-in-bank", bank([])) == []
