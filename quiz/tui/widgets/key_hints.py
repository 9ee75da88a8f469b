"""The keys that matter now, in one line, each of which can be clicked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.geometry import Size
from textual.style import Style
from textual.widgets import Static


class Hint(NamedTuple):
    """A key as it is shown, what it does in a word, and the action a click on it runs."""

    key: str
    label: str
    action: str


class KeyHints(Static):
    """As many hints as fit in the widget's lines, the first ones first; the last one always."""

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
        self.update(Content("\n").join(self._lines(*self.content_size)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  Textual's signature
        """The lines that all hints take, where the styles leave the height to them."""
        return len(self._lines(width, len(self._hints))) if self._hints else 1

    def _lines(self, width: int, rows: int) -> list[Content]:
        *first, last = [self._drawn(hint) for hint in self._hints]
        lines: list[list[Content]] = [[]]
        for hint in first:
            if not _fits([*lines[-1], hint], width, last if len(lines) == rows else None):
                if len(lines) == rows:
                    break
                lines.append([])
            lines[-1].append(hint)
        if not _fits(lines[-1], width, last) and len(lines) < rows:
            lines.append([])
        lines[-1].append(last)
        return [Content("  ").join(line) for line in lines]

    @staticmethod
    def _drawn(hint: Hint) -> Content:
        text = Content.assemble((hint.key, "bold $primary"), " ", (hint.label, "$foreground-muted"))
        return text.stylize(Style.from_meta({"@click": hint.action}))


def _fits(hints: Sequence[Content], width: int, last: Content | None) -> bool:
    """Whether the hints fit in a line, together with the last one where it must stand there too."""
    return sum(hint.cell_length + 2 for hint in [*hints, *([last] if last else [])]) - 2 <= width
