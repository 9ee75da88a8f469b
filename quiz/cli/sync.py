"""`quiz sync`: one history on several machines, through a folder that they share."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from quiz.cli.command import Subparsers, add_command


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "sync",
        run,
        about="share your history with your other machines through a folder: a synced drive, a checkout, a stick",
        examples=["quiz sync ~/Dropbox/quiz", "git -C notes pull && quiz sync notes/quiz && git -C notes add quiz"],
    )
    parser.add_argument(
        "path",
        type=Path,
        metavar="FOLDER",
        help="the folder; what is new goes into a new file there, and no file is ever changed",
    )


def run(args: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from quiz.cli.history import told
    from quiz.cli.printing import print_lines
    from quiz.cli.workplace import Workplace
    from quiz.core.text import one_line, printable

    with Workplace(os.environ).history() as history:
        done = history.exchange.sync(args.path, datetime.now(UTC))
    for sentence in done.skipped:
        print(printable(f"quiz: {sentence}"), file=sys.stderr)
    where = f" into {done.file.name}" if done.file else ""
    print_lines([one_line(f"{told(done.came).capitalize()} came, {told(done.went)} went{where}.")])
    return 1 if done.skipped else 0
