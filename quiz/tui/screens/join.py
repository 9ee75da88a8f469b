"""The learner's screen of a drill: the question, the answer, what became of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from quiz.core.answers import Answer, Chosen, Matched
from quiz.core.certainty import Certainty, surer
from quiz.core.document import Document
from quiz.core.questions import Choice, Kind, Matching
from quiz.core.text import one_line
from quiz.live.client.shown import Shown, answer_of, excerpt, mark_of, own_answer, shown
from quiz.live.client.turn import Turn, earned, heading_of, is_saved, is_stale, next_own, turn_of, waiting_sentence
from quiz.live.protocol import Answering, LearnerView, Receipt
from quiz.tui import commands, drill_commands
from quiz.tui.dialogs.confirmation import ConfirmationDialog
from quiz.tui.drill_messages import AnswerWanted, Left, MissedWanted, OwnQuestionWanted
from quiz.tui.widgets.answer_pad import AnswerPad
from quiz.tui.widgets.certainty_bar import CertaintyBar
from quiz.tui.widgets.choice_list import ChoiceList
from quiz.tui.widgets.countdown import Countdown
from quiz.tui.widgets.key_hints import KeyHints
from quiz.tui.widgets.matching_board import MatchingBoard
from quiz.tui.widgets.passage import Passage
from quiz.tui.widgets.standings import standings
from quiz.tui.widgets.typesetting import place_of, stack
from quiz.tui.widgets.verdict import Verdict

WIDE = 110
"""From this many columns on, the passage stands beside the question instead of in its place."""

_SHORT = timedelta(seconds=10)


class JoinScreen(Screen[None]):
    """Shows the views it is given, and posts the answers the learner wants sent."""

    CSS_PATH = "join.tcss"
    AUTO_FOCUS = "#body"
    BINDINGS: ClassVar[list[BindingType]] = [
        *commands.bindings(drill_commands.JOIN),
        *(Binding(key, f"choose({key!r})", show=False) for key in "abcdefghijABCDEFGHIJ123456789"),
    ]
    OFFERS: ClassVar[tuple[commands.Command, ...]] = drill_commands.JOIN
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-slim"), (60, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012  Textual declares it so

    body = query_one("#body", VerticalScroll)
    said = query_one("#said", Verdict)
    certainty_bar = query_one(CertaintyBar)
    countdown = query_one(Countdown)
    hints = query_one(KeyHints)

    def __init__(self, clock: Callable[[], int], new_key: Callable[[], str]) -> None:
        """`clock` is that of this machine, in milliseconds since 1970; `new_key` names an answer as no other."""
        super().__init__()
        self._clock = clock
        self._new_key = new_key
        self._ahead = 0  # the server's clock, against this one
        self.view: LearnerView | None = None
        self.pad: AnswerPad | None = None
        self._known: Shown | None = None
        self._certainty: Certainty | None = None
        self._sent: Answering | None = None  # without a receipt so far
        self._receipt: Receipt | None = None

    def compose(self) -> ComposeResult:
        with Horizontal(id="head"):
            yield Static(id="title", markup=False)
            yield Static(id="earned", markup=False)
            yield Countdown()
        with Horizontal(id="desk"):
            with VerticalScroll(id="body", can_focus=True):
                yield Static(id="where", markup=False)
                yield Static(id="stem", markup=False)
                yield Verdict(id="said")
                yield CertaintyBar()
                yield Static(id="why", markup=False)
                yield Static(id="board", markup=False)
            yield Passage()
        yield Static(Content.styled("✗ Connection lost, trying again.", "bold $text-error"), id="lost")
        yield KeyHints(id="hints")

    def on_mount(self) -> None:
        self.said.ask("Connecting …")
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
        if before is None or _scene(before) != _scene(view):
            await self._show_scene(view)
        self._show_answer(view)
        self._show_standing(view)

    def lose(self) -> None:
        """Says that the server does not answer."""
        self.add_class("-lost")
        self._say()

    async def _show_scene(self, view: LearnerView) -> None:
        """Shows another question, or another side of it."""
        self._sent = self._receipt = self._certainty = None
        old, self.pad, self._known = self.pad, None, None
        question = view["question"]
        if question is not None and question["options"] is not None:
            self._known = shown(question, view["reveal"])
            self.pad = _pad_of(self._known)
        async with self.batch():
            if old:
                await old.remove()
            if self.pad:
                await self.body.mount(self.pad, after=self.said)
            self.set_class(view["is_right_to_left"], "-right-to-left")
            stem = question["stem"] if question else _greeting(view)
            self.query_one("#stem", Static).update(Content(stem))
            self.body.scroll_home(animate=False)
            (self.pad or self.body).focus(scroll_visible=False)
            self._explain(view)

    def _explain(self, view: LearnerView) -> None:
        """Shows why the answer is right, and the passage, once they are revealed."""
        reveal = view["reveal"]
        self.remove_class("-passage")
        self.set_class(bool(reveal and reveal["why"]), "-explained")
        if reveal is None:
            return
        self.query_one("#why", Static).update(Content(reveal["why"]))
        text, quotes = excerpt(reveal["passages"])
        if text:
            self.query_one(Passage).show(Document(text), quotes)
            self.set_class(self.size.width >= WIDE, "-passage")

    def _show_answer(self, view: LearnerView) -> None:
        """Has the pad show the answer that is on the disk, and how it was marked."""
        if self.pad is None or self._known is None:
            return
        own = view["answer"]
        if own is not None:
            self._sent = None
            self._certainty = Certainty(own["certainty"]) if own["certainty"] else None
        if view["reveal"] is not None:
            answer = answer_of(self._known, own) if own else _blank(self._known)
            if not self.pad.is_locked:
                self.pad.begin_again(answer)
                self.pad.show(answer, mark_of(view["result"]))
        elif own is not None:
            self.pad.begin_again(answer_of(self._known, own))
        self._settle_pad()

    def _settle_pad(self) -> None:
        """Lets the pad take an answer only while one can be sent."""
        if self.pad and not self.pad.is_locked:
            was_open = not self.pad.disabled
            self.pad.disabled = not self._can_answer
            if self.pad.disabled:
                self.body.focus(scroll_visible=False)
            elif not was_open:
                self.pad.focus(scroll_visible=False)

    @property
    def _can_answer(self) -> bool:
        return self._turn is Turn.ANSWER and self._sent is None and self._receipt is None

    @property
    def _turn(self) -> Turn:
        return turn_of(self.view) if self.view else Turn.WAIT

    def _show_standing(self, view: LearnerView) -> None:
        title = f"{one_line(view['title'])} · {one_line(view['name'])}"
        self.query_one("#title", Static).update(Content(title))
        self.query_one("#earned", Static).update(Content(earned(view)))
        self.query_one("#where", Static).update(Content(heading_of(view)))
        rows = view["leaderboard"] or []
        self.set_class(bool(rows), "-ranked")
        if rows:
            lines = standings("Standings", rows, max(self.body.content_size.width - 2, 20))
            self.query_one("#board", Static).update(stack(lines))
        self._say()
        self._look_at_the_clock()

    def _say(self) -> None:
        """Says what there is to do, or what became of the answer."""
        view = self.view
        if view is None:
            return
        is_asked = view["wants_certainty"] and self._turn in {Turn.ANSWER, Turn.SAVED}
        self.set_class(is_asked or (self._certainty is not None and self._turn is Turn.RESULT), "-certain")
        self.certainty_bar.show(self._certainty, "-", "+")
        turn = self._turn
        if turn is Turn.RESULT:
            self._say_result(view)
        elif self._sent is not None:
            self.said.ask("Not saved yet: sending again …" if self.has_class("-lost") else "Sending …")
        elif self._receipt is not None and not is_saved(self._receipt) and turn is not Turn.SAVED:
            self.said.warn(one_line(self._receipt["sentence"]))
        elif turn is Turn.SAVED or self._receipt is not None:
            self.said.update(Content.assemble(("✓ Saved.", "bold $text-success"), _after_saving(view)))
        elif turn is Turn.ANSWER and self._known and view["question"]:
            self.said.ask(_how_to_answer(Kind(view["question"]["kind"])))
        else:
            self.said.ask(waiting_sentence(view))
        self._show_hints()

    def _say_result(self, view: LearnerView) -> None:
        result = view["result"]
        if result is None:
            self.said.ask("You gave no answer to this question.")
            return
        mark = mark_of(result)
        points = f", {result['points']:,} points" if result["points"] else ""
        self.said.tell(mark._replace(arithmetic=mark.arithmetic + points), self._certainty)

    def _show_hints(self) -> None:
        labels = {
            "join.submit": self._submit_label(),
            "join.passage": "question" if self.has_class("-passage") else "passage",
        }
        self.hints.show(commands.hints(self.offers, drill_commands.JOIN, {}, labels))

    def _submit_label(self) -> str:
        if self._can_answer:
            return "send"
        return "begin" if self._turn is Turn.WAIT else "next"

    def _look_at_the_clock(self) -> None:
        view = self.view
        if view is None or not self.is_attached:
            return
        left = None
        if view["closes_at"] is not None and self._turn in {Turn.ANSWER, Turn.SAVED}:
            left = timedelta(milliseconds=max(view["closes_at"] - self._clock() - self._ahead, 0))
        self.countdown.show(left, None, is_short=left is not None and left <= _SHORT)

    # Answering

    def action_choose(self, key: str) -> None:
        self.call_later(self._choose, key)

    def _choose(self, key: str) -> None:
        place = place_of(key)
        if place is not None and self.pad and self._can_answer:
            self.pad.take(place, is_digit=key.isdigit())

    @on(AnswerPad.Refused)
    def _say_why_not(self, message: AnswerPad.Refused) -> None:
        if message.pad is self.pad:
            self.said.ask(message.sentence)

    @on(AnswerPad.Changed)
    def _say_how(self, message: AnswerPad.Changed) -> None:
        if message.pad is self.pad and self._can_answer:
            self._say()
            if self.pad.is_striking:
                self.said.ask("Strike out which one? Type its key.")

    def received(self, receipt: Receipt) -> None:
        """Says what became of the answer that was sent."""
        if self._sent and (receipt["place"], receipt["round"]) == (self._sent["place"], self._sent["round"]):
            self._sent = None
            # What is no answer to the question may be mended and sent again.
            self._receipt = None if receipt["status"] == "unfit" else receipt
            self._settle_pad()
            self._say()
            if receipt["status"] == "unfit":
                self.refused(receipt["sentence"])

    def refused(self, sentence: str) -> None:
        """Says why something was not done."""
        self.said.warn(one_line(sentence))

    def action_certain(self, level: str) -> None:
        self.call_later(self._say_certainty, Certainty(level))

    def action_surer(self) -> None:
        self.call_later(lambda: self._say_certainty(surer(self._certainty, 1)))

    def action_less_sure(self) -> None:
        self.call_later(lambda: self._say_certainty(surer(self._certainty, -1)))

    def _say_certainty(self, level: Certainty) -> None:
        if self.offers("surer"):
            self._certainty = level
            self.certainty_bar.show(level, "-", "+")

    # Commands. A key's action runs beside the screen's messages, so each is queued among them: keys that come close
    # together are then dealt with in their order, each when the one before is done.

    def offers(self, action: str) -> bool:
        """Whether the action has something to do now."""
        view = self.view
        if view is None:
            return action in {"leave", "app.keys", "app.turn_theme"}
        match action:
            case "submit":
                return self._can_answer or next_own(view) is not None
            case "strike":
                return self._can_answer
            case "surer" | "less_sure":
                return self._can_answer and view["wants_certainty"]
            case "passage":
                return bool(view["reveal"] and view["reveal"]["passages"])
            case "next":
                return view["place"] >= 0 and next_own(view) not in {None, view["place"]}
            case "previous":
                return bool(view["places"]) and next_own(view, -1) is not None
            case "keep":
                return view["phase"] == "over"
            case _:
                return True

    def action_submit(self) -> None:
        self.call_later(self._submit)

    def _submit(self) -> None:
        if self._can_answer:
            self._send()
        elif self.view and self._sent is None:
            self._go_to(next_own(self.view))

    def _send(self) -> None:
        view, pad, known = self.view, self.pad, self._known
        answer = pad.hand_in() if pad else None
        if view is None or known is None or answer is None:
            return
        own = own_answer(known, answer, self._certainty if view["wants_certainty"] else None)
        self._sent = {
            "place": view["place"],
            "round": view["round"],
            "chosen": own["chosen"],
            "matched": own["matched"],
            "certainty": own["certainty"],
            "key": self._new_key(),
        }
        self._settle_pad()
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

    def action_strike(self) -> None:
        self.call_later(self._strike)

    def _strike(self) -> None:
        if self.pad and self._can_answer:
            self.pad.strike()

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
            sentences = ["What you answered counts. Until the drill is over you can come back with the same command."]
            self.app.push_screen(
                ConfirmationDialog("Leave the drill?", sentences, "Leave", "Stay", is_safe=True), leave
            )


def _scene(view: LearnerView) -> tuple[object, ...]:
    """What changes where the learner is to look at something else."""
    question = view["question"]
    has_options = question is not None and question["options"] is not None
    is_over = view["phase"] == "over"
    return question is not None and view["place"], view["round"], has_options, view["reveal"] is not None, is_over


def _pad_of(known: Shown) -> AnswerPad:
    question = known.question
    return ChoiceList(question, known.order) if isinstance(question, Choice) else MatchingBoard(question, known.order)


def _blank(known: Shown) -> Answer:
    question = known.question
    return Matched((None,) * len(question.pairs)) if isinstance(question, Matching) else Chosen(frozenset())


def _greeting(view: LearnerView) -> str:
    name = one_line(view["name"])
    if view["phase"] == "over":
        return f"The drill is over. Thank you, {name}."
    team = f", in the team {one_line(view['team'])}" if view["team"] else ""
    return f"You are in, {name}{team}."


def _after_saving(view: LearnerView) -> str:
    return "" if view["is_self_paced"] else "  Wait for the others."


def _how_to_answer(kind: Kind) -> str:
    match kind:
        case Kind.CHOICE:
            return "One answer: a letter chooses, enter sends."
        case Kind.MULTIPLE:
            return "Several answers: letters choose, enter sends."
        case Kind.MATCHING:
            return "A letter gives the prompt at ▸ its partner; enter sends."
