"""The real program on a small bank, with clocks and dice that a test can know."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import assert_never

from textual.pilot import Pilot

from quiz.banks.library import Library
from quiz.core.questions import Choice, Matching
from quiz.desk.desk import Desk
from quiz.settings import Settings
from quiz.store.history import History
from quiz.tui.app import QuizApp
from quiz.tui.screens.home import HomeScreen
from quiz.tui.widgets.answer_pad import AnswerPad

BANKS = Path(__file__).parent.parent / "data" / "banks"
"""A folder with the small bank `cells` of four questions."""

SHIPPED = Path(__file__).parent.parent.parent / "questions"

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = NOON
        self.seconds = 0.0

    def now(self) -> datetime:
        return self.moment

    def ticks(self) -> float:
        return self.seconds

    def go_on(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)
        self.seconds += seconds


def desk_in(folder: Path, *, banks: Path = BANKS, settings: Settings | None = None, seed: int = 1) -> Desk:
    """A desk whose history and settings are in the folder."""
    clock = Clock()
    return Desk(
        library=Library([banks], folder / "cache"),
        history=History.open(folder / "history.db"),
        settings=settings or Settings(),
        settings_path=folder / "settings.toml",
        now=clock.now,
        ticks=clock.ticks,
        dice=lambda: seed,
    )


async def press(pilot: Pilot[int], keys: str | Iterable[str]) -> None:
    """Presses the keys one after another (a text is split at its spaces), each when the one before is dealt with."""
    for key in keys.split() if isinstance(keys, str) else keys:
        await pilot.press(key)
        await settle(pilot)


async def settle(pilot: Pilot[int]) -> None:
    """Waits until what was pressed is dealt with, and home, if it is there, knows how the learner stands."""
    for _ in range(4):  # a key's action is queued, shows a screen, which is drawn
        await pilot.pause()
    screen = pilot.app.screen
    if isinstance(screen, HomeScreen):
        await pilot.app.workers.wait_for_complete(
            [worker for worker in pilot.app.workers if worker.name == "_find_progress"]
        )
        await pilot.pause()
        assert all(row.progress or row.shelved.problem for row in screen._rows)


def drawn(app: QuizApp) -> str:
    """Everything on the screen, line by line, without styles."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def right_keys(app: QuizApp) -> list[str]:
    """The keys that answer the question on the screen rightly."""
    pad = app.screen.query_one(AnswerPad)
    match pad.question:
        case Choice():
            return ["abcdefghij"[pad.order.choices.index(key)] for key in sorted(pad.question.keys)]
        case Matching():
            keys = []
            for place, pair in enumerate(pad.order.prompts):
                keys += [str(place + 1), "abcdefghij"[pad.order.choices.index(pad.question.key[pair])]]
            return keys
        case _:
            assert_never(pad.question)
