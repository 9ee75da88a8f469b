"""`quiz study`: a session of questions."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from quiz.cli.command import Subparsers, add_command, seed, whole_number

if TYPE_CHECKING:
    from quiz.cli.sessions import Wish
    from quiz.core.bank import Bank
    from quiz.core.session import Session
    from quiz.store.history import History

# The values of the core's Kind, Level and Rule, which only a session needs to import.
KINDS = ("choice", "multiple", "matching")
LEVELS = ("recall", "understand", "apply")
RULES = ("ou", "false2", "all-or-nothing")


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "study",
        run,
        about="answer questions of a bank",
        examples=[
            "quiz study il2-neonatal --count 10",
            "quiz study il2-neonatal --topic disorders --type matching",
            "quiz study --missed                   what you did not get right last time",
            "quiz study --resume                   go on where you left",
            "printf 'a\\nb\\n' | quiz study --count 2 --seed 1",
        ],
    )
    parser.add_argument(
        "bank", nargs="?", metavar="BANK", help="a bank's id, folder or file; the first bank if left out"
    )
    which = parser.add_argument_group("which questions (an option given several times takes any of them)")
    which.add_argument("--topic", action="append", default=[], metavar="T", help="only this topic, by its id")
    which.add_argument("--type", action="append", default=[], choices=KINDS, help="only this type")
    which.add_argument("--level", action="append", default=[], choices=LEVELS, help="only this level")
    which.add_argument("--tag", action="append", default=[], metavar="T", help="only questions with this tag")
    which.add_argument("--missed", action="store_true", help="only those not wholly right last time")
    which.add_argument("--unseen", action="store_true", help="only those not answered yet")
    which.add_argument("--confused", action="store_true", help="only those in which you confuse one thing with another")
    which.add_argument(
        "--count", type=whole_number, metavar="N", help="how many at most (default: as the settings say)"
    )
    how = parser.add_argument_group("how")
    how.add_argument("--seed", type=seed, metavar="N", help="the number that settles the order (default: by chance)")
    how.add_argument(
        "--rule",
        choices=RULES,
        help="how partly right answers are marked (default: as the settings say)",
    )
    how.add_argument("--resume", action="store_true", help="go on with the latest session that was left")
    how.add_argument("--plain", action="store_true", help="line by line, for screen readers and pipes")


def run(args: argparse.Namespace) -> int:
    from quiz.cli import terminal
    from quiz.cli.sessions import bank_to_study, session_to_study, study_plainly
    from quiz.cli.workplace import Workplace

    wish = _wish_of(args)
    workplace = Workplace(os.environ)
    if args.plain or terminal.wants_plain(os.environ):
        return study_plainly(workplace, wish)
    from quiz.tui.app import First, run as open_interface

    with workplace.history() as history:
        desk = workplace.desk(history)
        bank = desk.library.open(bank_to_study(wish, workplace, history))
        session = session_to_study(bank, wish, desk)
        status = open_interface(desk, First(bank, session))
        _tell_how_to_resume(history, bank, session, args.bank or bank.id)
        return status


def _tell_how_to_resume(history: History, bank: Bank, session: Session, name: str) -> None:
    """Says how to go on with the session where it was left with something answered."""
    import shlex

    from quiz.cli.printing import print_lines

    for saved in history.unfinished(bank.id):
        if saved.plan.id == session.plan.id and saved.answered:
            how = f"To go on: quiz study {shlex.quote(name)} --resume"
            print_lines([f"Left with {saved.answered} of {len(session)} answered. {how}"])


def _wish_of(args: argparse.Namespace) -> Wish:
    from quiz.cli.sessions import Wish
    from quiz.core.marking import Rule
    from quiz.core.questions import Kind, Level
    from quiz.core.selection import MISSED, UNSEEN, Selection

    standings = (MISSED if args.missed else frozenset()) | (UNSEEN if args.unseen else frozenset())
    selection = Selection(
        topics=frozenset(args.topic),
        kinds=frozenset(map(Kind, args.type)),
        levels=frozenset(map(Level, args.level)),
        tags=frozenset(args.tag),
        standings=standings,
        count=args.count,
    )
    rule = Rule(args.rule) if args.rule else None
    if args.resume and (selection != Selection() or args.confused or rule is not None or args.seed is not None):
        args.parser.error("--resume goes on with a session as it was begun: only BANK and --plain go with it")
    return Wish(args.bank, selection, args.seed, rule, args.resume, args.confused)
