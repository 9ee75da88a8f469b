from __future__ import annotations

from dataclasses import replace

import pytest

from quiz.core.drills.drill import Drill
from quiz.core.drills.ghosts import Ghosts, Race
from tests.core.made_drills import (
    OWN,
    QUESTIONS,
    answered,
    closed,
    drill,
    ended,
    joined,
    ms,
    opened,
    removed,
    revealed,
)
from tests.core.samples import choice

EARLIER = drill(
    joined(1, "ada"),
    joined(2, "bob"),
    joined(3, "eve"),
    opened(10),
    answered(12, "ada", 0),
    answered(15, "bob", 1),
    answered(16, "eve", 0),
    closed(20),
    opened(30, round=2),
    answered(31, "ada", 0, round=2),
    answered(33, "bob", 0, round=2),
    closed(40, round=2),
    revealed(41),
    opened(50, 1),
    closed(60, 1),
    revealed(61, 1),
    removed(70, "eve"),
)
NOW = drill(
    joined(1, "cleo"),
    joined(1, "dan"),
    opened(10),
    answered(12, "cleo", 0),
    answered(13, "dan", 2),
    closed(20),
    revealed(21),
)


def ghosts(earlier: Drill = EARLIER) -> Ghosts:
    return Ghosts(earlier, QUESTIONS)


@pytest.mark.parametrize(
    ("place", "round", "seconds", "found"),
    [
        (0, 1, 0, (0, 2)),
        (0, 1, 2, (1, 2)),
        (0, 1, 100, (2, 2)),  # whoever was sent out never was
        (0, 2, 1.5, (1, 2)),
        (0, 3, 9, None),
        (1, 1, 9, (0, 2)),
        (2, 1, 9, None),
        (7, 1, 9, None),
        (0, 0, 9, None),
    ],
)
def test_the_earlier_self_has_answered_what_it_had_after_the_same_time(
    place: int, round: int, seconds: float, found: tuple[int, int] | None
) -> None:
    assert ghosts().answered(place, round, ms(seconds)) == found


@pytest.mark.parametrize(("place", "round", "share"), [(0, 1, 0.5), (0, 2, 1.0), (1, 1, None), (2, 1, None)])
def test_it_has_the_share_of_right_answers_of_the_same_round(place: int, round: int, share: float | None) -> None:
    assert ghosts().share_right(place, round) == share


def test_the_race_is_about_what_both_were_asked_and_what_was_revealed() -> None:
    assert ghosts().race(drill()) is None
    race = ghosts().race(NOW)
    assert race == Race(1, 0.5, 1.0)
    assert race.lead == -50
    assert ghosts(NOW).race(NOW) == Race(1, 0.5, 0.5)


def test_a_question_with_another_key_is_another_question() -> None:
    mended = (replace(choice("a", "010"), stem=QUESTIONS[0].stem), *QUESTIONS[1:])
    other = Ghosts(EARLIER, mended)
    assert other.answered(0, 1, ms(5)) is None
    assert other.race(NOW) is None


def test_questions_are_found_wherever_they_stood() -> None:
    turned = Ghosts(EARLIER, QUESTIONS[::-1])
    assert turned.answered(2, 1, ms(2)) == (1, 2)


def test_at_ones_own_pace_there_is_a_result_and_no_pace() -> None:
    own = drill(joined(1, "ada"), opened(2, 0, 1, "ada"), answered(3, "ada", 0), ended(9), terms=OWN)
    assert ghosts(own).has_any
    assert ghosts(own).answered(0, 1, ms(9)) is None
    assert ghosts(own).race(NOW) == Race(1, 0.5, 1.0)


def test_where_nobody_was_asked_anything_there_is_no_earlier_self() -> None:
    assert ghosts().has_any
    assert not ghosts(drill(joined(1, "ada"))).has_any
    assert not Ghosts(EARLIER, (choice("new", "10"),)).has_any
