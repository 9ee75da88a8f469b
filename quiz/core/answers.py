"""What a learner may hand in, and whether it is an answer."""

from __future__ import annotations

from typing import NamedTuple, assert_never

from quiz.core.questions import Choice, Matching, Question
from quiz.core.text import fold


class Chosen(NamedTuple):
    """Options of a choice question, by their index in the file's order."""

    options: frozenset[int]


class Matched(NamedTuple):
    """For each prompt of a matching question the index of its choice in `Matching.choices`; None where left blank."""

    choices: tuple[int | None, ...]


Answer = Chosen | Matched


def fault_of(question: Question, answer: Answer) -> str | None:
    """The sentence that says why this cannot be handed in as an answer to the question, or None where it can.

    A matching question with some prompts left blank can be handed in, one with all left blank cannot.
    """
    match question:
        case Choice():
            return _fault_of_options(question, answer.options) if isinstance(answer, Chosen) else "Choose options here."
        case Matching():
            return _fault_of_pairs(question, answer.choices) if isinstance(answer, Matched) else "Match pairs here."
        case _:
            assert_never(question)


def _fault_of_options(question: Choice, options: frozenset[int]) -> str | None:
    if not options:
        return "Choose an option first."
    if not options <= frozenset(range(len(question.options))):
        return f"There are only {len(question.options)} options."
    if len(options) > 1 and not question.takes_several:
        return "Choose one option: this question takes a single answer."
    return None


def _fault_of_pairs(question: Matching, choices: tuple[int | None, ...]) -> str | None:
    if len(choices) != len(question.pairs):
        return f"There are {len(question.pairs)} prompts to match."
    if all(choice is None for choice in choices):
        return "Match a prompt first."
    if any(choice is not None and not 0 <= choice < len(question.choices) for choice in choices):
        return f"There are only {len(question.choices)} choices."
    return None


def blanks(answer: Answer) -> int:
    """How many prompts are left without a partner."""
    return answer.choices.count(None) if isinstance(answer, Matched) else 0


def is_blank(answer: Answer) -> bool:
    """Whether nothing is chosen or matched: there is no answer yet."""
    match answer:
        case Chosen():
            return not answer.options
        case Matched():
            return blanks(answer) == len(answer.choices)
        case _:
            assert_never(answer)


class Given(NamedTuple):
    """An answer in the words of the question, as the history keeps it: it outlives a reordering of the options.

    `chosen` are the texts of the options; `matched` the (prompt, choice) pairs, without the prompts left blank.
    """

    chosen: tuple[str, ...] = ()
    matched: tuple[tuple[str, str], ...] = ()


def given_of(question: Question, answer: Answer) -> Given:
    """The answer in words; ValueError where it cannot be handed in as an answer to this question."""
    if fault := fault_of(question, answer):
        raise ValueError(fault)
    match question, answer:
        case Choice(), Chosen():
            return Given(chosen=tuple(question.options[i].text for i in sorted(answer.options)))
        case Matching(), Matched():
            choices = question.choices
            return Given(
                matched=tuple(
                    (pair.prompt, choices[choice])
                    for pair, choice in zip(question.pairs, answer.choices, strict=True)
                    if choice is not None
                )
            )
        case _:
            raise AssertionError("fault_of refuses an answer of the other kind")


def answer_of(question: Question, given: Given) -> Answer | None:
    """The answer that the words give to the question as it stands now; None where it has not all of them any more.

    Words are compared as `fold` does, so that a straightened quotation mark changes nothing.
    """
    match question:
        case Choice():
            place = {fold(option.text): i for i, option in enumerate(question.options)}
            chosen = [place.get(fold(text)) for text in given.chosen]
            options = frozenset(i for i in chosen if i is not None)
            return Chosen(options) if chosen and None not in chosen else None
        case Matching():
            prompts = {fold(pair.prompt): i for i, pair in enumerate(question.pairs)}
            place = {fold(choice): i for i, choice in enumerate(question.choices)}
            partners: list[int | None] = [None] * len(question.pairs)
            for prompt, choice in given.matched:
                if fold(prompt) not in prompts or fold(choice) not in place:
                    return None
                partners[prompts[fold(prompt)]] = place[fold(choice)]
            return Matched(tuple(partners)) if given.matched else None
        case _:
            assert_never(question)
