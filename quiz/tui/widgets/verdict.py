"""What is said of an answer: how to answer before, right or wrong and how the mark came about after."""

from __future__ import annotations

from typing import assert_never

from textual.content import Content
from textual.widgets import Static

from quiz.core.certainty import Certainty, certainty_words
from quiz.core.marking import Mark, State
from quiz.core.questions import Kind

_SIGNS = {State.RIGHT: ("✓", "$text-success"), State.PARTLY: ("◐", "$text-warning"), State.WRONG: ("✗", "$text-error")}


def sign_of(state: State) -> tuple[str, str]:
    """The sign and the style that stand for a state: the sign tells it where there is no colour."""
    return _SIGNS[state]


def how_to_answer(kind: Kind) -> str:
    match kind:
        case Kind.CHOICE:
            return "One answer: a letter chooses, enter checks."
        case Kind.MULTIPLE:
            return "Several answers: letters choose, enter checks."
        case Kind.MATCHING:
            return "A letter gives the prompt at ▸ its partner; enter checks."
        case _:
            assert_never(kind)


class Verdict(Static):
    """One line under the stem."""

    def ask(self, sentence: str) -> None:
        self.update(Content.styled(sentence, "$foreground-muted"))

    def warn(self, sentence: str) -> None:
        self.update(Content.styled(sentence, "bold $text-error"))

    def tell(self, mark: Mark, certainty: Certainty | None = None) -> None:
        sign, style = sign_of(mark.state)
        word = str(mark.state).capitalize()
        sure = f"  {certainty_words(mark.fraction, certainty)}" if certainty else ""
        self.update(Content.assemble((f"{sign} {word}", f"bold {style}"), f"  {mark.how}", sure))
