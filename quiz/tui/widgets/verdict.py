"""What is said of an answer: how to answer before, right or wrong and how the mark came about after."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from textual.content import Content
from textual.widgets import Static

from quiz.core.bank import Bank
from quiz.core.certainty import Certainty, certainty_words
from quiz.core.marking import Mark, State
from quiz.core.questions import Kind, Question

if TYPE_CHECKING:
    from quiz.core.session import Answered

_SIGNS = {State.RIGHT: ("✓", "$text-success"), State.PARTLY: ("◐", "$text-warning"), State.WRONG: ("✗", "$text-error")}


UNANSWERED = ("○", "$foreground-muted")
"""The sign and the style that stand for a question without an answer."""


def sign_of(state: State) -> tuple[str, str]:
    """The sign and the style that stand for a state: the sign tells it where there is no colour."""
    return _SIGNS[state]


def how_to_answer(kind: Kind, enter: str) -> str:
    """How a question of the kind is answered; `enter` is what that key does."""
    match kind:
        case Kind.CHOICE:
            return f"One answer: a letter chooses, enter {enter}."
        case Kind.MULTIPLE:
            return f"Several answers: letters choose, enter {enter}."
        case Kind.MATCHING:
            return f"A letter gives the prompt at ▸ its partner; enter {enter}."
        case _:
            assert_never(kind)


def explanation(question: Question, answered: Answered, bank: Bank) -> Content:
    """Why the answer is right, and what the sentence is worth that the learner marked as proving it."""
    why = Content(question.why)
    if answered.proof is None:
        return why
    from quiz.core.proof import proves, reasoning  # noqa: PLC0415 - 1 ms, and rarely asked for

    is_proved = proves(bank.document, question, answered.proof)
    said = Content.styled(reasoning(answered.mark.state, is_proved=is_proved), "bold")
    return Content("\n").join([said, Content(f"“{answered.proof}”"), why])


class Verdict(Static):
    """One line under the stem."""

    def ask(self, sentence: str) -> None:
        self.update(Content.styled(sentence, "$foreground-muted"))

    def warn(self, sentence: str) -> None:
        self.update(Content.styled(sentence, "bold $text-error"))

    def remind(self, sentence: str) -> None:
        self.update(Content.styled(f"! {sentence}", "bold $text-warning"))

    def tell(self, mark: Mark, certainty: Certainty | None = None) -> None:
        sign, style = sign_of(mark.state)
        word = str(mark.state).capitalize()
        sure = f"  {certainty_words(mark.fraction, certainty)}" if certainty else ""
        self.update(Content.assemble((f"{sign} {word}", f"bold {style}"), f"  {mark.how}", sure))

    def tell_unanswered(self) -> None:
        sign, style = UNANSWERED
        self.update(Content.styled(f"{sign} Not answered", f"bold {style}"))
