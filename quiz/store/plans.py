"""Plans as the history keeps them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from quiz.core.marking import Rule
from quiz.core.session import Mode, Plan
from quiz.store.times import moment_of


def plan_of_row(row: Sequence[Any]) -> Plan:
    """The plan in the columns id, bank, questions, seed, rule, began, again and mode of a session."""
    id, bank, questions, seed, rule, began, again, mode = row
    return Plan(id, bank, tuple(json.loads(questions)), int(seed), Rule(rule), moment_of(began), again, Mode(mode))
