"""The order in which a question's options, prompts and choices are shown."""

from __future__ import annotations

import random
from typing import NamedTuple, assert_never

from quiz.core.questions import Choice, Matching, Question


class Layout(NamedTuple):
    """Orders of showing, as indexes in the file's order.

    `choices` orders the options of a choice question or the choices of a matching question; `prompts` orders the
    prompts of a matching question and is empty for the others.
    """

    choices: tuple[int, ...]
    prompts: tuple[int, ...] = ()


def layout(question: Question, seed: int) -> Layout:
    """The order that the seed gives to this question: the same for the same seed and question id, always.

    Pinned options come last, in the order of the file.
    """
    # A string seeds random.Random through SHA-512, so the order is the same in every process and Python version.
    dice = random.Random(f"{seed}/{question.id}")
    match question:
        case Choice(options=options):
            loose = [i for i, option in enumerate(options) if not option.is_pinned]
            pinned = [i for i, option in enumerate(options) if option.is_pinned]
            dice.shuffle(loose)
            return Layout((*loose, *pinned))
        case Matching(pairs=pairs, choices=choices):
            prompts = list(range(len(pairs)))
            order = list(range(len(choices)))
            dice.shuffle(prompts)
            dice.shuffle(order)
            return Layout(tuple(order), tuple(prompts))
        case _:
            assert_never(question)
