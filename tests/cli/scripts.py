"""A session and an exam typed line by line, with what the program says and what the history has after each line."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quiz.core.answers import Chosen, Given, Matched, given_of
from quiz.core.bank import Bank
from quiz.core.marking import Rule, mark
from quiz.core.questions import Kind, kind_of
from quiz.core.shuffling import layout
from quiz.core.typed import read_answer
from quiz.store.history import History

ORDER = 1
"""The seed of all sessions, which are then the same."""

_QUESTION = {
    Kind.CHOICE: """\
  - id: one-{n}
    q: "Which cells make IL-2, asked for the time {n}?"
    options: [{{right: T cells}}, {{wrong: Red cells}}, {{wrong: Nerve cells}}]
    topic: cells
    why: T cells make it.
    cite: T cells make IL-2.
""",
    Kind.MULTIPLE: """\
  - id: several-{n}
    q: "Which cells does IL-2 wake, asked for the time {n}?"
    options: [{{right: NK cells}}, {{right: B cells}}, {{wrong: Red cells}}, {{wrong: Fat cells}}]
    topic: cells
    why: It wakes two kinds.
    cite: [IL-2 wakes NK cells., IL-2 wakes B cells.]
""",
    Kind.MATCHING: """\
  - id: pairs-{n}
    q: "Match each disorder, asked for the time {n}."
    match:
      - {{prompt: Sepsis, answer: An infection, cite: Sepsis is an infection.}}
      - {{prompt: Lupus, answer: Antibodies at work, cite: Lupus comes from antibodies.}}
    extra: [A broken bone]
    topic: disorders
    why: One is an infection, the other is not.
""",
}
_HEAD = """\
quiz: 1
id: killed
title: A bank for programs that are killed
language: en
license: MIT
document: document.md
topics: {cells: Cells at work, disorders: Disorders}
questions:
"""
_TYPED = {Kind.CHOICE: "abc", Kind.MULTIPLE: ("a b", "b c", "c d", "a d"), Kind.MATCHING: ("1a 2b", "1b 2c", "2a")}

BANK = _HEAD + "".join(_QUESTION[kind].format(n=n) for n, kind in enumerate([*_QUESTION] * 4))
"""Twelve questions."""

Answers = tuple[tuple[str, Given, float | None], ...]
"""Question, answer and mark, which an exam that is not handed in has not."""


class State(NamedTuple):
    """What the history has of a session."""

    answers: Answers
    is_over: bool = False


class Step(NamedTuple):
    """What is typed, how the line begins that acknowledges it, and what the history has then."""

    typed: str
    said: str
    then: State


@dataclass(frozen=True, slots=True)
class Script:
    """A session as it is typed; `sessions` gives those that the history has, in the order they were begun."""

    first: tuple[str, ...]
    again: tuple[str, ...]
    steps: Sequence[Step]
    sessions: Callable[[History], list[State]]

    @property
    def states(self) -> list[State]:
        return [State(()), *(step.then for step in self.steps)]

    def told(self, out: str, done: int) -> int:
        """How many steps after those that were done the program has acknowledged, one after the other."""
        sayings = tuple({step.said for step in self.steps})
        # A line cut off by the kill acknowledges nothing.
        heard = [line for line in out.split("\n")[:-1] if line.startswith(sayings)]
        awaited = self.steps[done : done + len(heard)]
        assert len(awaited) == len(heard), out
        for line, step in zip(heard, awaited, strict=True):
            assert line.startswith(step.said), out
        return len(heard)


def study_script(bank: Bank, order: Sequence[str], dice: random.Random) -> Iterator[Step]:
    """Every question answered, some after lines that are no answers, some answers taken back and given again."""
    given: Answers = ()
    for place, id in enumerate(order):
        takes_back = place % 4 == 1
        for turn in range(2 if takes_back else 1):
            noise = dice.choice(("", "", "what\n", "flag look again\n", "passage\nhelp\n"))
            typed, answer, fraction = _drawn(bank, id, dice)
            state = mark(bank.question(id), _answer_to(bank, id, typed), Rule.OU).state
            before, given = given, (*given, (id, answer, fraction))
            yield Step(f"{noise}{typed}\n", f"{str(state).capitalize()}: ", State(given))
            if takes_back and not turn:
                given = before
                yield Step("undo\n", "Your answer is taken back.", State(given))
    yield Step("", "The session is over.", State(given, is_over=True))


def exam_script(bank: Bank, order: Sequence[str], dice: random.Random) -> Iterator[Step]:
    """Answers here and there, some of them changed or taken away again, and in the end every question has one.

    What was not answered would come first in the next exam.
    """
    sheets: dict[str, tuple[Given, float]] = {}

    def state(*, is_over: bool = False) -> State:
        held = [(id, *sheets[id]) for id in order if id in sheets]
        return State(tuple((id, answer, fraction if is_over else None) for id, answer, fraction in held), is_over)

    places = range(len(order))
    for place in (*dice.choices(places, k=12), *places):
        id = order[place]
        typed, answer, fraction = _drawn(bank, id, dice)
        if id in sheets and dice.random() < 0.3:
            del sheets[id]
            yield Step(f"goto {place + 1}\nclear\n", "Your answer is taken away.", state())
        if id not in sheets or sheets[id][0] != answer:
            sheets[id] = (answer, fraction)
            noise = dice.choice(("", "", "flag\n", "strike a\n", "map\n"))
            yield Step(f"goto {place + 1}\n{noise}{typed}\n", "Kept.", state())
    yield Step("hand in\nyes\n", "Passed", state(is_over=True))


def _drawn(bank: Bank, id: str, dice: random.Random) -> tuple[str, Given, float]:
    """An answer as it is typed and as the history has it, and its mark."""
    typed = dice.choice(_TYPED[kind_of(bank.question(id))])
    question, answer = bank.question(id), _answer_to(bank, id, typed)
    return typed, given_of(question, answer), mark(question, answer, Rule.OU).fraction


def _answer_to(bank: Bank, id: str, typed: str) -> Chosen | Matched:
    question = bank.question(id)
    answer = read_answer(question, layout(question, ORDER), typed)
    assert not isinstance(answer, str), answer
    return answer
