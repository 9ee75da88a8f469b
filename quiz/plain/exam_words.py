"""The words of an exam by lines: what can be typed, and what is meant by it."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.core.certainty import Certainty
from quiz.core.questions import Choice, Question
from quiz.core.text import fold
from quiz.core.typed import read_certainty

WORDS = "next, back, goto, flag, strike, clear, map, time, hand in, quit, help"
_HELP = (
    "Type the letter of an option (b) or, where several are right, all their letters (a c).",
    "To match, type each prompt's number with a choice's letter (1b 2a 3d); a prompt left out stays blank.",
    "An answer is kept at once, and the next question comes; you can come back and answer otherwise.",
    "next, or only Enter: go on to the next question. back: go to the one before. goto 5: go to question 5.",
    "flag: flag this question, or take the flag away.",
    "strike b: strike out an option that it cannot be, or take that back.",
    "clear: take the answer to this question away.",
    "map: show which questions are answered and flagged, and the time left.",
    "time: tell the time left.",
    "hand in: end the exam.",
    "quit: leave; the exam can be gone on with.",
    "help: this.",
)
_CERTAINTY_HELP = "guess, low, middle or high, after an answer (b high) or alone: how sure you are of it."


def help_sentences(*, with_certainty: bool) -> tuple[str, ...]:
    """What each word does."""
    return (*_HELP, _CERTAINTY_HELP) if with_certainty else _HELP


def place_named(words: Sequence[str], position: int) -> int | None:
    """The place that the words turn to from the position, which there may not be; None where they turn to none."""
    match words:
        case [] | ["next"]:
            return position + 1
        case ["back"]:
            return position - 1
        case ["goto", number] | ["go", "to", number]:
            return place_of(number)
        case _:
            return None


def place_of(number: str) -> int:
    """The place of the question of that number, -1 where it is none."""
    # No exam has as many questions as a number of six digits says.
    return int(number) - 1 if number.isdecimal() and len(number) < 6 else -1


def without_certainty(question: Question, line: str) -> tuple[str, Certainty | None]:
    """The line without the certainty that it ends with, if any, and that; the text of an option is an answer."""
    if isinstance(question, Choice) and fold(line) in {fold(option.text) for option in question.options}:
        return line, None
    return ("", Certainty(fold(line))) if fold(line) in set(Certainty) else read_certainty(line)
