from __future__ import annotations

import json
import random
from itertools import combinations, permutations, product
from pathlib import Path
from statistics import NormalDist
from typing import NotRequired, TypedDict

import pytest
from hypothesis import given, strategies as st

from quiz.core.answers import Chosen, Matched
from quiz.core.marking import Rule, mark
from quiz.core.questions import Question
from quiz.core.revision.readiness import (
    Outlook,
    Prospect,
    Readiness,
    at_least,
    central,
    cost_of_skipping,
    distribution,
    expected_mark,
    guess_rate,
    known_given_right,
    needed,
    outlook_of,
    readiness,
    worth_most,
)
from quiz.core.revision.schedule import Scheduler, Strength, retrievability
from tests.core.samples import choice, matching


class _Guess(TypedDict):
    recall: float
    options: int
    right: float
    known_given_right: float


class _Scores(TypedDict):
    chances: list[float]
    guess: float
    distribution: NotRequired[list[float]]
    at_least: dict[str, float]


class _Gain(TypedDict):
    stability: float
    difficulty: float
    elapsed: int
    gain: float
    now: NotRequired[float]
    unreviewed: NotRequired[float]
    reviewed: NotRequired[float]


class _Vectors(TypedDict):
    guesses: list[_Guess]
    poisson_binomial: list[_Scores]
    exam_gains: list[_Gain]


VECTORS: _Vectors = json.loads((Path(__file__).parents[2] / "data" / "vectors.json").read_text("utf-8"))
SCHEDULER = Scheduler()


@pytest.mark.parametrize("case", VECTORS["guesses"])
def test_a_right_answer_may_have_been_guessed(case: _Guess) -> None:
    guess = guess_rate(choice("q", "1" + "0" * (case["options"] - 1)), Rule.OU)
    assert expected_mark(case["recall"], guess) == pytest.approx(case["right"])
    assert known_given_right(case["recall"], guess) == pytest.approx(case["known_given_right"], abs=1e-9)


def test_what_cannot_be_guessed_is_known_when_it_is_right() -> None:
    assert known_given_right(0.3, 0.0) == 1
    assert known_given_right(0.0, 0.0) == 1
    assert known_given_right(0.0, 0.5) == 0


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize(
    ("question", "rate"),
    [
        (choice("q", "01"), 1 / 2),
        (choice("q", "00100"), 1 / 5),
        (choice("q", "10110", any_key_will_do=True), 3 / 5),
        (matching("q", ["a", "b", "c"]), 1 / 3),
        (matching("q", ["a", "b", "a"], ["c", "d"]), 1 / 4),
    ],
)
def test_the_guess_rate_of_one_answer_a_question_or_prompt(question: Question, rule: Rule, rate: float) -> None:
    assert guess_rate(question, rule) == pytest.approx(rate)


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize("keys", ["110", "1010", "11110", "10101", "1100000", "111"])
def test_the_guess_rate_of_several_answers_is_the_mean_mark_of_all_there_are(keys: str, rule: Rule) -> None:
    question = choice("q", keys)
    answers = [Chosen(frozenset(some)) for n in range(1, len(keys) + 1) for some in combinations(range(len(keys)), n)]
    mean = sum(mark(question, answer, rule).fraction for answer in answers) / len(answers)
    assert guess_rate(question, rule) == pytest.approx(mean)


def test_all_or_nothing_is_guessed_once_in_all_answers_however_many_options_there_are() -> None:
    assert guess_rate(choice("q", "1" * 10 + "0" * 20), Rule.ALL_OR_NOTHING) == pytest.approx(1 / (2**30 - 1))


@pytest.mark.parametrize("rule", Rule)
def test_the_guess_rate_of_pairs_is_the_mean_mark_of_all_answers(rule: Rule) -> None:
    question = matching("q", ["a", "b", "a"], ["c"])
    marks = [mark(question, Matched(answer), rule).fraction for answer in product(range(3), repeat=3)]
    assert guess_rate(question, rule) == pytest.approx(sum(marks) / len(marks))


@pytest.mark.parametrize("case", VECTORS["poisson_binomial"])
def test_the_distribution_of_the_score(case: _Scores) -> None:
    probabilities = distribution([expected_mark(recall, case["guess"]) for recall in case["chances"]])
    if "distribution" in case:
        assert probabilities == pytest.approx(case["distribution"])
    for number, probability in case["at_least"].items():
        assert at_least(probabilities, int(number)) == pytest.approx(probability, abs=5e-7)


def test_guessing_alone_seldom_goes_far() -> None:
    assert at_least(distribution([0.25] * 20), 9) == pytest.approx(0.040925, abs=5e-7)


CHANCES = st.lists(st.floats(0, 1), max_size=30)


@given(CHANCES)
def test_a_distribution_sums_to_1_and_has_the_mean_and_variance_of_its_chances(chances: list[float]) -> None:
    probabilities = distribution(chances)
    assert len(probabilities) == len(chances) + 1
    assert all(probability >= 0 for probability in probabilities)
    assert sum(probabilities) == pytest.approx(1)
    mean = sum(number * probability for number, probability in enumerate(probabilities))
    assert mean == pytest.approx(sum(chances), abs=1e-9)
    variance = sum((number - mean) ** 2 * probability for number, probability in enumerate(probabilities))
    assert variance == pytest.approx(sum(chance * (1 - chance) for chance in chances), abs=1e-9)


@given(st.lists(st.floats(0, 1), max_size=5))
def test_a_distribution_does_not_depend_on_the_order(chances: list[float]) -> None:
    first = distribution(chances)
    assert all(distribution(order) == pytest.approx(first, abs=1e-12) for order in permutations(chances))


@given(CHANCES, st.integers(-2, 32))
def test_at_least_is_the_rest_of_below(chances: list[float], number: int) -> None:
    probabilities = distribution(chances)
    assert at_least(probabilities, number) == pytest.approx(1 - sum(probabilities[: max(number, 0)]), abs=1e-9)


@given(CHANCES, st.sampled_from([0.5, 0.8, 0.9, 0.99]))
def test_the_central_range_leaves_no_more_than_a_tail_at_either_end(chances: list[float], confidence: float) -> None:
    probabilities = distribution(chances)
    low, high = central(probabilities, confidence)
    tail = (1 - confidence) / 2 + 1e-9
    assert 0 <= low <= high <= len(chances)
    assert sum(probabilities[:low]) <= tail < sum(probabilities[: low + 1]) + 2e-9
    assert sum(probabilities[high + 1 :]) <= tail < sum(probabilities[high:]) + 2e-9


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 80])
def test_a_range_of_no_confidence_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        central([0.5, 0.5], confidence)


def test_above_a_thousand_answers_the_normal_distribution_is_near_enough() -> None:
    dice = random.Random(5)
    chances = [dice.uniform(0.3, 1.0) for _ in range(1001)]
    near = distribution(chances)
    exact = [0.0] * 1002
    for number, probability in enumerate(distribution(chances[:1000])):
        exact[number] += probability * (1 - chances[1000])
        exact[number + 1] += probability * chances[1000]
    assert sum(near) == pytest.approx(1)
    assert max(abs(at_least(near, k) - at_least(exact, k)) for k in range(1002)) < 0.005
    assert max(map(abs, (a - b for a, b in zip(central(near, 0.8), central(exact, 0.8), strict=True)))) <= 1
    mean, deviation = sum(chances), sum(chance * (1 - chance) for chance in chances) ** 0.5
    assert at_least(near, 651) == pytest.approx(1 - NormalDist(mean, deviation).cdf(650.5))


def test_a_thousand_and_one_certainties_are_certain() -> None:
    probabilities = distribution([1.0] * 700 + [0.0] * 301)
    assert probabilities[700] == 1
    assert sum(probabilities) == 1


@pytest.mark.parametrize(
    ("share", "questions", "number"),
    [(0.6, 5, 3), (0.6, 10, 6), (0.7, 10, 7), (0.61, 10, 7), (0.07, 100, 7), (0, 10, 0), (1, 3, 3)],
)
def test_a_share_needs_so_many_right(share: float, questions: int, number: int) -> None:
    assert needed(share, questions) == number


@pytest.mark.parametrize("case", VECTORS["exam_gains"])
def test_the_gain_of_a_review_for_an_exam_in_seven_days(case: _Gain) -> None:
    outlook = outlook_of(Strength(case["stability"], case["difficulty"], 1), case["elapsed"], 7, SCHEDULER)
    assert outlook.gain == pytest.approx(case["gain"], abs=5e-7)
    if "now" in case:
        assert outlook.now == pytest.approx(case["now"], abs=5e-7)
        assert outlook.unreviewed == pytest.approx(case["unreviewed"], abs=5e-7)
        assert outlook.reviewed == pytest.approx(case["reviewed"], abs=5e-7)


def test_what_was_never_met_is_learnt_by_reviewing_it() -> None:
    outlook = outlook_of(None, 0, 7, SCHEDULER)
    assert (outlook.now, outlook.unreviewed) == (0, 0)
    assert outlook.gain == outlook.if_forgotten == pytest.approx(retrievability(7, 0.212))


def test_a_last_review_in_the_future_counts_as_now() -> None:
    strength = Strength(10, 5, 10)
    early, now = outlook_of(strength, -3, 7, SCHEDULER), outlook_of(strength, 0, 7, SCHEDULER)
    assert early.now == 1
    assert early.if_recalled == now.if_recalled


MEMORIES = st.tuples(st.floats(0.1, 1000), st.floats(1, 10), st.integers(0, 400))


@given(MEMORIES, st.integers(0, 365))
def test_within_a_year_of_the_exam_a_review_never_loses(memory: tuple[float, float, int], until_exam: int) -> None:
    stability, difficulty, elapsed = memory
    assert outlook_of(Strength(stability, difficulty, 1), elapsed, until_exam, SCHEDULER).gain >= 0


def test_many_years_before_the_exam_a_review_can_lose() -> None:
    assert outlook_of(Strength(300, 10, 1), 100, 1500, SCHEDULER).gain < 0


PROBABILITIES = st.floats(0, 1)
OUTLOOKS = st.builds(Outlook, PROBABILITIES, PROBABILITIES, PROBABILITIES, PROBABILITIES)


@st.composite
def prospects(draw: st.DrawFn) -> list[Prospect]:
    several = st.lists(
        st.tuples(st.lists(OUTLOOKS, min_size=1, max_size=3), PROBABILITIES, st.floats(1, 100)), min_size=1, max_size=8
    )
    return [Prospect(str(i), tuple(parts), *rest) for i, (parts, *rest) in enumerate(draw(several))]


def ready(asked: list[Prospect], reviewed: tuple[str, ...] = (), confidence: float = 0.8) -> Readiness:
    it = readiness(asked, reviewed, confidence)
    assert it is not None
    return it


def known(
    question: str, unreviewed: float, guess: float = 0.25, reviewed: float = 1.0, seconds: float = 30
) -> Prospect:
    return Prospect(question, (Outlook(1.0, unreviewed, reviewed, 0.0),), guess, seconds)


def test_knowledge_and_guessing_are_told_apart() -> None:
    case = VECTORS["poisson_binomial"][1]
    it = ready([known(str(i), recall, case["guess"]) for i, recall in enumerate(case["chances"])])
    assert it.questions == 5
    assert it.knowledge == pytest.approx(0.7)
    assert it.guessing == pytest.approx(0.3 * 0.25)
    assert it.score == pytest.approx(0.775)
    assert it.chance_to_pass(0.8) == pytest.approx(case["at_least"]["4"], abs=5e-7)
    assert (it.low, it.high) == (0.6, 1.0)


def test_of_no_questions_there_is_no_readiness() -> None:
    assert readiness([]) is None
    assert cost_of_skipping([], []) == 0


@pytest.mark.parametrize(("parts", "seconds"), [((), 10.0), ((Outlook(1, 1, 1, 1),), 0.0)])
def test_a_question_without_parts_or_time_is_refused(parts: tuple[Outlook, ...], seconds: float) -> None:
    with pytest.raises(ValueError, match="part"):
        Prospect("q", parts, 0.25, seconds)


def test_the_pairs_of_a_question_are_parts_of_it() -> None:
    pairs = Prospect("q", (Outlook(1, 0.2, 0.9, 0.5), Outlook(0, 0.4, 0.8, 0.6)), 0.25, 60)
    assert pairs.recall(is_reviewed=False) == pytest.approx(0.3)
    assert pairs.recall(is_reviewed=True) == pytest.approx((0.9 + 0.6) / 2)
    assert pairs.gain == pytest.approx(0.75 * 0.45)


@given(prospects())
def test_a_readiness_is_of_shares_and_a_larger_confidence_has_a_wider_range(asked: list[Prospect]) -> None:
    it, surer = ready(asked), ready(asked, confidence=0.95)
    assert 0 <= it.knowledge <= 1
    assert it.guessing >= -1e-9
    assert 0 <= surer.low <= it.low <= it.high <= surer.high <= 1
    assert it.chance_to_pass(0) == pytest.approx(1)


@given(prospects(), st.data())
def test_skipping_costs_the_score_that_the_list_would_have_added(asked: list[Prospect], data: st.DataObject) -> None:
    today = data.draw(st.lists(st.sampled_from(asked), unique=True))
    reviewed = ready(asked, tuple(each.question for each in today))
    assert cost_of_skipping(asked, today) == pytest.approx(reviewed.score - ready(asked).score, abs=1e-9)


def test_todays_list_is_what_gains_most_a_second() -> None:
    asked = [
        known("slow", 0.1, seconds=300),
        known("little", 0.8, seconds=30),
        known("much", 0.2, seconds=30),
        known("known", 1.0, seconds=1),
        known("worse", 0.9, reviewed=0.8, seconds=1),
    ]
    assert [each.question for each in worth_most(asked, 600)] == ["much", "little", "slow"]
    assert [each.question for each in worth_most(asked, 60)] == ["much", "little"]
    assert [each.question for each in worth_most(asked, 310)] == ["much", "little"]
    assert [each.question for each in worth_most(asked, 29)] == []


def test_a_question_that_is_easily_guessed_gains_less() -> None:
    asked = [known("guessed", 0.2, guess=0.9), known("recalled", 0.2, guess=0.0)]
    assert [each.question for each in worth_most(asked, 30)] == ["recalled"]


@given(prospects(), st.floats(0, 500))
def test_todays_list_fits_its_time_and_leaves_out_nothing_that_fits(asked: list[Prospect], seconds: float) -> None:
    today = worth_most(asked, seconds)
    left = seconds - sum(each.seconds for each in today)
    assert left >= -1e-6
    assert all(each.gain > 0 for each in today)
    assert all(each in today or each.gain <= 0 or each.seconds > left - 1e-6 for each in asked)
    rates = [each.gain / each.seconds for each in today]
    assert rates == sorted(rates, reverse=True)
    assert len(set(today)) == len(today)
