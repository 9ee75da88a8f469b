from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from quiz.core.answers import fault_of
from quiz.core.exams.blueprint import Blueprint, Part
from quiz.core.exams.events import Began, _is_empty
from quiz.core.exams.exam import exam_of
from quiz.core.exams.map import LooseEnds, Place, Status
from quiz.core.exams.terms import Terms
from quiz.core.exams.words import (
    blank_answer,
    leaving_sentence,
    loose_sentences,
    rule_in_words,
    running_sentence,
    standing_sentence,
    terms_sentence,
    warning_sentence,
)
from quiz.core.marking import Rule
from quiz.core.questions import Question
from quiz.core.session import Mode, Plan
from tests.core.samples import choice, matching

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TERMS = Terms(Blueprint((Part("t", 1),)))


@pytest.mark.parametrize(
    ("terms", "questions", "sentence"),
    [
        (TERMS, 1, "1 question, no time limit; 60 % passes."),
        (replace(TERMS, minutes=15), 20, "20 questions, 15 minutes; 60 % passes."),
        (replace(TERMS, minutes=15, extra_time=1.25), 20, "20 questions, 18 minutes 45 seconds; 60 % passes."),
        (
            replace(TERMS, minutes=90, seconds_each=45, pass_share=0.755),
            40,
            "40 questions, 1 hour 30 minutes, 45 seconds a question; 76 % passes.",
        ),
    ],
)
def test_the_terms_in_a_sentence(terms: Terms, questions: int, sentence: str) -> None:
    assert terms_sentence(terms, questions) == sentence


@pytest.mark.parametrize(
    ("terms", "minutes", "sentence"),
    [
        (TERMS, 5, "mock exam left: 0 of 1 answered, x goes on"),
        (replace(TERMS, minutes=15), 5, "mock exam left: 0 of 1 answered, 10 minutes left, x goes on"),
        (replace(TERMS, minutes=15), 15, "mock exam left: its time is up, x shows the result"),
        (
            replace(TERMS, minutes=15, pauses=True),
            5,
            "mock exam left: 0 of 1 answered, 10 minutes left, x goes on",
        ),
    ],
)
def test_the_list_of_banks_says_which_exam_is_running(terms: Terms, minutes: float, sentence: str) -> None:
    plan = Plan("e", "bank", ("a",), 1, Rule.OU, NOON, mode=Mode.EXAM)
    exam = exam_of(plan, terms).apply(Began(NOON))
    assert running_sentence(exam, NOON + timedelta(minutes=minutes), "x") == sentence


def test_every_rule_has_words_of_its_own() -> None:
    assert len({rule_in_words(rule) for rule in Rule}) == len(Rule)


def test_a_warning_says_what_is_left() -> None:
    assert warning_sentence(timedelta(minutes=7.5)) == "7 minutes 30 seconds left."


def place(status: Status, *, is_flagged: bool = False) -> Place:
    return Place("q", status, is_flagged, is_current=False, is_locked=False)


def test_the_standing_counts_the_flagged_whether_answered_or_not() -> None:
    places = [
        place(Status.ANSWERED),
        place(Status.ANSWERED, is_flagged=True),
        place(Status.UNANSWERED, is_flagged=True),
    ]
    assert standing_sentence(places) == "2 answered, 1 unanswered, 2 flagged"


@pytest.mark.parametrize(
    ("ends", "sentences"),
    [
        (LooseEnds((), (), (), ()), ()),
        (LooseEnds((0,), (), (), ()), ("1 question is unanswered: 1.",)),
        (LooseEnds((0, 4), (), (), ()), ("2 questions are unanswered: 1 and 5.",)),
        (
            LooseEnds((0, 1, 2), (3,), (4,), (5, 6)),
            (
                "3 questions are unanswered: 1, 2 and 3.",
                "1 question is matched in part: 4.",
                "1 question is answered without a certainty, which counts as low: 5.",
                "2 questions are flagged: 6 and 7.",
            ),
        ),
        (
            LooseEnds(tuple(range(12)), (), (), ()),
            ("12 questions are unanswered: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 12.",),
        ),
        (
            LooseEnds(tuple(range(14)), (), (), ()),
            ("14 questions are unanswered: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 2 more.",),
        ),
    ],
)
def test_loose_ends_are_numbered_as_the_learner_sees_them(ends: LooseEnds, sentences: tuple[str, ...]) -> None:
    assert loose_sentences(ends) == sentences


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        (TERMS, "Your answers are kept, and you can go on at any time."),
        (
            replace(TERMS, minutes=15),
            "Your answers are kept, but the clock runs on: in 14 minutes the exam is handed in as it is.",
        ),
        (
            replace(TERMS, minutes=15, pauses=True),
            "Your answers are kept, and the clock stops: 14 minutes are left when you come back.",
        ),
    ],
)
def test_whoever_leaves_reads_what_the_clock_does(terms: Terms, sentence: str) -> None:
    plan = Plan("e", "bank", ("a",), 1, Rule.OU, NOON, mode=Mode.EXAM)
    exam = exam_of(plan, terms).apply(Began(NOON))
    assert leaving_sentence(exam, NOON + timedelta(minutes=1)) == sentence


@pytest.mark.parametrize("question", [choice("a", "100"), choice("b", "1100"), matching("c", ["x", "y"])])
def test_a_blank_answer_is_of_the_question_and_empty(question: Question) -> None:
    blank = blank_answer(question)
    assert _is_empty(blank)
    assert fault_of(question, blank) in {"Choose an option first.", "Match a prompt first."}
