from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from quiz.core.answers import Given
from quiz.core.drills.drill import Drill, Phase, Refusal, replay
from quiz.core.drills.events import Answered, ClosedBy, Event, Prolonged, Returned
from quiz.core.drills.terms import DrillTerms
from tests.core.made_drills import (
    FREE,
    OWN,
    QUESTIONS,
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

ADA, BOB = joined(1, "ada"), joined(2, "bob")
OPEN: list[Event] = [ADA, BOB, opened(10)]
CLOSED: list[Event] = [*OPEN, answered(11, "ada"), closed(20)]
BY_CLOCK: list[Event] = [*OPEN, closed(40, by=ClosedBy.CLOCK)]
REVEALED: list[Event] = [*CLOSED, revealed(25)]
AGAIN: list[Event] = [*CLOSED, opened(30, round=2)]
OVER: list[Event] = [*REVEALED, ended(50)]
NO_SUCH, FIRST, ASKED = "There is no such learner.", "Close the question first.", "This question was asked already."
NAMED = "Somebody here has this name already. Choose another."
NOT_OPEN, IS_OVER = "This question is not open.", "The drill is over."
VOTES = "The class votes again on a question that is closed and not yet resolved."
LATE, STANDS = "The time for this question is up.", "Your first answer stands."


@pytest.mark.parametrize(
    ("before", "event", "phase", "place", "round"),
    [
        ([], ADA, Phase.LOBBY, -1, 0),
        ([ADA], shown(5), Phase.STEM, 0, 0),
        ([ADA, shown(5)], shown(6, 2), Phase.STEM, 2, 0),
        ([ADA, shown(5)], opened(6), Phase.OPEN, 0, 1),
        ([ADA, shown(5)], opened(6, 1), Phase.OPEN, 1, 1),
        ([], opened(6), Phase.OPEN, 0, 1),
        ([], opened(6, 2), Phase.OPEN, 2, 1),
        (OPEN, answered(11, "ada"), Phase.OPEN, 0, 1),
        (OPEN, joined(11, "eve"), Phase.OPEN, 0, 1),
        (OPEN, prolonged(12, 5), Phase.OPEN, 0, 1),
        (OPEN, removed(12, "ada"), Phase.OPEN, 0, 1),
        (OPEN, locked(12), Phase.OPEN, 0, 1),
        (OPEN, closed(20), Phase.CLOSED, 0, 1),
        (CLOSED, revealed(25), Phase.REVEALED, 0, 1),
        (CLOSED, opened(25, round=2), Phase.OPEN, 0, 2),
        (CLOSED, opened(25, 1), Phase.OPEN, 1, 1),
        (CLOSED, shown(25, 1), Phase.STEM, 1, 0),
        (AGAIN, closed(40, round=2), Phase.CLOSED, 0, 2),
        ([*AGAIN, closed(40, round=2)], opened(41, round=3), Phase.OPEN, 0, 3),
        (REVEALED, opened(30, 1), Phase.OPEN, 1, 1),
        ([*REVEALED, opened(30, 2), closed(31, 2)], opened(32, 1), Phase.OPEN, 1, 1),
        ([], ended(5), Phase.OVER, -1, 0),
        (OPEN, ended(15), Phase.OVER, 0, 1),
        (REVEALED, ended(50), Phase.OVER, 0, 1),
    ],
)
def test_an_event_leads_the_drill_on(
    before: Sequence[Event], event: Event, phase: Phase, place: int, round: int
) -> None:
    after = drill(*before)
    after.apply(event)
    assert (after.phase, after.place) == (phase, place)
    assert (after.current.round if after.current else 0) == round


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
    assert made.current is not None
    assert (made.deadline(made.current, "ada"), made.last_deadline(made.current)) == (None, None)


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


@pytest.mark.parametrize(
    ("before", "deadline"),
    [
        (OPEN, 40),
        ([*OPEN, prolonged(12, 5)], 45),
        ([*OPEN, prolonged(12, 5), prolonged(13, 5)], 50),
        ([*OPEN, granted(12, "bob", 2)], 70),
        ([*OPEN, granted(12, "bob", 2), removed(13, "bob")], 40),
        ([opened(10)], 40),
        ([opened(10), prolonged(11, 5)], 45),
    ],
)
def test_the_clock_closes_a_question_when_the_last_seated_learner_has_no_time_left(
    before: Sequence[Event], deadline: float
) -> None:
    made = drill(*before)
    assert made.current is not None
    assert made.last_deadline(made.current) == ms(deadline)


@pytest.mark.parametrize(
    ("more", "among", "has_all"),
    [
        ([], ["ada", "bob"], False),
        ([answered(11, "ada")], ["ada", "bob"], False),
        ([answered(11, "ada"), answered(12, "bob")], ["ada", "bob"], True),
        ([answered(11, "ada"), removed(12, "bob")], ["ada", "bob"], True),
        ([answered(11, "ada")], ["ada"], True),
        ([answered(11, "ada")], [], False),
        ([answered(11, "ada")], ["ada", "nobody of that name"], True),
        ([removed(11, "ada"), removed(11, "bob")], ["ada", "bob"], False),
    ],
)
def test_all_have_answered_when_every_seated_one_of_them_has(
    more: Sequence[Event], among: Sequence[str], has_all: bool
) -> None:
    made = drill(*OPEN, *more)
    assert made.current is not None
    assert made.has_all(made.current, among) is has_all


def test_an_answer_is_kept_with_its_time_and_the_factor_of_then() -> None:
    made = drill(*OPEN, granted(11, "ada", 2), answered(14, "ada", credit=150), granted(15, "ada", 3))
    assert made.current is not None
    kept = made.current.answers["ada"]
    assert (kept.taken, kept.extra_time, kept.key) == (3850, 2, "key of ada")
    early = drill(*OPEN, answered(10.1, "ada", credit=150))
    assert early.current is not None
    assert early.current.answers["ada"].taken == 0


@pytest.mark.parametrize(("was_away", "taken"), [(True, 5000), (False, 9000)])
def test_time_without_a_server_is_not_taken_for_an_answer(was_away: bool, taken: int) -> None:
    away = Prolonged(ms(16), 4000, was_away=was_away)
    made = drill(*OPEN, answered(12, "bob"), away, answered(19, "ada"))
    assert made.current
    assert made.current.answers["ada"].taken == taken
    assert made.current.answers["bob"].taken == 2000


def test_who_sits_there_as_a_question_opens_is_present_and_nobody_else() -> None:
    made = drill(ADA, BOB, removed(3, "bob"), opened(10), joined(11, "eve"))
    assert made.current is not None
    assert made.current.present == {"ada"}
    assert list(made.seated) == ["ada", "eve"]


@pytest.mark.parametrize(
    ("before", "place"),
    [
        ([], 0),
        ([shown(5)], 0),
        (OPEN, 1),
        ([*CLOSED, shown(25, 2)], 2),
        ([*CLOSED, opened(25, 2)], 1),
        ([opened(5, 2), closed(6, 2)], 0),
        ([shown(5, 1), opened(6, 2), closed(7, 2)], 0),
        ([shown(5, 1), opened(6, 2), closed(7, 2), opened(8), closed(9)], None),
        ([*REVEALED, opened(26, 1), closed(27, 1), opened(28, 2)], None),
    ],
)
def test_the_next_question_is_the_first_one_that_was_not_asked_from_here_on_and_then_from_the_start(
    before: Sequence[Event], place: int | None
) -> None:
    assert drill(*before).next_place == place


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


# Replaying


def state_of(drill: Drill) -> object:
    """All that there is to know of a drill, to be compared."""
    return (
        drill.phase,
        drill.place,
        dict(drill.learners),
        drill.is_locked,
        repr(drill.rounds),
        repr(drill.own),
        set(drill.revealed),
        drill.ended_at,
        dict(drill._names),
    )


def test_what_was_refused_is_passed_over_when_a_log_is_replayed() -> None:
    events: list[Event] = [
        created(),
        *CLOSED,
        answered(21, "bob"),
        opened(22),
        revealed(25),
        joined(26, "eve", name="Bob"),
    ]
    assert state_of(replay(events)) == state_of(drill(*REVEALED))


@pytest.mark.parametrize("events", [[], [ADA], [ADA, created()]])
def test_a_log_begins_with_the_creation(events: list[Event]) -> None:
    with pytest.raises(ValueError, match="begins with its creation"):
        replay(events)


def test_the_order_of_showing_is_the_same_for_all_and_stays() -> None:
    made = drill(*OPEN)
    for place in range(len(QUESTIONS)):
        assert made.layout(place) == drill().layout(place)
