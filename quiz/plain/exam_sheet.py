"""An exam while it is sat, as lines of text: what is held of a question, the map of all, and the time left."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from quiz.core.answers import Answer, Chosen, Matched
from quiz.core.bank import Bank
from quiz.core.durations import in_words
from quiz.core.exams.exam import Exam, Sheet
from quiz.core.exams.map import Place, map_of
from quiz.core.exams.words import standing_sentence
from quiz.core.questions import Question
from quiz.core.shuffling import Layout
from quiz.core.typed import label
from quiz.plain.exam_result import stem_of
from quiz.plain.page import hang


def held_sentences(sheet: Sheet, question: Question, order: Layout) -> list[str]:
    """What the exam holds of the question already."""
    sentences = []
    if answer := sheet.answer_to(question):
        sure = f", certainty {sheet.certainty}" if sheet.certainty else ""
        sentences.append(f"Your answer: {_in_letters(order, answer)}{sure}.")
    if struck := sheet.struck_in(question):
        sentences.append(struck_sentence(order, struck))
    if sheet.is_flagged:
        sentences.append("Flagged.")
    return sentences


def struck_sentence(order: Layout, struck: frozenset[int]) -> str:
    """Which options are struck out, by their letters."""
    return f"Struck out: {_letters(order, struck)}." if struck else "Nothing is struck out."


def times_left(exam: Exam, now: datetime) -> list[str]:
    """The time left for all questions and for the one at hand, as far as it is limited."""
    left, for_this = exam.remaining(now), exam.remaining_for(exam.current, now)
    times = [] if left is None else [f"{in_words(left)} left"]
    return times if for_this is None else [*times, f"{in_words(for_this)} for this question"]


def map_lines(exam: Exam, bank: Bank, now: datetime, width: int) -> list[str]:
    """How many questions are answered and flagged, the time left, and each question with what is held of it."""
    places = map_of(exam, now)
    lines = hang("", "; ".join([standing_sentence(places), *times_left(exam, now)]) + ".", width)
    for number, place in enumerate(places, start=1):
        lines += hang(f"  {number}. ", f"{_said_of(place)}: {stem_of(bank, place.question)}", width)
    return lines


def _in_letters(order: Layout, answer: Answer) -> str:
    """The answer as it would be typed."""
    match answer:
        case Chosen():
            return _letters(order, answer.options)
        case Matched():
            pairs = [(place + 1, answer.choices[index]) for place, index in enumerate(order.prompts)]
            return " ".join(f"{n}{label(order.choices.index(choice))}" for n, choice in pairs if choice is not None)
        case _:
            assert_never(answer)


def _letters(order: Layout, indexes: frozenset[int]) -> str:
    return " ".join(label(place) for place, index in enumerate(order.choices) if index in indexes)


def _said_of(place: Place) -> str:
    said = [str(place.status)]
    if place.is_flagged:
        said.append("flagged")
    if place.is_locked:
        said.append("time used up")
    return ", ".join(said)
