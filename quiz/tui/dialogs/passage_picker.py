"""Which words of the document a question quotes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from quiz.core.documents.document import Document, Span
from quiz.core.documents.outline import shown, statement_at
from quiz.core.documents.quoting import between, quotable, quotation, with_end, with_start, with_statements
from quiz.core.text import fold
from quiz.tui.widgets.document_view import NO_GUTTER, DocumentView
from quiz.tui.widgets.search_line import SearchLine

_HOW = "↑↓ a sentence, shift+↓↑ more of them; →← the last word, ] [ the first; / finds, enter quotes."
_HOW_TO_SEEK = "Type words of it; ↓↑ the next place and the one before, enter goes there."
_STEPS: dict[str, tuple[Callable[[Document, Span, int], Span], int]] = {
    "shift+down,J": (with_statements, 1),
    "shift+up,K": (with_statements, -1),
    "right,l": (with_end, 1),
    "left,h": (with_end, -1),
    "right_square_bracket,shift+right": (with_start, 1),
    "left_square_bracket,shift+left": (with_start, -1),
}


class PassagePicker(ModalScreen[tuple[str, ...] | None]):
    """Gives the words that are picked, as the document says them, or None where nothing is to change.

    They are several quotations where a heading or the mark of a list item stands between them.

    The cursor picks a whole statement, which grows and shrinks by statements and by words; the mouse picks a statement
    with a click, and words by being drawn over them.
    """

    CSS_PATH: ClassVar[list[str | PurePath]] = ["dialogs.tcss", "passage_picker.tcss"]
    AUTO_FOCUS = "#document"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-slim"), (60, "-wide")]  # noqa: RUF012  Textual declares it so
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Back", show=False),
        Binding("enter", "take", "Quote it", show=False),
        Binding("slash", "search", "Find", show=False),
        *(Binding(keys, f"step({place})", show=False) for place, keys in enumerate(_STEPS)),
    ]

    view = query_one("#document", DocumentView)
    sought = query_one(SearchLine)

    def __init__(self, document: Document, picked: Span | None) -> None:
        """The document has a statement at least; `picked` is what is picked at first."""
        super().__init__()
        self._document = document
        self._picked = picked or document.statements[0]
        self._pointed = 0  # where the mouse went down
        self._folded: tuple[str, ...] | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Static("Which words prove it?", classes="heading")
            yield Static(_HOW, id="how", classes="hint")
            yield SearchLine("words of the document", id="sought")
            yield DocumentView(id="document", has_words=True)
            yield Static(id="picked", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Quote it", id="take", variant="primary", compact=True)
                yield Button("Cancel", id="cancel", compact=True)

    def on_mount(self) -> None:
        cursor = statement_at(self._document, self._picked) or 0
        self.view.show(self._document, lambda _: NO_GUTTER, cursor)
        self._pick(self._picked)

    def _pick(self, span: Span) -> None:
        self._picked = span
        self.view.quote(quotable(self._document, span))
        self.query_one("#picked", Static).update(
            Content("\n").join(_told(self._document, words) for words in self._quotations)
        )

    @property
    def _quotations(self) -> tuple[str, ...]:
        return tuple(quotation(self._document, piece) for piece in quotable(self._document, self._picked))

    @on(DocumentView.Moved)
    def _pick_statement(self, message: DocumentView.Moved) -> None:
        if message.statement != statement_at(self._document, self._picked):
            self._pick(self._document.statements[message.statement])

    def action_step(self, place: int) -> None:
        grow, step = list(_STEPS.values())[place]
        self._pick(grow(self._document, self._picked, step))
        self._follow(Span(self._picked.end - 1, self._picked.end) if grow is not with_start else self._picked)

    def _follow(self, span: Span) -> None:
        """Brings the place into view, and keeps what is picked."""
        if (statement := statement_at(self._document, span)) is not None:
            with self.prevent(DocumentView.Moved):
                self.view.go_to(statement)

    @on(DocumentView.Pointed)
    def _draw_over(self, message: DocumentView.Pointed) -> None:
        if message.is_first:
            self._pointed = message.at
            if (statement := statement_at(self._document, Span(message.at, message.at + 1))) is not None:
                self._pick(self._document.statements[statement])
                self._follow(self._picked)
        elif message.at != self._pointed:
            self._pick(between(self._document, self._pointed, message.at))

    # The search

    def action_search(self) -> None:
        if self._folded is None:
            self._folded = tuple(fold(shown(self._document, span)) for span in self._document.statements)
        self.query_one("#how", Static).update(_HOW_TO_SEEK)
        self.sought.open(self._folded, lambda: self.view.cursor)

    @on(SearchLine.Found)
    def _pick_found(self, message: SearchLine.Found) -> None:
        self.view.go_to(message.place)
        self._pick(self._document.statements[message.place])

    @on(SearchLine.Closed)
    def _end_search(self) -> None:
        self.query_one("#how", Static).update(_HOW)
        self.view.focus()

    # What is given

    @on(Button.Pressed, "#take")
    def action_take(self) -> None:
        self._close(self._quotations)

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        self._close(None)

    def _close(self, cites: tuple[str, ...] | None) -> None:
        if self.is_current:  # or it is closed already: enter was pressed twice
            self.dismiss(cites)


def _told(document: Document, words: str) -> Content:
    """The quotation, with a warning where the document says the same elsewhere, too."""
    number = len(document.find(words))
    warning = f"  These words stand {number} times: take more of them." if number > 1 else ""
    return Content.assemble(f"“{words}”", (warning, "bold $text-warning"))
