from __future__ import annotations

import json
from dataclasses import replace
from typing import get_type_hints

import pytest
from hypothesis import given, strategies as st

from quiz.core.answers import Given
from quiz.core.drills.drill import Drill
from quiz.core.drills.events import (
    Answered,
    Closed,
    ClosedBy,
    Created,
    DiscussionBegun,
    Ended,
    Event,
    Joined,
    Opened,
    StemShown,
)
from quiz.core.drills.scoring import scoring_of
from quiz.core.drills.standing import Phase
from quiz.core.drills.terms import DrillTerms
from quiz.core.questions import Choice, Extra, Matching, Option, Pair, Question
from quiz.live.protocol import HostView, LearnerView, PublicQuestion, Standing
from quiz.live.server.host_views import Place, Surroundings, host_view
from quiz.live.server.scene import Scene
from quiz.live.server.views import earned_at
from tests.core.made_drills import OWN, TERMS, answered, closed, drill, joined, ms, opened, revealed, shown

MARKED = "ӜSECRET"


def frame(made: Drill, learner: str = "ann", *, shows_leaderboard: bool = True) -> bytes:
    return Scene(made, "epoch", shows_leaderboard=shows_leaderboard).frame(learner, 0, seq=1, now=99)


# What is shown before the reveal

texts = st.lists(st.text("abcdefghij", min_size=1, max_size=4), min_size=4, max_size=6, unique=True)


@st.composite
def pairs_of_questions(draw: st.DrawFn) -> tuple[Question, Question]:
    """Two questions that differ in nothing but what is right, and why."""
    words = draw(texts)
    kind = draw(st.sampled_from(["choice", "multiple", "matching"]))
    if kind == "matching":
        prompts = words[: draw(st.integers(2, len(words) - 1))]
        one, other = draw(st.permutations(words)), draw(st.permutations(words))
        return _matching(prompts, one, draw), _matching(prompts, other, draw)
    size = st.just(1) if kind == "choice" else st.integers(2, len(words))
    keys = [draw(st.permutations(range(len(words))))[: draw(size)] for _ in range(2)]
    pinned = draw(st.integers(0, len(words)))
    return _choice(words, keys[0], pinned, draw), _choice(words, keys[1], pinned, draw)


def _why(draw: st.DrawFn) -> str:
    return MARKED + draw(st.text("xyz", max_size=5))


def _choice(words: list[str], keys: list[int], pinned: int, draw: st.DrawFn) -> Choice:
    options = tuple(Option(word, i in keys, _why(draw), i == pinned) for i, word in enumerate(words))
    return Choice(id="q", stem="Stem?", topic="t", options=options, why=_why(draw), cites=(_why(draw),))


def _matching(prompts: list[str], answers: list[str], draw: st.DrawFn) -> Matching:
    pairs = tuple(Pair(p, a, _why(draw), (_why(draw),)) for p, a in zip(prompts, answers, strict=False))
    extras = tuple(Extra(answer, _why(draw)) for answer in answers[len(pairs) :])
    return Matching(id="q", stem="Stem?", topic="t", pairs=pairs, extras=extras, why=_why(draw))


@given(pairs_of_questions(), st.integers(0, 10**6), st.data())
def test_nothing_before_the_reveal_depends_on_what_is_right(
    questions: tuple[Question, Question], seed: int, data: st.DataObject
) -> None:
    terms = data.draw(st.sampled_from([TERMS, replace(TERMS, shows_stem_first=True), OWN]))
    words = _words(questions[0], data)
    frames: list[list[bytes]] = []
    for question in questions:
        made = Drill(_created(question, terms, seed))
        seen: list[bytes] = []
        for event in _before_the_reveal(words, terms):
            made.apply(event)
            if "ann" in made.learners:
                seen += [frame(made, learner) for learner in made.learners]
        frames.append(seen)
    assert frames[0] == frames[1]
    assert all(MARKED.encode() not in each for each in frames[0])
    assert len(frames[0]) > 3


def _created(question: Question, terms: DrillTerms, seed: int) -> Created:
    return Created(0, "d", "bank", "Bank", "en", (("t", "T"),), (question,), f"{MARKED} document", seed, terms)


def _words(question: Question, data: st.DataObject) -> Given:
    """An answer that fits both questions."""
    if isinstance(question, Choice):
        return Given(chosen=(data.draw(st.sampled_from(question.options)).text,))
    return Given(matched=((question.pairs[0].prompt, data.draw(st.sampled_from(sorted(question.choices)))),))


def _before_the_reveal(words: Given, terms: DrillTerms) -> list[Event]:
    own = "ann" if terms.is_self_paced else ""
    events: list[Event] = [Joined(1, "ann", "Ann"), Joined(2, "bob", "Bob")]
    events += [StemShown(3, 0)] if terms.shows_stem_first else []
    events += [Opened(4, 0, 1, own), Answered(5, "ann", 0, 1, words, "key")]
    if own:
        return events
    again: list[Event] = [Opened(7, 0, 2), Answered(8, "bob", 0, 2, words, "key"), Closed(9, 0, 2, ClosedBy.ALL)]
    return [*events, Closed(6, 0, 1, ClosedBy.HOST), *again]


def test_a_question_in_public_has_no_field_for_what_is_right() -> None:
    assert get_type_hints(PublicQuestion).keys() == {"kind", "stem", "options", "prompts"}


def test_the_leaderboard_says_no_more_than_name_points_and_rank() -> None:
    assert get_type_hints(Standing).keys() == {"rank", "name", "points"}


def test_options_are_not_shown_with_the_stem_alone() -> None:
    view = json.loads(frame(drill(joined(0, "ann"), shown(1, 2))))
    assert view["question"] == {"kind": "matching", "stem": "c?", "options": None, "prompts": []}


# What is shown

ANSWERED = (joined(0, "ann"), joined(0, "bob"), opened(1), answered(2, "ann", 0))
REVEALED = (*ANSWERED, closed(3), revealed(4))


def test_a_frame_has_the_fields_of_the_protocol() -> None:
    for made in (drill(joined(0, "ann")), drill(*ANSWERED), drill(*REVEALED), drill(*REVEALED, Ended(ms(9)))):
        assert json.loads(frame(made)).keys() == get_type_hints(LearnerView).keys()


def test_each_learner_has_an_own_part() -> None:
    made = drill(*REVEALED)
    ann, bob = json.loads(frame(made, "ann")), json.loads(frame(made, "bob"))
    assert (ann["result"]["state"], ann["points"], ann["rank"]) == ("right", 1000, 1)
    assert (bob["result"], bob["points"], bob["rank"]) == (None, 0, 2)
    assert ann["reveal"] == bob["reveal"]
    assert [line["name"] for line in ann["leaderboard"]] == ["Ann", "Bob"]


def test_the_points_of_a_question_are_told_with_its_key() -> None:
    made = drill(*REVEALED, opened(5, 1), answered(6, "bob", 0, 1, place=1), closed(7, 1))
    assert json.loads(frame(made, "bob"))["points"] == 0
    made.apply(revealed(8, 1))
    assert json.loads(frame(made, "bob"))["points"] == 1000


def test_extra_time_is_in_the_own_deadline() -> None:
    made = drill(joined(0, "ann", extra_time=1.5), joined(0, "bob"), opened(1))
    assert json.loads(frame(made, "ann"))["closes_at"] == ms(46)
    assert json.loads(frame(made, "bob"))["closes_at"] == ms(31)


def test_a_scene_keeps_what_was_counted_until_more_is_revealed() -> None:
    made = drill(*REVEALED)
    first = Scene(made, "epoch", shows_leaderboard=True)
    counted = first.earned
    made.apply(opened(5, 1))
    second = Scene(made, "epoch", first, shows_leaderboard=True)
    assert second.earned is counted
    second.forget_scores()
    assert second.is_past
    assert second.earned is not counted


@given(st.data(), st.sampled_from(["v1/accuracy", "v1/speed", "v1/accuracy+streaks"]))
def test_what_is_counted_on_is_what_is_counted_anew(data: st.DataObject, scoring: str) -> None:
    made = drill(joined(0, "ann"), joined(0, "bob"), terms=replace(TERMS, scoring=scoring_of(scoring)))
    scene = Scene(made, "epoch", shows_leaderboard=True)
    for place in data.draw(st.permutations([0, 1])):
        start = 10 * (len(made.revealed) + 1)
        if data.draw(st.booleans()):
            made.take(joined(start, "cid"))
        made.apply(opened(start, place))
        for learner in data.draw(st.sets(st.sampled_from(sorted(made.seated)))):
            pick = data.draw(st.integers(0, 2))
            made.apply(answered(start + 1 + pick, learner, *([0, 1] if pick and place else [pick]), place=place))
        for step in (closed(start + 5, place), revealed(start + 6, place)):
            made.apply(step)
            scene = Scene(made, "epoch", scene, shows_leaderboard=True)
            assert scene.earned.places == frozenset(made.revealed)
        assert scene.earned == earned_at(made, frozenset(made.revealed))


def test_half_a_surrogate_does_not_end_a_frame() -> None:
    made = drill(joined(0, "ann", name="A\ud83d"))
    assert json.loads(frame(made))["name"] == "A?"


@pytest.mark.parametrize(
    ("made", "phase"),
    [
        (drill(joined(0, "ann")), Phase.LOBBY),
        (drill(*ANSWERED), Phase.OPEN),
        (drill(*ANSWERED, closed(3)), Phase.CLOSED),
        (drill(*ANSWERED, closed(3), DiscussionBegun(ms(4), 0)), Phase.DISCUSSION),
        (drill(*REVEALED), Phase.REVEALED),
        (drill(*REVEALED, Ended(ms(9))), Phase.OVER),
        (drill(joined(0, "ann"), terms=OWN), Phase.LOBBY),
    ],
)
def test_the_host_is_led_by_no_distribution_while_a_question_is_open(made: Drill, phase: Phase) -> None:
    around = Surroundings(1, "epoch", 99, Place(("http://a/CODE",), "CODE"), None, {"ann"}, False, ())
    view = host_view(made, Scene(made, "epoch", shows_leaderboard=False), around)
    assert view.keys() == get_type_hints(HostView).keys()
    assert view["phase"] == phase.value
    is_told = phase in {Phase.CLOSED, Phase.REVEALED}
    assert (view["reveal"] is not None, view["share_right"] is not None) == (is_told, is_told)
    assert view["leaderboard"] is None
