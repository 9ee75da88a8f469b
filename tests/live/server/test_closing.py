from __future__ import annotations

from dataclasses import replace

import pytest

from quiz.core.drills.drill import Drill
from quiz.core.drills.events import Closed, ClosedBy, Ended, Prolonged
from quiz.live.server.closing import due, made_up, next_moment, ran_out
from tests.core.made_drills import FREE, OWN, TERMS, answered, closed, drill, joined, ms, opened, prolonged

OPEN = (joined(0, "ann"), joined(0, "bob", extra_time=2.0), opened(10))
BOTH = (answered(11, "ann"), answered(12, "bob"))


@pytest.mark.parametrize(
    ("made", "awaited", "second", "expected"),
    [
        (drill(joined(0, "ann")), {"ann"}, 1000, None),
        (drill(*OPEN), {"ann", "bob"}, 69, None),
        (drill(*OPEN), {"ann", "bob"}, 70, Closed(ms(70), 0, 1, ClosedBy.CLOCK)),
        (drill(*OPEN, prolonged(20, 5)), {"ann"}, 70, None),
        (drill(*OPEN, prolonged(20, 5)), {"ann"}, 75, Closed(ms(75), 0, 1, ClosedBy.CLOCK)),
        (drill(*OPEN, *BOTH), {"ann", "bob"}, 13, Closed(ms(13), 0, 1, ClosedBy.ALL)),
        (drill(*OPEN, BOTH[0]), {"ann"}, 13, Closed(ms(13), 0, 1, ClosedBy.ALL)),
        (drill(*OPEN, BOTH[0]), {"ann", "bob"}, 13, None),
        (drill(*OPEN, *BOTH), set(), 13, None),
        (drill(*OPEN, *BOTH, terms=replace(TERMS, closes_when_all_answered=False)), {"ann", "bob"}, 13, None),
        (drill(*OPEN, terms=FREE), {"ann"}, 10_000, None),
        (drill(*OPEN, closed(12)), {"ann"}, 10_000, None),
        (drill(joined(0, "ann"), terms=OWN), {"ann"}, 3599, None),
        (drill(joined(0, "ann"), terms=OWN), {"ann"}, 3600, Ended(ms(3600))),
        (drill(joined(0, "ann"), Ended(ms(5)), terms=OWN), {"ann"}, 3600, None),
    ],
)
def test_what_is_due(made: Drill, awaited: set[str], second: float, expected: Closed | Ended | None) -> None:
    event = due(made, awaited, ms(second))
    assert event == expected
    if event:
        made.apply(event)
        assert due(made, awaited, ms(second)) is None


def test_what_is_due_by_the_clock_is_known_before() -> None:
    assert next_moment(drill(*OPEN)) == ms(70)
    assert next_moment(drill(*OPEN, closed(12))) is None
    assert next_moment(drill(terms=OWN)) == ms(3600)
    assert next_moment(drill(Ended(ms(5)), terms=OWN)) is None


@pytest.mark.parametrize(
    ("made", "alive", "second", "expected"),
    [
        (drill(*OPEN), 15, 20, Prolonged(ms(20), ms(5), was_away=True)),
        (drill(*OPEN), 5, 20, Prolonged(ms(20), ms(10), was_away=True)),
        (drill(*OPEN), 20, 20, None),
        (drill(*OPEN, closed(12)), 15, 20, None),
        (drill(*OPEN, terms=FREE), 15, 20, None),
        (drill(joined(0, "ann")), 15, 20, None),
    ],
)
def test_the_class_gets_back_what_an_outage_took(
    made: Drill, alive: float, second: float, expected: Prolonged | None
) -> None:
    assert made_up(made, ms(alive), ms(second)) == expected


HURRIED = replace(OWN, seconds=60.0)
OWN_OPEN = (joined(0, "ann"), joined(0, "bob", extra_time=2.0), opened(10, learner="ann"), opened(10, learner="bob"))


@pytest.mark.parametrize(
    ("made", "learner", "place", "since", "until", "expected"),
    [
        (drill(*OWN_OPEN, terms=HURRIED), "ann", 0, 70, 71, True),
        (drill(*OWN_OPEN, terms=HURRIED), "ann", 0, 69.5, 70.5, False),
        (drill(*OWN_OPEN, terms=HURRIED), "ann", 0, 70.5, 70.501, True),
        (drill(*OWN_OPEN, terms=HURRIED), "ann", 0, 71, 72, False),
        (drill(*OWN_OPEN, terms=HURRIED), "ann", 1, 70, 71, False),
        (drill(*OWN_OPEN, terms=HURRIED), "ann", -1, 70, 71, False),
        (drill(*OWN_OPEN, terms=HURRIED), "bob", 0, 70, 71, False),
        (drill(*OWN_OPEN, terms=HURRIED), "bob", 0, 130, 131, True),
        (drill(*OWN_OPEN, answered(11, "ann"), terms=HURRIED), "ann", 0, 70, 71, False),
        (drill(*OWN_OPEN, terms=replace(OWN, seconds=None)), "ann", 0, 0, 3600, False),
    ],
)
def test_somebodys_own_time_runs_out_once(
    made: Drill, learner: str, place: int, since: float, until: float, *, expected: bool
) -> None:
    assert ran_out(made, learner, place, ms(since), ms(until)) is expected
