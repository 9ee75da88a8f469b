"""The line that says what came of a command, and between commands how things are."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from quiz.core.text import printable


class StatusLine(Static):
    """What came of a command stands until it is `read`; how things are gives way to it."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._is_unread = False

    def tell(self, sentence: str, style: str = "") -> None:
        """Says what came of a command."""
        self._is_unread = bool(sentence)
        self.update(Content.styled(printable(sentence), style))

    def warn(self, sentence: str) -> None:
        """Says that a command failed."""
        self.tell(sentence, "bold $text-error")

    def read(self) -> None:
        """Lets how things are be said again."""
        self._is_unread = False

    def show(self, sentence: str) -> None:
        """Says how things are, where nothing is to be read first."""
        if not self._is_unread:
            self.update(Content(sentence))
