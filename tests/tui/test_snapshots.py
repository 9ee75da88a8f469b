"""How the screens look, at three sizes, dark and light. `make snapshots` accepts how they look now."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Protocol

import pytest
from textual.app import App
from textual.pilot import Pilot

from quiz.settings import Settings
from quiz.tui.app import QuizApp
from tests.tui.desks import BANKS, desk_in, press, right_keys, settle


class Compare(Protocol):
    def __call__(
        self,
        app: App[int],
        *,
        terminal_size: tuple[int, int],
        run_before: Callable[[Pilot[int]], Coroutine[None, None, None]],
    ) -> bool: ...


SIZES = {"80x24": (80, 24), "40x24": (40, 24), "120x40": (120, 40)}

# With the seed 2: defenders (several answers), nucleus, carry, tasks (matching).
SCENES = {
    "home": "",
    "keys": "enter question_mark",
    "options": "o",
    "several": "enter b a",
    "several-marked": "enter b a enter",
    "passage": "enter b a enter s",
    "single-marked": "enter n RIGHT enter",
    "matching": "enter n n n a 2 c",
    "matching-marked": "enter n n n a b c enter",
    "results": "enter a enter enter RIGHT enter enter RIGHT enter enter a b c enter enter",
    "left": "enter RIGHT enter enter q",
}


async def play(pilot: Pilot[int], keys: str) -> None:
    assert isinstance(pilot.app, QuizApp)
    await settle(pilot)
    for key in keys.split():
        await press(pilot, right_keys(pilot.app) if key == "RIGHT" else key)


def looks(compare: Compare, app: QuizApp, size: str, keys: str) -> bool:
    async def before(pilot: Pilot[int]) -> None:
        await play(pilot, keys)

    return compare(app, terminal_size=SIZES[size], run_before=before)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scene", SCENES)
def test_dark(scene: str, size: str, tmp_path: Path, snap_compare: Compare) -> None:
    app = QuizApp(desk_in(tmp_path, banks=BANKS / "cells", seed=2))
    assert looks(snap_compare, app, size, SCENES[scene])


@pytest.mark.parametrize("scene", ["home", "several-marked", "matching", "matching-marked", "results"])
def test_light(scene: str, tmp_path: Path, snap_compare: Compare) -> None:
    app = QuizApp(desk_in(tmp_path, banks=BANKS / "cells", seed=2, settings=Settings(theme="light")))
    assert looks(snap_compare, app, "80x24", SCENES[scene])


# With the seed 3 of the bank that is hard to draw.
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("is_marked", [False, True])
def test_hard(place: int, is_marked: bool, size: str, tmp_path: Path, snap_compare: Compare) -> None:
    app = QuizApp(desk_in(tmp_path, banks=BANKS / "hard", seed=3))
    keys = f"enter {'n ' * place} RIGHT {'enter' if is_marked else ''}"
    assert looks(snap_compare, app, size, keys)


def test_a_very_wide_terminal(tmp_path: Path, snap_compare: Compare) -> None:
    app = QuizApp(desk_in(tmp_path, banks=BANKS / "cells", seed=2))

    async def before(pilot: Pilot[int]) -> None:
        await play(pilot, "enter b a enter")

    assert snap_compare(app, terminal_size=(200, 60), run_before=before)
