"""The screen on which questions are answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
from quiz.core.certainty import Certainty, surer
from quiz.core.questions import Bank, Choice, Matching, Question, all_cites, fingerprint_of, kind_of
from quiz.core.session import Answered, Session
from quiz.core.shuffling import layout
from quiz.desk.desk import Desk
from quiz.errors import HistoryError
from quiz.tui import commands
from quiz.tui.commands import Command
from quiz.tui.messages import SessionLeft
from quiz.tui.widgets.answer_pad import AnswerPad
from quiz.tui.widgets.choice_list import ChoiceList
from quiz.tui.widgets.key_hints import KeyHints
from quiz.tui.widgets.progress_strip import ProgressStrip
from quiz.tui.widgets.typesetting import place_of
from quiz.tui.widgets.verdict import Verdict, how_to_answer

if TYPE_CHECKING:
    from quiz.tui.widgets.certainty_bar import CertaintyBar
    from quiz.tui.widgets.passage import Passage

WIDE = 110
"""From this many columns on, the passage stands beside the question instead of in its place."""


class StudyScreen(Screen[Session]):
    """Asks a session's questions one by one; gives the session as it was left. One that is over is only looked at.

    With no screen below it, it cannot be dismissed, and posts the session instead.
    """

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
        self.pad = self._new_pad()
        self._flagged = dict(flags)
        self._begun: dict[str, Answer] = {}  # answers not handed in yet
        self._spent: dict[str, float] = {}  # seconds on questions not answered yet
        self._said: dict[str, Certainty] = {}  # how sure the learner is of answers not handed in yet
        self._remarks = remarks or {}
        self._shown_at = desk.ticks()
        self._is_left = False

    def compose(self) -> ComposeResult:
        yield Static(Content(self.bank.title), id="title")
        yield ProgressStrip(id="strip")
        with Horizontal(id="desk"), VerticalScroll(id="body", can_focus=True):
            yield Static(id="topic", markup=False)
            yield Static(id="stem", markup=False)
            yield Verdict(id="verdict")
            yield self.pad
        yield KeyHints(id="hints")

    def on_mount(self) -> None:
        self._show_question()
        self.call_after_refresh(self._make_ready)

    def _make_ready(self) -> None:
        """Makes what the first question was painted without, unless the learner has left already."""
        if any(desk.is_attached for desk in self.query("#desk")):
            _ = self.why, self.passage

    @property
    def question(self) -> Question:
        return self.bank.question(self.session.current)

    @property
    def source(self) -> Bank:
        """The bank that the question is written in."""
        return self.bank.source(self.session.current)[0]

    @property
    def why(self) -> Static:
        """The lines that say why the answer is right."""
        if not (why := next(iter(self.query("#why").results(Static)), None)):
            self.body.mount(why := Static(id="why", markup=False))
        return why

    @property
    def certainty_bar(self) -> CertaintyBar:
        """The line that asks how sure the learner is."""
        from quiz.tui.widgets.certainty_bar import CertaintyBar  # noqa: PLC0415 - only who says it waits for it

        if not (bar := next(iter(self.query(CertaintyBar)), None)):
            self.body.mount(bar := CertaintyBar(), after=self.pad)
        return bar

    @property
    def passage(self) -> Passage:
        """The pane with the document."""
        from quiz.tui.widgets.passage import Passage  # noqa: PLC0415 - 4 ms, with the document

        if not (pane := next(iter(self.query(Passage)), None)):
            self.query_one("#desk").mount(pane := Passage())
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
        self.set_class(self.source.is_right_to_left, "-right-to-left")
        self._show_topic()
        self.query_one("#stem", Static).update(Content(question.stem))
        self.remove_class("-marked", "-passage")
        self.pad.focus(scroll_visible=False)
        self.body.scroll_home(animate=False)
        self._shown_at = self.desk.ticks()
        if answered := self.session.current_answered:
            self._show_verdict(answered)
        else:
            self.verdict.ask(how_to_answer(kind_of(question)))
        self._show_certainty()
        self._show_standing()

    def _show_topic(self) -> None:
        """The topic, the bank where there are several, and what is to be said before the question."""
        topic = Content(self.bank.topics[self.question.topic])
        if self.source is not self.bank and self.source.title != self.bank.title:
            topic = Content.assemble(self.source.title, " · ", topic)
        remarks = self._remarks.get(self.session.current, ())
        if not self.session.current_answered:
            remarks = remarks[:1]  # what follows says what the answer is now
        lines = [topic, *(Content.styled(remark, "$text-warning") for remark in remarks)]
        self.query_one("#topic", Static).update(Content("\n").join(lines))

    def _show_certainty(self) -> None:
        """Shows how sure one is: where the settings ask for it, or something was said."""
        said = self._certainty()
        is_shown = said is not None or (self.desk.settings.certainty and not self.pad.is_locked)
        self.set_class(is_shown, "-certain")
        if is_shown:
            keys = self.desk.settings.keys
            down, up = (commands.key_of(it, keys) for it in (commands.STUDY_LESS_SURE, commands.STUDY_SURER))
            self.certainty_bar.show(said, down, up)

    def _certainty(self) -> Certainty | None:
        """How sure the learner said to be of the answer to the question that is shown."""
        answered = self.session.current_answered
        return answered.certainty if answered else self._said.get(self.session.current)

    def _show_verdict(self, answered: Answered) -> None:
        question = self.question
        self.add_class("-marked")
        self._show_topic()
        self.verdict.tell(answered.mark, answered.certainty)
        self.pad.begin_again(answered.answer)
        self.pad.show(answered.answer, answered.mark)
        self.why.update(self._explanation(answered))
        if self._has_passage():
            self.passage.show(self.source.document, all_cites(question))
            wants = self.desk.settings.passage
            self.set_class(wants == "on" or (wants == "auto" and self.size.width >= WIDE), "-passage")
        self.body.scroll_home(animate=False)

    def _explanation(self, answered: Answered) -> Content:
        """Why the answer is right, and what the sentence is worth that the learner marked as proving it."""
        why = Content(self.question.why)
        if answered.proof is None:
            return why
        from quiz.core.proof import proves, reasoning  # noqa: PLC0415 - 1 ms, and rarely asked for

        is_proved = proves(self.source.document, self.question, answered.proof)
        said = Content.styled(reasoning(answered.mark.state, is_proved=is_proved), "bold")
        return Content("\n").join([said, Content(f"“{answered.proof}”"), why])

    def _has_passage(self) -> bool:
        """Whether there is a passage to show, now that the answer is marked."""
        return self.pad.is_locked and bool(all_cites(self.question)) and bool(self.source.document)

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

    def _ask_for_proof(self, answer: Answer) -> None:
        """Has the learner mark the sentence that proves the answer before it is marked."""
        from quiz.tui.dialogs.proof import ProofDialog, Unsaid  # noqa: PLC0415 - only who asks for it waits for it

        asked, seconds = self.session.current, self._seconds()

        def go_on(wish: str | Unsaid | None) -> None:
            if wish is not None and self.session.current == asked and not self.pad.is_locked:
                self._mark(answer, seconds, None if isinstance(wish, Unsaid) else wish)

        if self._is_open:
            self.app.push_screen(ProofDialog(self.source.document), go_on)

    def _wants_proof(self) -> bool:
        """Whether the settings ask for the proof of an answer, and the question has one."""
        return self.desk.settings.proof and bool(all_cites(self.question)) and bool(self.source.document)

    def _mark(self, answer: Answer, seconds: float, proof: str | None = None) -> None:
        question = self.question
        session, answered = self.session.answer(
            question, answer, self.desk.now(), seconds, certainty=self._said.get(question.id), proof=proof
        )
        # On disk before the feedback is on the screen.
        if self._is_kept(lambda: self.desk.history.record(session.plan, question, answered)):
            self.session = session
            self._begun.pop(question.id, None)
            self._show_verdict(answered)
            self._show_certainty()
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
            case "surer" | "less_sure":
                return not self.pad.is_locked and self.has_class("-certain")
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
            if (answer := self.pad.hand_in()) and self._wants_proof():
                self._ask_for_proof(answer)
            elif answer:
                self._mark(answer, self._seconds())
        elif self.session.open_positions:
            await self._turn_to(self.session.go_on())
        elif self._is_open:
            session = self.session.finish()
            if self._is_kept(lambda: self.desk.history.end(session.plan.id, self.desk.now())):
                self.session = session
                self._leave()

    def action_surer(self) -> None:
        self.call_later(self._be_surer, 1)

    def action_less_sure(self) -> None:
        self.call_later(self._be_surer, -1)

    def _be_surer(self, step: int) -> None:
        self._say(surer(self._said.get(self.session.current), step))

    def action_certain(self, level: str) -> None:
        self.call_later(self._say, Certainty(level))

    def _say(self, certainty: Certainty) -> None:
        if not self.pad.is_locked:
            self._said[self.session.current] = certainty
            self._show_certainty()

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
            if undone.certainty:
                self._said[undone.question] = undone.certainty
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
        bank, id = self.bank.source(question.id)
        named = (bank.id, id, fingerprint_of(question))

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

        if self._is_open:
            self.app.push_screen(NoteDialog(self._flagged.get(question.id)), keep)

    def action_leave(self) -> None:
        self.call_later(self._leave)

    def _leave(self) -> None:
        if not self._is_open:
            return
        self._is_left = True
        if self.app.screen_stack[0] is self:
            self.post_message(SessionLeft(self.bank, self.session))
        else:
            self.dismiss(self.session)

    @property
    def _is_open(self) -> bool:
        """Whether the learner is on this screen and has not left it, though the next one may not have come yet."""
        return self.is_current and not self._is_left
