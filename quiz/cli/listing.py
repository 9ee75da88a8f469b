"""`quiz list`: the banks there are."""

from __future__ import annotations

import argparse
import os

from quiz.cli.command import Subparsers, add_command


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "list",
        run,
        about="list the banks",
        examples=["quiz list", 'quiz list --json    an object with "banks": id, title, path, questions, problem'],
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON")
    form.add_argument("--ids", action="store_true", help="print only the ids of the banks that can be used")


def run(args: argparse.Namespace) -> int:
    from quiz.cli.printing import print_json, print_lines
    from quiz.cli.workplace import Workplace
    from quiz.core.text import one_line
    from quiz.plain.page import number_of

    library = Workplace(os.environ).library
    banks = library.banks()
    if args.json:
        print_json(
            {
                "banks": [
                    {
                        "id": bank.id,
                        "title": bank.title,
                        "path": str(bank.path),
                        "questions": bank.questions,
                        "problem": bank.problem,
                    }
                    for bank in banks
                ]
            }
        )
    elif args.ids:
        print_lines(one_line(bank.id) for bank in banks if bank.problem is None)
    elif not banks:
        folders = ", ".join(map(str, library.folders))
        print_lines([one_line(f"There is no bank in {folders}. QUIZ_PATH names more folders.")])
    else:
        for bank in banks:
            about = f"cannot be used. {bank.problem}"
            if bank.problem is None:
                about = f"{bank.title or bank.id} ({number_of(bank.questions, 'question')})"
            print_lines([one_line(f"{bank.id}: {about}")])
    return 0
