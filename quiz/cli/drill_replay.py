"""A past drill on the host's screen."""

from __future__ import annotations

import argparse
import os

from quiz import paths
from quiz.cli import terminal
from quiz.cli.workplace import Workplace
from quiz.errors import RequestError
from quiz.live.log.shelf import events_at, find
from quiz.live.past.replay import ReplayDoor


def replay_drill(args: argparse.Namespace) -> int:
    """Plays the drill of that id; RequestError where there is none, or nothing that can be shown, or no screen."""
    path = find(paths.drills_folder(os.environ), args.id)
    events = [event for _, event in events_at(path)]
    if terminal.wants_plain(os.environ):
        raise RequestError(f"A replay needs a full terminal. How it went in words: quiz drill report {path.stem}")
    from quiz.tui import hosting

    return hosting.show(ReplayDoor(events, args.speed, hosting.milliseconds), Workplace(os.environ).settings)
