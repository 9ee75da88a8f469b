from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from quiz.core.certainty import Certainty
from quiz.core.drills.assignment import handed_out, handed_out_sealed
from quiz.core.drills.drill import Drill
from quiz.core.drills.terms import DrillTerms
from quiz.errors import QuizError
from quiz.live.client.turn import Turn, next_own, turn_of
from quiz.live.paper.door import PaperDoor
from quiz.live.paper.notebook import Notebook, begin, left
from quiz.live.paper.sheet import Sheet
from quiz.live.protocol import Answering
from tests.core.made_drills import created
from tests.core.papers import DRILL, paper, reply

DRILL_OF_THREE = Drill(
    replace(created(DrillTerms(seconds=None, until=4_000_000_000_000, with_certainty=True)), id=DRILL)
)
WHOLE = Sheet(handed_out(DRILL_OF_THREE), "ab" * 32)
EXAM = Sheet(handed_out_sealed(DRILL_OF_THREE), "ab" * 32, is_exam=True)


class Clock:
    """A clock that goes on by a second at each look."""

    def __init__(self) -> None:
        self.now = 0

    def __call__(self) -> int:
        self.now += 1000
        return self.now


def door_to(folder: Path, sheet: Sheet = WHOLE) -> tuple[PaperDoor, Notebook]:
    notebook = next(iter(left(folder, DRILL)), None) or begin(folder, paper(1, name="Ada"))
    return PaperDoor(sheet, notebook, Clock()), notebook


def choosing(place: int, *chosen: int) -> Answering:
    return {"place": place, "round": 1, "chosen": list(chosen), "matched": [], "certainty": "high", "key": "k"}


def test_what_is_right_is_shown_as_soon_as_the_answer_is_in_the_notebook(tmp_path: Path) -> None:
    door, notebook = door_to(tmp_path)
    view = door.first_view()
    assert (turn_of(view), view["place"], view["reveal"], view["name"]) == (Turn.ANSWER, 0, None, "Ada")
    assert door.answer(choosing(0, 1))["status"] == "accepted"
    (kept,) = notebook.paper.replies
    assert (kept.place, kept.certainty) == (0, Certainty.HIGH)
    assert kept.at > kept.opened_at
    view = door.open_own(0)
    assert turn_of(view) is Turn.RESULT
    assert view["result"] is not None
    assert view["reveal"] is not None
    assert view["question"] is not None
    assert view["question"]["options"] is not None
    key = view["question"]["options"][view["reveal"]["key"][0]]
    assert (view["result"]["state"] == "right") is (kept.given.chosen == (key,))
    assert next_own(view) == 1


def test_of_an_exam_nothing_is_shown_but_that_it_is_saved(tmp_path: Path) -> None:
    door, notebook = door_to(tmp_path, EXAM)
    pairs = choosing(2)
    pairs["matched"] = [0, None]
    for answering in (choosing(0, 0), choosing(1, 0, 2), pairs):
        assert door.answer(answering)["status"] == "accepted"
        view = door.open_own(answering["place"])
        assert (turn_of(view), view["reveal"], view["result"]) == (Turn.CLOSED, None, None)
    assert len(notebook.paper.replies) == 3
    assert next_own(door.first_view()) is None


def test_the_first_answer_stands_also_for_whoever_comes_back(tmp_path: Path) -> None:
    door_to(tmp_path)[0].answer(choosing(0, 0))
    door, notebook = door_to(tmp_path)
    assert door.first_view()["place"] == 1
    assert door.answer(choosing(0, 1))["status"] == "taken"
    assert len(notebook.paper.replies) == 1
    assert turn_of(door.open_own(0)) is Turn.RESULT


@pytest.mark.parametrize("answering", [choosing(0), choosing(0, 7), choosing(0, 0, 1), choosing(2, 0)])
def test_what_is_no_answer_is_not_kept(answering: Answering, tmp_path: Path) -> None:
    door, notebook = door_to(tmp_path)
    assert door.answer(answering)["status"] == "unfit"
    assert notebook.paper.replies == ()


def test_there_are_no_other_questions(tmp_path: Path) -> None:
    with pytest.raises(QuizError, match="no question 4"):
        door_to(tmp_path)[0].open_own(3)


def test_a_notebook_of_something_else_is_refused(tmp_path: Path) -> None:
    notebook = begin(tmp_path, paper(1, name="Ada"))
    notebook.add(replace(reply(0, 0), place=7))
    with pytest.raises(QuizError, match="do not fit this drill"):
        PaperDoor(WHOLE, notebook, Clock())
