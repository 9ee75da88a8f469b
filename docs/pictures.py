"""Draws the README's pictures: the real program on the shipped bank, exported as SVG to docs/pictures."""

from __future__ import annotations

import asyncio
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot

from quiz.banks.library import Library
from quiz.core.questions import Matching
from quiz.desk import Desk
from quiz.settings import Settings
from quiz.store.history import History
from quiz.tui.app import QuizApp
from quiz.tui.widgets.answer_pad import AnswerPad

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "pictures"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

# What is pressed before each picture; with the seed 1 the second question is a matching one.
SCENES: dict[str, tuple[tuple[int, int], str, str]] = {
    "home": ((80, 24), "dark", "enter a b enter q"),
    "choice": ((80, 24), "dark", "enter b"),
    "explained": ((120, 36), "dark", "enter a b enter"),
    "matching": ((80, 24), "dark", "enter n d a b"),
    "matched": ((80, 24), "light", "enter n d a b e enter"),
    "passage": ((80, 24), "light", "enter b d enter s"),
    "phone-width": ((40, 24), "dark", "enter n d a"),
    "results": ((80, 24), "dark", "enter" + " ANSWER" * 10),
}


async def draw(name: str, size: tuple[int, int], theme: str, keys: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        seconds = 0.0

        def ticks() -> float:
            nonlocal seconds
            seconds += 4.2
            return seconds

        with History.open(home / "history.db") as history:
            desk = Desk(
                library=Library([ROOT / "questions"], home / "cache"),
                history=history,
                settings=Settings(theme=theme),
                settings_path=home / "settings.toml",
                now=lambda: NOON,
                ticks=ticks,
                dice=lambda: 1,
            )
            app = QuizApp(desk)
            async with app.run_test(size=size) as pilot:
                await settle(pilot)
                for key in keys.split():
                    for each in answer(app) if key == "ANSWER" else [key]:
                        await pilot.press(each)
                        await settle(pilot)
                (TARGET / f"{name}.svg").write_text(app.export_screenshot(title="quiz"), encoding="utf-8")


def answer(app: QuizApp) -> list[str]:
    """The keys that answer the question on the screen, right or wrong by the way it happens to be shuffled."""
    pad = app.screen.query_one(AnswerPad)
    if isinstance(pad.question, Matching):
        return [*"a" * len(pad.question.pairs), "enter", "enter"]
    place = next(place for place, option in enumerate(pad.order.choices) if option < 2)
    return ["abcdefghij"[place], "enter", "enter"]


async def settle(pilot: Pilot[int]) -> None:
    await pilot.pause()
    if reading := [worker for worker in pilot.app.workers if worker.name == "_find_progress"]:
        await pilot.app.workers.wait_for_complete(reading)
        await pilot.pause()


async def main() -> None:
    TARGET.mkdir(exist_ok=True)
    for name, (size, theme, keys) in SCENES.items():
        await draw(name, size, theme, keys)


if __name__ == "__main__":
    asyncio.run(main())
