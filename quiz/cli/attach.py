"""`quiz attach`: the host's screen of a drill that is being held."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.cli.command import Subparsers, add_command

if TYPE_CHECKING:
    from quiz.core.drills.drill import Drill
    from quiz.live.host_key import HostKey


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "attach",
        run,
        about="open the host's screen of a drill that is being held",
        examples=[
            "quiz attach",
            "quiz attach 019c8d2a             by the start of its id, where several are held",
            "quiz attach --ghosts 019b77f0    with how the class did in that drill",
        ],
    )
    parser.add_argument("drill", nargs="?", metavar="DRILL", help="the start of its id; the one drill held if left out")
    parser.add_argument(
        "--ghosts", metavar="DRILL", help="show too how the class did in that drill (default: as the host began)"
    )


def run(args: argparse.Namespace) -> int:
    drill = _drill_held(args.drill)
    from quiz.errors import RequestError
    from quiz.live.host_key import is_answered, key_file, read_key

    key = read_key(key_file(drill))
    if key is None or not is_answered(key):
        raise RequestError(f"No server holds this drill. Start one with `quiz host --resume {drill.stem}`.")
    need_terminal()
    return open_screen(drill, key, args.ghosts)


def need_terminal() -> None:
    """RequestError where no full terminal is there for the host's screen."""
    from quiz.cli import terminal
    from quiz.errors import RequestError

    if terminal.wants_plain(os.environ):
        raise RequestError(
            "The host's screen needs a full terminal. `quiz host BANK --headless` serves a drill without one, and "
            "`quiz attach` opens its screen where there is one."
        )


def open_screen(drill: Path, key: HostKey, ghosts: str | None = None) -> int:
    """Opens the host's screen, and says at the end how it is opened again; the server goes on.

    `ghosts` is the start of the id of a drill in which the class is seen as it was then, None for the one that was
    named as the drill was made.
    """
    from functools import partial

    from quiz.cli import drill_server
    from quiz.cli.drill_options import report_hint
    from quiz.cli.printing import print_lines
    from quiz.cli.workplace import Workplace
    from quiz.live.host_key import is_answered, key_file, read_key
    from quiz.live.log.shelf import is_over
    from quiz.tui import hosting

    settings = Workplace(os.environ).settings
    restart = partial(drill_server.start, drill)
    earlier = _earlier(drill, ghosts)
    if earlier is None:
        status = hosting.run(Path(key.socket), key.secret, settings, restart)
    else:
        status = hosting.run_against(Path(key.socket), key.secret, drill, earlier, settings, restart)
    if is_over(drill):
        print_lines([f"The drill is over. {report_hint(drill)}"])
    elif (now := read_key(key_file(drill))) is not None and is_answered(now):
        print_lines([f"The drill goes on at {now.url}/{now.code}. Its screen again: quiz attach {drill.stem}"])
    else:
        print_lines([f"{died(drill)} Nothing that was acknowledged is lost."])
    return status


def died(drill: Path) -> str:
    """That the drill has no server any more, and how it goes on."""
    return f"The server of the drill has died. Go on with `quiz host --resume {drill.stem}`."


def _earlier(drill: Path, ghosts: str | None) -> Drill | None:
    """The drill in which the class is seen as it was; where the one named before is gone, the screen does without."""
    from quiz import paths
    from quiz.cli.drill_setup import ghosts_of
    from quiz.cli.printing import print_lines
    from quiz.errors import QuizError
    from quiz.live.log.shelf import drill_at, find

    if ghosts is not None:
        return drill_at(find(paths.drills_folder(os.environ), ghosts))
    try:
        return ghosts_of(drill, os.environ)
    except QuizError as error:
        print_lines([f"The class's earlier self is not shown. {error}"])
        return None


def _drill_held(id: str | None) -> Path:
    from quiz import paths
    from quiz.errors import RequestError
    from quiz.live.host_key import is_answered, key_file, read_key
    from quiz.live.log.drillfile import SUFFIX
    from quiz.live.log.shelf import find

    folder = paths.drills_folder(os.environ)
    if id is not None:
        return find(folder, id)
    keys = [(path, key) for path in sorted(folder.glob(f"*{SUFFIX}")) if (key := read_key(key_file(path)))]
    held = [path for path, key in keys if is_answered(key)]
    if len(held) == 1:
        return held[0]
    if held:
        raise RequestError(f"Several drills are held: {', '.join(path.stem for path in held)}. Name one of them.")
    if keys:
        # A server that ends as it should takes its key away.
        raise RequestError(died(keys[-1][0]))
    raise RequestError("No drill is being held here. Hold one with `quiz host BANK`.")
