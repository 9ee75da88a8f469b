from __future__ import annotations

from hypothesis import given, strategies as st

from quiz.core.certainty import Certainty
from quiz.core.drills.drill import Drill, replay
from quiz.core.drills.events import Event, Opened
from quiz.core.drills.one_by_one import one_by_one
from quiz.core.drills.playback import Playback
from quiz.core.drills.scores import points
from quiz.core.drills.standing import Phase
from quiz.core.drills.tally import tally_at
from tests.core.made_drills import OWN, answered, created, ended, joined, ms, opened, removed, renamed

EVENTS: tuple[Event, ...] = (
    joined(1, "ada", extra_time=2),
    joined(2, "bob"),
    joined(3, "eve"),
    opened(10, 2, learner="ada"),
    answered(55, "ada", 0, 1, place=2),
    opened(60, 0, learner="ada"),
    opened(61, 0, learner="bob"),
    opened(61, 0, learner="eve"),
    answered(62, "eve", 0),
    answered(66, "ada", 0, certainty=Certainty.HIGH),
    answered(90, "bob", 1),
    opened(91, 1, learner="bob"),
    removed(95, "eve"),
    renamed(96, "bob", "Rob"),
    ended(3600),
)


def together(events: tuple[Event, ...] = EVENTS) -> Drill:
    first, others = one_by_one(created(OWN), events)
    made = Drill(first)
    for event in others:
        made.apply(event)
    return made


def test_all_are_asked_in_order_what_somebody_answered() -> None:
    made = together()
    assert list(made.rounds) == [0, 2]
    assert made.revealed == {0, 2}
    assert made.phase is Phase.OVER
    assert [learner.name for learner in made.seated.values()] == ["Ada", "Rob"]


def test_the_answers_are_those_that_were_given_after_as_long() -> None:
    was, made = replay((created(OWN), *EVENTS)), together()
    for place in made.rounds:
        [asking] = made.rounds[place]
        for id, kept in asking.answers.items():
            then = was.own[id][place].answers[id]
            assert (kept.given, kept.certainty, kept.taken) == (then.given, then.certainty, then.taken)
        assert tally_at(made, place) == tally_at(was, place)
    assert made.rounds[0][0].answers["ada"].taken == ms(6)


def test_the_scores_are_the_same() -> None:
    assert points(together()) == points(replay((created(OWN), *EVENTS)))


STEPS = st.tuples(st.sampled_from(["ada", "bob", "eve"]), st.integers(0, 2), st.integers(0, 30))


@given(st.lists(STEPS, max_size=9))
def test_no_answer_that_counted_is_left_out(steps: list[tuple[str, int, int]]) -> None:
    now, events = 10, list(EVENTS[:3])
    for learner, place, wait in steps:
        events += [opened(now, place, learner=learner), answered(now + wait, learner, 0, place=place)]
        now += 40
    was = replay((created(OWN), *events))
    made = together(tuple(events))
    kept = {(id, place) for id, own in was.own.items() for place, its in own.items() if its.answers}
    assert {(id, place) for place, [asking] in made.rounds.items() for id in asking.answers} == kept


def test_it_is_played_question_by_question() -> None:
    playback = Playback((created(OWN), *EVENTS), 1, 0)
    assert (playback.drill.phase, playback.drill.place) == (Phase.OPEN, 0)
    steps = [(playback.drill.phase, playback.drill.place)]
    while playback.next_at is not None:
        playback.skip(0)
        steps.append((playback.drill.phase, playback.drill.place))
    assert steps == [
        *[(phase, place) for place in (0, 2) for phase in (Phase.OPEN, Phase.CLOSED, Phase.REVEALED)],
        (Phase.OVER, 2),
    ]


def test_a_clock_for_each_question_holds_no_answer_back() -> None:
    late = (*EVENTS[:3], opened(10, learner="ada"), answered(70, "ada", 0), ended(3600))
    assert together(late).rounds[0][0].answers["ada"].taken == ms(60)
    assert [event for event in one_by_one(created(OWN), late)[1] if isinstance(event, Opened)] == [Opened(0, 0)]
