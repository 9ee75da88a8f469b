from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from quiz.core.certainty import Certainty
from quiz.core.drills.drill import Drill
from quiz.core.drills.events import ClosedBy, Event
from quiz.core.drills.scores import (
    Placed,
    TeamPlaced,
    certainty_totals,
    earned,
    leaderboard,
    mark_of,
    points,
    points_at,
    reckoning,
    team_scores,
)
from quiz.core.drills.scoring import Points, Scoring
from quiz.core.drills.terms import DrillTerms
from quiz.core.marking import Rule
from quiz.core.questions import Choice, Option
from tests.core.made_drills import (
    OWN,
    TERMS,
    answered,
    closed,
    drill,
    ended,
    granted,
    joined,
    opened,
    removed,
    revealed,
)
from tests.core.samples import choice

ADA, BOB = joined(1, "ada"), joined(2, "bob")
OPEN: list[Event] = [ADA, BOB, opened(10), answered(11, "ada", 0), answered(12, "bob", 1)]
REVEALED: list[Event] = [*OPEN, closed(20), revealed(21)]
SPEED = Scoring(is_speed=True)
STREAKS = Scoring(has_streaks=True)


def asked(place: int, at: float, *answers: Event) -> list[Event]:
    """A question from its opening to its reveal."""
    return [opened(at, place), *answers, closed(at + 10, place), revealed(at + 11, place)]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], {}),
        ([ADA], {"ada": 0}),
        (OPEN, {"ada": 0, "bob": 0}),
        ([*OPEN, closed(20)], {"ada": 0, "bob": 0}),
        ([*OPEN, closed(20), opened(21, 1)], {"ada": 0, "bob": 0}),
        ([*OPEN, closed(20), ended(21)], {"ada": 1000, "bob": 0}),
        ([*OPEN, ended(21)], {"ada": 1000, "bob": 0}),
        (REVEALED, {"ada": 1000, "bob": 0}),
        ([*REVEALED, removed(22, "ada")], {"bob": 0}),
        ([*REVEALED, opened(30, 1), answered(31, "bob", 0, 1, place=1)], {"ada": 1000, "bob": 0}),
        ([*REVEALED, *asked(1, 30, answered(31, "bob", 0, place=1))], {"ada": 1000, "bob": 500}),
        ([ADA, *asked(2, 10, answered(11, "ada", 0, None, place=2))], {"ada": 500}),
    ],
)
def test_a_question_earns_points_once_its_key_was_revealed(events: Sequence[Event], expected: dict[str, int]) -> None:
    assert points(drill(*events)) == expected


def test_where_wanted_questions_count_that_were_never_revealed() -> None:
    made = drill(*OPEN)
    assert points(made, reckoning(made, is_complete=True)) == {"ada": 1000, "bob": 0}


AGAIN: list[Event] = [*OPEN, closed(20), opened(30, round=2)]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ([], {"ada": 0, "bob": 0}),
        ([answered(31, "ada", 0, round=2)], {"ada": 1000, "bob": 0}),
        ([answered(31, "ada", 1, round=2), answered(31, "bob", 0, round=2)], {"ada": 0, "bob": 1000}),
    ],
)
@pytest.mark.parametrize("scoring", [Scoring(), SPEED])
def test_the_last_round_stands_for_those_before_and_is_not_about_speed(
    second: Sequence[Event], expected: dict[str, int], scoring: Scoring
) -> None:
    events = [*AGAIN, *second, closed(50, round=2), revealed(51)]
    assert points(drill(*events, terms=replace(TERMS, scoring=scoring))) == expected


@pytest.mark.parametrize(
    ("before", "answer", "expected"),
    [
        ([], answered(10.5, "ada"), 1000),
        ([], answered(25.5, "ada"), 750),
        ([], answered(25.65, "ada", credit=150), 750),
        ([], answered(40.4, "ada"), 502),
        ([granted(9, "ada", 2)], answered(41, "ada"), 750),
        ([], answered(25.5, "ada", 1), 0),
    ],
)
def test_with_points_for_speed_the_time_taken_counts(before: list[Event], answer: Event, expected: int) -> None:
    closing = closed(70, by=ClosedBy.CLOCK)
    made = drill(ADA, *before, opened(10), answer, closing, revealed(71), terms=replace(TERMS, scoring=SPEED))
    assert points_at(made, 0) == {"ada": expected}


def test_time_granted_later_changes_no_points_of_before() -> None:
    terms = replace(TERMS, scoring=SPEED)
    events = [ADA, *asked(0, 10, answered(15.5, "ada"))]
    assert points(drill(*events, granted(30, "ada", 3), terms=terms)) == points(drill(*events, terms=terms))


def test_right_answers_in_a_row_earn_a_bonus_where_it_was_agreed() -> None:
    events = [
        ADA,
        BOB,
        *asked(1, 10, answered(11, "ada", 0, 1, place=1), answered(11, "bob", 0, 1, place=1)),
        *asked(0, 30, answered(31, "ada", 0)),
        *asked(2, 50, answered(51, "ada", 0, 1, place=2), answered(51, "bob", 0, 1, place=2)),
    ]
    made = drill(*events, terms=replace(TERMS, scoring=STREAKS))
    assert earned(made) == {
        "ada": {1: Points(1000), 0: Points(1000, 100), 2: Points(1000, 200)},
        "bob": {1: Points(1000), 0: Points(0), 2: Points(1000)},
    }
    assert points_at(made, 2) == {"ada": 1200, "bob": 1000}
    assert points(made, reckoning(made, scoring=Scoring())) == {"ada": 3000, "bob": 2000}


def test_whoever_comes_late_is_held_to_what_was_asked_since() -> None:
    events: list[Event] = [ADA, *asked(0, 10), joined(30, "bob"), opened(40, 1), joined(41, "eve"), joined(41, "kim")]
    events += [answered(42, "eve", 0, 1, place=1), closed(50, 1), revealed(51, 1)]
    assert {learner: list(places) for learner, places in earned(drill(*events)).items()} == {
        "ada": [0, 1],
        "bob": [1],
        "eve": [1],
        "kim": [],
    }


def test_marks_are_those_of_the_terms_or_of_another_rule() -> None:
    made = drill(ADA, BOB, opened(10, 1), answered(11, "ada", 0, 2, place=1))
    assert made.current is not None
    mark = mark_of(made, made.current, "ada")
    assert mark is not None
    assert (mark.fraction, mark.arithmetic) == (0.5, "1 of 2 right choices, 1 wrong: min(1, 2 - 1) / 2 = 0.50")
    harsh = mark_of(made, made.current, "ada", reckoning(made, rule=Rule.ALL_OR_NOTHING))
    assert harsh is not None
    assert harsh.fraction == 0
    assert mark_of(made, made.current, "bob") is None
    assert mark_of(made, made.current, "nobody") is None


A = choice("a", "100")


@pytest.mark.parametrize(
    ("mended", "expected"),
    [
        (choice("a", "010"), {"ada": 0, "bob": 1000}),
        (choice("a", "110", any_key_will_do=True), {"ada": 1000, "bob": 1000}),
        (choice("a", "110"), {"ada": 500, "bob": 500}),
        (replace(A, options=A.options[::-1]), {"ada": 1000, "bob": 0}),
        (replace(A, options=A.options[1:]), {"ada": 0, "bob": 0}),
        (replace(A, options=(*A.options[1:], Option("A OPTION 0", True))), {"ada": 1000, "bob": 0}),
        (choice("other", "010"), {"ada": 1000, "bob": 0}),
    ],
)
def test_a_drill_can_be_scored_again_with_a_mended_question(mended: Choice, expected: dict[str, int]) -> None:
    made = drill(*REVEALED)
    assert points(made, reckoning(made, mended=[mended])) == expected
    assert points(made) == {"ada": 1000, "bob": 0}


def test_certainty_is_reckoned_apart() -> None:
    events: list[Event] = [ADA, BOB, opened(10), answered(11, "ada", 0, certainty=Certainty.HIGH)]
    events += [answered(11, "bob", 1, certainty=Certainty.HIGH), closed(20), revealed(21)]
    made = drill(*events, *asked(1, 30, answered(31, "ada", 0, 1, place=1, certainty=Certainty.MIDDLE)))
    assert certainty_totals(made) == {"ada": 5.0, "bob": -6.0}
    assert points(made) == {"ada": 2000, "bob": 0}


def test_equal_points_share_a_rank_and_stand_by_name() -> None:
    ids = ["zoe", "ada", "bob", "kim"]
    right = [answered(11, id, 0) for id in ids[:3]]
    made = drill(*(joined(1, id) for id in ids), *asked(0, 10, *right), *asked(1, 30, answered(31, "bob", 0, place=1)))
    assert leaderboard(made) == (
        Placed(1, "bob", "Bob", 1500),
        Placed(2, "ada", "Ada", 1000),
        Placed(2, "zoe", "Zoe", 1000),
        Placed(4, "kim", "Kim", 0),
    )


TEAMS = DrillTerms(teams=("red", "blue", "green"))


def test_a_team_has_the_mean_of_those_who_were_there_as_a_question_opened() -> None:
    seats = [("ada", "red"), ("bob", "red"), ("eve", "red"), ("kim", "blue"), ("lea", "blue")]
    events: list[Event] = [joined(1, id, team=team) for id, team in seats]
    events += asked(0, 10, answered(11, "ada", 0), answered(11, "kim", 0))
    events += [opened(30, 1), joined(31, "late", team="blue"), answered(32, "late", 0, 1, place=1)]
    events += [answered(33, "lea", 0, 1, place=1), closed(40, 1), revealed(41, 1), removed(50, "bob")]
    assert team_scores(drill(*events, terms=TEAMS)) == (
        TeamPlaced(1, "blue", 1000.0),
        TeamPlaced(2, "red", 500.0),
        TeamPlaced(3, "green", 0.0),
    )


def test_without_teams_there_are_no_team_scores() -> None:
    assert team_scores(drill(*REVEALED)) == ()


def own(learner: str, place: int, at: float, *picks: int) -> list[Event]:
    return [opened(at, place, learner=learner), answered(at + 1, learner, *picks, place=place)]


def test_at_ones_own_pace_what_was_opened_counts_at_once() -> None:
    events = [
        ADA,
        BOB,
        *own("ada", 1, 5, 0, 1),
        *own("ada", 0, 10, 0),
        *own("bob", 0, 6, 1),
        opened(20, 2, learner="bob"),
    ]
    made = drill(*events, terms=replace(OWN, scoring=STREAKS))
    assert earned(made) == {
        "ada": {1: Points(1000), 0: Points(1000, 100)},
        "bob": {0: Points(0), 2: Points(0)},
    }


def test_scores_are_the_same_however_often_they_are_counted() -> None:
    made: Drill = drill(*REVEALED)
    assert leaderboard(made) == leaderboard(made)
    assert points(made) == {learner: sum(each.total for each in by.values()) for learner, by in earned(made).items()}
