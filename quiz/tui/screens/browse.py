"""The document of a bank on one side, and on the other the questions that rest on the statement at hand."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import OptionList, Static

from quiz.core.documents.outline import statement_at
from quiz.core.documents.quoting import quotation
from quiz.core.questions import Question
from quiz.core.text import one_line, printable
from quiz.desk.concordance import Concordance, with_ignored
from quiz.errors import QuizError
from quiz.tui import author_commands, commands
from quiz.tui.commands import Command
from quiz.tui.widgets.coverage_words import LEGEND, said_of, share_of, sign_of
from quiz.tui.widgets.document_view import DocumentView, Gutter
from quiz.tui.widgets.key_hints import KeyHints
from quiz.tui.widgets.resting_questions import RestingQuestions
from quiz.tui.widgets.search_line import SearchLine
from quiz.tui.widgets.terminal_cursor import follow_focus
from quiz.tui.widgets.tracked_list import TrackedList
from quiz.tui.wishes import At, Write

_SHOWN_OF_A_PASSAGE = 120


class BrowseScreen(Screen[Write | None]):
    """Goes through the document statement by statement; gives what the author wants to write, None to leave."""

    CSS_PATH = "browse.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(author_commands.BROWSE)]
    OFFERS: ClassVar[tuple[Command, ...]] = author_commands.BROWSE
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-slim"), (60, "-wide")]  # noqa: RUF012  Textual declares it so
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-low"), (16, "-high")]  # noqa: RUF012  as above

    view = query_one("#document", DocumentView)
    resting = query_one("#resting", TrackedList)
    panel = query_one(RestingQuestions)
    sought = query_one(SearchLine)

    def __init__(self, read: Concordance, keys: Mapping[str, str], at: At) -> None:
        """`read` has a statement at least; `keys` are those of the settings, and `at` is where to begin."""
        super().__init__()
        self._read = read
        self._keys = keys
        self._at = at
        self._passage = 0
        self._wanted = at.question  # the question that is to be highlighted, where it is among those that are shown

    def compose(self) -> ComposeResult:
        yield Static(Content(f"The document and its questions: {one_line(self._read.bank.title)}"), id="title")
        with Horizontal(id="sides"):
            yield DocumentView(id="document")
            yield RestingQuestions(self._read.bank.topics, id="questions")
        yield SearchLine("words of the document, or of a question", id="sought")
        with Container(id="standing"):
            yield Static(id="coverage")
            yield Static(LEGEND, id="legend")
        yield KeyHints(id="hints")

    def on_mount(self) -> None:
        self.set_class(self._read.bank.is_right_to_left, "-right-to-left")
        self._show_document(self._at.statement)
        self.view.focus()
        if self._wanted:
            self._turn_to_questions()
        else:
            self._show_questions()

    # What is shown

    def _show_document(self, statement: int) -> None:
        self.view.show(self._read.document, self._gutter, statement)
        self.query_one("#coverage", Static).update(share_of(self._read.coverage.tally))

    def _gutter(self, place: int) -> Gutter:
        return sign_of(self._read.statements[place])

    @on(DocumentView.Moved)
    def _follow_cursor(self) -> None:
        self._wanted = None
        self._show_questions()

    def _show_questions(self) -> None:
        """Shows what rests on the statement at hand, unless a question is shown whole."""
        if self.panel.whole:
            return
        place = self.view.cursor
        it = self._read.statements[place]
        self.panel.show(said_of(it, len(self._read.drafts[place])), self._questions, self._wanted)
        self.view.border_title = Content(one_line(self._read.document.section_of(it.span)))
        self.view.border_subtitle = f"statement {place + 1} of {len(self._read.statements)}"
        self._mark_passages()
        self._show_hints()

    @property
    def _questions(self) -> tuple[Question, ...]:
        return self._read.resting_on(self.view.cursor)

    @on(OptionList.OptionHighlighted)
    def _mark_passages(self) -> None:
        """Marks in the document what the question at hand quotes, where the questions are what is looked at."""
        question = self.panel.at_hand if self._is_among_questions else None
        self.view.quote(self._read.passages_of(question) if question else ())

    @property
    def _is_among_questions(self) -> bool:
        return self.panel.whole is not None or self.has_class("-questions")

    def on_descendant_focus(self) -> None:
        # By the mouse, too, where both sides are there.
        if self.has_class("-wide") and self.panel.whole is None and self.focused in {self.resting, self.view}:
            self.set_class(self.focused is self.resting, "-questions")
        self._mark_passages()
        self._show_hints()

    def on_resize(self) -> None:
        self._draw_anew()

    def on_screen_resume(self) -> None:
        self.call_after_refresh(follow_focus, self)

    def _draw_anew(self) -> None:
        """Shows the questions at the width that the list has once all is laid out, with the same one highlighted."""
        if question := self.panel.at_hand:
            self._wanted = question.id
        self.call_after_refresh(self._show_questions)

    def _show_hints(self) -> None:
        if self.sought.is_open:
            self.query_one(KeyHints).show(SearchLine.HINTS)
            return
        whole = self.panel.whole
        label = "next passage" if whole else "look" if self._is_among_questions else "questions"
        labels = {"browse.look": label, "browse.leave": "back" if whole else "leave"}
        offered = commands.hints(self.offers, author_commands.BROWSE, self._keys, labels)
        self.query_one(KeyHints).show(offered)

    # What the author wants

    def offers(self, action: str) -> bool:
        """Whether the action has something to do now."""
        match action:
            case "look" | "turn":
                return bool(self._questions) or self.panel.whole is not None
            case "edit":
                return self.panel.at_hand is not None
            case "next" | "previous":
                return bool(self._read.coverage.uncovered)
            case "ignore":
                return not self._is_among_questions and not self._read.statements[self.view.cursor].is_examined
            case _:
                return True

    def action_turn(self) -> None:
        if self._is_among_questions:
            self._turn_to_document()
        elif self._questions:
            self._turn_to_questions()

    def _turn_to_document(self) -> None:
        self.remove_class("-questions")
        self.view.focus()
        self._close_card()

    def _turn_to_questions(self) -> None:
        self.add_class("-questions")
        self.resting.focus()
        self._draw_anew()

    def action_look(self) -> None:
        if self.panel.whole:
            self._go_to_passage(self.panel.whole, self._passage + 1)
        elif self._questions:
            self._turn_to_questions()

    @on(OptionList.OptionSelected)
    def _look_at(self) -> None:
        """Shows the highlighted question whole, and its passages in the document."""
        if not (question := self.panel.at_hand):
            return
        self.add_class("-questions")
        self.panel.open(question)
        self._go_to_passage(question, 0)
        self._mark_passages()
        self._show_hints()

    def _go_to_passage(self, question: Question, place: int) -> None:
        passages = self._read.passages_of(question)  # at least the one on the statement that it was found by
        self._passage = place % len(passages)
        statement = statement_at(self._read.document, passages[self._passage])
        if statement is not None:
            self.view.go_to(statement)
        self.panel.tell(f"Passage {self._passage + 1} of {len(passages)}")

    def _close_card(self) -> None:
        if self.panel.whole:
            self._wanted = self.panel.whole.id
            self.panel.close()
            self._show_questions()

    def action_next(self) -> None:
        self._go_to_missed(1)

    def action_previous(self) -> None:
        self._go_to_missed(-1)

    def _go_to_missed(self, step: int) -> None:
        place = self._read.next_missed(self.view.cursor, step)
        if place is None:
            self.notify("A question examines every statement, but for those that are ignored.", timeout=5)
            return
        self._turn_to_document()
        self.view.go_to(place)

    def action_edit(self) -> None:
        if question := self.panel.at_hand:
            self._leave_for(Write(At(self.view.cursor, question.id), question.id))

    def action_new(self) -> None:
        statement = self._read.statements[self.view.cursor]
        self._leave_for(Write(At(self.view.cursor), None, (quotation(self._read.document, statement.span),)))

    def action_leave(self) -> None:
        if self.sought.is_open:
            self.sought.action_close()
        elif self.panel.whole:
            self._close_card()
            self._turn_to_questions()
        elif self._is_among_questions:
            self._turn_to_document()
        else:
            self._leave_for(None)

    def _leave_for(self, wish: Write | None) -> None:
        if self.is_current:  # or it is left already: a key was pressed twice
            self.dismiss(wish)

    # What is not worth a question

    def action_ignore(self) -> None:
        from quiz.tui.dialogs.entry import EntryDialog  # noqa: PLC0415 - only who asks for it waits for it

        if not self.offers("ignore") or not self.is_current:
            return
        passage = self._read.ignored_with(self.view.cursor)
        heading = "Not worth a question?"
        again = " Without a reason it is to be examined again." if passage.why else ""
        question = f"“{_cut(passage.cite)}”\n\nWhy need no question examine it?{again}"

        def keep(why: str | None) -> None:
            if why is not None and why != passage.why:
                self._keep_ignored(passage.cite, why)

        self.app.push_screen(EntryDialog(heading, question, passage.why, longest=500), keep)

    @work
    async def _keep_ignored(self, cite: str, why: str) -> None:
        try:
            read = await asyncio.to_thread(with_ignored, self._read, cite, why)
        except QuizError as error:
            self.notify(printable(str(error)), title="That did not work", severity="error", timeout=20, markup=False)
            return
        if not read.statements:  # the document was emptied elsewhere
            self._leave_for(None)
            return
        self._read = read
        self._show_document(self.view.cursor)
        self._show_questions()

    # The search

    def action_search(self) -> None:
        self._turn_to_document()
        self.sought.open(self._read.sought_in, lambda: self.view.cursor)
        self._show_hints()

    @on(SearchLine.Found)
    def _go_to_found(self, message: SearchLine.Found) -> None:
        self.view.go_to(message.place)

    @on(SearchLine.Closed)
    def _end_search(self) -> None:
        self.view.focus()
        self._show_hints()


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN_OF_A_PASSAGE else f"{text[: _SHOWN_OF_A_PASSAGE - 1]}…"
