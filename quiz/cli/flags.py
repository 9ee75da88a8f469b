"""`quiz flags`: the questions marked for later."""

from __future__ import annotations

import argparse
import contextlib
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from quiz.cli.command import Subparsers, add_command
from quiz.core.text import one_line
from quiz.errors import QuizError

if TYPE_CHECKING:
    from quiz.cli.workplace import Workplace
    from quiz.core.bank import Bank
    from quiz.store.history import Flag


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "flags",
        run,
        about="list the questions you marked for later, with your notes",
        examples=[
            "quiz flags il2-neonatal",
            'quiz flags --json    an object with "flags": bank, question, stem, note, at',
        ],
    )
    parser.add_argument("bank", nargs="?", metavar="BANK", help="a bank's id, folder or file; all banks if left out")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    from quiz.cli.printing import json_time, print_json, print_lines
    from quiz.cli.workplace import Workplace

    workplace = Workplace(os.environ)
    only = workplace.library.open(args.bank) if args.bank is not None else None
    with workplace.history() as history:
        flags = history.flags(only.id if only else None)
    banks = {only.id: only} if only else _banks(workplace, flags)
    stems = [_stem(banks, flag) for flag in flags]
    if args.json:
        entries = [
            {
                "bank": flag.bank,
                "question": flag.question,
                "stem": stem,
                "note": flag.note,
                "at": json_time(flag.at),
            }
            for flag, stem in zip(flags, stems, strict=True)
        ]
        print_json({"flags": entries})
    elif not flags:
        print_lines(["No question is marked for later."])
    else:
        for flag, stem in zip(flags, stems, strict=True):
            about = "the bank no longer has it" if stem is None else one_line(stem)
            print_lines([one_line(f"{flag.bank} {flag.question}: {about}")])
            if flag.note:
                print_lines([f"  note: {one_line(flag.note)}"])
    return 0


def _banks(workplace: Workplace, flags: Sequence[Flag]) -> dict[str, Bank]:
    """The banks of the flags that can be opened, by id."""
    banks: dict[str, Bank] = {}
    for id in {flag.bank for flag in flags}:
        with contextlib.suppress(QuizError):
            banks[id] = workplace.library.open(id)
    return banks


def _stem(banks: Mapping[str, Bank], flag: Flag) -> str | None:
    bank = banks.get(flag.bank)
    return bank.question(flag.question).stem if bank and flag.question in bank else None
