"""What the drill needs next of its host, and what may be done at a moment."""

from __future__ import annotations

from typing import NamedTuple

from quiz.live.protocol import PAST, Command, HostView


class Step(NamedTuple):
    """What the drill needs next, in words and as a command."""

    label: str
    command: Command


def next_step(view: HostView) -> Step:
    """What enter does; a drill that is over is ended once more, for good."""
    end = Step("end the drill", {"command": "end"})
    match view["phase"]:
        case "lobby":
            return end if view["is_self_paced"] else Step("begin", {"command": "open"})
        case "stem":
            return Step("show the options", {"command": "open", "place": view["place"]})
        case "open":
            return Step("close", {"command": "close"})
        case "closed":
            return Step("reveal", {"command": "reveal"})
        case "revealed":
            return end if view["next_place"] is None else Step("next question", {"command": "open"})
        case "over":
            return Step("leave" if is_past(view) else "close the room", {"command": "end"})


def is_past(view: HostView) -> bool:
    """Whether the drill is played again, so that nothing in it can be changed."""
    return view["epoch"] == PAST


_CHANGES = frozenset({"again", "close", "more_time", "skip", "seats", "lock", "end", "questions", "joining"})


def may(view: HostView, action: str) -> bool:
    """Whether the action of the host's screen has something to do now."""
    phase = view["phase"]
    if action in _CHANGES and is_past(view):
        return False
    match action:
        case "again" | "hide":
            return phase == "closed"
        case "close" | "more_time":
            return phase == "open" and (action == "close" or view["closes_at"] is not None)
        case "passage":
            return phase == "revealed" and bool(view["reveal"] and view["reveal"]["passages"])
        case "skip":
            return phase in {"stem", "closed"} and view["next_place"] is not None
        case "questions":
            return phase not in {"open", "over"} and not view["is_self_paced"]
        case "standings":
            return phase in {"closed", "revealed", "over"} and not view["is_self_paced"]
        case "joining":
            return phase not in {"lobby", "over"}
        case "seats" | "lock" | "end":
            return phase != "over"
        case _:
            return True
