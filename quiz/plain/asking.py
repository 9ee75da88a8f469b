"""A question, its answer's verdict and its explanations as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from quiz.core.answers import Answer, Chosen, Matched
from quiz.core.certainty import Certainty, certainty_words
from quiz.core.marking import Mark
from quiz.core.questions import Choice, Kind, Matching, Question, kind_of
from quiz.core.shuffling import Layout
from quiz.core.typed import label
from quiz.plain.page import hang

_INDENT = "  "


def question_lines(question: Question, order: Layout, width: int) -> list[str]:
    """The stem, then the lettered options; or the numbered prompts and the lettered choices."""
    lines = hang("", question.stem, width)
    match question:
        case Choice():
            for place, index in enumerate(order.choices):
                lines += hang(f"{_INDENT}{label(place)}. ", question.options[index].text, width)
        case Matching():
            for place, index in enumerate(order.prompts):
                lines += hang(f"{_INDENT}{place + 1}. ", question.pairs[index].prompt, width)
            lines.append("Choices:")
            for place, index in enumerate(order.choices):
                lines += hang(f"{_INDENT}{label(place)}. ", question.choices[index], width)
        case _:
            assert_never(question)
    return lines


def how_to_answer(question: Question, order: Layout) -> str:
    """What to type, as the words before the place where it is typed."""
    last = label(len(order.choices) - 1)
    match kind_of(question):
        case Kind.CHOICE:
            return f"Your answer, one letter from a to {last}"
        case Kind.MULTIPLE:
            return f"Your answer, all that apply from a to {last}, such as a c"
        case Kind.MATCHING:
            return "Your answer, a number and a letter for each prompt, such as 1b 2a"
        case _ as kind:
            assert_never(kind)


def verdict_line(mark: Mark, certainty: Certainty | None = None) -> str:
    """Right, partly right or wrong, how the mark came about, and what it earned by how sure the answer was."""
    sure = f"; {certainty_words(mark.fraction, certainty)}" if certainty else ""
    return f"{str(mark.state).capitalize()}: {mark.how}{sure}"


def explanation_lines(question: Question, order: Layout, answer: Answer | None, width: int) -> list[str]:
    """Each option or pair with its explanation and, where there is an answer, how it was answered; then the general."""
    match question, answer:
        case Choice(), Chosen() | None:
            lines = list(_options(question, order, answer, width))
        case Matching(), Matched() | None:
            lines = list(_pairs(question, order, answer, width))
        case _:
            raise ValueError("an answer of the other kind")
    if question.why:
        lines += ["", *hang("", f"Explanation: {question.why}", width)]
    return lines


def _options(question: Choice, order: Layout, answer: Chosen | None, width: int) -> Iterator[str]:
    for place, index in enumerate(order.choices):
        option = question.options[index]
        word = "right" if option.is_key else "wrong"
        if answer is not None:
            word += ", chosen" if index in answer.options else ", not chosen"
        lead = f"{_INDENT}{label(place)}. "
        yield from hang(lead, f"{word}: {option.text}", width)
        if option.why:
            yield from hang(" " * len(lead), option.why, width)


def _pairs(question: Matching, order: Layout, answer: Matched | None, width: int) -> Iterator[str]:
    names = {index: label(place) for place, index in enumerate(order.choices)}
    for place, index in enumerate(order.prompts):
        pair, partner = question.pairs[index], question.key[index]
        given = answer.choices[index] if answer else partner
        word = "blank" if given is None else "right" if given == partner else "wrong"
        lead = f"{_INDENT}{place + 1}. "
        indent = " " * len(lead)
        yield from hang(lead, f"{word}: {pair.prompt}" if answer else pair.prompt, width)
        yield from hang(indent, f"goes with {names[partner]}: {pair.answer}", width)
        if given is not None and given != partner:
            yield from hang(indent, f"you chose {names[given]}: {question.choices[given]}", width)
        if pair.why:
            yield from hang(indent, pair.why, width)
    whys = {extra.text: extra.why for extra in question.extras}
    for place, index in enumerate(order.choices):
        text = question.choices[index]
        if index not in question.key:
            lead = f"{_INDENT}{label(place)}. "
            yield from hang(lead, f"belongs to no prompt: {text}", width)
            if whys.get(text):
                yield from hang(" " * len(lead), whys[text], width)
