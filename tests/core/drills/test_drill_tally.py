from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from quiz.core.certainty import Certainty
from quiz.core.drills.events import Event
from quiz.core.drills.scores import reckoning
from quiz.core.drills.tally import gain_of, progress, tally, tally_at, votes
from quiz.core.marking import Rule
from tests.core.made_drills import OWN, TERMS, answered, closed, drill, joined, opened, removed
from tests.core.samples import choice

ADA, BOB, EVE = joined(1, "ada"), joined(2, "bob"), joined(3, "eve")
HIGH, LOW = Certainty.HIGH, Certainty.LOW


@pytest.mark.parametrize(
    ("place", "answers", "counts", "pairs", "right"),
    [
        (0, [], (0, 0, 0), (), 0),
        (0, [answered(11, "ada", 0), answered(11, "bob", 2), answered(11, "eve", 0)], (2, 0, 1), (), 2),
        (1, [answered(11, "ada", 0, 1, place=1), answered(11, "bob", 0, 2, place=1)], (2, 1, 1, 0), (), 1),
        (2, [], (), ((0, 0, 0), (0, 0, 0)), 0),
        (2, [answered(11, "ada", 0, 1, place=2), answered(11, "bob", 2, None, place=2)], (), ((1, 0, 1), (0, 1, 0)), 1),
    ],
)
def test_the_answers_are_counted_in_the_order_of_the_file(
    place: int,
    answers: Sequence[Event],
    counts: tuple[int, ...],
    pairs: tuple[tuple[int, ...], ...],
    right: int,
) -> None:
    made = drill(ADA, BOB, EVE, opened(10, place), *answers)
    assert made.current is not None
    found = tally(made, made.current)
    assert (found.counts, found.pairs, found.answered, found.right) == (counts, pairs, len(answers), right)
    assert found.share_right == (right / len(answers) if answers else None)
    assert found == tally_at(made, place)


@pytest.mark.parametrize(
    ("answers", "sure", "wrong"),
    [
        ([], 0, 0),
        ([answered(11, "ada", 1)], 0, 0),
        ([answered(11, "ada", 1, certainty=LOW)], 0, 0),
        ([answered(11, "ada", 0, certainty=HIGH)], 1, 0),
        ([answered(11, "ada", 1, certainty=HIGH), answered(11, "bob", 0, certainty=HIGH)], 2, 1),
        ([answered(11, "ada", 1, certainty=HIGH), answered(11, "bob", 1, certainty=LOW)], 1, 1),
    ],
)
def test_the_sure_and_wrong_are_counted_among_those_who_were_sure(
    answers: Sequence[Event], sure: int, wrong: int
) -> None:
    found = tally_at(drill(ADA, BOB, opened(10), *answers), 0)
    assert (found.sure, found.wrong_of_sure) == (sure, wrong)


def test_an_answer_that_is_right_in_part_is_neither_right_nor_wrong() -> None:
    made = drill(ADA, opened(10, 1), answered(11, "ada", 0, place=1, certainty=HIGH))
    found = tally_at(made, 1)
    assert (found.right, found.sure, found.wrong_of_sure) == (0, 1, 0)
    harsh = tally_at(made, 1, reckoning(made, rule=Rule.ALL_OR_NOTHING))
    assert harsh.wrong_of_sure == 1


def test_whoever_was_removed_is_counted_nowhere() -> None:
    made = drill(ADA, BOB, opened(10), answered(11, "ada", 0), answered(11, "bob", 1), removed(12, "bob"))
    found = tally_at(made, 0)
    assert (found.counts, found.answered, found.share_right) == ((1, 0, 0), 1, 1.0)


def test_a_question_that_was_not_asked_has_no_answers() -> None:
    found = tally_at(drill(ADA), 0)
    assert (found.counts, found.answered, found.share_right, found.sure) == ((0, 0, 0), 0, None, 0)


FIRST_ROUND: list[Event] = [ADA, BOB, opened(10), answered(11, "ada", 0), answered(11, "bob", 1), closed(20)]


LATE = joined(25, "eve")


@pytest.mark.parametrize(
    ("events", "expected", "gained"),
    [
        ([], [], None),
        ([ADA, opened(10)], [(1, 1, 0, 0)], None),
        (FIRST_ROUND, [(1, 2, 2, 1)], None),
        # Who does not answer is not right.
        ([*FIRST_ROUND, opened(30, round=2), answered(31, "bob", 0, round=2)], [(1, 2, 2, 1), (2, 2, 1, 1)], 0.0),
        # Who was not asked in one of the rounds is no part of what they are compared by.
        (
            [
                *FIRST_ROUND,
                LATE,
                opened(30, round=2),
                *(answered(31, id, 0, round=2) for id in ("ada", "bob", "eve")),
            ],
            [(1, 2, 2, 1), (2, 2, 2, 2)],
            0.5,
        ),
        # Who came after the opening and answered was asked.
        (
            [
                ADA,
                opened(10),
                joined(11, "bob"),
                answered(12, "bob", 0),
                closed(20),
                opened(30, round=2),
                answered(31, "bob", 1, round=2),
            ],
            [(1, 2, 1, 1), (2, 2, 1, 0)],
            -0.5,
        ),
        ([*FIRST_ROUND, removed(25, "bob"), opened(30, round=2)], [(1, 1, 1, 1), (2, 1, 0, 0)], -1.0),
        (
            [ADA, opened(10), closed(20), removed(21, "ada"), LATE, opened(30, round=2)],
            [(1, 0, 0, 0), (2, 0, 0, 0)],
            None,
        ),
    ],
)
def test_rounds_are_compared_by_the_same_learners(
    events: Sequence[Event], expected: list[tuple[int, ...]], gained: float | None
) -> None:
    found = votes(drill(*events), 0)
    assert [(each.round, each.asked, each.answered, each.right) for each in found] == expected
    assert gain_of(found) == gained


def test_the_last_round_stands_for_the_question() -> None:
    made = drill(*FIRST_ROUND, opened(30, round=2), answered(31, "bob", 0, round=2))
    assert tally_at(made, 0).counts == (1, 0, 0)
    assert tally(made, made.rounds[0][0]).counts == (1, 1, 0)


def test_at_their_own_pace_the_answers_of_all_are_counted_together() -> None:
    events: list[Event] = [ADA, BOB, EVE, opened(5, learner="ada"), opened(6, learner="bob"), opened(7, learner="eve")]
    made = drill(*events, answered(8, "ada", 0), answered(8, "bob", 1), removed(9, "bob"), terms=OWN)
    found = tally_at(made, 0)
    assert (found.counts, found.answered, found.right) == ((1, 0, 0), 1, 1)
    (vote,) = votes(made, 0)
    assert (vote.asked, vote.answered, vote.right, vote.share) == (2, 1, 1, 0.5)
    assert votes(made, 1) == ()
    assert progress(made) == (1, 1, 0, 0)


def test_with_a_mended_key_the_right_are_others_and_the_counts_the_same() -> None:
    made = drill(*FIRST_ROUND)
    found = tally_at(made, 0, reckoning(made, mended=[choice("a", "010")]))
    assert (found.counts, found.right) == ((1, 1, 0), 1)
    gone = tally_at(
        made, 0, reckoning(made, mended=[replace(choice("a", "10"), options=choice("a", "10").options[:1])])
    )
    assert (gone.counts, gone.answered, gone.right) == ((1, 1, 0), 2, 1)


@given(st.lists(st.sampled_from([(0,), (1,), (2,), None]), max_size=20), st.integers(0, 19))
def test_however_many_answer_the_counts_are_those_of_the_seated(picks: list[tuple[int] | None], gone: int) -> None:
    ids = [f"learner {i}" for i in range(len(picks))]
    events: list[Event] = [joined(1, id) for id in ids]
    events += [opened(10), *(answered(11, id, *pick) for id, pick in zip(ids, picks, strict=True) if pick)]
    if gone < len(ids):
        events.append(removed(12, ids[gone]))
        del picks[gone]
    found = tally_at(drill(*events, terms=TERMS), 0)
    assert found.counts == tuple(picks.count((option,)) for option in range(3))
    assert found.answered == sum(found.counts)
    assert found.right == found.counts[0]
