"""All answers of a learner, counted up by what they have in common: what the statistics are drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from quiz.core.answers import Given
from quiz.core.certainty import Certainty
from quiz.core.reports.statistics import Count

MOST_REPEATS = 20
"""Attempts at a question after this many are counted together."""

MOST_PLACES = 100
"""Answers of a session after this many are counted together."""


class Taken(NamedTuple):
    """An answer that was not wholly right, given `times` times to the question in this wording."""

    bank: str
    question: str
    fingerprint: str
    given: Given
    times: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All answers in one bank or in all, counted up.

    `questions` are by bank and question. `quarters` are by the quarter of an hour in which the answers were given, by
    its beginning in UTC. `repeats` are by how many attempts at the same question there were, this one included: the
    first is at place 0. `places` are by how many answers their session had, likewise; `certainties` by how sure the
    learner said to be, where that was said.
    """

    sessions: int
    questions: Mapping[str, Mapping[str, Count]]
    quarters: Mapping[datetime, Count]
    repeats: tuple[Count, ...]
    places: tuple[Count, ...]
    certainties: Mapping[Certainty, Count]
    taken: tuple[Taken, ...]

    @property
    def total(self) -> Count:
        """All the answers."""
        return sum(self.repeats, Count(0, 0, 0.0))
