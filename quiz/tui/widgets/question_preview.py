"""A question as a learner will see it, while it is written."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.core.answers import Answer, Chosen, Matched
from quiz.core.marking import mark
from quiz.core.questions import Choice, Question
from quiz.tui.widgets.answer_pad import AnswerPad
from quiz.tui.widgets.question_body import pad_of

_SEED = 1


class QuestionPreview(VerticalScroll, can_focus=True):
    """Above as it is asked, and below as it is explained once it was answered rightly."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._asked: AnswerPad | None = None
        self._explained: AnswerPad | None = None

    def compose(self) -> ComposeResult:
        yield Static("As it is asked", classes="name")
        yield Static(id="shown-topic", markup=False)
        yield Static(id="shown-stem", markup=False)
        yield Static("As it is explained", classes="name", id="explained")
        yield Static(id="shown-why", markup=False)

    async def show(self, question: Question, topic: str, *, is_whole: bool) -> None:
        """Shows the question; `is_whole` where nothing is missing, so that it can be answered."""
        self.query_one("#shown-topic", Static).update(Content(topic))
        self.query_one("#shown-stem", Static).update(Content(question.stem or "…"))
        self.query_one("#shown-why", Static).update(Content(question.why))
        async with self.batch():
            await self.query(AnswerPad).remove()
            self._asked = pad_of(question, _SEED)
            self._asked.can_focus = False
            await self.mount(self._asked, after="#shown-stem")
            for id in ("#explained", "#shown-why"):
                self.query_one(id).display = is_whole
            if is_whole:
                right = right_answer(question)
                self._explained = pad_of(question, _SEED)
                self._explained.can_focus = False
                await self.mount(self._explained, after="#explained")
                self._explained.begin_again(right)
                self._explained.show(right, mark(question, right))


def right_answer(question: Question) -> Answer:
    """The answer that is right; of several options any of which will do, the first."""
    if isinstance(question, Choice):
        return Chosen(frozenset({min(question.keys)}) if question.any_key_will_do else question.keys)
    return Matched(question.key)
