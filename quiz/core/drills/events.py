"""What can happen in a live drill, each at its moment: together they are the drill.

Moments `at` are milliseconds since 1970 in UTC, by the server's clock. A question is named by its `place` in the
drill, from 0 up; its `round` is 1, and 2 or more where the class votes on it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from quiz.core.answers import Given
from quiz.core.certainty import Certainty
from quiz.core.drills.terms import DrillTerms
from quiz.core.questions import Question


class ClosedBy(StrEnum):
    """What ended the time for a question."""

    CLOCK = "clock"
    HOST = "host"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Created:
    """The host made the drill. It carries all that a report needs, whatever becomes of the bank.

    `document` is the text that the questions cite; `topics` are (id, title) pairs. The order of the options
    comes from the seed (`Drill.layout`), the same for all, so that the letters on the wall are those on the phones.
    """

    at: int
    id: str
    bank: str
    title: str
    language: str
    topics: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]
    document: str
    seed: int
    terms: DrillTerms


@dataclass(frozen=True, slots=True)
class Joined:
    """A learner took a seat. `identifier` appears in the report alone; `extra_time` is a factor of 1 or more.

    `key` is the client's own name for this joining, so that it may ask for the seat again; it is shown to nobody.
    """

    at: int
    learner: str
    name: str
    identifier: str = ""
    team: str = ""
    extra_time: float = 1.0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """A learner came back on another device or page: tokens of an earlier generation are dead from now on."""

    at: int
    learner: str
    generation: int


@dataclass(frozen=True, slots=True)
class Renamed:
    """The host gave a learner another name."""

    at: int
    learner: str
    name: str


@dataclass(frozen=True, slots=True)
class Granted:
    """The host gave a learner more time, from now on: a factor of 1 or more."""

    at: int
    learner: str
    extra_time: float


@dataclass(frozen=True, slots=True)
class Removed:
    """The host sent a learner out, for good where `is_banned`; what was answered stays in the log."""

    at: int
    learner: str
    is_banned: bool


@dataclass(frozen=True, slots=True)
class Locked:
    """Nobody may join from now on, or again."""

    at: int
    is_locked: bool


@dataclass(frozen=True, slots=True)
class StemShown:
    """The stem of the question is shown, and not yet what to choose from."""

    at: int
    place: int


@dataclass(frozen=True, slots=True)
class Opened:
    """The question may be answered. In a drill at one's own pace it was opened for that `learner` alone."""

    at: int
    place: int
    round: int = 1
    learner: str = ""


@dataclass(frozen=True, slots=True)
class DiscussionBegun:
    """The class talks over the question, which is closed and not resolved, before it votes on it again."""

    at: int
    place: int


class Answered(NamedTuple):
    """A learner answered. `at` is when the first byte of it came in.

    `key` is the client's own name for this answer, so that it may send it again; `credit` are the milliseconds that
    the way here is taken to have cost.
    """

    at: int
    learner: str
    place: int
    round: int
    given: Given
    key: str
    certainty: Certainty | None = None
    credit: int = 0


@dataclass(frozen=True, slots=True)
class Prolonged:
    """The time of the open question ends later by so many milliseconds: the host gave them, or the server `was_away`.

    While it was nobody could answer, so that time is not counted as taken for an answer that comes afterwards.
    """

    at: int
    milliseconds: int
    was_away: bool = False


@dataclass(frozen=True, slots=True)
class Closed:
    """The open question takes no more answers."""

    at: int
    place: int
    round: int
    by: ClosedBy


@dataclass(frozen=True, slots=True)
class Revealed:
    """The key, the explanations and the distribution of the answers are shown."""

    at: int
    place: int


@dataclass(frozen=True, slots=True)
class Ended:
    """The drill is over."""

    at: int


Event = (
    Created
    | Joined
    | Returned
    | Renamed
    | Granted
    | Removed
    | Locked
    | StemShown
    | DiscussionBegun
    | Opened
    | Answered
    | Prolonged
    | Closed
    | Revealed
    | Ended
)


def slot_of(event: Event) -> str | None:
    """What the log takes only once: the second of two events with one slot is refused. None where any number may be."""
    match event:
        case Created():
            return "created"
        case Joined():
            return f"joined/{event.learner}"
        case Answered():
            return f"answered/{event.place}/{event.round}/{event.learner}"
        case Opened():
            return f"opened/{event.place}/{event.round}/{event.learner}"
        case Closed():
            return f"closed/{event.place}/{event.round}"
        case Revealed():
            return f"revealed/{event.place}"
        case Ended():
            return "ended"
        case _:
            return None
