"""The screen on which an exam is sat."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from quiz.core.bank import Bank
from quiz.core.certainty import Certainty
from quiz.core.exams.changes import changes
from quiz.core.exams.clock import read_clock
from quiz.core.exams.events import Cleared, Event, Flagged, Turned, answering
from quiz.core.exams.exam import Exam, Sheet
from quiz.core.exams.map import map_of
from quiz.core.exams.words import blank_answer, warning_sentence
from quiz.core.questions import Question
from quiz.desk import invigilation
from quiz.desk.desk import Desk
from quiz.errors import HistoryError
from quiz.tui import commands
from quiz.tui.commands import Command
from quiz.tui.widgets.answer_pad import AnswerPad
from quiz.tui.widgets.countdown import Countdown
from quiz.tui.widgets.exam_strip import ExamStrip
from quiz.tui.widgets.key_hints import KeyHints
from quiz.tui.widgets.question_body import CHOOSING, CertaintyAsked, QuestionBody, pad_of, queued, topic_of
from quiz.tui.widgets.verdict import Verdict

if TYPE_CHECKING:
    from quiz.tui.widgets.choice_list import ChoiceList
    from quiz.tui.widgets.matching_board import MatchingBoard

_GONE = "The bank no longer has this question: it counts nowhere."
_TIME_USED_UP = "The time for this question is up: its answer stays as it is."


class ExamScreen(CertaintyAsked, Screen[Exam | None]):
    """Has a running exam sat; gives it when it is handed in, or None where the learner leaves it running.

    Each act of the learner is on the disk before it counts, and what the history does not take is taken back.
    """

    CSS_PATH = "exam.tcss"
    AUTO_FOCUS = ""  # the pad has it
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(commands.EXAM), *CHOOSING]
    OFFERS: ClassVar[tuple[Command, ...]] = commands.EXAM
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-slim"), (60, "-narrow"), (110, "-wide")]  # noqa: RUF012  Textual declares it so

    strip = query_one("#strip", ExamStrip)
    body = query_one("#body", QuestionBody)
    countdown = query_one(Countdown)
    hints = query_one(KeyHints)

    def __init__(self, bank: Bank, exam: Exam, desk: Desk) -> None:
        super().__init__()
        self.bank = bank
        self.exam = exam
        self.desk = desk
        self.pad: ChoiceList | MatchingBoard | None = None
        self._left = exam.remaining(desk.now())
        self._is_left = False

    def compose(self) -> ComposeResult:
        with Horizontal(id="head"):
            yield Static(Content(self.bank.title), id="title")
            yield Countdown()
        yield ExamStrip(id="strip")
        yield QuestionBody(None, "goes on")
        yield KeyHints(id="hints")

    async def on_mount(self) -> None:
        self.set_class(self.bank.is_right_to_left, "-right-to-left")
        self.set_class(self.exam.terms.limit_each is not None, "-two-clocks")
        await self._show_question()
        self.set_interval(1, self.look_at_the_clock)

    @property
    def question(self) -> Question | None:
        """The question at hand, None where the bank no longer has it."""
        return self.bank.question(self.exam.current) if self.exam.current in self.bank else None

    @property
    def sheet(self) -> Sheet:
        return self.exam.sheet(self.exam.current)

    @property
    def said(self) -> Verdict:
        """The line that speaks to the learner."""
        return self.body.verdict

    # Showing

    async def _show_question(self) -> None:
        question = self.question
        self.pad = pad_of(question, self.exam.plan.seed) if question else None
        async with self.batch():
            await self.body.turn_to(self.pad)
            self._fill_pad()
            self.body.ask(
                question.stem if question else _GONE, topic_of(self.bank, question) if question else Content()
            )
            self._say_how()
            self._show_standing()
            self.look_at_the_clock()

    def _fill_pad(self) -> None:
        """Has the pad show what the exam holds of the question."""
        question, pad = self.question, self.pad
        if question and pad:
            pad.struck = self.sheet.struck_in(question)
            pad.begin_again(self.sheet.answer_to(question) or blank_answer(question))
            pad.disabled = self.exam.is_locked(question.id, self.desk.now())

    def _say_how(self) -> None:
        if self.question is None:
            self.said.ask("")
        elif self.body.is_open:
            self.body.say_how()
        else:
            self.said.ask(_TIME_USED_UP)

    def _show_standing(self) -> None:
        self.strip.show(map_of(self.exam, self.desk.now()))
        keys = self.desk.settings.keys
        if self.exam.terms.with_certainty:
            certainty_keys = [commands.key_of(command, keys) for command in commands.EXAM_CERTAINTY]
            self.body.certainty_bar.show(self.sheet.certainty, *certainty_keys)
        labels = {"exam.flag": "unflag" if self.sheet.is_flagged else "flag"}
        self.hints.show(commands.hints(self.offers, commands.EXAM, keys, labels))

    # The clock

    def look_at_the_clock(self) -> None:
        """Shows the time left, warns, and hands the exam in when the time is up."""
        if self._is_left:
            return
        it = read_clock(self.exam, self.desk.now(), self._left)
        if it.is_up:
            self._end()
            return
        self._left = it.left
        if it.warning is not None:
            self.said.remind(warning_sentence(it.warning))
        if self.body.is_open and it.is_locked:
            self._fill_pad()
            self.body.focus()
            self._say_how()
            self._show_standing()
        self.countdown.show(it.left, it.left_here, is_short=it.is_short)

    # Answering

    @queued
    def action_choose(self, key: str) -> None:
        if self.body.take(key):
            self._keep_change()

    def _keep_change(self) -> None:
        """Keeps the answer, and says again how to answer where it is another now."""
        before = self.exam
        if self._keep_answer() and self.exam is not before:
            self._say_how()

    def _keep_answer(self) -> bool:
        """Keeps what the pad holds if the exam holds something else; whether the exam goes on with it."""
        question, pad = self.question, self.pad
        if not (question and pad and self.body.is_open):
            return True
        events = changes(self.sheet, question, pad.answer, pad.struck, self.desk.now())
        is_kept = all(self._keep(event) for event in events)
        if not is_kept:
            self._fill_pad()
        return is_kept

    def _keep(self, event: Event) -> bool:
        """Whether the event is on the disk and counts; where not, the learner reads why."""
        if self._is_left:
            return False
        if self.exam.is_up(event.at):
            self._end()
            return False
        try:
            self.exam = invigilation.keep(self.desk, self.exam, event)
        except HistoryError as error:
            self.said.warn(f"Not saved. {error}")
            return False
        except ValueError as refusal:
            self.said.warn(str(refusal))
            return False
        self._show_standing()
        return True

    @on(AnswerPad.Refused)
    def _say_why_not(self, message: AnswerPad.Refused) -> None:
        self.body.say_why_not(message)

    @on(AnswerPad.Changed)
    def _follow_pad(self, message: AnswerPad.Changed) -> None:
        if message.pad is self.pad:
            self._keep_change()

    @property
    def certainty(self) -> Certainty | None:
        return self.sheet.certainty

    def say_certainty(self, level: Certainty) -> None:
        if not (self.exam.terms.with_certainty and self._keep_answer() and self.body.is_open):
            return
        question, given = self.question, self.sheet.given
        answer = self.sheet.answer_to(question) if question else None
        if question is None or given is None or answer is None:
            self.said.ask("Answer first, then say how sure you are.")
        elif level is not self.sheet.certainty and self._keep(answering(question, answer, self.desk.now(), level)):
            self.body.certainty_bar.scroll_visible(animate=False)

    # Commands

    def offers(self, action: str) -> bool:
        """Whether the action has something to do now."""
        match action:
            case "strike":
                return self.body.is_open
            case "clear":
                return self.body.is_open and self.sheet.given is not None
            case "surer" | "less_sure":
                return self.exam.terms.with_certainty and self.body.is_open and self.sheet.given is not None
            case "next":
                return self.exam.position < len(self.exam) - 1
            case "previous":
                return self.exam.position > 0
            case _:
                return True

    @queued
    async def action_submit(self) -> None:
        if not self._keep_answer():
            return
        if self.offers("next"):
            await self._turn(self.exam.position + 1)
        else:
            map_key, hand_in_key = (self._key(name) for name in ("exam.map", "exam.hand_in"))
            self.said.ask(f"This is the last question: {map_key} shows what is open, {hand_in_key} hands in.")

    def _key(self, command: str) -> str:
        return commands.key_of(commands.EVERY[command], self.desk.settings.keys)

    @queued
    async def action_next(self) -> None:
        await self._turn(self.exam.position + 1)

    @queued
    async def action_previous(self) -> None:
        await self._turn(self.exam.position - 1)

    async def _turn(self, place: int) -> None:
        if 0 <= place < len(self.exam) and self._keep_answer() and self._keep(Turned(self.desk.now(), place)):
            await self._show_question()

    @queued
    def action_flag(self) -> None:
        if self._keep_answer():
            self._keep(Flagged(self.desk.now(), self.exam.current, not self.sheet.is_flagged))

    @queued
    def action_strike(self) -> None:
        if self.pad and self.body.is_open:
            self.pad.strike()
            self._say_how()

    @queued
    def action_clear(self) -> None:
        if self._keep_answer() and self.offers("clear") and self._keep(Cleared(self.desk.now(), self.exam.current)):
            self._fill_pad()

    @queued
    def action_map(self) -> None:
        from quiz.tui.dialogs.question_map import QuestionMapDialog  # noqa: PLC0415 - only who asks waits for it

        def go(place: int | None) -> None:
            if place is not None and place != self.exam.position:
                self.call_later(self._turn, place)

        if self._is_here and self._keep_answer():
            stems = [self.bank.question(id).stem if id in self.bank else _GONE for id in self.exam.plan.questions]
            self.app.push_screen(QuestionMapDialog(map_of(self.exam, self.desk.now()), stems), go)

    @queued
    def action_hand_in(self) -> None:
        from quiz.tui.dialogs.hand_in import HandInDialog  # noqa: PLC0415 - only who asks waits for it

        def end(is_wanted: bool | None) -> None:
            if is_wanted:
                self._end()

        if self._is_here and self._keep_answer():
            self.app.push_screen(HandInDialog(self.exam, self.bank), end)

    def _end(self) -> None:
        """Hands the exam in, whatever dialog is open, and leaves."""
        try:
            self.exam = invigilation.hand_in(self.desk, self.bank, self.exam)
        except HistoryError as error:
            self.said.warn(f"Not handed in. {error}")
            return
        self._is_left = True
        self.pop_until_active()
        self.dismiss(self.exam)

    @queued
    def action_leave(self) -> None:
        if self._is_here:
            self._ask_to_leave(is_quitting=False)

    def asks_before_the_end(self) -> bool:
        """Asks whether the program is to end though the exam is running, unless that is asked already."""
        from quiz.tui.dialogs.hand_in import LeaveDialog  # noqa: PLC0415 - only who asks waits for it

        if self._is_left or isinstance(self.app.screen, LeaveDialog):
            return False
        self._ask_to_leave(is_quitting=True)
        return True

    def _ask_to_leave(self, *, is_quitting: bool) -> None:
        from quiz.tui.dialogs.hand_in import LeaveDialog  # noqa: PLC0415 - only who asks waits for it

        def leave(is_wanted: bool | None) -> None:
            # A clock that pauses has counted up to here.
            if is_wanted and self._keep(Turned(self.desk.now(), self.exam.position)):
                self._is_left = True
                if is_quitting:
                    self.app.exit()
                else:
                    self.dismiss(None)

        if self._keep_answer():
            self.app.push_screen(LeaveDialog(self.exam, self.desk.now(), is_quitting=is_quitting), leave)

    @property
    def _is_here(self) -> bool:
        """Whether the learner is on this screen and has not left it, though the next one may not have come yet."""
        return self.is_current and not self._is_left
