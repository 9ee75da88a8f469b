"""What the screens that ask have in common: a question with all that is said of it, and the order of their keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar, assert_never

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.message_pump import MessagePump
from textual.widgets import Static

from quiz.core.answers import is_blank
from quiz.core.bank import Bank
from quiz.core.certainty import Certainty, surer
from quiz.core.questions import Choice, Matching, Question, kind_of
from quiz.core.shuffling import Layout, layout
from quiz.tui.widgets.answer_pad import AnswerPad
from quiz.tui.widgets.choice_list import ChoiceList
from quiz.tui.widgets.typesetting import place_of
from quiz.tui.widgets.verdict import Verdict, explanation, how_to_answer

if TYPE_CHECKING:
    from quiz.core.session import Answered
    from quiz.tui.widgets.certainty_bar import CertaintyBar
    from quiz.tui.widgets.matching_board import MatchingBoard

_Screen = TypeVar("_Screen", bound=MessagePump)
_Given = ParamSpec("_Given")

CHOOSING = tuple(Binding(key, f"choose({key!r})", show=False) for key in "abcdefghijABCDEFGHIJ123456789")
"""The keys that answer, for the screen's action `choose`."""


def queued(act: Callable[Concatenate[_Screen, _Given], object]) -> Callable[Concatenate[_Screen, _Given], None]:
    """The action, queued among the messages of its screen.

    A key's action runs beside them: queued, keys that come close together, letters and commands, are dealt with in
    their order, each when the one before is done.
    """

    @wraps(act)
    def action(screen: _Screen, /, *args: _Given.args, **kwargs: _Given.kwargs) -> None:
        screen.call_later(act, screen, *args, **kwargs)

    return action


def pad_of(question: Question, seed: int) -> ChoiceList | MatchingBoard:
    """The pad that takes an answer to the question, in the order that the seed gives it."""
    return pad_in(question, layout(question, seed))


def pad_in(question: Question, order: Layout) -> ChoiceList | MatchingBoard:
    """The pad that takes an answer to the question in this order."""
    match question:
        case Choice():
            return ChoiceList(question, order)
        case Matching():
            from quiz.tui.widgets.matching_board import MatchingBoard  # noqa: PLC0415 - 2 ms

            return MatchingBoard(question, order)
        case _:
            assert_never(question)


def topic_of(bank: Bank, question: Question, remarks: Sequence[str] = ()) -> Content:
    """The topic, the bank where there are several, and what is to be said before the question."""
    topic, source = Content(bank.topics[question.topic]), bank.source(question.id)[0]
    if source is not bank and source.title != bank.title:
        topic = Content.assemble(source.title, " · ", topic)
    return Content("\n").join([topic, *(Content.styled(remark, "$text-warning") for remark in remarks)])


class CertaintyAsked(MessagePump):
    """A screen on which the learner says how sure they are: what its keys and a click on the bar do."""

    @property
    def certainty(self) -> Certainty | None:
        """How sure the learner said to be of the answer to the question that is shown."""
        raise NotImplementedError

    def say_certainty(self, level: Certainty) -> None:
        """Takes it that the learner is so sure, where that can be said now."""
        raise NotImplementedError

    @queued
    def action_certain(self, level: str) -> None:
        self.say_certainty(Certainty(level))

    @queued
    def action_surer(self) -> None:
        self.say_certainty(surer(self.certainty, 1))

    @queued
    def action_less_sure(self) -> None:
        self.say_certainty(surer(self.certainty, -1))


class QuestionBody(VerticalScroll, can_focus=True):
    """Topic, stem, a line that says how the answer stands, and the pad.

    Below the pad come how sure the learner is and why the answer is right, made when they are first asked for: the
    first question is painted without them.
    """

    topic = query_one("#topic", Static)
    stem = query_one("#stem", Static)
    verdict = query_one(Verdict)

    def __init__(self, pad: AnswerPad | None, enter: str) -> None:
        """`pad` is None where there is no question to answer; `enter` is what the key does: "checks" or "goes on"."""
        super().__init__(id="body")
        self.pad = pad
        self._enter = enter

    def compose(self) -> ComposeResult:
        yield Static(id="topic", markup=False)
        yield Static(id="stem", markup=False)
        yield Verdict(id="verdict")
        if self.pad:
            yield self.pad

    @property
    def why(self) -> Static:
        """The lines that say why the answer is right."""
        if not (why := next(iter(self.query("#why").results(Static)), None)):
            self.mount(why := Static(id="why", markup=False))
        return why

    @property
    def certainty_bar(self) -> CertaintyBar:
        """The line that asks how sure the learner is."""
        from quiz.tui.widgets.certainty_bar import CertaintyBar  # noqa: PLC0415 - only who says it waits for it

        if not (bar := next(iter(self.query(CertaintyBar)), None)):
            self.mount(bar := CertaintyBar(), after=self.pad or self.verdict)
        return bar

    async def turn_to(self, pad: AnswerPad | None) -> None:
        """Puts the pad, if there is one, in the place of the one before."""
        old, self.pad = self.pad, pad
        if old:
            await old.remove()
        if pad:
            await self.mount(pad, after=self.verdict)

    def ask(self, stem: str, topic: Content) -> None:
        """Shows what is asked from its beginning, with the keys for the pad if it takes an answer."""
        self.topic.update(topic)
        self.stem.update(Content(stem))
        (self.pad if self.pad and not self.pad.disabled else self).focus(scroll_visible=False)
        self.scroll_home(animate=False)

    def explain(self, answered: Answered, bank: Bank) -> None:
        """Shows from its beginning how the answer was marked, and why; `bank` has the document that is quoted."""
        if self.pad:
            if is_blank(answered.answer):
                self.verdict.tell_unanswered()
            else:
                self.verdict.tell(answered.mark, answered.certainty)
            self.pad.begin_again(answered.answer)
            self.pad.show(answered.answer, answered.mark)
            self.why.update(explanation(self.pad.question, answered, bank))
        self.scroll_home(animate=False)

    @property
    def is_open(self) -> bool:
        """Whether an answer is taken now."""
        return self.pad is not None and not self.pad.is_locked and not self.pad.disabled

    def take(self, key: str) -> bool:
        """Has the pad do what a typed letter or digit asks for; whether it could."""
        place = place_of(key)
        if place is None or self.pad is None or not self.is_open:
            return False
        self.pad.take(place, is_digit=key.isdigit())
        return True

    def say_how(self) -> None:
        """Says how the question is answered, or what the next key does instead."""
        if self.pad and self.pad.is_striking:
            self.verdict.ask("Strike out which one? Type its key.")
        elif self.pad:
            self.verdict.ask(how_to_answer(kind_of(self.pad.question), self._enter))

    def say_why_not(self, message: AnswerPad.Refused) -> None:
        """Says why the pad refused, for the screen: it hears of the changes before it, and says how to answer then."""
        if message.pad is self.pad:
            self.verdict.ask(message.sentence)
