"""The plan for an exam on the screen, in an application that has nothing else, with a clock that a test moves."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from textual.app import App
from textual.pilot import Pilot

from quiz.banks.library import Library
from quiz.core.answers import Answer, Chosen, Matched
from quiz.core.bank import Bank
from quiz.core.marking import Rule, mark
from quiz.core.questions import Matching
from quiz.core.session import Answered, Plan
from quiz.desk.desk import Desk
from quiz.settings import Settings
from quiz.store.history import History
from quiz.tui import themes
from quiz.tui.screens.plan import PlanScreen, StudyToday
from tests.tui.desks import BANKS, Clock


def desk_with(folder: Path, *, banks: Path = BANKS / "cells", theme: str = "dark") -> Desk:
    clock = Clock()
    return Desk(
        library=Library([banks], folder / "cache"),
        history=History.open(folder / "history.db"),
        settings=Settings(theme=theme),
        settings_path=folder / "settings.toml",
        now=clock.now,
        ticks=clock.ticks,
        dice=lambda: 1,
    )


def day_in(desk: Desk, days: int) -> date:
    """The day so many days from today."""
    return desk.start_of_day().date() + timedelta(days=days)


def answer_rightly(desk: Desk, bank: Bank, id: str, days_ago: int) -> None:
    """Keeps a right answer to the question, in a session of its own."""
    question = bank.question(id)
    answer: Answer = Matched(question.key) if isinstance(question, Matching) else Chosen(question.keys)
    at = desk.now() - timedelta(days=days_ago)
    plan = Plan(f"{id} {days_ago} days ago", bank.id, (id,), 1, Rule.OU, at)
    desk.history.record(plan, question, Answered(id, answer, mark(question, answer), at, 20.0))


class PlanApp(App[int]):
    """Shows the plan of the one bank; `left` is what its screen gave."""

    CSS_PATH = Path(themes.__file__).with_name("app.tcss")

    def __init__(self, desk: Desk, bank: Bank) -> None:
        super().__init__()
        self.desk = desk
        self.bank = bank
        self.left: list[StudyToday | None] = []
        for theme in (themes.DARK, themes.LIGHT):
            self.register_theme(theme)
        self.theme = f"quiz-{desk.settings.theme}"

    def on_mount(self) -> None:
        self.push_screen(PlanScreen(self.desk, self.bank), self.left.append)

    def drawn(self) -> str:
        """Everything on the screen, line by line, without styles."""
        return "\n".join(strip.text.rstrip() for strip in self.screen._compositor.render_strips())


async def settle(pilot: Pilot[int]) -> None:
    """Waits until what was pressed is dealt with, and the agenda is found and drawn."""
    for _ in range(3):
        await pilot.pause()
    await pilot.app.workers.wait_for_complete(
        [worker for screen in pilot.app.screen_stack for worker in screen.workers if worker.name == "_reckon"]
    )
    for _ in range(2):
        await pilot.pause()


async def press(pilot: Pilot[int], keys: str) -> None:
    """Presses the keys, separated by spaces, each when the one before is dealt with."""
    await settle(pilot)
    for key in keys.split():
        await pilot.press(key)
        await settle(pilot)
