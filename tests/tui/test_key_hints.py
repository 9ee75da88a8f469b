from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from quiz.tui.widgets.key_hints import Hint, KeyHints

HINTS = [
    Hint(key, word, "app.x") for key, word in zip("rnpq?", ["drill", "next", "prev", "leave", "keys"], strict=True)
]


class HintsApp(App[None]):
    def __init__(self, rows: int) -> None:
        super().__init__()
        self.rows = rows

    def compose(self) -> ComposeResult:
        yield KeyHints(id="hints")

    def on_mount(self) -> None:
        self.query_one(KeyHints).styles.height = self.rows
        self.query_one(KeyHints).show(HINTS)


@pytest.mark.parametrize(
    ("width", "rows", "lines"),
    [
        (60, 1, ["r drill  n next  p prev  q leave  ? keys"]),
        (40, 2, ["r drill  n next  p prev  q leave  ? keys"]),
        (38, 2, ["r drill  n next  p prev  q leave", "? keys"]),
        (25, 2, ["r drill  n next  p prev", "q leave  ? keys"]),
        (24, 1, ["r drill  n next  ? keys"]),
        (16, 2, ["r drill  n next", "p prev  ? keys"]),
    ],
)
async def test_the_first_hints_are_shown_and_the_last_always_whole(width: int, rows: int, lines: list[str]) -> None:
    app = HintsApp(rows)
    async with app.run_test(size=(width, 5)) as pilot:
        await pilot.pause()
        await pilot.pause()
        shown = [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]
        assert [line for line in shown if line] == lines
