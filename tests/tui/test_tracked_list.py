from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Static

from quiz.tui.widgets.tracked_list import TrackedList

SHORT = "row {} is short"
LONG = "row {} is so long that it needs several lines on a narrow screen, all of which can be read"
TALL = "row {} " + "is higher than the window " * 12


async def press(pilot: Pilot[None], keys: str) -> None:
    """Presses the keys, and waits until what is in view is scrolled and the terminal's cursor placed."""
    await pilot.press(*keys.split())
    await pilot.pause()
    await pilot.pause()


class ListApp(App[None]):
    """A list among other things: one that scrolls itself, or is as high as its rows and in something that scrolls."""

    CSS = """
    * { scrollbar-size-vertical: 0; }
    TrackedList { border: none; padding: 0; height: 1fr; }
    .-inside TrackedList { height: auto; max-height: 1000; }
    """

    def __init__(self, rows: list[str], *, is_inside: bool) -> None:
        super().__init__()
        self._texts = [row.format(place) for place, row in enumerate(rows)]
        self._is_inside = is_inside

    def compose(self) -> ComposeResult:
        if self._is_inside:
            with VerticalScroll(classes="-inside", can_focus=False):
                yield Static("what stands above\n" * 12)
                yield TrackedList()
        else:
            yield Static("what stands above")
            yield TrackedList()

    def on_mount(self) -> None:
        rows = self.query_one(TrackedList)
        rows.show([(str(place), Content(text)) for place, text in enumerate(self._texts)])
        rows.focus(scroll_visible=False)

    def drawn(self) -> list[str]:
        return [strip.text for strip in self.screen._compositor.render_strips()]

    def at_cursor(self) -> str:
        column, line = self.cursor_position
        return self.drawn()[line][column:].strip()


def highlighted(app: ListApp) -> int | None:
    return app.query_one(TrackedList).highlighted


@pytest.mark.parametrize("is_inside", [False, True])
@pytest.mark.parametrize("width", [80, 40])
async def test_the_cursor_follows_rows_of_different_heights(width: int, is_inside: bool) -> None:
    app = ListApp([LONG, SHORT, LONG, LONG, SHORT, LONG], is_inside=is_inside)
    async with app.run_test(size=(width, 16)) as pilot:
        for row in range(1, 6):
            await press(pilot, "down")
            assert highlighted(app) == row
            assert app.at_cursor().startswith(f"row {row} is")
        for row in (4, 3):
            await press(pilot, "up")
            assert highlighted(app) == row
            assert app.at_cursor().startswith(f"row {row} is")


@pytest.mark.parametrize("is_inside", [False, True])
async def test_the_highlighted_row_is_in_view_as_a_whole(is_inside: bool) -> None:
    app = ListApp([LONG, SHORT, LONG, LONG, SHORT, LONG], is_inside=is_inside)
    async with app.run_test(size=(40, 10)) as pilot:
        for _ in range(3):
            await press(pilot, "down")
            text = " ".join(" ".join(app.drawn()).split())
            row = highlighted(app)
            assert row is not None
            assert " ".join([LONG, SHORT, LONG, LONG, SHORT, LONG][row].format(row).split()) in text


@pytest.mark.parametrize("is_inside", [False, True])
async def test_a_row_higher_than_the_window_is_read_to_its_end_with_the_arrows(is_inside: bool) -> None:
    app = ListApp([SHORT, TALL + "and this is its end.", SHORT], is_inside=is_inside)
    async with app.run_test(size=(40, 8)) as pilot:
        await press(pilot, "down")
        seen = []
        while highlighted(app) != 2:
            seen.append(" ".join(app.drawn()))
            assert len(seen) < 20
            await press(pilot, "down")
        assert "and this is its end." in " ".join(" ".join(seen).split())
        assert app.at_cursor().startswith("row 2")


async def test_what_stands_above_is_seen_first_and_again_with_up_at_the_first_row() -> None:
    app = ListApp([SHORT] * 8, is_inside=True)
    async with app.run_test(size=(40, 8)) as pilot:
        await pilot.pause()
        assert app.drawn()[0].startswith("what stands above")
        assert not any("row 0" in line for line in app.drawn())
        await press(pilot, "down")
        assert highlighted(app) == 0
        assert app.at_cursor().startswith("row 0")
        await press(pilot, "down up")
        assert highlighted(app) == 0
        await press(pilot, "up")
        assert app.query_one(VerticalScroll).scroll_offset.y == 0
        assert highlighted(app) == 0


@pytest.mark.parametrize("is_inside", [False, True])
async def test_pages(is_inside: bool) -> None:
    app = ListApp([SHORT] * 30, is_inside=is_inside)
    async with app.run_test(size=(40, 11)) as pilot:
        await press(pilot, "down up pagedown")
        first = highlighted(app)
        assert first in {10, 11}
        await press(pilot, "pagedown pagedown pagedown")
        assert highlighted(app) == 29
        await press(pilot, "pageup pageup pageup pageup")
        assert highlighted(app) == 0


@pytest.mark.parametrize("height", ["1fr", "0"])
@pytest.mark.parametrize("size", [(10, 3), (3, 2), (1, 1)])
async def test_no_key_ends_the_program_where_there_is_hardly_any_room(size: tuple[int, int], height: str) -> None:
    app = ListApp([LONG, SHORT, LONG], is_inside=False)
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one(TrackedList).styles.height = height
        await pilot.resize_terminal(*size)
        await pilot.press("pagedown", "pageup", "down", "up", "end", "home", "pagedown")
        assert highlighted(app) in {0, 1, 2}
