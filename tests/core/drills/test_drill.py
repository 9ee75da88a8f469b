from __future__ import annotations

from collections.abc import Sequence

import pytest

from quiz.core.drills.drill import replay
from quiz.core.drills.events import DiscussionBegun, Event, Prolonged
from quiz.core.drills.standing import Phase
from tests.core.drill_stages import ADA, AGAIN, BOB, CLOSED, OPEN, REVEALED, state_of
from tests.core.made_drills import (
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
    revealed,
    shown,
)


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
        (CLOSED, DiscussionBegun(ms(25), 0), Phase.DISCUSSION, 0, 1),
        ([*CLOSED, DiscussionBegun(ms(25), 0)], opened(60, round=2), Phase.OPEN, 0, 2),
        ([*CLOSED, DiscussionBegun(ms(25), 0)], revealed(60), Phase.REVEALED, 0, 1),
        ([*CLOSED, DiscussionBegun(ms(25), 0)], opened(60, 1), Phase.OPEN, 1, 1),
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


# Replaying


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
