"""What the parsers of all commands have in common."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from quiz.core.text import printable

Subparsers = Any  # argparse names the class with an underscore alone
Run = Callable[[argparse.Namespace], int]


class Parser(argparse.ArgumentParser):
    """A parser whose messages never send what was typed to the terminal as a command."""

    def error(self, message: str) -> NoReturn:
        super().error(printable(message))


def add_command(commands: Subparsers, name: str, run: Run, *, about: str, examples: Sequence[str]) -> Parser:
    """A new command's parser, whose help ends with the examples."""
    parser: Parser = commands.add_parser(
        name,
        help=about,
        description=f"{about[0].upper()}{about[1:]}.",
        epilog="\n".join(["examples:" if len(examples) > 1 else "example:", *(f"  {line}" for line in examples)]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run, parser=parser)
    return parser
