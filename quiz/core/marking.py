"""The mark an answer earns, and how it came about."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, assert_never

from quiz.core.answers import Answer, Chosen, Matched, fault_of
from quiz.core.questions import Choice, Matching, Question

TOLERANCE = 1e-6
"""Marks nearer to 0 than this are wrong, nearer to 1 are right (Moodle's question states)."""


class Rule(StrEnum):
    """How partial knowledge of a question with several right options is paid.

    With C keys, r of them chosen, w wrong options chosen and n options in all:
    `OU` is max(min(r, C - w), 0) / C (the Open University's multiple-response type for Moodle);
    `FALSE2` is r / C - w / max(n - C, 2), not below 0 (R/exams);
    `ALL_OR_NOTHING` is 1 where exactly the keys are chosen, else 0.
    """

    OU = "ou"
    FALSE2 = "false2"
    ALL_OR_NOTHING = "all-or-nothing"


class State(StrEnum):
    RIGHT = "right"
    PARTLY = "partly right"
    WRONG = "wrong"


def state_of(fraction: float) -> State:
    """Right, partly right or wrong, by the mark as a fraction of the whole."""
    if fraction > 1 - TOLERANCE:
        return State.RIGHT
    return State.WRONG if fraction < TOLERANCE else State.PARTLY


def percent(share: float) -> str:
    """The share from 0 to 1 as whole per cent; only a full share is 100 %, and only none is 0 %."""
    if TOLERANCE <= share <= 1 - TOLERANCE:
        return f"{min(max(round(share * 100), 1), 99)} %"
    return f"{round(share * 100)} %"


class Mark(NamedTuple):
    """What an answer earned: `fraction` from 0 to 1, and the sentence that shows the arithmetic."""

    fraction: float
    arithmetic: str

    @property
    def state(self) -> State:
        return state_of(self.fraction)

    @property
    def how(self) -> str:
        """How the mark came about, without the word that the state has said already."""
        return self.arithmetic.removeprefix(f"{self.state}: ")

    @property
    def is_right(self) -> bool:
        return self.state is State.RIGHT


def mark(question: Question, answer: Answer, rule: Rule = Rule.OU) -> Mark:
    """The mark of the answer under the rule; ValueError where it cannot be handed in as an answer.

    The rule is for questions with several right options; a single answer is right or wrong, and a matching question
    earns the right pairs over all pairs, whichever the rule.
    """
    if fault := fault_of(question, answer):
        raise ValueError(fault)
    match question, answer:
        case Choice(), Chosen() if question.takes_several:
            return _several(question, answer, rule)
        case Choice(), Chosen():
            is_right = answer.options <= question.keys
            return Mark(float(is_right), f"{'right' if is_right else 'wrong'}: {float(is_right):.2f}")
        case Matching(), Matched():
            right = sum(given == key for given, key in zip(answer.choices, question.key, strict=True))
            fraction = right / len(question.pairs)
            return Mark(fraction, f"{right} of {len(question.pairs)} pairs right: {fraction:.2f}")
        case _:
            raise AssertionError("fault_of refuses an answer of the other kind")


def _several(question: Choice, answer: Chosen, rule: Rule) -> Mark:
    keys = len(question.keys)
    right = len(answer.options & question.keys)
    wrong = len(answer.options) - right
    is_floored = False
    match rule:
        case Rule.OU:
            fraction = max(min(right, keys - wrong), 0) / keys
            is_floored = wrong > keys
            how = f"min({right}, {keys} - {wrong}) / {keys} = " if wrong else ""
        case Rule.FALSE2:
            parts = max(len(question.options) - keys, 2)
            fraction = max(right / keys - wrong / parts, 0.0)
            is_floored = right * parts < wrong * keys
            how = f"{right}/{keys} - {wrong}/{parts} = " if wrong else ""
        case Rule.ALL_OR_NOTHING:
            fraction = float(answer.options == question.keys)
            how = "all or nothing = "
        case _:
            assert_never(rule)
    counted = f"{right} of {keys} right choices" + (f", {wrong} wrong" if wrong else "")
    floor = ", not below 0" if is_floored else ""
    return Mark(fraction, f"{counted}: {how}{fraction:.2f}{floor}")


def right_parts(question: Question, answer: Answer) -> tuple[bool, ...]:
    """For each option whether the learner decided it rightly, or for each prompt whether its partner is right."""
    match question, answer:
        case Choice(), Chosen():
            return tuple((i in answer.options) == option.is_key for i, option in enumerate(question.options))
        case Matching(), Matched():
            return tuple(given == key for given, key in zip(answer.choices, question.key, strict=True))
        case _:
            raise ValueError("an answer of the other kind")
