"""All rules of the author's bench."""

from __future__ import annotations

from quiz.checks.rule import Rule
from quiz.checks.rules import (
    agreement,
    between_questions,
    completeness,
    contrasts,
    cues,
    item_writing,
    key_length,
    key_position,
    leaning,
    likeness,
    matching_sets,
    negations,
    numeric_options,
    spacing,
    switched_off,
)

_MODULES = (
    completeness,
    leaning,
    negations,
    item_writing,
    agreement,
    cues,
    contrasts,
    likeness,
    spacing,
    numeric_options,
    matching_sets,
    between_questions,
    key_length,
    key_position,
    switched_off,
)

RULES: dict[str, Rule] = {rule.id: rule for module in _MODULES for rule in module.RULES}
"""The rules by their ids, in the order shown."""
