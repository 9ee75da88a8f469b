"""The questions that rest on a statement, and one of them whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from quiz.core.questions import Question
from quiz.tui.widgets.question_card import QuestionCard, entry_of
from quiz.tui.widgets.tracked_list import TrackedList


class RestingQuestions(Vertical):
    """A list of questions under what is said of the statement; `whole` is the one that is shown in the list's place."""

    resting = query_one("#resting", TrackedList)

    def __init__(self, topics: Mapping[str, str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._topics = topics
        self._questions: tuple[Question, ...] = ()
        self.whole: Question | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="of", markup=False)
        yield TrackedList(id="resting")
        with VerticalScroll(id="whole"):
            yield QuestionCard()

    def show(self, said: Content, questions: Sequence[Question], wanted: str | None) -> None:
        """Shows the questions, with the one of the id that is `wanted` highlighted, or else the first."""
        self._questions = tuple(questions)
        self.tell(said)
        width = max(self.resting.content_size.width - 3, 20)
        ids = [question.id for question in questions]
        self.resting.show([(it.id, entry_of(it, width)) for it in questions])
        if ids:
            self.resting.highlighted = ids.index(wanted) if wanted in ids else 0

    def tell(self, said: Content | str) -> None:
        """Says this above the questions."""
        self.query_one("#of", Static).update(said)

    @property
    def at_hand(self) -> Question | None:
        """The question that is shown whole, or else the highlighted one."""
        if self.whole:
            return self.whole
        place = self.resting.highlighted
        return self._questions[place] if place is not None and place < len(self._questions) else None

    def open(self, question: Question) -> None:
        """Shows the question whole, from its beginning, and takes the focus."""
        self.whole = question
        self.query_one(QuestionCard).show(question, self._topics)
        self.add_class("-whole")
        whole = self.query_one("#whole", VerticalScroll)
        whole.scroll_home(animate=False)
        whole.focus()

    def close(self) -> None:
        """Shows the list again."""
        self.whole = None
        self.remove_class("-whole")
