"""Certainty, proof and reviews in the terminal interface, with the keys and the mouse."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from quiz.core.certainty import Certainty
from quiz.core.proof import statements_of
from quiz.core.selection import Selection
from quiz.settings import Settings
from quiz.tui.app import QuizApp
from quiz.tui.dialogs.proof import ProofDialog
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.study import StudyScreen
from quiz.tui.widgets.certainty_bar import CertaintyBar
from tests.tui.desks import BANKS, Clock, desk_in, drawn, press, right_keys, settle

DAY = 86_400


def app_in(folder: Path, *, certainty: bool = False, proof: bool = False) -> QuizApp:
    settings = Settings(certainty=certainty, proof=proof, new_per_day=2)
    return QuizApp(desk_in(folder, banks=BANKS / "cells", seed=2, settings=settings))


def certainties(app: QuizApp) -> list[Certainty | None]:
    (saved,) = app.desk.history.unfinished()
    return [each.certainty for each in app.desk.history.answers(saved.plan.id)]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("", None),
        ("plus", Certainty.MIDDLE),
        ("minus", Certainty.MIDDLE),
        ("plus plus", Certainty.HIGH),
        ("plus equals_sign plus plus", Certainty.HIGH),
        ("minus minus", Certainty.LOW),
        ("minus minus minus minus minus", Certainty.GUESS),
    ],
)
async def test_plus_and_minus_say_how_sure_one_is(keys: str, expected: Certainty | None, tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, f"enter b {keys}")
        assert ("How sure?" in drawn(app)) == bool(keys)
        await press(pilot, "d enter")
        assert certainties(app) == [expected]
        assert ("sure:" in drawn(app)) == bool(keys)


async def test_certainty_is_asked_for_where_the_settings_want_it_and_can_be_clicked(tmp_path: Path) -> None:
    app = app_in(tmp_path, certainty=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        bar = app.screen.query_one(CertaintyBar)
        text = str(bar.render())
        assert text.startswith("How sure?")
        await pilot.click(bar, offset=(text.index("high") + 1, 0))
        await settle(pilot)
        assert "[high]" in drawn(app)
        await press(pilot, "a enter")
        assert certainties(app) == [Certainty.HIGH]
        assert "sure: high, -6" in " ".join(drawn(app).split())
        await press(pilot, "plus minus")
        assert certainties(app) == [Certainty.HIGH]
        await press(pilot, "enter")
        assert "[" not in str(app.screen.query_one(CertaintyBar).render())
        await press(pilot, "u")
        assert "[high]" in drawn(app)


async def test_an_answer_without_certainty_is_told_of_it_once(tmp_path: Path) -> None:
    app = app_in(tmp_path, certainty=True)
    reminder = "+ and - say how sure you are, before you check."
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter b")
        assert reminder not in drawn(app)
        await press(pilot, "enter")
        assert reminder in drawn(app)
        await press(pilot, "enter")
        assert "How sure?" in drawn(app)
        await press(pilot, "b enter")
        assert reminder not in drawn(app)
        await press(pilot, "p")
        assert reminder in drawn(app)
        await press(pilot, "n u")
        assert "How sure?" in drawn(app)


@pytest.mark.parametrize(
    ("keys", "marked"),
    [
        ("down enter", 1),
        ([*"nucleus", "enter"], "nucleus"),
        ([*"EOSIN", "enter"], "Eosinophils"),
        ([*"nothing of that", *["backspace"] * 15, "down", "enter"], 1),
        ([*"cells", "down", "backspace", "s", "enter"], "cells"),
    ],
)
async def test_a_proof_is_found_by_typing_words_of_it(keys: str | list[str], marked: int | str, tmp_path: Path) -> None:
    app = app_in(tmp_path, proof=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter b d enter")
        keys = keys.split() if isinstance(keys, str) else ["space" if key == " " else key for key in keys]
        await press(pilot, keys[:-1])
        assert isinstance(app.screen, ProofDialog)
        await press(pilot, keys[-1:])
        assert isinstance(app.screen, StudyScreen)
        (saved,) = app.desk.history.unfinished()
        (answer,) = app.desk.history.answers(saved.plan.id)
        statements = [text for _, text in statements_of(app.desk.library.open("cells").document)]
        assert answer.proof
        assert marked in answer.proof if isinstance(marked, str) else answer.proof == statements[marked]


async def test_a_proof_that_no_sentence_has_is_said_to_be_none_and_enter_marks_nothing(tmp_path: Path) -> None:
    app = app_in(tmp_path, proof=True)
    async with app.run_test(size=(40, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter b d enter")
        await press(pilot, [*"xyz", "enter", "down", "enter"])
        assert isinstance(app.screen, ProofDialog)
        assert "No sentence has all of these" in drawn(app)


async def test_the_sentence_that_proves_the_answer_is_marked_before_the_verdict(tmp_path: Path) -> None:
    app = app_in(tmp_path, proof=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter b d enter")
        assert isinstance(app.screen, ProofDialog)
        assert app.desk.history.unfinished()[0].answered == 0
        await press(pilot, "escape")
        assert isinstance(app.screen, StudyScreen)
        assert app.desk.history.unfinished()[0].answered == 0
        await press(pilot, "enter down down down enter")
        assert "Right, and for the right reason" in drawn(app)
        await press(pilot, "enter")
        await press(pilot, [*right_keys(app), "enter"])
        await press(pilot, "tab enter")
        (saved,) = app.desk.history.unfinished()
        proofs = [each.proof for each in app.desk.history.answers(saved.plan.id)]
        assert proofs[0]
        assert proofs[1] is None


async def test_a_review_asks_some_new_questions_and_then_nothing_more_today(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "r")
        assert isinstance(app.screen, StudyScreen)
        assert "New." in drawn(app)
        for _ in range(2):
            await press(pilot, [*right_keys(app), "enter", "enter"])
        await press(pilot, "q")
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "r")
        assert isinstance(app.screen, HomeScreen)
        (told,) = app._notifications
        assert told.message == "Nothing is due, and nothing new is to be asked today."


async def test_home_says_what_is_due_and_a_review_asks_it(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    clock = app.desk.now.__self__  # type: ignore[attr-defined]
    assert isinstance(clock, Clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "r a enter enter")
        await press(pilot, [*right_keys(app), "enter", "enter", "q"])
        assert "due today" not in drawn(app)
        clock.go_on(DAY)
        await press(pilot, "enter q")
        assert "1 question is due today, 2 are new: r asks them." in drawn(app)
        assert "1 due" in drawn(app)
        await press(pilot, "r")
        said = []
        for _ in range(3):
            said += [word for word in ("Due.", "New.") if word in drawn(app)]
            await press(pilot, "n")
        assert sorted(said) == ["Due.", "New.", "New."]


async def test_a_flag_in_a_review_is_that_of_the_bank(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "r m enter")
        (flag,) = app.desk.history.flags()
        assert flag.bank == "cells"
        assert "⚑" in drawn(app)
        await press(pilot, "m tab tab enter")
        assert app.desk.history.flags() == ()


async def test_leaving_a_review_leaves_nothing_to_resume(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "r a enter q")
        assert isinstance(app.screen, HomeScreen)
        assert app.desk.history.unfinished() == ()
        assert "left:" not in drawn(app)
        plan = app.desk.begin(app.desk.library.open("cells"), Selection())
        assert plan
        assert app.desk.now() - plan.began < timedelta(seconds=1)
