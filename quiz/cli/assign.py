"""`quiz assign`: a drill as a file, for learners who have no network."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from quiz.cli.command import Subparsers, add_command, seed, whole_number
from quiz.cli.study import KINDS, LEVELS, RULES

_NEVER = "2100-01-01T00:00"


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "assign",
        run,
        about="hand out a drill as a file, to be answered without a network",
        examples=[
            "quiz assign il2-neonatal --count 10 -o drill.quiz",
            "quiz assign il2-neonatal --count 10 --seed 7 --exam -o exam.quiz",
            "quiz answer drill.quiz                what a learner types",
            "quiz collect results                  what you type when the results are back",
        ],
    )
    parser.add_argument("bank", metavar="BANK", help="a bank's id, folder or file")
    parser.add_argument(
        "-o", "--output", required=True, metavar="FILE", help="the file to hand out, such as drill.quiz"
    )
    which = parser.add_argument_group("which questions (an option given several times takes any of them)")
    which.add_argument("--topic", action="append", default=[], metavar="T", help="only this topic, by its id")
    which.add_argument("--type", action="append", default=[], choices=KINDS, help="only this type")
    which.add_argument("--level", action="append", default=[], choices=LEVELS, help="only this level")
    which.add_argument("--tag", action="append", default=[], metavar="T", help="only questions with this tag")
    which.add_argument("--missed", metavar="DRILL", help="only what fewer than half got right in that drill, by its id")
    which.add_argument(
        "--count", type=whole_number, metavar="N", help="how many at most (default: as the settings say)"
    )
    which.add_argument("--seed", type=seed, metavar="N", help="the number that settles the order (default: by chance)")
    how = parser.add_argument_group("how")
    how.add_argument(
        "--exam",
        action="store_true",
        help="leave keys and explanations out of the file: learners get the result from you. Without it they are told "
        "at once what is right, and whoever takes the file apart can read that before",
    )
    how.add_argument("--certainty", action="store_true", help="ask how sure everybody is of an answer")
    how.add_argument("--rule", choices=RULES, help="how partly right answers are marked (default: as the settings say)")
    how.add_argument(
        "--until", default=_NEVER, metavar="TIME", help="tell them to hand in by then: 18:00, or 2026-03-01T18:00"
    )
    who = parser.add_argument_group("who")
    who.add_argument(
        "--names", choices=("free", "filtered"), default="filtered", help="names as typed, or without offensive ones"
    )
    who.add_argument("--roster", metavar="FILE", help="a CSV file with an identifier and a name in each line")
    # What is said of a drill that is hosted.
    parser.set_defaults(
        seconds=0.0,
        stem_first=False,
        leaderboard=False,
        speed=False,
        streaks=False,
        no_late=False,
        wait=None,
        teams=None,
        capacity=10_000,
        bind=None,
        port=None,
        name=[],
        number=False,
        tls=None,
        ghosts=None,
    )


def run(args: argparse.Namespace) -> int:
    from quiz.cli.drill_setup import new_drill
    from quiz.cli.printing import print_lines
    from quiz.live.log.shelf import drill_at
    from quiz.live.paper.collecting import hand_out
    from quiz.live.paper.sheet import text_of_sheet
    from quiz.store.wholefile import written_whole

    output = Path(args.output)
    with written_whole(output, replaces=False) as filled:
        path = new_drill(args, os.environ)
        try:
            until = None if args.until == _NEVER else drill_at(path).terms.until
            sheet = hand_out(path, is_exam=args.exam, hand_in_by=until)
            filled.write_text(text_of_sheet(sheet), encoding="ascii")
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    count = len(sheet.created.questions)
    print_lines(
        [
            f"{output} has {count} question{'s'[: count != 1]}. Hand it out; learners type: quiz answer {output.name}",
            "Put what they hand in into a folder, and type: quiz collect FOLDER",
            f"The drill is {sheet.created.id}.",
        ]
    )
    return 0
