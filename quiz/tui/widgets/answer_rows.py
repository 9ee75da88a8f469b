"""The part of the form in which the answers of a question are written."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Button

from quiz.core.drafting import Draft
from quiz.tui.widgets.form_rows import ExtraRow, KeySwitch, OptionRow, PairRow
from quiz.tui.widgets.told import Told

ROWS = ("options", "match", "extra")
"""What the parts of rows begin with."""


class AnswerRows(Vertical):
    """The options of a question; or its pairs, and the answers that belong to none."""

    def __init__(self, draft: Draft, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._draft = draft

    def compose(self) -> ComposeResult:
        draft = self._draft
        if draft.is_matching:
            yield from (PairRow(place, pair) for place, pair in enumerate(draft.pairs))
            yield Told("match")
            yield Button("+ pair", compact=True, classes="add", name="match")
            yield from (ExtraRow(place, extra) for place, extra in enumerate(draft.extras))
            yield Told("extra")
            yield Button("+ answer that belongs to none", compact=True, classes="add", name="extra")
        else:
            yield from (OptionRow(place, option) for place, option in enumerate(draft.options))
            yield Told("options")
            yield Button("+ option", compact=True, classes="add", name="options")

    async def show(self, draft: Draft) -> None:
        """Draws the rows anew."""
        self._draft = draft
        await self.recompose()

    def turn(self, draft: Draft) -> None:
        """Shows which options are right by now."""
        for switch, option in zip(self.query(KeySwitch), draft.options, strict=True):
            switch.turn(is_key=option.is_key)
