"""The screen on which questions are answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from quiz.core.answers import Answer, is_blank
from quiz.core.bank import Bank
from quiz.core.certainty import Certainty
from quiz.core.questions import Question, all_cites
from quiz.core.session import Answered, Session
from quiz.desk import tuition
from quiz.desk.desk import Desk
from quiz.errors import HistoryError
from quiz.tui import commands
from quiz.tui.commands import Command
from quiz.tui.messages import SessionLeft
from quiz.tui.widgets.answer_pad import AnswerPad
from quiz.tui.widgets.key_hints import KeyHints
from quiz.tui.widgets.progress_strip import ProgressStrip
from quiz.tui.widgets.question_body import CHOOSING, CertaintyAsked, QuestionBody, pad_of, queued, topic_of

if TYPE_CHECKING:
    from quiz.tui.widgets.passage import Passage

_Kept = TypeVar("_Kept")

WIDE = 110
"""From this many columns on, the passage stands beside the question instead of in its place."""


class StudyScreen(CertaintyAsked, Screen[Session]):
    """Asks a session's questions one by one; gives the session as it was left. One that is over is only looked at.

    With no screen below it, it cannot be dismissed, and posts the session instead.
    """

    CSS_PATH = "study.tcss"
    AUTO_FOCUS = ""  # the pad has it from the first question on, and nothing before
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(commands.STUDY), *CHOOSING]
    OFFERS: ClassVar[tuple[Command, ...]] = commands.STUDY
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-slim"), (60, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012  Textual declares it so

    strip = query_one("#strip", ProgressStrip)
    body = query_one("#body", QuestionBody)
    hints = query_one(KeyHints)

    def __init__(
        self,
        bank: Bank,
        session: Session,
        flags: Mapping[str, str],
        desk: Desk,
        remarks: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """`flags` has the notes on questions that are marked for later, `remarks` what is said of a question."""
        super().__init__()
        self.bank = bank
        self.session = session
        self.desk = desk
        self.pad: AnswerPad = pad_of(self.question, session.plan.seed)
        self._flagged = dict(flags)
        self._begun: dict[str, Answer] = {}  # answers not handed in yet
        self._spent: dict[str, float] = {}  # seconds on questions not answered yet
        self._said: dict[str, Certainty] = {}  # how sure the learner is of answers not handed in yet
        self._unsure = ""  # the first question that was answered without saying how sure, where one was to say it
        self._remarks = remarks or {}
        self._shown_at = desk.ticks()
        self._is_left = False

    def compose(self) -> ComposeResult:
        yield Static(Content(self.bank.title), id="title")
        yield ProgressStrip(id="strip")
        with Horizontal(id="desk"):
            yield QuestionBody(self.pad, "checks")
        yield KeyHints(id="hints")

    def on_mount(self) -> None:
        self._show_question()
        self.call_after_refresh(self._make_ready)

    def _make_ready(self) -> None:
        """Makes what the first question was painted without, unless the learner has left already."""
        if any(desk.is_attached for desk in self.query("#desk")):
            _ = self.body.why, self.passage

    @property
    def question(self) -> Question:
        return self.bank.question(self.session.current)

    @property
    def source(self) -> Bank:
        """The bank that the question is written in."""
        return self.bank.source(self.session.current)[0]

    @property
    def passage(self) -> Passage:
        """The pane with the document."""
        from quiz.tui.widgets.passage import Passage  # noqa: PLC0415 - 4 ms, with the document

        if not (pane := next(iter(self.query(Passage)), None)):
            self.query_one("#desk").mount(pane := Passage())
        return pane

    # Showing

    async def _turn_to(self, session: Session, begun: Answer | None = None) -> None:
        """Shows the question at the session's position, with what was begun of its answer."""
        left, old = self.session.current, self.pad
        if not old.is_locked:
            self._begun[left] = old.answer
            self._spent[left] = self._seconds()
        self.session = session
        self.pad = pad_of(self.question, session.plan.seed)
        async with self.batch():
            await self.body.turn_to(self.pad)
            if begun := begun or self._begun.get(session.current):
                self.pad.begin_again(begun)
            self._show_question()

    def _seconds(self) -> float:
        """The time spent on the question that is shown, earlier looks at it included."""
        return self._spent.get(self.session.current, 0.0) + self.desk.ticks() - self._shown_at

    def _show_question(self) -> None:
        self.set_class(self.source.is_right_to_left, "-right-to-left")
        self.remove_class("-marked", "-passage")
        self.body.ask(self.question.stem, self._topic())
        self._shown_at = self.desk.ticks()
        if answered := self.session.current_answered:
            self._show_verdict(answered)
        else:
            self.body.say_how()
        self._show_certainty()
        self._show_standing()

    def _topic(self) -> Content:
        remarks = self._remarks.get(self.session.current, ())
        # After the answer, the others say what it is now.
        return topic_of(self.bank, self.question, remarks if self.session.current_answered else remarks[:1])

    def _show_certainty(self) -> None:
        """Shows how sure one is: where something was said, or the settings ask for it; and once, that they do."""
        said = self.certainty
        is_asked = self.desk.settings.certainty and (self.body.is_open or self.session.current == self._unsure)
        self.set_class(said is not None or is_asked, "-certain")
        if said is not None or is_asked:
            keys = [commands.key_of(it, self.desk.settings.keys) for it in commands.STUDY_CERTAINTY]
            if said is None and self.pad.is_locked:
                self.body.certainty_bar.remind(*keys)
            else:
                self.body.certainty_bar.show(said, *keys)

    @property
    def certainty(self) -> Certainty | None:
        answered = self.session.current_answered
        return answered.certainty if answered else self._said.get(self.session.current)

    def _show_verdict(self, answered: Answered) -> None:
        self.add_class("-marked")
        self.body.topic.update(self._topic())
        self.body.explain(answered, self.source)
        if self._quotes:
            self.passage.show(self.source.document, all_cites(self.question))
            wants = self.desk.settings.passage
            self.set_class(wants == "on" or (wants == "auto" and self.size.width >= WIDE), "-passage")

    @property
    def _quotes(self) -> bool:
        """Whether the question quotes a document that is there."""
        return bool(all_cites(self.question)) and bool(self.source.document)

    def _show_standing(self) -> None:
        ids = self.session.plan.questions
        marks = {each.question: each.mark.state for each in self.session.answered if not is_blank(each.answer)}
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

    @queued
    def action_choose(self, key: str) -> None:
        self.body.take(key)

    def _ask_for_proof(self, answer: Answer) -> None:
        """Has the learner mark the sentence that proves the answer before it is marked."""
        from quiz.tui.dialogs.proof import ProofDialog, Unsaid  # noqa: PLC0415 - only who asks for it waits for it

        asked, seconds = self.session.current, self._seconds()

        def go_on(wish: str | Unsaid | None) -> None:
            if wish is not None and self.session.current == asked and not self.pad.is_locked:
                self._mark(answer, seconds, None if isinstance(wish, Unsaid) else wish)

        if self._is_here:
            self.app.push_screen(ProofDialog(self.source.document), go_on)

    def _mark(self, answer: Answer, seconds: float, proof: str | None = None) -> None:
        question, said = self.question, self.certainty
        kept = self._kept(
            lambda: tuition.answer(self.desk, self.session, question, answer, seconds, certainty=said, proof=proof)
        )
        if kept:  # on the disk before the feedback is on the screen
            self.session, answered = kept
            self._begun.pop(question.id, None)
            if answered.certainty is None:
                self._unsure = self._unsure or question.id
            self._show_verdict(answered)
            self._show_certainty()
            self._show_standing()

    def _kept(self, keep: Callable[[], _Kept]) -> _Kept | None:
        """What `keep` gives; None where the history does not take it, and the learner reads why."""
        try:
            return keep()
        except HistoryError as error:
            self.body.verdict.warn(f"Not saved. {error}")
            return None

    @on(AnswerPad.Refused)
    def _say_why_not(self, message: AnswerPad.Refused) -> None:
        self.body.say_why_not(message)

    @on(AnswerPad.Changed)
    def _show_how(self, message: AnswerPad.Changed) -> None:
        if message.pad is self.pad and self.body.is_open:
            self.body.say_how()

    # Commands

    def offers(self, action: str) -> bool:
        """Whether the action has something to do now."""
        match action:
            case "strike":
                return not self.pad.is_locked
            case "surer" | "less_sure":
                return not self.pad.is_locked and self.has_class("-certain")
            case "undo":
                return bool(self.session.answered) and not self.session.is_over
            case "passage":
                return self.pad.is_locked and self._quotes
            case "next":
                return self.session.position < len(self.session) - 1
            case "previous":
                return self.session.position > 0
            case _:
                return True

    @queued
    async def action_submit(self) -> None:
        if self.session.is_over:
            self._leave()
        elif self.session.current_answered is None:
            if (answer := self.pad.hand_in()) and self.desk.settings.proof and self._quotes:
                self._ask_for_proof(answer)
            elif answer:
                self._mark(answer, self._seconds())
        elif self.session.open_positions:
            await self._turn_to(self.session.go_on())
        elif self._is_here and (session := self._kept(lambda: self.desk.finish(self.session))):
            self.session = session
            self._leave()

    def say_certainty(self, level: Certainty) -> None:
        if self.body.is_open:
            self._said[self.session.current] = level
            self._show_certainty()

    @queued
    def action_passage(self) -> None:
        if not self.offers("passage"):
            what = "This question quotes no passage." if self.pad.is_locked else "The passage shows after your answer."
            self.body.verdict.ask(what)
            return
        self.toggle_class("-passage")
        (self.passage if self.has_class("-passage") else self.pad).focus()
        self._show_hints()

    @queued
    def action_strike(self) -> None:
        self.pad.strike()

    @queued
    async def action_undo(self) -> None:
        if not self.offers("undo"):
            self.body.verdict.ask("There is no answer to take back.")
            return
        if kept := self._kept(lambda: tuition.undo(self.desk, self.session)):
            session, undone = kept
            if undone.certainty:
                self._said[undone.question] = undone.certainty
            await self._turn_to(session, undone.answer)
            self.body.verdict.ask("Your answer is taken back: change it, or hand it in again.")

    @queued
    async def action_next(self) -> None:
        await self._go(1)

    @queued
    async def action_previous(self) -> None:
        await self._go(-1)

    async def _go(self, step: int) -> None:
        place = self.session.position + step
        if 0 <= place < len(self.session):
            await self._turn_to(self.session.go(place))

    @queued
    def action_flag(self) -> None:
        from quiz.tui.dialogs.note import NoteDialog, Unmark  # noqa: PLC0415 - 1 ms

        question = self.question

        def flagged(note: str | None) -> dict[str, str]:
            tuition.flag(self.desk, self.bank, question, note)
            return self.desk.flags(self.bank)

        def keep(wish: str | Unmark | None) -> None:
            if wish is None:
                return
            kept = self._kept(lambda: flagged(None if isinstance(wish, Unmark) else wish))
            self._flagged = self._flagged if kept is None else kept
            self._show_standing()

        if self._is_here:
            self.app.push_screen(NoteDialog(self._flagged.get(question.id)), keep)

    @queued
    def action_leave(self) -> None:
        self._leave()

    def _leave(self) -> None:
        if not self._is_here:
            return
        self._is_left = True
        if self.app.screen_stack[0] is self:
            self.post_message(SessionLeft(self.bank, self.session))
        else:
            self.dismiss(self.session)

    @property
    def _is_here(self) -> bool:
        """Whether the learner is on this screen and has not left it, though the next one may not have come yet."""
        return self.is_current and not self._is_left
