from __future__ import annotations

from dataclasses import replace

from hypothesis import given, strategies as st

from quiz.core.drills.drill import Drill
from quiz.core.drills.report import report
from quiz.core.drills.rescoring import rescored
from quiz.core.drills.scoring import Scoring
from quiz.core.drills.terms import DrillTerms
from quiz.core.marking import Rule
from quiz.core.questions import Choice, Option
from tests.core.drills.test_drill_report import happened
from tests.core.made_drills import OWN, QUESTIONS, TERMS, answered, closed, drill, ended, joined, opened, revealed
from tests.core.samples import choice


def held() -> Drill:
    """Two questions: Ann is right and half right, Bob wrong and right."""
    return drill(
        joined(0, "ann"),
        joined(0, "bob"),
        opened(1),
        answered(6, "ann", 0),
        answered(7, "bob", 1),
        closed(20),
        revealed(21),
        opened(30, 1),
        answered(35, "ann", 0, 2, place=1),
        answered(36, "bob", 0, 1, place=1),
        closed(50, 1),
        revealed(51, 1),
        ended(60),
    )


def test_another_rule_changes_what_is_partly_right_with_the_arithmetic_of_both() -> None:
    again = rescored(held(), rule=Rule.ALL_OR_NOTHING)
    (question,) = again.questions
    assert (question.place, question.is_mended) == (1, False)
    (change,) = question.changes
    assert change.learner == "Ann"
    assert (change.before.points.total, change.after.points.total) == (500, 0)
    assert change.before.arithmetic == "1 of 2 right choices, 1 wrong: min(1, 2 - 1) / 2 = 0.50"
    assert change.after.arithmetic == "1 of 2 right choices, 1 wrong: all or nothing = 0.00"
    assert [(old.points, new.points, old.rank, new.rank) for old, new in again.moved] == [
        (1500, 1000, 1, 1),
        (1000, 1000, 2, 1),
    ]


def test_a_mended_key_pays_those_who_knew_better() -> None:
    mended = choice("a", "010")
    again = rescored(held(), mended=[mended])
    (question,) = again.questions
    assert (question.was, question.question, question.is_mended) == (QUESTIONS[0], mended, True)
    assert [(each.learner, each.before.mark, each.after.mark) for each in question.changes] == [
        ("Bob", 0.0, 1.0),
        ("Ann", 1.0, 0.0),
    ]
    assert [new.id for _, new in again.moved] == ["bob", "ann"]


def test_an_answer_that_a_mended_question_has_no_more_is_wrong_and_says_why() -> None:
    old = QUESTIONS[0]
    assert isinstance(old, Choice)
    mended = replace(old, options=(Option("another", True), *old.options[1:]))
    again = rescored(held(), mended=[mended])
    (change,) = again.questions[0].changes
    assert change.learner == "Ann"
    assert change.after.arithmetic == "the question as it is now has no such answer: 0.00"
    assert [its.chosen for its in again.after.questions[0].options] == [0, 1, 0]
    assert (again.after.questions[0].answered, again.after.questions[0].right) == (2, 0)


def test_a_question_mended_in_its_words_alone_is_named_and_changes_nothing() -> None:
    again = rescored(held(), mended=[replace(QUESTIONS[0], stem="Better asked?")])
    assert [(each.place, each.is_mended, each.changes) for each in again.questions] == [(0, True, ())]
    assert again.moved == ()


@given(st.integers(0, 10**9), st.sampled_from([TERMS, OWN]))
def test_scored_by_its_own_terms_a_drill_is_what_it_was(seed: int, terms: DrillTerms) -> None:
    made = happened(seed, terms)
    again = rescored(made, rule=terms.rule, scoring=terms.scoring)
    assert again.questions == ()
    assert again.moved == ()
    assert again.before == again.after == report(made)


@given(st.integers(0, 10**9), st.sampled_from(list(Rule)), st.booleans())
def test_whoever_has_other_points_has_changes_that_add_up(seed: int, rule: Rule, is_speed: bool) -> None:
    made = happened(seed, TERMS)
    again = rescored(made, rule=rule, scoring=Scoring(is_speed=is_speed), mended=[choice("a", "010")])
    for old in again.before.learners:
        new = next(each for each in again.after.learners if each.id == old.id)
        changes = [each for question in again.questions for each in question.changes if each.learner == old.name]
        difference = sum(each.after.points.total - each.before.points.total for each in changes)
        assert new.points - old.points == difference
