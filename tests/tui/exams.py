"""An exam on the screen, in an application that has nothing else, with clocks that a test moves."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from textual.app import App

from quiz.banks.library import Library
from quiz.core.bank import Bank
from quiz.core.exams.blueprint import spread
from quiz.core.exams.exam import Exam
from quiz.core.exams.terms import Terms
from quiz.desk import invigilation
from quiz.desk.desk import Desk
from quiz.settings import Settings
from quiz.store.history import History
from quiz.tui import themes
from quiz.tui.app import QuizApp
from quiz.tui.screens.exam import ExamScreen
from quiz.tui.screens.exam_result import ExamResultScreen
from tests.tui.desks import BANKS, Clock, drawn, right_keys

SEED = 2
"""With it the exam of the small bank asks: carry, tasks (matching), nucleus, defenders (several answers)."""


def desk_with(folder: Path, clock: Clock, *, banks: Path = BANKS / "cells", theme: str = "dark") -> Desk:
    return Desk(
        library=Library([banks], folder / "cache"),
        history=History.open(folder / "history.db"),
        settings=Settings(theme=theme),
        settings_path=folder / "settings.toml",
        now=clock.now,
        ticks=clock.ticks,
        dice=lambda: SEED,
    )


class ExamApp(App[int]):
    """Has an exam sat, and shows its result where it is handed in; `left` is what the exam's screen gave."""

    CSS_PATH = Path(themes.__file__).with_name("app.tcss")

    def __init__(self, desk: Desk, bank: Bank, exam: Exam) -> None:
        super().__init__()
        self.desk = desk
        self.bank = bank
        self.exam = exam
        self.left: list[Exam | None] = []
        self.looks: list[str | None] = []
        for theme in (themes.DARK, themes.LIGHT):
            self.register_theme(theme)
        self.theme = f"quiz-{desk.settings.theme}"

    def on_mount(self) -> None:
        if self.exam.handed_in:
            self._show_result(self.exam)
        else:
            self.push_screen(ExamScreen(self.bank, self.exam, self.desk), self._show_result)

    def _show_result(self, exam: Exam | None) -> None:
        self.left.append(exam)
        if exam:
            sittings = invigilation.sittings_of(self.desk, self.bank)
            self.push_screen(ExamResultScreen(self.bank, exam, sittings, self.desk), self.looks.append)

    @property
    def exam_screen(self) -> ExamScreen:
        screen = self.screen
        assert isinstance(screen, ExamScreen)
        return screen


def sit(
    desk: Desk,
    *,
    count: int = 4,
    minutes: float | None = 20,
    seconds_each: float | None = None,
    with_certainty: bool = False,
    pauses: bool = False,
) -> ExamApp:
    """The application with a new exam of the first bank."""
    bank = desk.library.open(str(desk.library.banks()[0].path))
    terms = Terms(
        blueprint=spread(bank, count, SEED),
        minutes=minutes,
        seconds_each=seconds_each,
        with_certainty=with_certainty,
        pauses=pauses,
    )
    return ExamApp(desk, bank, invigilation.begin(desk, bank, terms, SEED))


def seen(app: ExamApp) -> str:
    """Everything on the screen, line by line, without styles."""
    return drawn(cast("QuizApp", app))  # of which only the screen is asked for


def keys_to_be_right(app: ExamApp) -> list[str]:
    """The keys that answer the question on the screen rightly."""
    return right_keys(cast("QuizApp", app))
