"""A drill without a network on the learner's screen."""

from __future__ import annotations

from pathlib import Path

from quiz.live.paper.door import PaperDoor
from quiz.live.paper.notebook import Notebook, begin
from quiz.live.paper.sheet import Sheet
from quiz.tui.answering import AnswerApp
from quiz.tui.hosting import milliseconds
from tests.core.papers import paper
from tests.live.paper.test_paper_door import EXAM, WHOLE
from tests.tui.drill_apps import press, seen, wait_for, wait_for_text

SIZE = (80, 24)


def app_on(folder: Path, sheet: Sheet = WHOLE) -> tuple[AnswerApp, Notebook]:
    notebook = begin(folder, paper(1, name="Ada"))
    return AnswerApp(PaperDoor(sheet, notebook, milliseconds)), notebook


async def test_questions_are_answered_with_the_result_at_once(tmp_path: Path) -> None:
    app, notebook = app_on(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await wait_for_text(pilot, "Question 1 of 3")
        await press(pilot, "a plus enter")
        await wait_for_text(pilot, "1 answered")
        assert len(notebook.paper.replies) == 1
        assert "Right" in seen(app) or "Wrong" in seen(app)
        await press(pilot, "enter")
        await wait_for_text(pilot, "Question 2 of 3")
        await press(pilot, "a c plus enter")
        await wait_for_text(pilot, "2 answered")
        await press(pilot, "enter")
        await wait_for_text(pilot, "Question 3 of 3")
        await press(pilot, "a b plus enter")
        await wait_for(pilot, lambda: len(notebook.paper.replies) == 3)
        await press(pilot, "q")
        await wait_for_text(pilot, "Leave the drill?")
        assert "What you answered is kept." in seen(app)
        assert "Until the drill is over" not in seen(app)
        await press(pilot, "enter")
        assert app.return_value == 0


async def test_an_exam_says_that_it_is_saved_and_not_what_is_right(tmp_path: Path) -> None:
    app, notebook = app_on(tmp_path, EXAM)
    async with app.run_test(size=SIZE) as pilot:
        await wait_for_text(pilot, "Question 1 of 3")
        await press(pilot, "b plus enter")
        await wait_for_text(pilot, "Saved.")
        assert len(notebook.paper.replies) == 1
        assert "when the drill is over" not in seen(app)
        assert "Right" not in seen(app)
        assert "Wrong" not in seen(app)


async def test_what_cannot_be_kept_ends_the_program_with_the_reason(tmp_path: Path) -> None:
    app, notebook = app_on(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await wait_for_text(pilot, "Question 1 of 3")
        notebook.path.unlink()
        notebook.path.mkdir()
        await press(pilot, "a plus enter")
        await wait_for(pilot, lambda: app.failure is not None)
    assert "cannot be written" in str(app.failure)
