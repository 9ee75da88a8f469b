"""Kinds of banks and of choice questions that the checks tell apart."""

from __future__ import annotations

from quiz.core.bank import Bank
from quiz.core.questions import Choice
from quiz.core.text import fold

_TRUE_FALSE = (frozenset({"true", "false"}), frozenset({"yes", "no"}))


def is_english(bank: Bank) -> bool:
    """Whether the texts of the bank are in English, whatever the country."""
    return bank.language.lower().partition("-")[0] == "en"


def is_true_or_false(question: Choice) -> bool:
    """Whether the options are true and false or yes and no, or else two that are kept in their order."""
    if len(question.options) != 2:
        return False
    texts = frozenset(fold(option.text) for option in question.options)
    return texts in _TRUE_FALSE or all(option.is_pinned for option in question.options)


def single_key(question: Choice) -> int | None:
    """The index of the key, where there is one among three or more options: cues need something to point at."""
    keys = [*question.keys]
    return keys[0] if len(keys) == 1 and len(question.options) > 2 else None
