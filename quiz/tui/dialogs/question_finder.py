"""Which question of the bank to go to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Button, Input, OptionList, Static

from quiz.core.questions import Question
from quiz.core.text import fold
from quiz.tui.widgets.question_card import entry_of
from quiz.tui.widgets.tracked_list import TrackedList

_MOST_SHOWN = 200
_MOVES = {"up": "cursor_up", "down": "cursor_down", "pageup": "page_up", "pagedown": "page_down"}


class QuestionFinder(ModalScreen[str | None]):
    """Gives the id of the question that is chosen, None to stay; what is typed is sought in stems, ids and tags."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "#sought"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Back", show=False),
        *(Binding(key, f"go({move!r})", show=False) for key, move in _MOVES.items()),
    ]

    found = query_one("#statements", TrackedList)

    def __init__(self, questions: Sequence[Question], at: str | None) -> None:
        """`at` is the id of the question at hand."""
        super().__init__()
        self._questions = tuple(questions)
        self._sought_in: tuple[str, ...] = ()
        self._at = at

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Static("Which question?", classes="heading")
            yield Static("Type to find, the arrows move, enter opens.", id="how", classes="hint")
            yield Input(id="sought", placeholder="words of it, its id, a tag", max_length=100, compact=True)
            yield TrackedList(id="statements")
            with Horizontal(classes="buttons"):
                yield Button("Back", id="cancel", compact=True)

    def on_mount(self) -> None:
        self._sought_in = tuple(fold(" ".join([it.stem, it.id, *it.tags])) for it in self._questions)
        self.call_after_refresh(self._show_found)

    @on(Input.Changed)
    def _show_found(self) -> None:
        words = fold(self.query_one("#sought", Input).value).split()
        places = [at for at, text in enumerate(self._sought_in) if all(word in text for word in words)]
        if not words and len(places) > _MOST_SHOWN:
            first = next((at for at in places if self._questions[at].id == self._at), 0)
            places = places[max(first - _MOST_SHOWN // 2, 0) :]
        width = max(self.found.content_size.width - 3, 10)
        shown = [self._questions[at] for at in places[:_MOST_SHOWN]]
        self.found.show([(it.id, entry_of(it, width)) for it in shown])
        ids = [it.id for it in shown]
        if ids:
            self.found.highlighted = ids.index(self._at) if self._at in ids and not words else 0
        more = f" {len(places) - len(shown)} more are not shown." if len(places) > len(shown) else ""
        how = "Type to find, the arrows move, enter opens." if shown else "No question has all of these words."
        self.query_one("#how", Static).update(how + more)

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002  Textual's signature
        if self._sought_in:
            self.call_after_refresh(self._show_found)

    async def action_go(self, move: str) -> None:
        """Moves in the list, while the focus stays where one types."""
        await self.found.run_action(move)

    @on(Input.Submitted)
    def _open_highlighted(self) -> None:
        if (place := self.found.highlighted) is not None and self.found.option_count:
            self._close(self.found.get_option_at_index(place).id)

    @on(OptionList.OptionSelected)
    def _open_selected(self, message: OptionList.OptionSelected) -> None:
        self._close(message.option_id)

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        self._close(None)

    def _close(self, id: str | None) -> None:
        if self.is_current:  # or it is closed already: enter was pressed twice
            self.dismiss(id)
