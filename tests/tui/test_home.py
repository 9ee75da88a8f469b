"""The first screen: its keys at every width."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.tui import commands
from quiz.tui.app import QuizApp
from quiz.tui.dialogs.keys import KeysDialog
from quiz.tui.widgets.key_hints import KeyHints
from tests.tui.desks import desk_in, drawn, press, settle

ALL = ["enter", "o", "m", "r", "x", "p", "s", "q", "v", "w", "?"]
"""The keys that have something to do where no session was left."""


def hinted(app: QuizApp) -> list[str]:
    """The keys at the foot, in their order."""
    hints = app.screen.query_one(KeyHints)
    top, height = hints.region.y, hints.region.height
    words = " ".join(drawn(app).splitlines()[top : top + height]).split()
    return [word for word in words if word in ALL or word == "n"]


@pytest.mark.parametrize("width", [76, 80, 91, 92, 100, 111, 112, 120, 200])
async def test_where_there_is_room_every_key_is_named_at_the_foot(tmp_path: Path, width: int) -> None:
    app = QuizApp(desk_in(tmp_path))
    async with app.run_test(size=(width, 24)) as pilot:
        await settle(pilot)
        assert sorted(hinted(app)) == sorted(ALL)


async def test_the_foot_takes_no_more_lines_than_it_needs(tmp_path: Path) -> None:
    app = QuizApp(desk_in(tmp_path))
    async with app.run_test(size=(200, 24)) as pilot:
        await settle(pilot)
        assert app.screen.query_one(KeyHints).size.height == 1
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert app.screen.query_one(KeyHints).size.height == 2
        assert sorted(hinted(app)) == sorted(ALL)


@pytest.mark.parametrize("width", [24, 30, 40, 50])
async def test_where_there_is_little_room_the_most_used_come_first_and_the_way_to_the_rest_last(
    tmp_path: Path, width: int
) -> None:
    app = QuizApp(desk_in(tmp_path))
    async with app.run_test(size=(width, 24)) as pilot:
        await settle(pilot)
        *first, last = hinted(app)
        keys = [commands.key_of(command, {}) for command in commands.HOME if command.hint]
        assert first == [key for key in keys if key != "n"][: len(first)]
        assert first[:2] == ["enter", "r"]
        assert "q" in hinted(app) or width < 40
        assert last == "?"


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_all_keys_are_a_key_away(tmp_path: Path, key: str) -> None:
    app = QuizApp(desk_in(tmp_path))
    async with app.run_test(size=(40, 24)) as pilot:
        await settle(pilot)
        await press(pilot, key)
        assert isinstance(app.screen, KeysDialog)
        await press(pilot, key)
        assert not isinstance(app.screen, KeysDialog)
