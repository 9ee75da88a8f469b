"""A question of a drill as its learner knows it, with all that is said of it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from quiz.core.answers import Answer
from quiz.core.certainty import Certainty
from quiz.live.client.shown import Shown, answer_of, blank, mark_of, shown
from quiz.live.client.turn import greeting, heading_of
from quiz.live.protocol import LearnerView, Result, Standing
from quiz.tui.widgets.answer_pad import AnswerPad
from quiz.tui.widgets.certainty_bar import CertaintyBar
from quiz.tui.widgets.question_body import pad_in
from quiz.tui.widgets.standings import standings
from quiz.tui.widgets.typesetting import place_of, stack
from quiz.tui.widgets.verdict import Verdict


class DrillBody(VerticalScroll, can_focus=True):
    """Which question it is, its stem, a line that says how the answer stands, and the pad; below it what follows."""

    said = query_one("#said", Verdict)
    certainty_bar = query_one(CertaintyBar)

    def __init__(self) -> None:
        super().__init__(id="body")
        self.pad: AnswerPad | None = None
        self.known: Shown | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="where", markup=False)
        yield Static(id="stem", markup=False)
        yield Verdict(id="said")
        yield CertaintyBar()
        yield Static(id="why", markup=False)
        yield Static(id="board", markup=False)

    async def ask(self, view: LearnerView) -> None:
        """Shows another question, or another side of it, from its beginning."""
        old, self.pad, self.known = self.pad, None, None
        question, reveal = view["question"], view["reveal"]
        if question is not None and question["options"] is not None:
            self.known = shown(question, reveal)
            self.pad = pad_in(*self.known)
        if old:
            await old.remove()
        if self.pad:
            await self.mount(self.pad, after=self.said)
        self.query_one("#stem", Static).update(Content(question["stem"] if question else greeting(view)))
        if reveal is not None:
            self.query_one("#why", Static).update(Content(reveal["why"]))
        self.scroll_home(animate=False)
        (self.pad or self).focus(scroll_visible=False)

    def show_answer(self, view: LearnerView) -> None:
        """Has the pad show the answer that is on the disk, and how it was marked."""
        if self.pad is None or self.known is None:
            return
        own = view["answer"]
        if view["reveal"] is not None:
            answer = answer_of(self.known, own) if own else blank(self.known)
            if not self.pad.is_locked:
                self.pad.begin_again(answer)
                self.pad.show(answer, mark_of(view["result"]))
        elif own is not None:
            self.pad.begin_again(answer_of(self.known, own))

    def settle(self, *, is_open: bool) -> None:
        """Lets the pad take an answer only while one can be sent."""
        if self.pad and not self.pad.is_locked:
            was_open = not self.pad.disabled
            self.pad.disabled = not is_open
            if self.pad.disabled:
                self.focus(scroll_visible=False)
            elif not was_open:
                self.pad.focus(scroll_visible=False)

    def show_standing(self, view: LearnerView) -> None:
        """Says which question it is, and shows the leaderboard where there is one."""
        self.query_one("#where", Static).update(Content(heading_of(view)))
        if rows := view["leaderboard"]:
            self._rank(rows)

    def _rank(self, rows: Sequence[Standing]) -> None:
        lines = standings("Standings", rows, max(self.content_size.width - 2, 20))
        self.query_one("#board", Static).update(stack(lines))

    def tell_saved(self, view: LearnerView) -> None:
        """Says that the answer is on the disk."""
        waiting = "" if view["is_self_paced"] else "  Wait for the others."
        self.said.update(Content.assemble(("✓ Saved.", "bold $text-success"), waiting))

    def tell_result(self, result: Result | None, certainty: Certainty | None) -> None:
        """Says how the answer was marked and what it earned; None is no answer."""
        if result is None:
            self.said.ask("You gave no answer to this question.")
            return
        mark = mark_of(result)
        points = f", {result['points']:,} points" if result["points"] else ""
        self.said.tell(mark._replace(arithmetic=mark.arithmetic + points), certainty)

    def take(self, key: str) -> None:
        """Has the pad do what a typed letter or digit asks for."""
        place = place_of(key)
        if place is not None and self.pad:
            self.pad.take(place, is_digit=key.isdigit())

    def hand_in(self) -> Answer | None:
        """The answer that the pad holds; None where it holds none, of which it says why."""
        return self.pad.hand_in() if self.pad else None
