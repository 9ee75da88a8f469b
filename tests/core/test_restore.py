from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from quiz.core.answers import Answer, Chosen, Given, Matched, given_of
from quiz.core.marking import Rule
from quiz.core.questions import Option, Question, fingerprint_of
from quiz.core.session import Plan, SavedAnswer, restore
from tests.core.samples import bank, choice, matching

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

ONE = choice("one", "100")
SEVERAL = choice("several", "1100")
PAIRS = matching("pairs", ["x", "y", "z"])
LAST = choice("last", "10")
QUESTIONS: list[Question] = [ONE, SEVERAL, PAIRS, LAST]
PLAN = Plan("s", "bank", ("one", "several", "pairs", "last"), 7, Rule.OU, NOON)


def saved(question: Question, answer: Answer, minute: int = 0) -> SavedAnswer:
    at = NOON + timedelta(minutes=minute)
    return SavedAnswer(question.id, fingerprint_of(question), given_of(question, answer), at, 3.0)


ANSWERS = [
    saved(ONE, Chosen(frozenset({0})), 1),
    saved(SEVERAL, Chosen(frozenset({1, 2})), 2),
    saved(PAIRS, Matched((0, None, 1)), 3),
]


def changed(question: Question) -> list[Question]:
    return [question if each.id == question.id else each for each in QUESTIONS]


def test_a_session_is_taken_up_at_its_first_open_question() -> None:
    session = restore(PLAN, bank(QUESTIONS), ANSWERS)
    assert session.plan == PLAN
    assert [(each.question, each.answer, each.at, each.seconds) for each in session.answered] == [
        ("one", Chosen(frozenset({0})), NOON + timedelta(minutes=1), 3.0),
        ("several", Chosen(frozenset({1, 2})), NOON + timedelta(minutes=2), 3.0),
        ("pairs", Matched((0, None, 1)), NOON + timedelta(minutes=3), 3.0),
    ]
    assert [each.mark.fraction for each in session.answered] == [1.0, 0.5, pytest.approx(1 / 3)]
    assert session.current == "last"
    assert not session.is_over


def test_answers_are_marked_by_the_rule_of_the_plan() -> None:
    session = restore(replace(PLAN, rule=Rule.ALL_OR_NOTHING), bank(QUESTIONS), ANSWERS)
    assert session.answered[1].mark.fraction == 0


def test_a_session_that_was_answered_whole_waits_at_its_last_question() -> None:
    session = restore(PLAN, bank(QUESTIONS), [saved(LAST, Chosen(frozenset({1}))), *ANSWERS])
    assert session.open_positions == ()
    assert session.current == "pairs"
    assert not session.is_over


def test_a_session_without_an_answer_starts_at_its_first_question() -> None:
    assert restore(PLAN, bank(QUESTIONS), []).current == "one"


ONE_WITH_ANOTHER_KEY = choice("one", "010")
ONE_MOVED = replace(ONE, options=ONE.options[::-1], stem="ONE ?")
ONE_WITH_OTHER_DISTRACTORS = replace(ONE, options=(ONE.options[0], Option("new", is_key=False)))
SEVERAL_WITHOUT_WHAT_WAS_CHOSEN = replace(SEVERAL, options=(*SEVERAL.options[:2], Option("new", is_key=False)))
SEVERAL_OF_WHICH_ANY_WILL_DO = replace(SEVERAL, any_key_will_do=True)


@pytest.mark.parametrize(
    ("questions", "answered", "current"),
    [
        (changed(ONE_WITH_ANOTHER_KEY), ["several", "pairs"], "last"),
        (changed(ONE_MOVED), ["one", "several", "pairs"], "last"),
        (changed(ONE_WITH_OTHER_DISTRACTORS), ["one", "several", "pairs"], "last"),
        (changed(SEVERAL_WITHOUT_WHAT_WAS_CHOSEN), ["one", "pairs"], "last"),
        (changed(SEVERAL_OF_WHICH_ANY_WILL_DO), ["one", "pairs"], "last"),
        (changed(matching("one", ["x"])), ["several", "pairs"], "last"),
        ([ONE, PAIRS, LAST], ["one", "pairs"], "last"),
        ([ONE, SEVERAL, PAIRS], ["one", "several", "pairs"], "pairs"),
    ],
)
def test_answers_to_what_a_question_no_longer_asks_do_not_count(
    questions: Sequence[Question], answered: list[str], current: str
) -> None:
    session = restore(PLAN, bank(questions), ANSWERS)
    assert [each.question for each in session.answered] == answered
    assert list(session.plan.questions) == [id for id in PLAN.questions if id in {each.id for each in questions}]
    assert session.current == current


def test_an_answer_is_found_again_where_its_option_stands_now() -> None:
    session = restore(PLAN, bank(changed(ONE_MOVED)), ANSWERS)
    assert session.answered[0].answer == Chosen(frozenset({2}))
    assert session.answered[0].mark.is_right


def test_the_first_answer_to_a_question_is_the_one_that_counts() -> None:
    session = restore(PLAN, bank(QUESTIONS), [*ANSWERS, saved(ONE, Chosen(frozenset({1})))])
    assert [each.question for each in session.answered] == ["one", "several", "pairs"]
    assert session.answered[0].mark.is_right


def test_an_answer_from_outside_the_plan_does_not_count() -> None:
    session = restore(replace(PLAN, questions=("last", "one")), bank(QUESTIONS), ANSWERS)
    assert [each.question for each in session.answered] == ["one"]
    assert session.current == "last"


def test_a_session_none_of_whose_questions_is_left_is_empty() -> None:
    session = restore(PLAN, bank([choice("new", "10")]), ANSWERS)
    assert len(session) == 0
    assert session.answered == ()
    assert session.open_positions == ()


def test_words_that_are_an_answer_of_the_other_kind_are_none() -> None:
    odd = SavedAnswer("one", fingerprint_of(ONE), Given(matched=(("a", "b"),)), NOON, 1.0)
    assert restore(PLAN, bank(QUESTIONS), [odd]).answered == ()
