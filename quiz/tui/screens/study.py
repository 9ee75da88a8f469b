"""The screen on which questions are answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar, assert_never

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from quiz.core.answers import Answer
from quiz.core.questions import Bank, Choice, Matching, Question, all_cites, fingerprint_of, kind_of
from quiz.core.session import Answered, Session
from quiz.core.shuffling import layout
from quiz.errors import HistoryError
from quiz.tui import commands
from quiz.tui.commands import Command
from quiz.tui.desk import Desk
from quiz.tui.widgets.answer_pad import AnswerPad
from quiz.tui.widgets.choice_list import ChoiceList
from quiz.tui.widgets.key_hints import KeyHints
from quiz.tui.widgets.progress_strip import ProgressStrip
from quiz.tui.widgets.typesetting import place_of
from quiz.tui.widgets.verdict import Verdict, how_to_answer

if TYPE_CHECKING:
    from quiz.tui.widgets.passage import Passage

WIDE = 110
"""From this many columns on, the passage stands beside the question instead of in its place."""


class StudyScreen(Screen[Session]):
    """Asks a session's questions one by one; gives the session as it was left. One that is over is only looked at."""

    CSS_PATH = "study.tcss"
    AUTO_FOCUS = ""  # the pad has it from the first question on, and nothing before
    BINDINGS: ClassVar[list[BindingType]] = [
        *commands.bindings(commands.STUDY),
        *(Binding(key, f"choose({key!r})", show=False) for key in "abcdefghijABCDEFGHIJ123456789"),
    ]
    OFFERS: ClassVar[tuple[Command, ...]] = commands.STUDY
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-slim"), (60, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012  Textual declares it so

    strip = query_one("#strip", ProgressStrip)
    body = query_one("#body", VerticalScroll)
    verdict = query_one("#verdict", Verdict)
    hints = query_one(KeyHints)

    def __init__(self, bank: Bank, session: Session, flags: Mapping[str, str], desk: Desk) -> None:
        """`flags` has the notes on the questions that are marked for later."""
        super().__init__()
        self.bank = bank
        self.session = session
        self.desk = desk
        self.pad = self._new_pad()
        self._flagged = dict(flags)
        self._begun: dict[str, Answer] = {}  # answers not handed in yet
        self._spent: dict[str, float] = {}  # seconds on questions not answered yet
        self._shown_at = desk.ticks()

    def compose(self) -> ComposeResult:
        yield Static(Content(self.bank.title), id="title")
        yield ProgressStrip(id="strip")
        with Horizontal(id="desk"), VerticalScroll(id="body", can_focus=True):
            yield Static(id="topic", markup=False)
            yield Static(id="stem", markup=False)
            yield Verdict(id="verdict")
            yield self.pad
            yield Static(id="why", markup=False)
        yield KeyHints(id="hints")

    def on_mount(self) -> None:
        self.set_class(self.bank.is_right_to_left, "-right-to-left")
        self._show_question()
        self.call_after_refresh(self._make_ready)

    def _make_ready(self) -> None:
        """Makes what the first question was painted without, unless the learner has left already."""
        if not self.query("Passage") and any(desk.is_attached for desk in self.query("#desk")):
            self._make_passage()

    @property
    def question(self) -> Question:
        return self.bank.question(self.session.current)

    @property
    def passage(self) -> Passage:
        """The pane with the document."""
        from quiz.tui.widgets.passage import Passage  # noqa: PLC0415 - 4 ms, with the document

        return next(iter(self.query(Passage)), None) or self._make_passage()

    def _make_passage(self) -> Passage:
        from quiz.tui.widgets.passage import Passage  # noqa: PLC0415 - see passage

        pane = Passage()
        self.query_one("#desk").mount(pane)
        return pane

    def _new_pad(self) -> AnswerPad:
        question = self.question
        order = layout(question, self.session.plan.seed)
        match question:
            case Choice():
                return ChoiceList(question, order)
            case Matching():
                from quiz.tui.widgets.matching_board import MatchingBoard  # noqa: PLC0415 - 2 ms

                return MatchingBoard(question, order)
            case _:
                assert_never(question)

    # Showing

    async def _turn_to(self, session: Session, begun: Answer | None = None) -> None:
        """Shows the question at the session's position, with what was begun of its answer."""
        left, old = self.session.current, self.pad
        if not old.is_locked:
            self._begun[left] = old.answer
            self._spent[left] = self._seconds()
        self.session = session
        self.pad = self._new_pad()
        async with self.batch():
            await old.remove()
            await self.body.mount(self.pad, after=self.verdict)
            if begun := begun or self._begun.get(session.current):
                self.pad.begin_again(begun)
            self._show_question()

    def _seconds(self) -> float:
        """The time spent on the question that is shown, earlier looks at it included."""
        return self._spent.get(self.session.current, 0.0) + self.desk.ticks() - self._shown_at

    def _show_question(self) -> None:
        question = self.question
        self.query_one("#topic", Static).update(Content(self.bank.topics[question.topic]))
        self.query_one("#stem", Static).update(Content(question.stem))
        self.remove_class("-marked", "-passage")
        self.pad.focus(scroll_visible=False)
        self.body.scroll_home(animate=False)
        self._shown_at = self.desk.ticks()
        if answered := self.session.current_answered:
            self._show_verdict(answered)
        else:
            self.verdict.ask(how_to_answer(kind_of(question)))
        self._show_standing()

    def _show_verdict(self, answered: Answered) -> None:
        question = self.question
        self.add_class("-marked")
        self.verdict.tell(answered.mark)
        self.pad.begin_again(answered.answer)
        self.pad.show(answered.answer, answered.mark)
        self.query_one("#why", Static).update(Content(question.why))
        if self._has_passage():
            self.passage.show(self.bank.document, all_cites(question))
            wants = self.desk.settings.passage
            self.set_class(wants == "on" or (wants == "auto" and self.size.width >= WIDE), "-passage")
        self.body.scroll_home(animate=False)

    def _has_passage(self) -> bool:
        """Whether there is a passage to show, now that the answer is marked."""
        return self.pad.is_locked and bool(all_cites(self.question)) and bool(self.bank.document)

    def _show_standing(self) -> None:
        ids = self.session.plan.questions
        marks = {each.question: each.mark.state for each in self.session.answered}
        flagged = frozenset(place for place, id in enumerate(ids) if id in self._flagged)
        self.strip.show([marks.get(id) for id in ids], self.session.position, flagged)
        self._show_hints()

    def _show_hints(self) -> None:
        labels = {
            "study.submit": self._submit_label(),
            "study.passage": "question" if self.has_class("-passage") else "passage",
        }
        self.hints.show(commands.hints(self.offers, commands.STUDY, self.desk.settings.keys, labels))

    def _submit_label(self) -> str:
        if self.session.is_over:
            return "result"
        if self.session.current_answered:
            return "go on" if self.session.open_positions else "result"
        return "check"

    # Answering

    def action_choose(self, key: str) -> None:
        self.call_later(self._choose, key)

    def _choose(self, key: str) -> None:
        place = place_of(key)
        if place is not None and not self.pad.is_locked:
            self.pad.take(place, is_digit=key.isdigit())

    def _mark(self, answer: Answer) -> None:
        question = self.question
        session, answered = self.session.answer(question, answer, self.desk.now(), self._seconds())
        # On disk before the feedback is on the screen.
        if self._is_kept(lambda: self.desk.history.record(session.plan, question, answered)):
            self.session = session
            self._begun.pop(question.id, None)
            self._show_verdict(answered)
            self._show_standing()

    def _is_kept(self, write: Callable[[], object]) -> bool:
        """Whether the history took what `write` gives it; where not, the learner reads why."""
        try:
            write()
        except HistoryError as error:
            self.verdict.warn(f"Not saved. {error}")
            return False
        return True

    @on(AnswerPad.Refused)
    def _explain(self, message: AnswerPad.Refused) -> None:
        if message.pad is self.pad:
            self.verdict.ask(message.sentence)

    @on(AnswerPad.Changed)
    def _show_how(self, message: AnswerPad.Changed) -> None:
        if message.pad is self.pad and not self.pad.is_locked:
            sentence = how_to_answer(kind_of(self.question))
            self.verdict.ask("Strike out which one? Type its key." if self.pad.is_striking else sentence)

    # Commands. A key's action runs beside the screen's messages, so each is queued among them: keys that come close
    # together, letters and commands, are then dealt with in their order, each when the one before is done.

    def offers(self, action: str) -> bool:
        """Whether the action has something to do now."""
        match action:
            case "strike":
                return not self.pad.is_locked
            case "undo":
                return bool(self.session.answered) and not self.session.is_over
            case "passage":
                return self._has_passage()
            case "next":
                return self.session.position < len(self.session) - 1
            case "previous":
                return self.session.position > 0
            case _:
                return True

    def action_submit(self) -> None:
        self.call_later(self._submit)

    async def _submit(self) -> None:
        if self.session.is_over:
            self._leave()
        elif self.session.current_answered is None:
            if answer := self.pad.hand_in():
                self._mark(answer)
        elif self.session.open_positions:
            await self._turn_to(self.session.go_on())
        elif self.is_current:
            session = self.session.finish()
            if self._is_kept(lambda: self.desk.history.end(session.plan.id, self.desk.now())):
                self.session = session
                self._leave()

    def action_passage(self) -> None:
        self.call_later(self._turn_passage)

    def _turn_passage(self) -> None:
        if not self._has_passage():
            what = "This question quotes no passage." if self.pad.is_locked else "The passage shows after your answer."
            self.verdict.ask(what)
            return
        self.toggle_class("-passage")
        (self.passage if self.has_class("-passage") else self.pad).focus()
        self._show_hints()

    def action_strike(self) -> None:
        self.call_later(lambda: self.pad.strike())  # noqa: PLW0108  the pad may be another by then

    def action_undo(self) -> None:
        self.call_later(self._undo)

    async def _undo(self) -> None:
        if not self.offers("undo"):
            self.verdict.ask("There is no answer to take back.")
            return
        session, undone = self.session.undo()
        if self._is_kept(lambda: self.desk.history.retract(session.plan.id, undone.question, self.desk.now())):
            await self._turn_to(session, undone.answer)
            self.verdict.ask("Your answer is taken back: change it, or hand it in again.")

    def action_next(self) -> None:
        self.call_later(self._go, 1)

    def action_previous(self) -> None:
        self.call_later(self._go, -1)

    async def _go(self, step: int) -> None:
        place = self.session.position + step
        if 0 <= place < len(self.session):
            await self._turn_to(self.session.go(place))

    def action_flag(self) -> None:
        self.call_later(self._flag)

    def _flag(self) -> None:
        from quiz.tui.dialogs.note import NoteDialog, Unmark  # noqa: PLC0415 - 1 ms

        question = self.question
        named = (self.bank.id, question.id, fingerprint_of(question))

        def keep(wish: str | Unmark | None) -> None:
            history, now = self.desk.history, self.desk.now()
            match wish:
                case Unmark():
                    if self._is_kept(lambda: history.unflag(*named, now)):
                        del self._flagged[question.id]
                case str(note):
                    if self._is_kept(lambda: history.flag(*named, note, now)):
                        self._flagged[question.id] = note
                case None:
                    return
            self._show_standing()

        if self.is_current:
            self.app.push_screen(NoteDialog(self._flagged.get(question.id)), keep)

    def action_leave(self) -> None:
        self.call_later(self._leave)

    def _leave(self) -> None:
        if self.is_current:
            self.dismiss(self.session)
