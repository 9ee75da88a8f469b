"""`quiz check`: what is wrong with banks, and what their authors may want to look at."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.cli.command import Subparsers, add_command, share
from quiz.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.cli.check_report import Report
    from quiz.cli.guesses import Bound

_EXAMPLES = [
    "quiz check questions/il2-neonatal",
    "quiz check --strict questions         every bank in the folder; warnings count as errors",
    "quiz check --explain key-longest      what a rule is about, with a bad and a good example",
    "quiz check --fix --diff MYBANK        what --fix would change, and nothing is changed",
    "quiz check --guesser MYBANK           how far one gets without having read the document",
    "quiz check --max-guess 40% MYBANK     an error where that is further than 40 %",
    "quiz check --max-guess chance MYBANK  an error where that is further than chance, at 95 %",
    "quiz check --sarif MYBANK > it.sarif  for a code host, which shows problems at their lines",
    "",
    "An error makes a bank useless or unfair, a warning is nearly always worth a change, and a remark is worth a look.",
    'A rule is switched off with a reason, for a question or the whole bank: "allow:", and under it "RULE: reason".',
    "",
    'quiz check --json    an object with "banks": path, id, questions, drafts, errors, warnings, remarks, guesses;',
    '    "problems": path, line, column, severity, rule, sentence; and the sums "errors", "warnings", "remarks" and',
    '    "drafts". Lines and columns count from 1, and are null where a problem has no place; "severity" is error,',
    '    warning or info; "id", "questions" and "drafts" are null where the bank cannot be read, and "guesses" is null',
    "    without --guesser or --max-guess. Problems stand in the order of the banks and their files.",
    '    "guesses": bank, questions, answered_by_cue, score, chance, interval, chance_at_most, probability, is_exact,',
    '    is_enough, is_above_chance, is_english; "cues": cue, about, questions, marked, right, expected, lift,',
    '    probability, tells; and "guesses": id, mark, chance, cues. Shares are from 0 to 1.',
    'quiz check --rules --json    an object with "rules": rule, severity, about, source, english_only',
    "",
    "The exit status is 1 for errors, for warnings with --strict, and with --diff where something would be changed;",
    "remarks never fail. It is 2 for a wrong command.",
]


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "check",
        run,
        about="check banks, naming every fault with its file, line and column",
        examples=_EXAMPLES,
    )
    parser.add_argument("path", nargs="*", metavar="PATH", help="a bank's folder, file or id, or a folder of banks")
    parser.add_argument("--strict", action="store_true", help="exit with status 1 for warnings too")
    parser.add_argument("--info", action="store_true", help="tell remarks too, which are only counted otherwise")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON")
    form.add_argument(
        "--sarif", action="store_true", help="print a SARIF 2.1.0 log, which code hosts show at the lines"
    )
    form.add_argument(
        "--fix",
        action="store_true",
        help="mend spacing, mixed full stops of options and the order of numbers, and nothing else in the file; "
        "no key is reworded, so that nobody's memory begins anew",
    )
    parser.add_argument("--diff", action="store_true", help="with --fix: print the changes and make none")
    parser.add_argument("--guesser", action="store_true", help="tell how far one gets without having read the document")
    parser.add_argument(
        "--max-guess",
        type=_bound,
        metavar="SHARE",
        help="an error where the guesser gets more, such as 40%%, or more than chance",
    )
    asked = parser.add_mutually_exclusive_group()
    asked.add_argument("--explain", metavar="RULE", help="tell what a rule is about, with examples")
    asked.add_argument("--rules", action="store_true", help="list all rules")


def _bound(text: str) -> Bound:
    return "chance" if text == "chance" else share(text)


def run(args: argparse.Namespace) -> int:
    if args.explain is not None or args.rules:
        return _about_rules(args)
    if not args.path:
        args.parser.error("name a bank, or a folder of banks")
    if args.diff and not args.fix:
        args.parser.error("--diff goes with --fix")
    paths = [_path_of(path) for path in args.path]
    if args.fix:
        from quiz.cli.check_fixes import mend, print_changes
        from quiz.cli.check_report import banks_at

        banks = [bank for path in paths for bank in banks_at(path).banks]
        if args.diff:
            return print_changes(banks)
        mend(banks)
    return _told(args, paths)


def _path_of(name: str) -> Path:
    """The path; or, where nothing is there, that of the bank of this id, if there is one."""
    path = Path(name)
    if path.exists() or path.name != name:
        return path
    from quiz.cli.workplace import Workplace
    from quiz.errors import QuizError

    try:
        return Workplace(os.environ).library.path_of(name)
    except QuizError:
        return path


def _about_rules(args: argparse.Namespace) -> int:
    from quiz.cli.check_rules import print_explanation, print_rules

    if args.rules:
        print_rules(as_json=args.json)
    else:
        print_explanation(args.explain)
    return 0


def _told(args: argparse.Namespace, paths: list[Path]) -> int:
    """Checks the banks, prints what is found in the form asked for, and gives the exit status."""
    from quiz.cli.check_report import report_on
    from quiz.cli.printing import print_json, print_lines

    report = report_on(paths, guesses=args.guesser, max_guess=args.max_guess)
    if args.json:
        from quiz.cli.check_json import report_json

        print_json(report_json(report, remarks=args.info))
    elif args.sarif:
        from quiz.cli.check_sarif import sarif

        print_json(sarif(report, Path.cwd(), remarks=args.info))
    else:
        print_lines(_lines(report, remarks=args.info))
    return 1 if report.count(Severity.ERROR) or (args.strict and report.count(Severity.WARNING)) else 0


def _lines(report: Report, *, remarks: bool) -> Iterator[str]:
    for problem in report.told(remarks=remarks):
        yield f"{problem} [{problem.rule}]"
    if report.guesses:
        from quiz.cli.guesses import lines
        from quiz.cli.terminal import width

        for guesses in report.guesses.values():
            yield from ("", *lines(guesses, width()))
        yield ""
    yield report.summary(remarks=remarks)
