from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from quiz.core.drills.drill import replay
from quiz.core.drills.events import ClosedBy, Event
from quiz.core.drills.playback import Playback
from quiz.core.drills.standing import Phase
from tests.core.made_drills import OWN, answered, closed, created, ended, joined, ms, opened, revealed, shown

EVENTS: tuple[Event, ...] = (
    created(),
    joined(1, "ada"),
    joined(4, "bob"),
    shown(100),
    opened(110),
    answered(113, "ada", 0),
    answered(120, "bob", 1),
    closed(121, by=ClosedBy.ALL),
    revealed(140),
    opened(160, 1),
    closed(190, 1),
    ended(200),
)
START = 1_000_000


def played(speed: float = 1.0) -> Playback:
    return Playback(EVENTS, speed, START)


@pytest.mark.parametrize(
    ("speed", "seconds", "phase", "answers"),
    [
        (1, 0, Phase.STEM, 0),
        (1, 9.9, Phase.STEM, 0),
        (1, 10, Phase.OPEN, 0),
        (1, 13, Phase.OPEN, 1),
        (1, 25, Phase.CLOSED, 2),
        (10, 1, Phase.OPEN, 0),
        (10, 2.1, Phase.CLOSED, 2),
        (0.5, 19, Phase.STEM, 0),
        (0.5, 26, Phase.OPEN, 1),
        (1, 100, Phase.OVER, 0),
    ],
)
def test_it_begins_with_the_first_question_and_goes_on_as_it_was(
    speed: float, seconds: float, phase: Phase, answers: int
) -> None:
    playback = played(speed)
    playback.go_on(START + ms(seconds))
    assert playback.drill.phase is phase
    asking = playback.drill.current
    assert len(asking.answers if asking else ()) == answers
    assert len(playback.drill.learners) == 2


def test_whoever_looks_can_go_on_to_the_next_step_and_the_rest_follows_from_there() -> None:
    playback = played(2)
    playback.skip(START + 500)
    assert (playback.drill.phase, playback.drill.place) == (Phase.OPEN, 0)
    assert playback.then(START + 1500) == ms(112)
    assert playback.when(ms(140)) == START + 500 + 15_000
    assert playback.next_at == START + 500 + 1500
    playback.skip(START + 600)
    assert (playback.drill.phase, playback.drill.place) == (Phase.CLOSED, 0)
    assert len(playback.drill.rounds[0][0].answers) == 2


def test_after_the_end_nothing_happens_any_more() -> None:
    playback = played()
    for _ in range(20):
        playback.skip(START)
    assert playback.drill.phase is Phase.OVER
    assert playback.next_at is None


@pytest.mark.parametrize(
    "events", [EVENTS[:3], EVENTS[:1], EVENTS[1:], (created(OWN), joined(1, "ada"), opened(2, 0, 1, "ada"), ended(9))]
)
def test_where_nothing_was_asked_or_answered_there_is_nothing_to_play(events: tuple[Event, ...]) -> None:
    with pytest.raises(ValueError, match=r"\."):
        Playback(events, 1, START)


@given(st.floats(0.1, 1000), st.lists(st.tuples(st.integers(0, 60_000), st.booleans()), max_size=12))
def test_however_it_is_played_it_is_the_drill_up_to_some_event_and_ends_as_it_ended(
    speed: float, steps: list[tuple[int, bool]]
) -> None:
    playback, now = played(speed), START
    prefixes = [replay(EVENTS[:count]) for count in range(1, len(EVENTS) + 1)]
    for wait, skips in steps:
        now += wait
        (playback.skip if skips else playback.go_on)(now)
        drill = playback.drill
        assert any((drill.phase, drill.rounds, drill.learners) == (it.phase, it.rounds, it.learners) for it in prefixes)
    playback.go_on(now + ms(10_000))
    assert playback.drill.rounds == prefixes[-1].rounds
    assert playback.drill.phase is Phase.OVER


def test_a_clock_that_was_set_back_holds_nothing_up() -> None:
    events = (created(), joined(500, "ada"), opened(100), answered(101, "ada", 0), closed(90), revealed(140))
    playback = Playback(events, 1, START)
    playback.go_on(START)
    assert playback.drill.phase is Phase.REVEALED
