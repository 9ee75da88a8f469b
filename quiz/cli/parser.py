"""The parser of the command line."""

from __future__ import annotations

import argparse
from importlib import import_module

from quiz import __version__
from quiz.cli import home
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

_MODULES = {
    "study": "study",
    "review": "review",
    "exam": "exam",
    "host": "host",
    "attach": "attach",
    "join": "join",
    "assign": "assign",
    "answer": "answer",
    "collect": "collect",
    "drill": "drill",
    "list": "listing",
    "show": "show",
    "new": "new",
    "edit": "edit",
    "check": "check",
    "cover": "cover",
    "diff": "diff",
    "drift": "drift",
    "mutate": "mutate",
    "plan": "plan",
    "stats": "stats",
    "flags": "flags",
    "suspend": "suspend",
    "history": "history",
    "sync": "sync",
    "schema": "schema",
    "completion": "completion",
}
"""The module of each command, in the order of the help."""


def build(only: str | None = None) -> Parser:
    """The parser of every command; without a command the quiz is opened.

    Where `only` is what the line begins with, the parser need not know what such a line cannot ask for: a start does
    without the 40 ms that the modules of all commands take.
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
    for name in () if only == HOME else (only,) if only in _MODULES else _MODULES:
        import_module(f"quiz.cli.{_MODULES[name]}").add(commands)
    return parser
