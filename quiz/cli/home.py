"""`quiz` without a command: the quiz itself."""

from __future__ import annotations

import argparse
import os


def run(args: argparse.Namespace) -> int:  # noqa: ARG001
    """Opens the terminal interface; where there is no full terminal, studies the first bank line by line."""
    from quiz.cli import terminal
    from quiz.cli.sessions import Wish, study_plainly
    from quiz.cli.workplace import Workplace

    workplace = Workplace(os.environ)
    if terminal.wants_plain(os.environ):
        return study_plainly(workplace, Wish())
    from quiz.tui.app import run as open_interface

    with workplace.history() as history:
        return open_interface(workplace.desk(history))
