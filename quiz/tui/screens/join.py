"""The learner's screen of a drill: the question, the answer, what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from quiz.core.certainty import Certainty
from quiz.core.documents.document import Document
from quiz.core.questions import Kind
from quiz.core.text import one_line
from quiz.live.client.shown import answering_of, excerpt
from quiz.live.client.turn import (
    Turn,
    earned,
    is_saved,
    is_stale,
    leaving_sentence,
    may,
    next_own,
    scene_of,
    submit_label,
    time_left,
    turn_of,
    waiting_sentence,
)
from quiz.live.protocol import Answering, LearnerView, Receipt
from quiz.tui import commands, drill_commands
from quiz.tui.dialogs.confirmation import ConfirmationDialog
from quiz.tui.drill_messages import AnswerWanted, Left, MissedWanted, OwnQuestionWanted
from quiz.tui.widgets.answer_pad import AnswerPad
from quiz.tui.widgets.countdown import Countdown
from quiz.tui.widgets.drill_body import DrillBody
from quiz.tui.widgets.key_hints import KeyHints
from quiz.tui.widgets.passage import Passage
from quiz.tui.widgets.question_body import CHOOSING, CertaintyAsked, queued
from quiz.tui.widgets.verdict import how_to_answer

WIDE = 110
"""From this many columns on, the passage stands beside the question instead of in its place."""

_SHORT = timedelta(seconds=10)


class JoinScreen(CertaintyAsked, Screen[None]):
    """Shows the views it is given, and posts the answers the learner wants sent."""

    CSS_PATH = "join.tcss"
    AUTO_FOCUS = "#body"
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(drill_commands.JOIN), *CHOOSING]
    OFFERS: ClassVar[tuple[commands.Command, ...]] = drill_commands.JOIN
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-slim"), (60, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012  Textual declares it so

    body = query_one(DrillBody)
    countdown = query_one(Countdown)
    hints = query_one(KeyHints)

    def __init__(self, clock: Callable[[], int], new_key: Callable[[], str], keys: Mapping[str, str]) -> None:
        """`clock` is that of this machine, in milliseconds since 1970; `new_key` names an answer as no other.

        `keys` are those of the commands that the settings give others.
        """
        super().__init__()
        self._keys = keys
        self._clock = clock
        self._new_key = new_key
        self._ahead = 0  # the server's clock, against this one
        self.view: LearnerView | None = None
        self._certainty: Certainty | None = None
        self._was_reminded = False  # of how sure they are
        self._sent: Answering | None = None  # without a receipt so far
        self._receipt: Receipt | None = None

    def compose(self) -> ComposeResult:
        with Horizontal(id="head"):
            yield Static(id="title", markup=False)
            yield Static(id="earned", markup=False)
            yield Countdown()
        with Horizontal(id="desk"):
            yield DrillBody()
            yield Passage()
        yield Static(Content.styled("✗ Connection lost, trying again.", "bold $text-error"), id="lost")
        yield KeyHints(id="hints")

    def on_mount(self) -> None:
        self.body.said.ask("Connecting …")
        self._show_hints()
        self.set_interval(0.25, self._look_at_the_clock)

    # Showing

    async def show(self, view: LearnerView) -> None:
        """Shows the view that has come in; what was begun of an answer stays while the question does."""
        self.remove_class("-lost")
        if is_stale(view, self.view):
            return
        before, self.view = self.view, view
        self._ahead = view["now"] - self._clock()
        if before is None or scene_of(before) != scene_of(view):
            await self._show_scene(view)
        if own := view["answer"]:
            self._sent = None
            self._certainty = Certainty(own["certainty"]) if own["certainty"] else None
        self.body.show_answer(view)
        self.body.settle(is_open=self._can_answer)
        self._show_standing(view)

    def lose(self) -> None:
        """Says that the server does not answer."""
        self.add_class("-lost")
        self._say()

    async def _show_scene(self, view: LearnerView) -> None:
        """Shows another question, or another side of it."""
        self._sent = self._receipt = self._certainty = None
        self._was_reminded = False
        async with self.batch():
            self.set_class(view["is_right_to_left"], "-right-to-left")
            await self.body.ask(view)
            self._explain(view)

    def _explain(self, view: LearnerView) -> None:
        """Shows why the answer is right, and the passage, once they are revealed."""
        reveal = view["reveal"]
        self.remove_class("-passage")
        self.set_class(bool(reveal and reveal["why"]), "-explained")
        text, quotes = excerpt(reveal["passages"] if reveal else [])
        if text:
            self.query_one(Passage).show(Document(text), quotes)
            self.set_class(self.size.width >= WIDE, "-passage")

    @property
    def _can_answer(self) -> bool:
        return self._turn is Turn.ANSWER and self._sent is None and self._receipt is None

    @property
    def _turn(self) -> Turn:
        return turn_of(self.view) if self.view else Turn.WAIT

    def _show_standing(self, view: LearnerView) -> None:
        # What does not fit falls out at the end: where there is little room, that is not who one is.
        names = [one_line(view["title"]), one_line(view["name"])]
        title = " · ".join(reversed(names) if self.has_class("-slim") else names)
        self.query_one("#title", Static).update(Content(title))
        self.query_one("#earned", Static).update(Content(earned(view)))
        self.set_class(bool(view["leaderboard"]), "-ranked")
        self.body.show_standing(view)
        self._say()
        self._look_at_the_clock()

    def _say(self) -> None:
        """Says what there is to do, or what became of the answer."""
        view = self.view
        if view is None:
            return
        is_asked = view["wants_certainty"] and self._turn in {Turn.ANSWER, Turn.SAVED}
        self.set_class(is_asked or (self._certainty is not None and self._turn is Turn.RESULT), "-certain")
        self._show_certainty()
        turn, said = self._turn, self.body.said
        if turn is Turn.RESULT:
            self.body.tell_result(view["result"], self._certainty)
        elif self._sent is not None:
            said.ask("Not saved yet: sending again …" if self.has_class("-lost") else "Sending …")
        elif self._receipt is not None and not is_saved(self._receipt) and turn is not Turn.SAVED:
            said.warn(one_line(self._receipt["sentence"]))
        elif turn is Turn.DISCUSS:
            said.ask(waiting_sentence(view))
        elif turn is Turn.SAVED or self._receipt is not None:
            self.body.tell_saved(view)
        elif turn is Turn.ANSWER and self.body.known and view["question"]:
            said.ask(how_to_answer(Kind(view["question"]["kind"]), "sends"))
        else:
            said.ask(waiting_sentence(view))
        self._show_hints()

    def _show_hints(self) -> None:
        labels = {
            "join.submit": submit_label(self.view, can_answer=self._can_answer),
            "join.passage": "question" if self.has_class("-passage") else "passage",
        }
        self.hints.show(commands.hints(self.offers, drill_commands.JOIN, self._keys, labels))

    def _show_certainty(self) -> None:
        less_sure, more_sure = (commands.key_of(it, self._keys) for it in drill_commands.JOIN_CERTAINTY)
        self.body.certainty_bar.show(self._certainty, less_sure, more_sure)

    def _look_at_the_clock(self) -> None:
        view = self.view
        if view is None or not self.is_attached:
            return
        left = time_left(view, self._clock() + self._ahead)
        self.countdown.show(left, None, is_short=left is not None and left <= _SHORT)

    # Answering

    @queued
    def action_choose(self, key: str) -> None:
        if self._can_answer:
            self.body.take(key)

    @on(AnswerPad.Refused)
    def _say_why_not(self, message: AnswerPad.Refused) -> None:
        if message.pad is self.body.pad:
            self.body.said.ask(message.sentence)

    @on(AnswerPad.Changed)
    def _say_how(self, message: AnswerPad.Changed) -> None:
        if message.pad is self.body.pad and self._can_answer:
            self._say()
            if message.pad.is_striking:
                self.body.said.ask("Strike out which one? Type its key.")

    def received(self, receipt: Receipt) -> None:
        """Says what became of the answer that was sent."""
        if self._sent and (receipt["place"], receipt["round"]) == (self._sent["place"], self._sent["round"]):
            self._sent = None
            # What is no answer to the question may be mended and sent again.
            self._receipt = None if receipt["status"] == "unfit" else receipt
            self.body.settle(is_open=self._can_answer)
            self._say()
            if receipt["status"] == "unfit":
                self.refused(receipt["sentence"])

    def refused(self, sentence: str) -> None:
        """Says why something was not done."""
        self.body.said.warn(one_line(sentence))

    @property
    def certainty(self) -> Certainty | None:
        return self._certainty

    def say_certainty(self, level: Certainty) -> None:
        if self.offers("surer"):
            self._certainty = level
            self._show_certainty()

    # Commands

    def offers(self, action: str) -> bool:
        """Whether the action has something to do now."""
        view = self.view
        if view is None:
            return action in {"leave", "app.keys", "app.turn_theme"}
        return may(view, action, can_answer=self._can_answer)

    @queued
    def action_submit(self) -> None:
        if self._can_answer:
            self._send()
        elif self.view and self._sent is None:
            self._go_to(next_own(self.view))

    def _send(self) -> None:
        view, known, answer = self.view, self.body.known, self.body.hand_in()
        if view is None or known is None or answer is None:
            return
        if view["wants_certainty"] and self._certainty is None and not self._was_reminded:
            self._was_reminded = True
            self.body.said.remind("How sure are you? Sent again without, it counts as low.")
            return
        self._sent = answering_of(view, known, answer, self._certainty, self._new_key())
        self.body.settle(is_open=False)
        self._say()
        self.post_message(AnswerWanted(self._sent))

    def action_next(self) -> None:
        if self.view and self.offers("next"):
            self._go_to(next_own(self.view))

    def action_previous(self) -> None:
        if self.view and self.offers("previous"):
            self._go_to(next_own(self.view, -1))

    def _go_to(self, place: int | None) -> None:
        if place is not None:
            self.post_message(OwnQuestionWanted(place))

    @queued
    def action_strike(self) -> None:
        if self.body.pad and self._can_answer:
            self.body.pad.strike()

    def action_passage(self) -> None:
        if self.offers("passage"):
            self.toggle_class("-passage")
            (self.query_one(Passage) if self.has_class("-passage") else self.body).focus()
            self._show_hints()

    def action_keep(self) -> None:
        if self.offers("keep"):
            self.post_message(MissedWanted())

    def action_leave(self) -> None:
        def leave(is_wanted: bool | None) -> None:
            if is_wanted:
                self.post_message(Left())

        if self.view is None or self.view["phase"] == "over":
            self.post_message(Left())
        elif self.is_current:
            sentences = [leaving_sentence(self.view)]
            self.app.push_screen(
                ConfirmationDialog("Leave the drill?", sentences, "Leave", "Stay", is_safe=True), leave
            )
