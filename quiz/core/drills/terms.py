"""What is agreed before a drill: its clock, who may join under which name, and what earns points."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from quiz.core.drills.names import skeleton
from quiz.core.drills.scoring import Scoring
from quiz.core.marking import Rule

GRACE = 500
"""Milliseconds after the clock closed a question in which an answer that was under way still counts."""

_LONGEST = 60 * 60.0
_MOST = 10_000


class Naming(StrEnum):
    """Where the learners' names come from: typed as they like, typed and held to a filter, or drawn for them."""

    FREE = "free"
    FILTERED = "filtered"
    DRAWN = "drawn"


@dataclass(frozen=True, slots=True)
class DrillTerms:
    """The terms of a drill; `faults_of` says where they cannot be kept.

    `seconds` is the time for each question, None where the host alone closes it. `until` is the moment, in
    milliseconds since 1970, when a drill at each one's own pace ends; None for one that the host paces. `roster` maps
    the identifiers that may be given when joining to names that only the report shows; empty where anyone may join.
    """

    seconds: float | None = 30.0
    rule: Rule = Rule.OU
    scoring: Scoring = field(default_factory=Scoring)
    with_certainty: bool = False
    shows_stem_first: bool = False
    shows_leaderboard: bool = False
    closes_when_all_answered: bool = True
    admits_late: bool = True
    naming: Naming = Naming.FILTERED
    teams: tuple[str, ...] = ()
    roster: tuple[tuple[str, str], ...] = ()
    capacity: int = 2000
    until: int | None = None

    @property
    def is_self_paced(self) -> bool:
        return self.until is not None

    @property
    def limit(self) -> int | None:
        """The time for each question in milliseconds."""
        return None if self.seconds is None else int(self.seconds * 1000)


def _alike(names: tuple[str, ...]) -> tuple[str, str] | None:
    """Two of the names that look the same to a reader, None where no two do."""
    seen: dict[str, str] = {}
    for name in names:
        if (before := seen.setdefault(skeleton(name), name)) is not name or names.count(name) > 1:
            return before, name
    return None


def faults_of(terms: DrillTerms) -> tuple[str, ...]:
    """The sentences that say which of the terms cannot be kept; none where all can."""
    faults = []
    # A number that is none is in no range.
    if terms.seconds is not None and not 1 <= terms.seconds <= _LONGEST:
        faults.append("A question is open for 1 second or more, and an hour at most.")
    if not 1 <= terms.capacity <= _MOST:
        faults.append(f"A drill takes from 1 to {_MOST:,} learners.")
    if len(terms.teams) == 1:
        faults.append("Teams are two or more, with commas between.")
    if (alike := _alike(terms.teams)) is not None:
        faults.append(f"The teams {alike[0]} and {alike[1]} cannot be told apart. Give each another name.")
    if terms.scoring.is_speed and terms.seconds is None:
        faults.append("Points for speed need a clock: say how many seconds a question is open.")
    return tuple(faults)
