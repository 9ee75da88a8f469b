"""The screen on which questions are answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, assert_never

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from quiz.core.questions import Bank, Choice, Matching, Question, all_cites, fingerprint_of, kind_of
from quiz.core.session import Answered, Session
from quiz.core.shuffling import layout
from quiz.errors import HistoryError
from quiz.tui import commands
from quiz.tui.commands import Command
from quiz.tui.desk import Desk
from quiz.tui.dialogs.note import NoteDialog, Unmark
from quiz.tui.widgets.answer_pad import AnswerPad
from quiz.tui.widgets.choice_list import ChoiceList
from quiz.tui.widgets.key_hints import KeyHints
from quiz.tui.widgets.matching_board import MatchingBoard
from quiz.tui.widgets.passage import Passage
from quiz.tui.widgets.progress_strip import ProgressStrip
from quiz.tui.widgets.typesetting import place_of
from quiz.tui.widgets.verdict import Verdict, how_to_answer

WIDE = 110
"""From this many columns on, the passage stands beside the question instead of in its place."""


class StudyScreen(Screen[Session]):
    """Asks a session's questions one by one; gives the session as it was left. One that is over is only looked at."""

    CSS_PATH = "study.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(commands.STUDY)]
    OFFERS: ClassVar[tuple[Command, ...]] = commands.STUDY
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-slim"), (60, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012  Textual declares it so

    strip = query_one("#strip", ProgressStrip)
    body = query_one("#body", VerticalScroll)
    verdict = query_one("#verdict", Verdict)
    passage = query_one(Passage)
    hints = query_one(KeyHints)
    pad = query_one(AnswerPad)

    def __init__(self, bank: Bank, session: Session, desk: Desk) -> None:
        super().__init__()
        self.bank = bank
        self.session = session
        self.desk = desk
        self._flagged = {flag.question: flag.note for flag in desk.history.flags(bank.id)}
        self._shown_at = desk.ticks()

    def compose(self) -> ComposeResult:
        yield Static(Content(self.bank.title), id="title")
        yield ProgressStrip(id="strip")
        with Horizontal(id="desk"):
            with VerticalScroll(id="body", can_focus=True):
                yield Static(id="topic", markup=False)
                yield Static(id="stem", markup=False)
                yield Verdict(id="verdict")
                yield self._new_pad()
                yield Static(id="why", markup=False)
            yield Passage()
        yield KeyHints(id="hints")

    def on_mount(self) -> None:
        self.set_class(self.bank.is_right_to_left, "-right-to-left")
        self._show_question()

    @property
    def question(self) -> Question:
        return self.bank.question(self.session.current)

    def _new_pad(self) -> AnswerPad:
        question = self.question
        order = layout(question, self.session.plan.seed)
        match question:
            case Choice():
                return ChoiceList(question, order)
            case Matching():
                return MatchingBoard(question, order)
            case _:
                assert_never(question)

    # Showing

    async def _turn_to(self, session: Session) -> None:
        """Shows the question at the session's position."""
        self.session = session
        async with self.batch():
            await self.pad.remove()
            await self.body.mount(self._new_pad(), after=self.verdict)
            self._show_question()

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
        quotes = all_cites(question)
        if quotes and self.bank.document:
            self.passage.show(self.bank.document, quotes, self.bank.title)
            wants = self.desk.settings.passage
            self.set_class(wants == "on" or (wants == "auto" and self.size.width >= WIDE), "-passage")
        self.body.scroll_home(animate=False)

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
        self.hints.show(commands.hints(self, commands.STUDY, self.desk.settings.keys, labels))

    def _submit_label(self) -> str:
        if self.session.is_over:
            return "result"
        if self.session.current_answered:
            return "go on" if self.session.open_positions else "result"
        return "check"

    # Answering

    async def on_key(self, event: events.Key) -> None:
        place = place_of(event.character) if event.character else None
        if place is not None and event.character and not self.pad.is_locked:
            event.stop()
            self.pad.take(place, is_digit=event.character.isdigit())

    @on(AnswerPad.Answered)
    def _mark(self, message: AnswerPad.Answered) -> None:
        if message.pad is not self.pad or self.session.current_answered:
            return  # enter was pressed again before this message came
        question = self.question
        now, seconds = self.desk.now(), self.desk.ticks() - self._shown_at
        session, answered = self.session.answer(question, message.answer, now, seconds)
        # On disk before the feedback is on the screen.
        if self._is_kept(lambda: self.desk.history.record(session.plan, question, answered)):
            self.session = session
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
        self.verdict.ask(message.sentence)

    @on(AnswerPad.Changed)
    def _show_how(self) -> None:
        sentence = how_to_answer(kind_of(self.question))
        self.verdict.ask("Strike out which one? Type its key." if self.pad.is_striking else sentence)

    # Commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        is_marked = self.session.current_answered is not None
        match action:
            case "strike":
                return not is_marked and not self.session.is_over
            case "undo":
                return bool(self.session.answered) and not self.session.is_over
            case "passage":
                return is_marked
            case "next":
                return self.session.position < len(self.session) - 1
            case "previous":
                return self.session.position > 0
            case _:
                return True

    async def action_submit(self) -> None:
        if self.session.is_over:
            self.dismiss(self.session)
        elif self.session.current_answered is None:
            self.pad.hand_in()
        elif self.session.open_positions:
            await self._turn_to(self.session.go_on())
        else:
            session = self.session.finish()
            if self._is_kept(lambda: self.desk.history.end(session.plan.id, self.desk.now())):
                self.dismiss(session)

    def action_passage(self) -> None:
        self.toggle_class("-passage")
        if self.has_class("-passage"):
            self.passage.focus()
        else:
            self.pad.focus()
        self._show_hints()

    def action_strike(self) -> None:
        self.pad.strike()

    async def action_undo(self) -> None:
        session, undone = self.session.undo()
        if not self._is_kept(lambda: self.desk.history.retract(session.plan.id, undone.question, self.desk.now())):
            return
        await self._turn_to(session)
        self.pad.begin_again(undone.answer)
        self.verdict.ask("Your answer is taken back: change it, or hand it in again.")

    async def action_next(self) -> None:
        await self._turn_to(self.session.go(self.session.position + 1))

    async def action_previous(self) -> None:
        await self._turn_to(self.session.go(self.session.position - 1))

    def action_flag(self) -> None:
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

        self.app.push_screen(NoteDialog(self._flagged.get(question.id)), keep)

    def action_leave(self) -> None:
        self.dismiss(self.session)
