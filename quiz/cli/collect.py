"""`quiz collect`: what learners handed in, put into the drill that was handed out."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from quiz.cli.command import Subparsers, add_command


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "collect",
        run,
        about="gather the results of a drill that was handed out as a file",
        examples=[
            "quiz collect results",
            "quiz collect results --end            take nothing more of these drills afterwards",
            "quiz drill report 019c8d2a            the report of the drill",
        ],
    )
    parser.description = (
        "Gather the results of a drill that was handed out as a file.\n\n"
        "All files named *.result in the folder and the folders in it are read. Their order\n"
        "does not matter, nor how often you do it: each answer counts once. A result that\n"
        "was damaged or carelessly edited is noticed by its signature and left out; a\n"
        "determined forger is not, since the key is in the file that every learner has."
    )
    parser.add_argument("folder", metavar="FOLDER", help="where the results are")
    parser.add_argument("--end", action="store_true", help="the drill is over then: nothing more is taken")


def run(args: argparse.Namespace) -> int:
    from quiz import paths
    from quiz.cli.printing import print_lines
    from quiz.core.text import one_line, printable
    from quiz.live.paper.collecting import collect, results_in
    from quiz.plain.page import number_of

    files = results_in(Path(args.folder))
    ended_at = time.time_ns() // 1_000_000 if args.end else None
    found = collect(files, paths.drills_folder(os.environ), ended_at)
    for fault in found.faults:
        print(printable(f"quiz: {one_line(fault)}"), file=sys.stderr)
    if not files:
        print_lines([f"There is no file named *.result in {one_line(args.folder)}."])
    for each in found.drills:
        new = f"{number_of(each.learners, 'learner')} and {number_of(each.answers, 'answer')}"
        now = f"{number_of(each.all_learners, 'learner')} and {number_of(each.all_answers, 'answer')}"
        print_lines(
            [
                f"{one_line(each.title)}: {new} came in; {now} in all.",
                f"The report: quiz drill report {each.drill}",
            ]
        )
    return 1 if found.faults or not files else 0
