"""The parser of the command line."""

from __future__ import annotations

import argparse

from quiz import __version__
from quiz.cli import home, study
from quiz.cli.command import Parser

_EPILOG = """\
examples:
  quiz                                 open the quiz
  quiz study il2-neonatal --count 10   study ten questions of a bank
  quiz stats                           see how it went
  quiz COMMAND --help                  what a command can do

QUIZ_HOME names the folder of your history and settings, QUIZ_PATH more folders with banks.
"""


HOME = ""
"""Stands for no command at all."""


def build(only: str | None = None) -> Parser:
    """The parser of every command; without a command the quiz is opened.

    Where `only` is what the line begins with, the parser need not know what such a line cannot ask for: the commands
    that open a screen do without 4 ms of the others.
    """
    parser = Parser(
        prog="quiz",
        description="Answer questions written from a document, in the terminal, and see what you know.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"quiz {__version__}")
    parser.set_defaults(run=home.run, parser=parser)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
    study.add(commands)
    if only not in {HOME, "study"}:
        from quiz.cli import (
            answer,
            assign,
            attach,
            check,
            collect,
            completion,
            cover,
            diff,
            drift,
            drill,
            edit,
            exam,
            flags,
            history,
            host,
            join,
            listing,
            mutate,
            new,
            plan,
            review,
            schema,
            show,
            stats,
            suspend,
            sync,
        )

        for command in (
            review,
            exam,
            host,
            attach,
            join,
            assign,
            answer,
            collect,
            drill,
            listing,
            show,
            new,
            edit,
            check,
            cover,
            diff,
            drift,
            mutate,
            plan,
            stats,
            flags,
            suspend,
            history,
            sync,
            schema,
            completion,
        ):
            command.add(commands)
    return parser
