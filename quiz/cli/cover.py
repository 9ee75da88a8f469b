"""`quiz cover`: how much of its document a bank examines."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from quiz.cli.authoring import refusing
from quiz.cli.command import Parser, Subparsers, add_command, share
from quiz.errors import HistoryError, RequestError

if TYPE_CHECKING:
    from quiz.banks.loader import Loaded
    from quiz.checks.coverage import Coverage


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "cover",
        refusing(run),
        about="show which statements of its document a bank examines, and which it does not",
        examples=[
            "quiz cover il2-neonatal                      the document, with the questions on each statement counted",
            "quiz cover my-bank --missed                  the statements that no question examines",
            "quiz cover my-bank --summary --fail-under 90",
            "quiz cover my-bank --html coverage.html      a web page that stands alone",
            "quiz cover my-bank --browse                  the document beside its questions, to go through and write",
            "",
            "A statement is a sentence of a paragraph or list item, or a row of a table. A question examines those",
            "that its quotations touch; drafts examine none. Headings, the heads of tables, code and lists of",
            "references state nothing. What stands under `ignore` in the bank's file is left out of the figures.",
            "",
            'In JSON "statements" have their place in the document (start and end in characters from 0, line and',
            'column from 1), section, text, status ("examined", "missed" or "ignored"), examined_by (ids of questions)',
            'and ignored (the reason, or null); "total" and "sections" have counts and shares from 0 to 1; "left_out"',
            'are the lists of references, "drafts" the ids of the drafts.',
            "",
            "The exit status is 1 below --fail-under, 2 where the bank cannot be read.",
        ],
    )
    parser.add_argument("bank", metavar="BANK", help="a bank's id, folder or file")
    parser.add_argument(
        "--fail-under",
        type=share,
        metavar="SHARE",
        help="exit with status 1 where less of the statements is examined, as 90 or 90%%",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--summary", action="store_true", help="print the figures of the sections alone")
    form.add_argument("--missed", "--uncovered", action="store_true", help="print what is not examined alone")
    form.add_argument("--json", action="store_true", help="print JSON")
    form.add_argument("--browse", action="store_true", help="go through the document beside its questions, on a screen")
    form.add_argument("--html", metavar="FILE", help="write a web page that stands alone; - for standard output")


def run(args: argparse.Namespace) -> int:
    from quiz.banks.loader import load
    from quiz.checks.coverage import coverage
    from quiz.cli.workplace import Workplace

    parser: Parser = args.parser
    try:
        if args.browse:
            return _browse(args)
        loaded = load(Workplace(os.environ).library.path_of(args.bank))
        found = coverage(loaded.bank, loaded.exemptions.ignored)
        _show(args, loaded, found)
        return 1 if args.fail_under is not None and _is_below(found, args.fail_under) else 0
    except (RequestError, HistoryError) as error:
        parser.error(str(error))


def _browse(args: argparse.Namespace) -> int:
    """Goes through the document on a screen, on which questions are written as well."""
    from quiz.cli import terminal
    from quiz.cli.workplace import Workplace

    parser: Parser = args.parser
    if args.fail_under is not None:
        parser.error("--browse measures nothing against --fail-under; give --summary with it")
    if terminal.wants_plain(os.environ):
        parser.error("--browse needs a full terminal. Without it the document is printed")
    from quiz.tui.authoring import browse

    workplace = Workplace(os.environ)
    return browse(workplace.library.path_of(args.bank), workplace.settings)


def _show(args: argparse.Namespace, loaded: Loaded, found: Coverage) -> None:
    from quiz.cli.printing import print_json, print_lines
    from quiz.cli.terminal import width

    if args.json:
        from quiz.cli.cover_json import json_of

        print_json(json_of(loaded, found))
    elif args.html:
        from quiz.cli.cover_page import page
        from quiz.cli.webpage import write_page

        write_page(args.html, page(loaded, found))
    else:
        from quiz.cli.cover_view import View

        view = View(loaded, found, width())
        if not args.summary:
            print_lines(view.missed() if args.missed else view.document())
        print_lines(view.summary())


def _is_below(found: Coverage, limit: float) -> bool:
    """Whether too little is examined, which it is where there is nothing to examine; says so."""
    from quiz.cli.cover_view import per_cent

    if found.tally.statements and found.share >= limit:
        return False
    print(
        f"quiz: {per_cent(found.share)} of the statements are examined, less than {100 * limit:g} %.", file=sys.stderr
    )
    return True
