"""The folder of all drills, read while servers may be writing in it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from quiz.core.drills.drill import Drill, replay
from quiz.core.drills.events import Created, Ended, Event, Removed
from quiz.errors import QuizError, RequestError
from quiz.live.log.drillfile import (
    SUFFIX,
    count_of_slots,
    event_in_slot,
    events_in,
    events_without_slot,
    opened_to_read,
    remove,
)


@dataclass(frozen=True, slots=True)
class Head:
    """What a list of drills says of one: `seated` counts those who took a seat and were not removed, as the wall does.

    `created_at` and `ended_at` are milliseconds since 1970; `ended_at` is None where the drill is not over.
    """

    path: Path
    id: str
    title: str
    bank: str
    created_at: int
    ended_at: int | None
    questions: int
    seated: int
    answers: int


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that is no drill that this version can read, and the sentence that says why."""

    path: Path
    sentence: str


def drills(folder: Path) -> list[Head | Unreadable]:
    """The drills of the folder, the last created first and those that cannot be read at the end.

    A file whose server was killed before the drill was created is left out.
    """
    heads: list[Head] = []
    unreadable: list[Unreadable] = []
    for path in _files(folder):
        try:
            head = _head(path)
        except QuizError as error:
            unreadable.append(Unreadable(path, str(error)))
        else:
            heads += [head] if head else []
    return [*sorted(heads, key=lambda head: (head.created_at, head.id), reverse=True), *unreadable]


def find(folder: Path, id: str) -> Path:
    """The file of the drill whose id is this or alone begins so; RequestError where there is none or several do."""
    found = [path for path in _files(folder) if path.stem.startswith(id)]
    exact = [path for path in found if path.stem == id]
    match exact or found:
        case [path]:
            return path
        case []:
            raise RequestError(f"There is no drill {id!a}. `quiz drill list` names them all.")
        case _:
            raise RequestError(f"Several drills begin with {id!a}. Give more of the id.")


def events_at(path: Path) -> list[tuple[int, Event]]:
    """The events of the drill at the path, with their numbers in its log; QuizError where it cannot be read."""
    with opened_to_read(path) as connection:
        return list(events_in(path, connection))


def drill_at(path: Path) -> Drill:
    """The drill at the path as far as it has come; QuizError where it cannot be read, or was never created."""
    events = [event for _, event in events_at(path)]
    if not events or not isinstance(events[0], Created):
        raise QuizError(f"{path} has no drill in it: its server ended before it was created.")
    return replay(events)


def is_over(path: Path) -> bool:
    """Whether the drill at the path is over; QuizError where it cannot be read."""
    with opened_to_read(path) as connection:
        return event_in_slot(path, connection, "ended") is not None


def discard(path: Path) -> None:
    """Removes the drill at the path, unless somebody has been in it, or a server holds it."""
    with suppress(QuizError):
        if len(events_at(path)) <= 1:
            remove(path)


def kept_at(path: Path, name: str) -> str | None:
    """The text that the log of the drill keeps under the name, None where there is none; QuizError where unreadable."""
    with opened_to_read(path) as connection:
        row = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob(f"*{SUFFIX}") if path.is_file())


def _head(path: Path) -> Head | None:
    with opened_to_read(path) as connection:
        created = event_in_slot(path, connection, "created")
        ended = event_in_slot(path, connection, "ended")
        joined = count_of_slots(connection, "joined")
        removed = {event.learner for event in events_without_slot(path, connection) if isinstance(event, Removed)}
        answers = count_of_slots(connection, "answered")
    if not isinstance(created, Created):
        return None
    return Head(
        path=path,
        id=created.id,
        title=created.title,
        bank=created.bank,
        created_at=created.at,
        ended_at=ended.at if isinstance(ended, Ended) else None,
        questions=len(created.questions),
        seated=joined - len(removed),
        answers=answers,
    )
