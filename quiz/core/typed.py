"""Answers as a line of typed letters and numbers, named after what is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import assert_never

from quiz.core.answers import Answer, Chosen, Matched, fault_of
from quiz.core.certainty import Certainty
from quiz.core.questions import Choice, Matching, Question
from quiz.core.shuffling import Layout
from quiz.core.text import fold, one_line

_LETTERS = "abcdefghijklmnopqrstuvwxyz"

# Parts of a line are set apart by white space, commas and the like; brackets and full stops come from "b)" and "1.".
_WORD = re.compile(r"[^\s,;+&/()\[\].]+")
_PAIR = re.compile(r"(\d+)[\s)\].]*(?:([a-z])|[-=:>→]+\s*(?:([a-z])(?![a-z])|(\d+)))[\s,;]*")
_LONGEST_NUMBER = 4


def label(place: int) -> str:
    """The name under which a line calls the option or choice at this place: a to z, and from the 27th on its number."""
    return _LETTERS[place] if place < len(_LETTERS) else str(place + 1)


def read_answer(question: Question, layout: Layout, line: str) -> Answer | str:
    """The answer that the line gives to the question as it is shown, or the sentence that says why it is none.

    Options are named by their letter or number (`b`, `a c`, `ac`, `1,3`), or a single one by its whole text. Pairs are
    a prompt's number and a choice's letter (`1b 2a 3d`, `1-b`, `1 b`), or as many letters as there are prompts, in
    their order; prompts left out are left blank. Case and typing do not matter.
    """
    typed = fold(line)
    match question:
        case Choice():
            answer = _possible(question, _options(layout, typed))
            # Letters come first: an option may have the text "b" and stand at a.
            return _named(question, typed) or answer if isinstance(answer, str) else answer
        case Matching():
            return _possible(question, _pairs(layout, typed))
        case _:
            assert_never(question)


def read_certainty(line: str) -> tuple[str, Certainty | None]:
    """The line without the word at its end that says how sure the answer is (`b high`), and what it says.

    None, and the line as it is, where it ends in no such word or has nothing before it.
    """
    before, _, word = line.rstrip().rpartition(" ")
    said = fold(word)
    if not before.strip() or said not in set(Certainty):
        return line, None
    return before, Certainty(said)


def _possible(question: Question, answer: Answer | str) -> Answer | str:
    return answer if isinstance(answer, str) else fault_of(question, answer) or answer


def _named(question: Choice, typed: str) -> Answer | None:
    named = (index for index, option in enumerate(question.options) if fold(option.text) == typed)
    index = next(named, None)
    return None if index is None else Chosen(frozenset({index}))


def _options(layout: Layout, typed: str) -> Answer | str:
    count = len(layout.choices)
    chosen: set[int] = set()
    for word in _WORD.findall(typed):
        places = _places(word, count)
        if isinstance(places, str):
            return places
        chosen |= {layout.choices[place] for place in places}
    return Chosen(frozenset(chosen))


def _places(word: str, count: int) -> Sequence[int] | str:
    """The places that a word of letters, or of digits, names; a sentence where there is no such place among `count`."""
    if word.isdecimal():
        whole = _number(word)
        # With fewer than ten options two digits can only be two options.
        numbers = [whole] if whole <= count or count > 9 else [int(digit) for digit in word]
        return [number - 1 for number in numbers] if all(0 < n <= count for n in numbers) else _no_such(word, count)
    places = [_LETTERS.find(letter) for letter in word]
    unknown = next((letter for place, letter in zip(places, word, strict=True) if not 0 <= place < count), None)
    return places if unknown is None else _no_such(word if len(word) > 1 else unknown, count)


def _no_such(word: str, count: int) -> str:
    return f"{_quoted(word)} names no option here: they go from a to {label(count - 1)}."


def _pairs(layout: Layout, typed: str) -> Answer | str:
    letters = "".join(_WORD.findall(typed))
    if letters and all(letter in _LETTERS for letter in letters):
        if len(letters) != len(layout.prompts):
            return (
                f"Write each prompt's number before its letter, as in 1{letters[0]}, "
                f"or {len(layout.prompts)} letters in the order of the prompts."
            )
        named = [(prompt, _LETTERS.index(letter)) for prompt, letter in enumerate(letters)]
    else:
        found = _numbered(typed)
        if isinstance(found, str):
            return found
        named = found
    partners: dict[int, int] = {}
    for prompt, place in named:
        if not 0 <= prompt < len(layout.prompts):
            return f"There is no prompt {prompt + 1}: they go from 1 to {len(layout.prompts)}."
        if not 0 <= place < len(layout.choices):
            name = label(place) if place >= 0 else "0"
            return f"There is no choice {name}: they go from a to {label(len(layout.choices) - 1)}."
        if partners.setdefault(prompt, place) != place:
            return f"Prompt {prompt + 1} has two partners, {label(partners[prompt])} and {label(place)}: give it one."
    partner = {layout.prompts[prompt]: layout.choices[place] for prompt, place in partners.items()}
    return Matched(tuple(partner.get(index) for index in range(len(layout.prompts))))


def _numbered(typed: str) -> list[tuple[int, int]] | str:
    """The places of prompts and choices in a line such as "1b 2-a"; a sentence where it is no such line."""
    named = []
    at = 0
    while at < len(typed):
        pair = _PAIR.match(typed, at)
        if pair is None:
            return f"{_quoted(typed[at:])} names no pair: write a prompt's number and a choice's letter, as in 1b 2a."
        letter, number = pair[2] or pair[3], pair[4]
        named.append((_number(pair[1]) - 1, _LETTERS.index(letter) if letter else _number(number) - 1))
        at = pair.end()
    return named


def _number(digits: str) -> int:
    # int() refuses thousands of digits, and no question has so many options.
    return int(digits) if len(digits) <= _LONGEST_NUMBER else 10**_LONGEST_NUMBER


def _quoted(text: str) -> str:
    text = one_line(text)
    return f'"{text if len(text) <= 20 else text[:20] + "..."}"'
