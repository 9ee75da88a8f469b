"""Where a learner stands on the screen, in an application that has nothing else, with a clock that stands still."""

from __future__ import annotations

from pathlib import Path

from textual.app import App
from textual.pilot import Pilot

from quiz.banks.library import Library
from quiz.core.bank import Bank
from quiz.desk.desk import Desk
from quiz.settings import Settings
from quiz.store.history import History
from quiz.tui import themes
from quiz.tui.screens.statistics import Drill, StatisticsScreen
from tests.studied import study_for_weeks
from tests.tui.desks import BANKS, Clock


def desk_with(folder: Path, *, banks: Path = BANKS / "cells", days: int | None = 40, theme: str = "dark") -> Desk:
    """A desk with a history of so many days, None for one without answers."""
    clock = Clock()
    desk = Desk(
        library=Library([banks], folder / "cache"),
        history=History.open(folder / "history.db"),
        settings=Settings(theme=theme),
        settings_path=folder / "settings.toml",
        now=clock.now,
        ticks=clock.ticks,
        dice=lambda: 1,
    )
    if days is not None:
        study_for_weeks(desk.history, bank_of(desk), clock.now(), days=days)
    return desk


def bank_of(desk: Desk) -> Bank:
    return desk.library.open(str(desk.library.banks()[0].path))


class StandingApp(App[int]):
    """Shows where the learner stands with the one bank; `left` is what its screen gave."""

    CSS_PATH = Path(themes.__file__).with_name("app.tcss")

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.left: list[Drill | None] = []
        for theme in (themes.DARK, themes.LIGHT):
            self.register_theme(theme)
        self.theme = f"quiz-{desk.settings.theme}"

    def on_mount(self) -> None:
        self.push_screen(StatisticsScreen(self.desk, bank_of(self.desk)), self.left.append)

    def drawn(self) -> str:
        """Everything on the screen, line by line, without styles."""
        return "\n".join(strip.text.rstrip() for strip in self.screen._compositor.render_strips())


async def press(pilot: Pilot[int], keys: str = "") -> None:
    """Waits until all is counted, then presses the keys one after another, each when the one before is dealt with."""
    await pilot.app.workers.wait_for_complete()
    await settle(pilot)
    for key in keys.split():
        await pilot.press(key)
        await settle(pilot)


async def settle(pilot: Pilot[int]) -> None:
    for _ in range(4):
        await pilot.pause()
