"""`quiz` without a command: the quiz itself."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quiz.cli.workplace import Workplace


def run(args: argparse.Namespace) -> int:  # noqa: ARG001
    """Opens the terminal interface; where there is no full terminal, studies the first bank line by line."""
    from quiz.cli import terminal
    from quiz.cli.sessions import Wish, study_plainly
    from quiz.cli.workplace import Workplace

    workplace = Workplace(os.environ)
    if terminal.wants_plain(os.environ):
        _tell_what_waits(workplace)
        return study_plainly(workplace, Wish())
    from quiz.tui.app import run as open_interface

    with workplace.history() as history:
        return open_interface(workplace.desk(history))


def _tell_what_waits(workplace: Workplace) -> None:
    """Says what is to be reviewed and which exams are not handed in, with the commands that go on with them."""
    import shlex

    from quiz.cli.printing import print_lines
    from quiz.plain.page import number_of

    with workplace.history() as history:
        desk = workplace.desk(history)
        desk.remember()
        (due,) = desk.forecast(desk.usable_banks(), 1)
        banks = dict.fromkeys(exam.plan.bank for exam in history.exams.unfinished())
    if due:
        print_lines([f"{number_of(due, 'question')} due for a review: quiz review --plain"])
    print_lines(
        f"A mock exam of {bank} is not handed in: quiz exam {shlex.quote(bank)} --resume --plain" for bank in banks
    )
