"""What there is to do for a learner, by what the server says."""

from __future__ import annotations

import pytest

from quiz.live.client.turn import (
    Turn,
    earned,
    heading_of,
    leaving_sentence,
    next_own,
    scene_of,
    turn_of,
    waiting_sentence,
)
from quiz.live.protocol import PAPER, LearnerView
from tests.tui.drill_views import CHOICE, REVEAL, learner_view, question_for, result_for

OWN = {"chosen": [0], "matched": [], "certainty": None}


@pytest.mark.parametrize(
    ("view", "turn"),
    [
        (learner_view(), Turn.WAIT),
        (learner_view(phase="over"), Turn.OVER),
        (question_for({**CHOICE, "options": None}, phase="stem"), Turn.READ),
        (question_for(), Turn.ANSWER),
        (question_for(answer=OWN), Turn.SAVED),
        (question_for(phase="closed"), Turn.CLOSED),
        (question_for(phase="discussion", answer=OWN), Turn.DISCUSS),
        (result_for(), Turn.RESULT),
        (result_for(phase="over", is_self_paced=True), Turn.RESULT),
        (question_for(phase="over", reveal=REVEAL), Turn.RESULT),
    ],
)
def test_each_view_has_its_turn(view: LearnerView, turn: Turn) -> None:
    assert turn_of(view) is turn
    assert waiting_sentence(view) or turn in {Turn.ANSWER, Turn.RESULT, Turn.OVER}


def test_the_heading_names_the_question_and_the_vote() -> None:
    assert heading_of(learner_view()) == ""
    assert heading_of(question_for()) == "Question 3 of 10"
    assert heading_of(question_for(round=2)) == "Question 3 of 10, vote 2"
    assert heading_of(question_for(places=["answered", "open", "open"])) == "Question 3 of 10 · 1 answered"


@pytest.mark.parametrize(
    ("points", "rank", "said"),
    [(None, None, ""), (0, None, "0 points"), (1, 2, "1 point, rank 2"), (2500, 1, "2,500 points, rank 1")],
)
def test_points_are_told_as_far_as_they_are_known(points: int | None, rank: int | None, said: str) -> None:
    assert earned(learner_view(points=points, rank=rank)) == said


@pytest.mark.parametrize(
    ("phase", "place", "places", "step", "there"),
    [
        ("lobby", -1, ["unseen", "unseen"], 1, 0),
        ("open", 0, ["open", "unseen", "unseen"], 1, 1),
        ("open", 2, ["open", "answered", "answered"], 1, 0),
        ("open", 1, ["answered", "open", "answered"], 1, 1),
        ("closed", 1, ["answered", "answered", "answered"], 1, None),
        ("open", 1, ["answered", "open"], -1, 0),
        ("open", 0, ["open"], -1, None),
        ("over", 0, ["answered", "unseen", "open"], 1, 2),
        ("over", 2, ["answered", "unseen", "open"], 1, None),
        ("over", 2, ["answered", "unseen", "open"], -1, 0),
        ("open", 0, None, 1, None),
    ],
)
def test_at_ones_own_pace_the_way_goes_to_what_is_not_answered(
    phase: str, place: int, places: list[str] | None, step: int, there: int | None
) -> None:
    view = learner_view(phase=phase, place=place, places=places, is_self_paced=True)
    assert next_own(view, step) == there


def test_on_paper_nothing_is_said_of_a_drill_that_goes_on() -> None:
    on_paper = question_for(epoch=PAPER, phase="closed", is_self_paced=True, answer=OWN)
    said = waiting_sentence(on_paper) + leaving_sentence(on_paper)
    assert "drill is over" not in said
    assert "handed it in" in said
    assert "same command" in said
    assert "Until the drill is over" in leaving_sentence(question_for())


def test_the_stem_of_the_first_question_is_another_scene_than_the_lobby() -> None:
    stem = question_for({**CHOICE, "options": None}, phase="stem", place=0)
    assert scene_of(learner_view()) != scene_of(stem)
    assert scene_of(stem) != scene_of(question_for(place=0))
