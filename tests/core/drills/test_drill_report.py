from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from quiz.core.certainty import Certainty
from quiz.core.drills.asking import Kept
from quiz.core.drills.drill import Drill
from quiz.core.drills.events import Event, Joined
from quiz.core.drills.report import LearnerReport, Report, class_missed, report
from quiz.core.drills.responses import Response, places_asked
from quiz.core.drills.scores import last_askings, leaderboard, reckoning, team_scores
from quiz.core.drills.scoring import Scoring
from quiz.core.drills.tally import tally_at
from quiz.core.drills.terms import DrillTerms
from quiz.core.marking import State
from quiz.core.reports.item_analysis import Hidden, Least, analyse
from quiz.core.reports.statistics import wilson
from tests.core.made_drills import (
    FREE,
    OWN,
    TERMS,
    answered,
    closed,
    created,
    drill,
    ended,
    granted,
    joined,
    opened,
    removed,
    renamed,
    revealed,
)

SURE = DrillTerms(seconds=30, with_certainty=True)
FEW = Least(facility=1, discrimination=2)


def learner(said: Report, id: str) -> LearnerReport:
    return next(each for each in said.learners if each.id == id)


def response(said: Report, id: str, column: int = 0) -> Response:
    cell = learner(said, id).responses[column]
    assert cell is not None
    return cell


def asked(place: int, start: float, *answers: Event) -> list[Event]:
    return [opened(start, place), *answers, closed(start + 20, place), revealed(start + 21, place)]


# Who is held to what


def test_whoever_met_a_question_and_gave_no_answer_has_nothing_for_it_and_whoever_came_later_no_mark() -> None:
    said = report(
        drill(
            joined(0, "ann"),
            joined(0, "bob"),
            *asked(0, 1, answered(3, "ann", 0)),
            joined(25, "late"),
            *asked(1, 30, answered(33, "late", 0, 1, place=1)),
            ended(60),
        )
    )
    assert [[cell and cell.state for cell in each.responses] for each in said.learners] == [
        [State.RIGHT, None],
        [None, State.RIGHT],
        [None, None],
    ]
    assert [each.id for each in said.learners] == ["ann", "late", "bob"]
    assert learner(said, "late").responses[0] is None
    assert response(said, "bob").mark == response(said, "bob").points.total == 0
    assert [each.mean_mark for each in said.learners] == [0.5, 1.0, 0.0]
    assert [each.count(None) for each in said.learners] == [1, 0, 2]
    assert [(q.met, q.answered, q.unanswered) for q in said.questions] == [(2, 1, 1), (3, 1, 2)]
    assert said.test.complete == 2


def test_answers_that_came_before_anybody_could_have_read_are_counted() -> None:
    seats = [joined(0, each) for each in ("ann", "bob", "eve")]
    answers = [answered(1.1, "ann", 0), answered(1.2, "bob", 0), answered(1.3, "eve", 0, credit=150)]
    said = report(drill(*seats, *asked(0, 1, *answers), *asked(1, 30, answered(40, "ann", 0, place=1)), ended(60)))
    assert [learner(said, each).too_quick for each in ("ann", "bob", "eve")] == [1, 0, 1]


def test_whoever_was_removed_is_counted_in_the_head_alone() -> None:
    said = report(
        drill(
            joined(0, "ann"),
            joined(0, "bob"),
            *asked(0, 1, answered(2, "ann", 1), answered(3, "bob", 0)),
            removed(30, "bob"),
            ended(40),
        )
    )
    assert (said.head.joined, said.head.removed, said.answers) == (2, 1, 1)
    assert [each.id for each in said.learners] == ["ann"]
    (question,) = said.questions
    assert (question.met, question.right, question.wrong) == (1, 0, 1)
    assert [its.chosen for its in question.options] == [0, 1, 0]
    assert [(each.asked, each.answered) for each in question.rounds] == [(1, 1)]


def test_the_last_round_stands_and_the_report_has_both_with_the_gain() -> None:
    said = report(
        drill(
            joined(0, "ann"),
            joined(0, "bob"),
            opened(1),
            answered(2, "ann", 1),
            answered(3, "bob", 0),
            closed(10),
            opened(20, 0, 2),
            answered(25, "ann", 0, round=2),
            closed(30, 0, 2),
            revealed(31),
            ended(40),
        )
    )
    (question,) = said.questions
    assert [(each.round, each.asked, each.answered, each.right) for each in question.rounds] == [
        (1, 2, 2, 1),
        (2, 2, 1, 1),
    ]
    assert question.gain == 0
    assert (question.right, question.unanswered) == (1, 1)
    assert response(said, "ann").seconds == 5.0
    assert response(said, "bob").state is None


def test_a_drill_that_is_not_over_has_what_was_shown_and_no_more() -> None:
    events = [joined(0, "ann"), *asked(0, 1, answered(2, "ann", 0)), opened(30, 1), answered(31, "ann", 0, 1, place=1)]
    running = report(drill(*events))
    assert [question.place for question in running.questions] == [0]
    assert (running.head.asked, running.head.planned, running.head.is_over) == (1, 3, False)
    assert running.head.seconds is None
    over = report(drill(*events, ended(50)))
    assert [question.place for question in over.questions] == [0, 1]
    assert over.head.seconds == 49.0


def test_at_ones_own_pace_everybody_is_held_to_what_they_opened() -> None:
    said = report(
        drill(
            joined(0, "ann"),
            joined(0, "bob"),
            opened(1, 0, learner="ann"),
            answered(4, "ann", 0),
            opened(5, 2, learner="ann"),
            opened(10, 0, learner="bob"),
            answered(16, "bob", 2),
            terms=OWN,
        )
    )
    assert [question.place for question in said.questions] == [0, 2]
    assert [cell and cell.state for cell in learner(said, "ann").responses] == [State.RIGHT, None]
    assert learner(said, "bob").responses[1] is None
    assert [(q.met, q.answered) for q in said.questions] == [(2, 2), (1, 0)]
    assert [len(q.rounds) for q in said.questions] == [1, 1]
    assert said.questions[0].seconds == 4.5
    assert said.head.is_self_paced


def test_questions_come_in_the_order_in_which_they_were_asked() -> None:
    said = report(drill(joined(0, "ann"), *asked(2, 1), *asked(0, 40), ended(80)))
    assert [question.number for question in said.questions] == [3, 1]


@pytest.mark.parametrize("events", [[], [joined(0, "ann")], [ended(1)], [joined(0, "ann"), ended(1)], asked(0, 1)])
def test_a_drill_in_which_little_happened_has_a_report(events: list[Event]) -> None:
    said = report(drill(*events))
    assert said.answers == 0
    assert said.test.learners == len(said.learners)
    assert class_missed(drill(*events)) == frozenset()


# What is told of it


def test_a_learner_has_the_identifier_the_name_in_the_roster_and_the_team() -> None:
    terms = replace(TERMS, roster=(("7", "Ann Real"),), teams=("Red", "Blue"))
    said = report(drill(Joined(0, "ann", "Annie", "7", "Red"), renamed(1, "ann", "Anna"), terms=terms))
    (ann,) = said.learners
    assert (ann.name, ann.identifier, ann.roster_name, ann.team) == ("Anna", "7", "Ann Real", "Red")
    assert [(each.team, each.members, each.points) for each in said.teams] == [("Red", 1, 0.0), ("Blue", 0, 0.0)]


def test_certainty_stands_apart_from_the_points() -> None:
    said = report(
        drill(
            joined(0, "ann"),
            joined(0, "bob"),
            *asked(
                0, 1, answered(2, "ann", 1, certainty=Certainty.HIGH), answered(3, "bob", 0, certainty=Certainty.MIDDLE)
            ),
            *asked(1, 30, answered(31, "ann", 0, place=1, certainty=Certainty.HIGH), answered(32, "bob", 2, place=1)),
            ended(60),
            terms=SURE,
        )
    )
    assert {each.id: each.certainty for each in said.learners} == {"ann": -12.0, "bob": 2.0}
    assert [(row.certainty, row.right, row.partly, row.wrong) for row in said.certainties] == [
        (Certainty.GUESS, 0, 0, 0),
        (Certainty.LOW, 0, 0, 0),
        (Certainty.MIDDLE, 1, 0, 0),
        (Certainty.HIGH, 0, 1, 1),
        (None, 0, 0, 1),
    ]
    assert [(q.sure, q.wrong_of_sure) for q in said.questions] == [(1, 1), (1, 0)]
    assert report(drill(joined(0, "ann"), *asked(0, 1))).certainties == ()


def test_a_matching_question_has_its_pairs_and_no_options() -> None:
    said = report(
        drill(
            joined(0, "ann"),
            joined(0, "bob"),
            *asked(2, 1, answered(2, "ann", 0, 2, place=2), answered(3, "bob", 1, None, place=2)),
            ended(40),
        )
    )
    (question,) = said.questions
    assert question.options == ()
    assert [(pair.prompt, pair.key, pair.counts, pair.blank) for pair in question.pairs] == [
        ("c prompt 0", 0, (1, 1, 0), 0),
        ("c prompt 1", 1, (0, 0, 1), 1),
    ]
    assert (question.right, question.partly, question.wrong) == (0, 1, 1)


def test_figures_are_hidden_with_their_reason_until_there_are_enough_learners() -> None:
    names = [f"n{i}" for i in range(6)]
    made = drill(
        *(joined(0, name) for name in names),
        *asked(0, 1, *(answered(2, name, i % 2) for i, name in enumerate(names))),
        *asked(1, 40, *(answered(41, name, 0, 1 + i % 2, place=1) for i, name in enumerate(names))),
        ended(90),
    )
    said = report(made)
    figures = said.questions[0].figures
    assert figures.facility == 0.5
    assert figures.interval == wilson(3, 6)
    assert figures.discrimination == Hidden("Too few learners met every question: 6, and 30 are needed.")
    assert isinstance(said.test.alpha, Hidden)
    told = report(made, least=FEW)
    assert told.questions[0].figures.discrimination == pytest.approx(1.0)
    assert told.questions[0].options[0].discrimination == pytest.approx(1.0)
    assert isinstance(told.test.alpha, float)


def test_the_figures_are_those_of_the_marks() -> None:
    made = drill(
        *(joined(0, name) for name in ("a", "b", "c", "d")),
        *asked(0, 1, answered(2, "a", 0), answered(2, "b", 0), answered(2, "c", 1)),
        *asked(1, 40, answered(41, "a", 0, 1, place=1), answered(41, "b", 0, 2, place=1)),
        joined(70, "late"),
        *asked(2, 80, answered(81, "a", 0, 1, place=2), answered(81, "late", 0, None, place=2)),
        ended(120),
    )
    expected = analyse([[1, 1, 1], [None, None, 0.5], [1, 0.5, 0], [0, 0, 0], [0, 0, 0]], FEW)
    said = report(made, least=FEW)
    assert tuple(question.figures for question in said.questions) == expected.items
    assert said.test == expected.test


# What a class missed


@pytest.mark.parametrize(
    ("answers", "missed"),
    [
        ([answered(2, "ann", 0), answered(2, "bob", 0)], set()),
        ([answered(2, "ann", 0), answered(2, "bob", 1)], set()),
        ([answered(2, "ann", 0)], set()),
        ([answered(2, "ann", 1)], {"a"}),
        ([], {"a"}),
    ],
)
def test_a_class_missed_what_fewer_than_half_got_right(answers: list[Event], missed: set[str]) -> None:
    made = drill(joined(0, "ann"), joined(0, "bob"), *asked(0, 1, *answers), ended(40))
    assert class_missed(made) == missed


def test_a_class_did_not_miss_what_was_partly_right_only_by_half_or_never_asked() -> None:
    events = [joined(0, "ann"), *asked(1, 1, answered(2, "ann", 0, place=1))]
    assert class_missed(drill(*events)) == {"b"}
    assert class_missed(drill(*events, opened(30, 0))) == {"b"}


# What holds of every drill


TERMS_OF_ALL = [
    FREE,
    SURE,
    OWN,
    DrillTerms(
        seconds=20, scoring=Scoring(is_speed=True, has_streaks=True), teams=("Red", "Blue"), with_certainty=True
    ),
]
PICKS: tuple[tuple[tuple[int | None, ...], ...], ...] = (
    ((0,), (1,), (2,)),
    ((0,), (0, 1), (0, 2), (2, 3), (1, 2, 3)),
    ((0, 1), (1, 0), (0, None), (2, 2), (None, 1)),
)


def happenings(dice: random.Random, terms: DrillTerms) -> Iterator[Event]:
    """What might happen in a drill; some of it cannot."""
    ids = [f"l{i}" for i in range(dice.randrange(7))]
    second = 0.0
    yield from _joining(dice, terms, ids, second)
    for place in dice.sample(range(3), dice.randrange(4)):
        for round in range(1, dice.choice((2, 2, 3))):
            if terms.is_self_paced:
                yield from (opened(second, place, learner=id) for id in ids if dice.random() < 0.8)
            else:
                yield opened(second, place, round)
            yield from _answering(dice, ids, second, place, round)
            second += 30
            yield closed(second, place, round)
            yield from _joining(dice, terms, ids, second)
        if dice.random() < 0.9:
            yield revealed(second, place)
    if dice.random() < 0.7:
        yield ended(second + 5)


def _joining(dice: random.Random, terms: DrillTerms, ids: list[str], second: float) -> Iterator[Event]:
    for id in ids:
        if dice.random() < 0.6:
            yield joined(second, id, team=dice.choice(terms.teams) if terms.teams else "")


def _answering(dice: random.Random, ids: list[str], second: float, place: int, round: int) -> Iterator[Event]:
    for id in dice.sample(ids, len(ids)):
        at = second + dice.uniform(0.3, 25)
        if dice.random() < 0.85:
            certainty = dice.choice((None, *Certainty))
            yield answered(at, id, *dice.choice(PICKS[place]), place=place, round=round, certainty=certainty)
        if dice.random() < 0.06:
            yield removed(at, id)
        if dice.random() < 0.06:
            yield granted(at, id, 1.5)


def happened(seed: int, terms: DrillTerms) -> Drill:
    made = Drill(created(terms))
    for event in happenings(random.Random(seed), terms):
        if made.refusal(event) is None:
            made.apply(event)
    return made


def kept(made: Drill) -> list[tuple[int, str, Kept]]:
    """The answers that count, with their places and learners, looked up one by one."""
    return [
        (place, id, its)
        for place in places_asked(made, reckoning(made))
        for asking in last_askings(made, place)
        for id, its in asking.answers.items()
        if not made.learners[id].is_removed
    ]


@given(st.integers(0, 10**9), st.sampled_from(TERMS_OF_ALL))
def test_totals_are_the_sums_of_their_parts(seed: int, terms: DrillTerms) -> None:
    made = happened(seed, terms)
    said = report(made)
    counted = kept(made)
    assert [(each.rank, each.id, each.points) for each in said.learners] == [
        (placed.rank, placed.learner, placed.points) for placed in leaderboard(made)
    ]
    for each in said.learners:
        assert each.points == sum(cell.points.total for cell in each.met)
        assert sum(each.count(state) for state in (*State, None)) == len(each.met)
        assert len(each.responses) == len(said.questions)
    for column, question in enumerate(said.questions):
        cells = [each.responses[column] for each in said.learners if each.responses[column] is not None]
        assert question.met == len(cells) == question.figures.answers
        assert question.answered == sum(place == question.place for place, _, _ in counted)
        *_, last = question.rounds
        assert {each.asked for each in question.rounds} == {last.asked}
        assert 0 <= question.right - last.right <= question.answered - last.answered <= question.met - last.asked
        if len(question.rounds) == 1:
            assert (question.met, question.answered, question.right) == (last.asked, last.answered, last.right)
        tally = tally_at(made, question.place)
        assert (tuple(its.chosen for its in question.options), tuple(pair.counts for pair in question.pairs)) == (
            tally.counts,
            tally.pairs,
        )
        for pair in question.pairs:
            assert sum(pair.counts) + pair.blank == question.answered
    assert said.answers == len(counted)
    assert [(each.rank, each.team, each.points) for each in said.teams] == [
        (each.rank, each.team, each.points) for each in team_scores(made)
    ]
    if terms.with_certainty:
        assert sum(row.answers for row in said.certainties) == len(counted)


@given(st.integers(0, 10**9), st.sampled_from(TERMS_OF_ALL))
def test_each_answer_of_the_drill_is_in_one_cell_of_the_report(seed: int, terms: DrillTerms) -> None:
    made = happened(seed, terms)
    said = report(made)
    cells = [
        (question.place, each.id, cell.given, cell.certainty, cell.seconds)
        for each in said.learners
        for question, cell in zip(said.questions, each.responses, strict=True)
        if cell and cell.state is not None
    ]
    expected = [(place, id, its.given, its.certainty, its.taken / 1000) for place, id, its in kept(made)]
    assert sorted(cells, key=repr) == sorted(expected, key=repr)


@given(st.integers(0, 10**9), st.sampled_from(TERMS_OF_ALL))
def test_what_a_class_missed_is_what_the_report_says(seed: int, terms: DrillTerms) -> None:
    made = happened(seed, terms)
    expected = {q.question.id for q in report(made).questions if q.met and q.right / q.met < 0.5}
    assert class_missed(made) == expected
