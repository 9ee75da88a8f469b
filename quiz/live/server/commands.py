"""What the host wants done, as the event that does it."""

from __future__ import annotations

from math import isfinite

from quiz.core.drills.drill import Drill
from quiz.core.drills.events import (
    Closed,
    ClosedBy,
    DiscussionBegun,
    Ended,
    Event,
    Granted,
    Locked,
    Opened,
    Prolonged,
    Removed,
    Renamed,
    Revealed,
    StemShown,
)
from quiz.core.drills.names import clean
from quiz.core.drills.standing import Phase
from quiz.live.protocol import Command

_MOST_SECONDS = 3600.0
_MOST_EXTRA = 10.0


class Refused(Exception):  # noqa: N818  it names what is the case
    """The command cannot be done; its text is the sentence that says why."""


def events_of(drill: Drill, command: Command, now: int) -> tuple[Event, ...]:
    """The events that do what the host wants; Refused with the sentence where it cannot be.

    The command for the leaderboard changes nothing in the drill and has none.
    """
    events = _events(drill, command, now)
    for event in events:
        if refusal := drill.refusal(event):
            raise Refused(refusal)
    return events


def _events(drill: Drill, command: Command, now: int) -> tuple[Event, ...]:
    match command["command"]:
        case "stem" | "open" | "discuss" | "again" | "close" | "reveal" | "prolong":
            return (_going_on(drill, command, now),)
        case "kick" | "ban" | "rename" | "grant":
            return (_about_one(drill, command, now),)
        case "kick_since":
            since = command.get("since", now)
            return tuple(Removed(now, id, is_banned=False) for id, it in drill.seated.items() if it.joined_at >= since)
        case "lock" | "unlock":
            return (Locked(now, command["command"] == "lock"),)
        case "leaderboard":
            return ()
        case "end":
            return (Ended(now),)


def _going_on(drill: Drill, command: Command, now: int) -> Event:
    rounds = len(drill.rounds.get(drill.place, ()))
    match command["command"]:
        case "stem":
            return StemShown(now, _place(drill, command))
        case "open":
            return _opening(drill, command, now)
        case "discuss":
            return DiscussionBegun(now, drill.place)
        case "again":
            return Opened(now, drill.place, rounds + 1)
        case "close":
            return Closed(now, drill.place, rounds, ClosedBy.HOST)
        case "reveal":
            return Revealed(now, drill.place)
        case _:
            return Prolonged(now, int(_number(command.get("seconds", 0.0), 1, _MOST_SECONDS, "seconds") * 1000))


def _about_one(drill: Drill, command: Command, now: int) -> Event:
    learner = command.get("learner", "")
    match command["command"]:
        case "rename":
            return _renaming(drill, command, now)
        case "grant":
            factor = _number(command.get("extra_time", 0.0), 1, _MOST_EXTRA, "a factor for the time")
            return Granted(now, learner, factor)
        case _:
            return Removed(now, learner, is_banned=command["command"] == "ban")


def _place(drill: Drill, command: Command) -> int:
    place = command.get("place", drill.next_place)
    if place is None:
        raise Refused("All questions were asked.")
    return place


def _opening(drill: Drill, command: Command, now: int) -> StemShown | Opened:
    """The stem first where that is agreed and it is not shown yet."""
    place = _place(drill, command)
    is_shown = drill.phase is Phase.STEM and drill.place == place
    if drill.terms.shows_stem_first and not is_shown:
        return StemShown(now, place)
    return Opened(now, place)


def _renaming(drill: Drill, command: Command, now: int) -> Renamed:
    name = clean(command.get("name", ""))
    if not name:
        raise Refused("A name has letters, digits or signs that can be seen.")
    if drill.name_is_taken(name):
        raise Refused("Somebody here has this name already.")
    return Renamed(now, command.get("learner", ""), name)


def _number(value: float, least: float, most: float, what: str) -> float:
    if not (isfinite(value) and least <= value <= most):
        raise Refused(f"Give {what} from {least:g} to {most:g}.")
    return value
