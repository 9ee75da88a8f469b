from __future__ import annotations

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from quiz.tui.widgets.more_below import MoreBelow
from quiz.tui.widgets.picks import Group, Picks

LONG = "so long a title that it takes more than one line on a narrow screen"
GROUPS = [
    Group("topics", "Topics", tuple((f"t{n}", f"topic {n} has {LONG}") for n in range(4))),
    Group("kinds", "Kinds", tuple((f"k{n}", f"kind {n} has {LONG}") for n in range(4))),
]


class PicksApp(App[None]):
    CSS = "MoreBelow { scrollbar-size-vertical: 0; }"

    def compose(self) -> ComposeResult:
        with MoreBelow(can_focus=False):
            yield Picks(GROUPS, {})

    def on_mount(self) -> None:
        self.query_one(Picks).focus()

    def drawn(self) -> list[str]:
        return [strip.text for strip in self.screen._compositor.render_strips()]


async def press(pilot: Pilot[None], key: str) -> None:
    await pilot.press(key)
    await pilot.pause()
    await pilot.pause()


async def test_the_highlighted_row_is_in_view_whole_and_the_cursor_on_it() -> None:
    app = PicksApp()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        for place in range(8):
            column, line = app.cursor_position
            name = f"topic {place}" if place < 4 else f"kind {place - 4}"
            assert app.drawn()[line][column:].startswith(f"[ ] {name}")
            assert f"{name} has {LONG}" in " ".join(" ".join(app.drawn()).split())
            await press(pilot, "down")


async def test_back_at_the_first_row_of_a_group_its_heading_is_in_view() -> None:
    app = PicksApp()
    async with app.run_test(size=(40, 10)) as pilot:
        for _ in range(7):
            await press(pilot, "down")
        assert not any("Topics" in line for line in app.drawn())
        for _ in range(7):
            await press(pilot, "up")
        assert any("Topics" in line for line in app.drawn())
