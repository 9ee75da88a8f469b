"""`quiz review`: what is due, before it is forgotten."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from quiz.cli.command import Subparsers, add_command

if TYPE_CHECKING:
    from quiz.core.bank import Bank
    from quiz.core.revision.review import Scope
    from quiz.desk.desk import Desk

_DAYS = 14


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "review",
        run,
        about="be asked what is due, before it is forgotten",
        examples=[
            "quiz review                           all banks, and a few new questions",
            "quiz review il2-neonatal --new 0      one bank, nothing new",
            "quiz review --ahead 3                 what falls due in three days as well",
            "quiz review --list                    only see what is due",
        ],
    )
    parser.add_argument("bank", nargs="?", metavar="BANK", help="a bank's id, folder or file; all banks if left out")
    parser.add_argument("--topic", action="append", default=[], metavar="T", help="only this topic of BANK, by its id")
    parser.add_argument("--count", type=_count, metavar="N", help="how many questions at most (default: all)")
    parser.add_argument("--new", type=_number, metavar="N", help="new questions a day (default: as the settings say)")
    parser.add_argument("--ahead", type=_number, default=0, metavar="DAYS", help="what falls due in so many days too")
    parser.add_argument("--seed", type=_number, metavar="N", help="the number that settles the order")
    parser.add_argument("--list", action="store_true", help="say what is due, today and in the days to come")
    parser.add_argument("--json", action="store_true", help="with --list: print JSON")
    parser.add_argument("--plain", action="store_true", help="line by line, for screen readers and pipes")


def _number(text: str) -> int:
    if not (text.isdecimal() and len(text) <= 9):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 0 on")
    return int(text)


def _count(text: str) -> int:
    if not _number(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return _number(text)


def run(args: argparse.Namespace) -> int:
    from quiz.cli import terminal
    from quiz.cli.workplace import Workplace
    from quiz.core.session import Session

    if args.topic and not args.bank:
        args.parser.error("--topic is of a bank: name the BANK")
    if args.json and not args.list:
        args.parser.error("--json goes with --list")
    workplace = Workplace(os.environ)
    with workplace.history() as history:
        desk = workplace.desk(history)
        banks = [desk.library.open(args.bank)] if args.bank else desk.usable_banks()
        scope = _scope(args, banks, desk)
        if args.list:
            return _list(desk, banks, scope, as_json=args.json)
        begun = desk.begin_review(banks, scope, seed=args.seed) if banks else None
        if begun is None:
            from quiz.cli.printing import print_lines

            print_lines([_nothing(desk, banks)])
            return 0
        if args.plain or terminal.wants_plain(os.environ):
            from quiz.plain.study import Study

            Study(begun.mixture, desk, terminal.talk(), Session(begun.plan), remarks=begun.remarks).run()
            return 0
        from quiz.tui.app import First, run as open_interface

        return open_interface(desk, First(begun.mixture, Session(begun.plan), begun.remarks))


def _scope(args: argparse.Namespace, banks: list[Bank], desk: Desk) -> Scope:
    from quiz.core.bank import mixed_id
    from quiz.core.revision.review import Scope
    from quiz.errors import RequestError

    for topic in args.topic:
        if topic not in banks[0].topics:
            raise RequestError(f"There is no topic {topic} in {banks[0].id}. Its topics: {', '.join(banks[0].topics)}.")
    return Scope(
        new_per_day=desk.settings.new_per_day if args.new is None else args.new,
        ahead=args.ahead,
        limit=args.count,
        topics=frozenset(mixed_id(banks[0].id, topic) for topic in args.topic),
    )


def _nothing(desk: Desk, banks: list[Bank]) -> str:
    from quiz.core.revision.waiting import next_due

    following = next_due(desk.learnt(banks), desk.now())
    if following is None:
        return "Nothing is due, and nothing new is to be asked today."
    return f"Nothing is due today. The next question falls due on {following.astimezone():%Y-%m-%d}."


def _list(desk: Desk, banks: list[Bank], scope: Scope, *, as_json: bool) -> int:
    from datetime import timedelta

    from quiz.cli.printing import print_json, print_lines
    from quiz.core.revision.waiting import Reason
    from quiz.plain.page import number_of

    desk.remember()
    drawn = desk.draw_review(banks, scope, seed=0)
    days = desk.forecast(banks, _DAYS)
    if as_json:
        print_json(
            {
                "questions": [{"question": each.question, "reason": each.reason.value} for each in drawn.asked],
                "left_out": drawn.left_out,
                "forecast": list(days),
            }
        )
        return 0
    counts = {reason: drawn.count(reason) for reason in Reason}
    print_lines([f"{number_of(len(drawn.asked), 'question')} today:" if drawn.asked else "Nothing is due today."])
    print_lines(f"  {count} {_WORDS[reason]}" for reason, count in counts.items() if count)
    today = desk.start_of_day().date()
    following = [(today + timedelta(days=day), count) for day, count in enumerate(days) if day and count]
    if following:
        print_lines([f"In the {_DAYS - 1} days after:", *(f"  {day}: {count}" for day, count in following)])
    return 0


_WORDS = {
    "changed": "changed since you learnt it",
    "sure and wrong": "of which you were sure, and wrong",
    "due": "due",
    "new": "new",
    "ahead": "ahead of their day",
}
