"""The smallest Textual app: one word, painted. It is what a start of the quiz is measured against."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static

WORD = "painted"


class EmptyApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Static(WORD)


if __name__ == "__main__":
    EmptyApp().run()
