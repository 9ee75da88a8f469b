from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from quiz.core.answers import Given
from quiz.core.drills.drill import Drill
from quiz.core.drills.events import Answered, ClosedBy, DiscussionBegun, Event, Returned
from quiz.core.drills.refusals import Refusal
from quiz.core.drills.standing import Phase
from quiz.core.drills.terms import DrillTerms
from tests.core.drill_stages import ADA, AGAIN, BOB, BY_CLOCK, CLOSED, OPEN, OVER, REVEALED, state_of
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
    locked,
    ms,
    opened,
    prolonged,
    removed,
    renamed,
    revealed,
    shown,
)

NO_SUCH, FIRST, ASKED = "There is no such learner.", "Close the question first.", "This question was asked already."
NAMED = "Somebody here has this name already. Choose another."
NOT_OPEN, IS_OVER = "This question is not open.", "The drill is over."
VOTES = "The class discusses a question, and votes again on it, that is closed and not yet resolved."
LATE, STANDS = "The time for this question is up.", "Your first answer stands."


@pytest.mark.parametrize(
    ("before", "event", "sentence"),
    [
        ([], created(), "The drill was created already."),
        ([ADA], joined(2, "ada", name="Another"), "This seat is taken."),
        ([replace(ADA, key="k")], replace(joined(2, "bob"), key="k"), "This seat is taken."),
        ([ADA], joined(2, "bob", name="Ada"), NAMED),
        ([ADA], joined(2, "bob", name="ADА"), NAMED),  # the last letter is Cyrillic
        ([locked(1)], ADA, "The room is locked."),
        ([ADA], joined(2, "bob", extra_time=0.5), "Extra time is a factor of 1 or more."),
        ([ADA], joined(2, "bob", extra_time=float("nan")), "Extra time is a factor of 1 or more."),
        ([ADA], granted(2, "ada", 0.5), "Extra time is a factor of 1 or more."),
        ([], renamed(2, "ada", "Eve"), NO_SUCH),
        ([], removed(2, "ada"), NO_SUCH),
        ([], granted(2, "ada", 2), NO_SUCH),
        ([], Returned(2, "ada", 2), NO_SUCH),
        ([ADA, removed(2, "ada")], renamed(3, "ada", "Eve"), NO_SUCH),
        ([ADA, BOB], renamed(3, "bob", "ada"), NAMED),
        ([], shown(5, 3), "There is no question 4."),
        ([], opened(5, -1), "There is no question 0."),
        (OPEN, shown(12, 1), FIRST),
        (OPEN, opened(12, 1), FIRST),
        (CLOSED, shown(25), ASKED),
        (CLOSED, opened(25), ASKED),
        (REVEALED, opened(30, round=2), VOTES),
        (OPEN, DiscussionBegun(ms(12), 0), VOTES),
        (CLOSED, DiscussionBegun(ms(25), 1), VOTES),
        (REVEALED, DiscussionBegun(ms(30), 0), VOTES),
        ([*CLOSED, DiscussionBegun(ms(25), 0)], DiscussionBegun(ms(26), 0), VOTES),
        ([*CLOSED, DiscussionBegun(ms(25), 0)], closed(26), NOT_OPEN),
        ([*REVEALED, opened(30, 1), closed(31, 1)], opened(32, round=2), VOTES),
        ([*CLOSED, shown(25, 1)], opened(26, round=2), VOTES),
        ([], opened(5, round=2), "The round before was not asked."),
        (CLOSED, opened(25, round=3), "The round before was not asked."),
        ([ADA], opened(5, learner="ada"), "The host opens the questions here, for all at once."),
        ([], prolonged(5, 1), "No question is open."),
        (CLOSED, prolonged(25, 1), "No question is open."),
        ([], closed(5), NOT_OPEN),
        (OPEN, closed(20, 1), NOT_OPEN),
        (OPEN, closed(20, round=2), NOT_OPEN),
        (CLOSED, closed(21), NOT_OPEN),
        (AGAIN, closed(40), NOT_OPEN),
        (OPEN, revealed(20), FIRST),
        (CLOSED, revealed(20, 1), FIRST),
        (REVEALED, revealed(26), FIRST),
        (OVER, joined(60, "eve"), IS_OVER),
        (OVER, opened(60, 1), IS_OVER),
        (OVER, answered(60, "ada"), IS_OVER),
        (OVER, ended(60), IS_OVER),
        (OVER, locked(60), IS_OVER),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_changes_nothing(
    before: Sequence[Event], event: Event, sentence: str
) -> None:
    made = drill(*before)
    was = state_of(made)
    assert made.refusal(event) == sentence
    with pytest.raises(ValueError) as refusal:
        made.apply(event)
    assert str(refusal.value) == sentence
    assert state_of(made) == was


@pytest.mark.parametrize(
    ("before", "event", "refusal"),
    [
        (OPEN, answered(10, "ada"), None),
        (OPEN, answered(40, "ada"), None),
        (OPEN, answered(40.5, "ada"), None),
        (OPEN, answered(40.501, "ada"), Refusal.LATE),
        (OPEN, answered(11, "eve"), Refusal.UNKNOWN),
        (OPEN, answered(11, "ada", place=1), Refusal.CLOSED),
        (OPEN, answered(11, "ada", round=2), Refusal.CLOSED),
        (OPEN, answered(11, "ada", round=0), Refusal.CLOSED),
        (OPEN, Answered(ms(11), "ada", 7, 1, Given(), "k"), Refusal.UNKNOWN),
        (OPEN, Answered(ms(11), "ada", -1, 1, Given(), "k"), Refusal.UNKNOWN),
        (OPEN, answered(11, "ada", 0, 1), Refusal.UNFIT),
        (OPEN, Answered(ms(11), "ada", 0, 1, Given(("nothing of the kind",)), "k"), Refusal.UNFIT),
        (OPEN, Answered(ms(11), "ada", 0, 1, Given(), "k"), Refusal.UNFIT),
        (OPEN, Answered(ms(11), "ada", 0, 1, Given(matched=(("a", "b"),)), "k"), Refusal.UNFIT),
        ([ADA, opened(10, 2)], answered(11, "ada", 0, None, place=2), None),
        ([ADA, opened(10, 1)], answered(11, "ada", 0, 1, place=1), None),
        ([*OPEN, answered(11, "ada")], answered(12, "ada", 1), Refusal.TAKEN),
        ([*OPEN, removed(11, "ada")], answered(12, "ada"), Refusal.UNKNOWN),
        ([*OPEN, joined(15, "eve")], answered(16, "eve"), None),
        ([shown(5), ADA], answered(6, "ada"), Refusal.CLOSED),
        (CLOSED, answered(20, "bob"), Refusal.CLOSED),
        (CLOSED, answered(21, "ada", 1), Refusal.TAKEN),
        (BY_CLOCK, answered(40.4, "ada"), None),
        (BY_CLOCK, answered(40.6, "ada"), Refusal.LATE),
        ([*OPEN, closed(40, by=ClosedBy.ALL)], answered(40.1, "ada"), Refusal.CLOSED),
        ([*BY_CLOCK, revealed(40.1)], answered(40.2, "ada"), Refusal.CLOSED),
        ([*BY_CLOCK, opened(40.1, 1)], answered(40.2, "ada"), Refusal.CLOSED),
        ([*BY_CLOCK, shown(40.1, 1)], answered(40.2, "ada"), Refusal.CLOSED),
        ([*BY_CLOCK, opened(40.1, round=2)], answered(40.2, "ada"), Refusal.CLOSED),
        (AGAIN, answered(31, "ada", round=1), Refusal.TAKEN),
        (AGAIN, answered(31, "bob", round=1), Refusal.CLOSED),
        (AGAIN, answered(31, "ada", round=2), None),
        ([*OPEN, prolonged(12, 5)], answered(45.5, "ada"), None),
        ([*OPEN, prolonged(12, 5)], answered(45.6, "ada"), Refusal.LATE),
        ([*OPEN, granted(12, "ada", 1.5)], answered(55.5, "ada"), None),
        ([*OPEN, granted(12, "ada", 1.5)], answered(55.6, "ada"), Refusal.LATE),
        ([*OPEN, granted(12, "ada", 1.5), prolonged(13, 5)], answered(60.5, "ada"), None),
        ([*OPEN, granted(12, "ada", 1.5)], answered(41, "bob"), Refusal.LATE),
    ],
)
def test_an_answer_is_taken_or_refused(before: Sequence[Event], event: Answered, refusal: Refusal | None) -> None:
    made = drill(*before)
    assert made.refusal_of_answer(event) == refusal
    assert (made.refusal(event) is None) == (refusal is None)


def test_without_a_clock_no_answer_is_late() -> None:
    made = drill(*OPEN, terms=FREE)
    assert made.refusal_of_answer(answered(100_000, "ada")) is None


@pytest.mark.parametrize(
    ("terms", "before", "sentence"),
    [
        (replace(TERMS, admits_late=False), OPEN, "The drill has begun, and takes nobody in any more."),
        (replace(TERMS, admits_late=False), [ADA], None),
        (replace(TERMS, capacity=2), [ADA, BOB], "The room is full."),
        (replace(TERMS, capacity=2), [ADA, BOB, removed(3, "bob")], None),
        (replace(TERMS, teams=("red", "blue")), [], "Choose one of the teams."),
        (TERMS, [*OPEN, removed(3, "ada")], None),
        (TERMS, [locked(1), locked(2, is_locked=False)], None),
    ],
)
def test_who_may_join(terms: DrillTerms, before: Sequence[Event], sentence: str | None) -> None:
    made = Drill(created(terms))
    for event in before:
        made.apply(event)
    assert made.refusal(joined(12, "eve")) == sentence


def test_a_name_is_free_again_once_nobody_here_has_it() -> None:
    assert drill(ADA, removed(2, "ada")).refusal(joined(3, "eve", name="Ada")) is None
    assert drill(ADA, renamed(2, "ada", "Grace")).refusal(joined(3, "eve", name="Ada")) is None
    assert drill(ADA, renamed(2, "ada", "Grace")).name_is_taken("grace")
    assert drill(ADA).refusal(renamed(2, "ada", "ADA")) is None


# At one's own pace


@pytest.mark.parametrize(
    ("before", "event", "sentence"),
    [
        ([ADA], opened(5, learner="ada"), None),
        ([ADA], opened(5, 2, learner="ada"), None),
        ([ADA, opened(5, learner="ada")], opened(6, 1, learner="ada"), None),
        ([ADA], opened(5), NO_SUCH),
        ([ADA], opened(5, learner="bob"), NO_SUCH),
        ([ADA], opened(5, 3, learner="ada"), "There is no question 4."),
        ([ADA], opened(5, -1, learner="ada"), "There is no question 0."),
        ([ADA, opened(5, learner="ada")], opened(6, learner="ada"), "This question was opened already."),
        ([ADA], shown(5), "Everybody goes on at their own pace here."),
        ([ADA], closed(5), "Everybody goes on at their own pace here."),
        ([ADA], prolonged(5, 1), "Everybody goes on at their own pace here."),
        ([ADA, opened(5, learner="ada")], answered(35.5, "ada"), None),
        ([ADA, opened(5, learner="ada")], answered(35.6, "ada"), LATE),
        ([ADA, BOB, opened(5, learner="ada")], answered(6, "bob"), NOT_OPEN),
        ([ADA, opened(5, learner="ada"), answered(6, "ada")], answered(7, "ada", 1), STANDS),
        ([ADA, opened(5, learner="ada"), ended(6)], answered(6.1, "ada"), IS_OVER),
        ([ADA, opened(5, learner="ada")], answered(6, "ada")._replace(round=2), NOT_OPEN),
    ],
)
def test_at_their_own_pace_learners_open_questions_for_themselves(
    before: Sequence[Event], event: Event, sentence: str | None
) -> None:
    made = drill(*before, terms=OWN)
    assert made.refusal(event) == sentence
    assert made.phase in {Phase.LOBBY, Phase.OVER}
