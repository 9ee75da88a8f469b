from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from quiz.core.answers import Answer, Chosen, Matched
from quiz.core.bank import Bank
from quiz.core.certainty import Certainty
from quiz.core.exams.blueprint import Blueprint, Part
from quiz.core.exams.events import Began, HandedIn, Turned, answering
from quiz.core.exams.exam import Exam, exam_of
from quiz.core.exams.result import Outcome, Sitting, Step, attempts, remark, result, trend
from quiz.core.exams.terms import Terms
from quiz.core.marking import Mark, Rule, mark
from quiz.core.questions import Option, Question
from quiz.core.session import Answered, Mode, Plan, TopicScore
from tests.core.samples import bank, choice, matching

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
# As in the table of the rules: with three keys among five options, OU and FALSE2 differ.
SEVERAL = choice("several", "10101", topic="y")
ONE = choice("one", "100", topic="y")
PAIRS = matching("pairs", ["p", "q"], topic="x")
BLANK = choice("blank", "10", topic="x")
QUESTIONS: dict[str, Question] = {each.id: each for each in (ONE, PAIRS, SEVERAL, BLANK)}
BANK = bank(list(QUESTIONS.values()))
PLAN = Plan("e", "bank", ("several", "pairs", "one", "blank"), 1, Rule.FALSE2, NOON, mode=Mode.EXAM)
TERMS = Terms(Blueprint((Part("x", 2), Part("y", 2))), minutes=30, pass_share=0.5)

GIVEN: dict[str, Answer] = {
    "several": Chosen(frozenset({0, 1, 2})),
    "pairs": Matched((0, None)),
    "one": Chosen(frozenset({1})),
}
SURE = {"several": Certainty.HIGH, "one": Certainty.LOW}


def sat(
    given: Mapping[str, Answer] = GIVEN, *, terms: Terms = TERMS, plan: Plan = PLAN, by_clock: bool = False
) -> Exam:
    """The exam with these answers, a minute at each question, handed in a minute after the last."""
    exam = exam_of(plan, terms).apply(Began(NOON))
    for place, id in enumerate(plan.questions):
        exam = exam.apply(Turned(NOON + timedelta(minutes=place), place))
        if id in given:
            at = NOON + timedelta(minutes=place, seconds=30)
            exam = exam.apply(answering(QUESTIONS[id], given[id], at, SURE.get(id)))
    at = NOON + timedelta(minutes=90 if by_clock else len(plan.questions))
    return exam.apply(HandedIn(at, by_clock))


def test_every_question_has_its_mark_and_a_blank_is_not_wrong() -> None:
    told = result(sat(), BANK)
    assert [(each.question, each.topic, each.outcome) for each in told.marked] == [
        ("several", "y", Outcome.PARTLY),
        ("pairs", "x", Outcome.PARTLY),
        ("one", "y", Outcome.WRONG),
        ("blank", "x", Outcome.UNANSWERED),
    ]
    several, pairs, one, blank = told.marked
    assert several.mark == mark(SEVERAL, GIVEN["several"], Rule.FALSE2)
    assert [each.points for each in told.marked] == [pytest.approx(1 / 6), 0.5, 0, 0]
    assert one.mark is not None
    assert blank.mark is None
    assert (several.certainty, pairs.certainty, one.certainty) == (Certainty.HIGH, None, Certainty.LOW)
    assert [each.seconds for each in told.marked] == [60, 60, 60, 60]
    assert (told.seconds, told.is_by_clock, told.rule) == (240, False, Rule.FALSE2)
    assert [told.count(outcome) for outcome in Outcome] == [0, 2, 1, 1, 0]


def test_the_whole_is_the_sum_and_topics_are_in_the_order_of_the_bank() -> None:
    told = result(sat(), BANK)
    assert told.points == pytest.approx(2 / 3)
    assert told.share == pytest.approx(1 / 6)
    assert told.needed == 2
    several = mark(SEVERAL, GIVEN["several"], Rule.FALSE2).fraction
    assert told.topics == (TopicScore("y", several, 2), TopicScore("x", 0.5, 2))
    assert told.certainties == ((several, Certainty.HIGH), (0.5, None), (0, Certainty.LOW), (None, None))


@pytest.mark.parametrize(
    ("given", "pass_share", "share", "is_passed"),
    [
        ({"one": Chosen(frozenset({0})), "pairs": Matched((0, 1))}, 0.5, 0.5, True),
        ({"one": Chosen(frozenset({0})), "pairs": Matched((0, 1))}, 0.51, 0.5, False),
        ({"one": Chosen(frozenset({0})), "several": Chosen(frozenset({0}))}, 1 / 3, 1 / 3, True),
        ({}, 0.5, 0, False),
        ({}, 0, 0, True),
    ],
)
def test_an_exam_is_passed_with_the_share_agreed(
    given: dict[str, Answer], pass_share: float, share: float, is_passed: bool
) -> None:
    told = result(sat(given, terms=replace(TERMS, pass_share=pass_share)), BANK)
    assert told.share == pytest.approx(share)
    assert told.is_passed is is_passed


def test_points_that_are_enough_but_for_rounding_are_enough() -> None:
    told = result(sat(), BANK)
    first, second, *_ = told.marked
    marked = (replace(first, mark=Mark(0.1, "")), replace(second, mark=Mark(0.7, "")))
    rounded = replace(told, marked=marked, pass_share=0.4)
    assert rounded.share < 0.4
    assert rounded.is_passed


def test_an_exam_ended_by_the_clock_took_its_limit() -> None:
    told = result(sat(by_clock=True), BANK)
    assert (told.is_by_clock, told.seconds) == (True, 1800)


def test_an_exam_is_not_marked_before_it_is_handed_in() -> None:
    with pytest.raises(ValueError):
        result(exam_of(PLAN, TERMS).apply(Began(NOON)), BANK)


def without(*ids: str, other: Question | None = None) -> Bank:
    left = [question for id, question in QUESTIONS.items() if id not in ids]
    return bank([*left, other] if other else left)


OTHER_KEY = replace(ONE, options=(*ONE.options[:2], Option("one option 2", is_key=True)))


@pytest.mark.parametrize(
    ("now", "changed", "points", "counted"),
    [
        (without("one", other=OTHER_KEY), ("one",), 2 / 3, 3),
        (without("several"), ("several",), 1 / 2, 3),
        (without("blank"), ("blank",), 2 / 3, 3),
        (without("several", "pairs", "blank"), ("several", "pairs", "blank"), 0, 1),
        (without("one", other=replace(ONE, stem="Otherwise?", options=ONE.options[::-1])), (), 2 / 3, 4),
    ],
)
def test_a_question_with_another_key_counts_nowhere(
    now: Bank, changed: tuple[str, ...], points: float, counted: int
) -> None:
    told = result(sat(), now)
    assert told.changed == changed
    assert told.points == pytest.approx(points)
    assert len(told.counted) == len(told.certainties) == counted
    assert told.share == pytest.approx(points / counted)
    assert sum(topic.answers for topic in told.topics) == counted
    assert len(told.marked) == len(PLAN.questions)
    assert not {each.question for each in attempts(sat(), now)} & set(changed)


def test_an_exam_of_which_nothing_is_left_is_not_passed() -> None:
    told = result(sat(terms=replace(TERMS, pass_share=0)), bank([choice("new", "10")]))
    assert (told.share, told.points, told.needed, told.is_passed) == (0, 0, 0, False)


def test_the_answers_are_attempts_at_the_moments_they_were_given() -> None:
    exam = sat()
    at = [NOON + timedelta(minutes=place, seconds=30) for place in range(3)]
    assert attempts(exam, BANK) == tuple(
        Answered(id, GIVEN[id], mark(QUESTIONS[id], GIVEN[id], Rule.FALSE2), at[place], 60, SURE.get(id))
        for place, id in enumerate(PLAN.questions[:3])
    )


def test_attempts_are_in_the_order_of_answering() -> None:
    exam = exam_of(PLAN, TERMS).apply(Began(NOON))
    for second, id in enumerate(["one", "several", "pairs", "one"], start=1):
        exam = exam.apply(answering(QUESTIONS[id], GIVEN[id], NOON + timedelta(seconds=second)))
    assert [each.question for each in attempts(exam, BANK)] == ["several", "pairs", "one"]


def test_under_another_rule_the_arithmetic_is_shown_before_and_after() -> None:
    told = remark(sat(), BANK, Rule.OU)
    assert told.before == result(sat(), BANK)
    assert (told.before.rule, told.after.rule) == (Rule.FALSE2, Rule.OU)
    [(before, after)] = told.differing
    assert before.question == after.question == "several"
    assert before.mark == mark(SEVERAL, GIVEN["several"], Rule.FALSE2)
    assert after.mark == mark(SEVERAL, GIVEN["several"], Rule.OU)
    assert before.mark.arithmetic != after.mark.arithmetic
    assert told.after.points - told.before.points == pytest.approx(after.points - before.points)


def test_another_rule_may_pass_what_failed() -> None:
    given = {"one": Chosen(frozenset({0})), "several": Chosen(frozenset({0, 1, 2}))}
    told = remark(sat(given, terms=replace(TERMS, pass_share=0.4)), BANK, Rule.OU)
    assert (told.before.is_passed, told.after.is_passed) == (False, True)


def test_questions_with_another_key_are_not_compared() -> None:
    several = replace(SEVERAL, options=SEVERAL.options[:4])
    told = remark(sat(), without("several", other=several), Rule.OU)
    assert told.differing == ()
    assert told.before.changed == told.after.changed == ("several",)


def test_to_mark_again_under_the_same_rule_changes_nothing() -> None:
    told = remark(sat(), BANK, Rule.FALSE2)
    assert told.before == told.after
    assert told.differing == ()


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "several": st.frozensets(st.integers(0, 4), min_size=1).map(Chosen),
            "pairs": st.sampled_from([Matched((0, 1)), Matched((1, 0)), Matched((None, 1))]),
            "one": st.integers(0, 2).map(lambda i: Chosen(frozenset({i}))),
            "blank": st.integers(0, 1).map(lambda i: Chosen(frozenset({i}))),
        },
    ),
    st.sampled_from(Rule),
    st.permutations(PLAN.questions),
)
def test_the_parts_of_a_result_agree(given: dict[str, Answer], rule: Rule, order: list[str]) -> None:
    exam = sat(given, plan=replace(PLAN, questions=tuple(order), rule=rule))
    told = result(exam, BANK)
    assert [each.question for each in told.marked] == order
    assert sum(told.count(outcome) for outcome in Outcome) == 4
    assert told.count(Outcome.UNANSWERED) == 4 - len(given)
    assert told.points == pytest.approx(sum(mark(QUESTIONS[id], each, rule).fraction for id, each in given.items()))
    assert told.points == pytest.approx(sum(topic.points for topic in told.topics))
    assert told.points == pytest.approx(sum(each.mark.fraction for each in attempts(exam, BANK)))
    assert 0 <= told.share <= 1
    for other in Rule:
        again = remark(exam, BANK, other)
        gained = sum(after.points - before.points for before, after in again.differing)
        assert again.after.points == pytest.approx(again.before.points + gained)


def test_sittings_are_compared_with_the_one_before() -> None:
    first, second, third = (
        Sitting(NOON + timedelta(days=day), share, share >= 0.6) for day, share in [(0, 0.5), (3, 0.75), (9, 0.625)]
    )
    assert trend([second, third, first]) == (Step(first, None), Step(second, 0.25), Step(third, -0.125))
    assert trend([]) == ()
