"""The keys that matter now, in one line, each of which can be clicked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.style import Style
from textual.widgets import Static


@dataclass(frozen=True, slots=True)
class Hint:
    """A key as it is shown, what it does in a word, and the action a click on it runs."""

    key: str
    label: str
    action: str


class KeyHints(Static):
    """As many hints as fit, the first ones first; the last one always."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._hints: tuple[Hint, ...] = ()

    def show(self, hints: Sequence[Hint]) -> None:
        if tuple(hints) != self._hints:
            self._hints = tuple(hints)
            self._redraw()

    def on_resize(self) -> None:
        self._redraw()

    def _redraw(self) -> None:
        if not self._hints:
            return
        *first, last = [self._drawn(hint) for hint in self._hints]
        room = self.content_size.width - last.cell_length
        shown = []
        for hint in first:
            room -= hint.cell_length + 2
            if room < 0:
                break
            shown.append(hint)
        self.update(Content("  ").join([*shown, last]))

    @staticmethod
    def _drawn(hint: Hint) -> Content:
        text = Content.assemble((hint.key, "bold $primary"), " ", (hint.label, "$foreground-muted"))
        return text.stylize(Style.from_meta({"@click": hint.action}))
