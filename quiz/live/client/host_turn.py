"""What the drill needs next of its host, and what may be done at a moment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from quiz.live.protocol import PAST, PHASES, Command, HostView


class Step(NamedTuple):
    """What the drill needs next, in words and as a command."""

    label: str
    command: Command


def next_step(view: HostView) -> Step:
    """What enter does; a drill that is over is ended once more, for good."""
    end = Step("end the drill", {"command": "end"})
    match view["phase"]:
        case "lobby":
            return Step("begin", {"command": "open"})
        case "stem":
            return Step("show the options", {"command": "open", "place": view["place"]})
        case "open":
            return Step("close", {"command": "close"})
        case "closed":
            return Step("reveal", {"command": "reveal"})
        case "discussion":
            return Step("vote again", {"command": "again"})
        case "revealed":
            return end if view["next_place"] is None else Step("next question", {"command": "open"})
        case "over":
            return Step("leave" if is_past(view) else "close the room", {"command": "end"})


def is_past(view: HostView) -> bool:
    """Whether the drill is played again, so that nothing in it can be changed."""
    return view["epoch"] == PAST


_CHANGES = frozenset({"discuss", "close", "more_time", "skip", "seats", "lock", "end", "questions", "joining"})


_PHASES: Mapping[str, frozenset[str]] = {
    "discuss": frozenset({"closed"}),
    "hide": frozenset({"closed"}),
    "close": frozenset({"open", "discussion"}),
    "more_time": frozenset({"open"}),
    "passage": frozenset({"revealed"}),
    "skip": frozenset({"stem", "closed", "discussion"}),
    "questions": frozenset({"lobby", "stem", "closed", "discussion", "revealed"}),
    "standings": frozenset({"closed", "discussion", "revealed", "over"}),
    "joining": frozenset(PHASES) - {"lobby", "over"},
    "seats": frozenset(PHASES) - {"over"},
    "lock": frozenset(PHASES) - {"over"},
    "end": frozenset(PHASES) - {"over"},
}
"""In which phases an action has something to do; those that are not named here always have."""


def may(view: HostView, action: str) -> bool:
    """Whether the action of the host's screen has something to do now."""
    if action in _CHANGES and is_past(view):
        return False
    if view["phase"] not in _PHASES.get(action, PHASES):
        return False
    match action:
        case "go_on":
            return is_past(view) or not (view["is_self_paced"] and view["phase"] == "lobby")
        case "more_time":
            return view["closes_at"] is not None
        case "passage":
            return bool(view["reveal"] and view["reveal"]["passages"])
        case "skip":
            return view["next_place"] is not None
        case "questions" | "standings":
            return not view["is_self_paced"]
        case _:
            return True
