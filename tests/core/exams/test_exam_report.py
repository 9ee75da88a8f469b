"""The result of an exam as it is laid out to be read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from quiz.core.answers import Answer, Chosen, Matched
from quiz.core.certainty import Certainty
from quiz.core.exams.blueprint import Blueprint, Part
from quiz.core.exams.events import Began, Turned, answering
from quiz.core.exams.exam import Exam, exam_of
from quiz.core.exams.report import (
    certainty_exhibit,
    changed_sentence,
    counts_sentence,
    how_marked,
    looked_through,
    points_sentence,
    sittings,
    time_sentence,
    topics_exhibit,
    trend_exhibit,
    verdict_of,
)
from quiz.core.exams.result import Sitting, result
from quiz.core.exams.terms import Terms
from quiz.core.marking import Rule
from quiz.core.questions import Question
from quiz.core.reports.exhibits import Share
from quiz.core.session import Mode, Plan
from tests.core.samples import bank, choice, matching

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
QUESTIONS: dict[str, Question] = {
    "a": choice("a", "100", topic="cells"),
    "b": choice("b", "1100", topic="cells"),
    "c": matching("c", ["x", "y"], topic="genes"),
    "d": choice("d", "010", topic="genes"),
}
BANK = bank(list(QUESTIONS.values()))
RIGHT = Chosen(frozenset({0}))
WRONG = Chosen(frozenset({1}))
BOTH = Chosen(frozenset({0, 1}))
HALF = Matched((0, None))


def at(minute: float) -> datetime:
    return NOON + timedelta(minutes=minute)


def sat(
    *answers: tuple[str, Answer] | tuple[str, Answer, Certainty],
    pass_share: float = 0.6,
    minutes: float | None = None,
    end: float = 10,
    id: str = "e",
) -> Exam:
    plan = Plan(id, "bank", tuple(QUESTIONS), 1, Rule.FALSE2, NOON, mode=Mode.EXAM)
    terms = Terms(Blueprint((Part("cells", 2), Part("genes", 2))), minutes=minutes, pass_share=pass_share)
    exam = exam_of(plan, terms).apply(Began(NOON))
    for name, answer, *said in answers:
        exam = exam.apply(Turned(exam.latest or NOON, plan.questions.index(name)))
        exam = exam.apply(answering(QUESTIONS[name], answer, (exam.latest or NOON) + timedelta(minutes=1), *said))
    return exam.apply(exam.handing_in(at(end)))


WHOLE = sat(("a", RIGHT), ("b", RIGHT), ("c", HALF))


def test_the_mark_is_told_with_what_passes() -> None:
    outcome = result(WHOLE, BANK)
    assert verdict_of(outcome) == "not passed"
    assert points_sentence(outcome) == "2.00 of 4 points, 50 %; 60 % passes, which is 2.40"
    assert counts_sentence(outcome) == "1 right, 2 partly right, 0 wrong, 1 unanswered"
    assert time_sentence(outcome) == "10 minutes"
    assert changed_sentence(outcome) == ""
    assert [how_marked(each) for each in outcome.marked] == [
        "right: 1.00",
        "partly right: 1 of 2 right choices: 0.50",
        "partly right: 1 of 2 pairs right: 0.50",
        "unanswered",
    ]


def test_an_exam_that_the_clock_ended_says_so() -> None:
    outcome = result(sat(("a", RIGHT), minutes=5, end=7, pass_share=0.25), BANK)
    assert verdict_of(outcome) == "passed"
    assert time_sentence(outcome) == "5 minutes; handed in when the time was up"


def test_changed_questions_are_named_and_count_nowhere() -> None:
    now = bank([choice("a", "010", topic="cells"), QUESTIONS["b"], QUESTIONS["d"]])
    outcome = result(WHOLE, now)
    assert changed_sentence(outcome) == "2 questions have another key now, or left the bank, and count nowhere."
    assert points_sentence(outcome).startswith("0.50 of 2 points")


def test_topics_have_their_share_of_the_points() -> None:
    exhibit = topics_exhibit(result(WHOLE, BANK), BANK)
    assert exhibit.rows == (Share("Cells", 0.75, 2), Share("Genes", 0.25, 2))


def test_certainties_are_told_only_where_some_were_said() -> None:
    assert certainty_exhibit(result(WHOLE, BANK)) is None


def test_certainties_earn_and_are_judged_level_by_level() -> None:
    # (3 - 6 + 1 + 0) / 4 is the average, and with 2 of 4 right no level earns more than 0.5.
    exam = sat(("a", RIGHT, Certainty.HIGH), ("d", RIGHT, Certainty.HIGH), ("b", BOTH, Certainty.LOW))
    exhibit = certainty_exhibit(result(exam, BANK))
    assert exhibit is not None
    assert exhibit.rows == (
        (
            "Certainty mark: -0.50 on average, from -6 to 3; "
            "to say the same of every answer would have earned 0.50 at best."
        ),
        "Wholly right 50 %, and -10.0 % for how well you knew what you know: 40.0 % together.",
        "Low: 1 of 1 wholly right, too few answers to say whether that fits; it takes 8.",
        "High: 1 of 2 wholly right, too few answers to say whether that fits; it takes 8.",
    )


def sitting(day: int, share: float, *, is_passed: bool = False) -> Sitting:
    return Sitting(NOON + timedelta(days=day), share, is_passed)


def day_of(moment: datetime) -> str:
    return f"{moment:%d}"


@pytest.mark.parametrize(
    ("made", "rows"),
    [
        ([], ()),
        ([sitting(0, 0.5)], ("01: 50 %, not passed",)),
        (
            [sitting(2, 0.62, is_passed=True), sitting(0, 0.5), sitting(1, 0.5)],
            (
                "01: 50 %, not passed",
                "02: 50 %, not passed, as before",
                "03: 62 %, passed, 12 percentage points more than before",
            ),
        ),
        (
            [sitting(0, 0.5), sitting(1, 0.49)],
            ("01: 50 %, not passed", "02: 49 %, not passed, 1 percentage point less than before"),
        ),
    ],
)
def test_exams_are_compared_with_the_one_before(made: list[Sitting], rows: tuple[str, ...]) -> None:
    assert trend_exhibit(made, day_of).rows == rows


def test_of_many_exams_the_latest_are_shown_and_the_rest_counted() -> None:
    exhibit = trend_exhibit([sitting(day, day / 100) for day in range(12)], day_of)
    assert len(exhibit.rows) == 10
    assert exhibit.note == "The latest 10 of 12."
    assert exhibit.rows[0] == "03: 2 %, not passed, 1 percentage point more than before"


def test_a_sitting_is_the_result_of_an_exam_that_was_handed_in() -> None:
    running = exam_of(WHOLE.plan, WHOLE.terms).apply(Began(NOON))
    assert sittings([running, WHOLE], BANK) == (Sitting(at(10), 0.5, is_passed=False),)


def test_every_question_can_be_looked_at_again() -> None:
    session = looked_through(WHOLE, BANK)
    assert session.is_over
    assert session.plan.questions == ("a", "b", "c", "d")
    told = {each.question: (each.answer, each.mark.arithmetic) for each in session.answered}
    assert told["a"] == (RIGHT, "right: 1.00")
    assert told["d"] == (Chosen(frozenset()), "not answered: 0.00")


def test_what_has_changed_is_looked_at_without_an_answer() -> None:
    now = bank([choice("a", "010", topic="cells"), QUESTIONS["b"], QUESTIONS["d"]])
    session = looked_through(WHOLE, now)
    assert session.plan.questions == ("a", "b", "d")
    assert {each.question for each in session.answered} == {"b", "d"}
