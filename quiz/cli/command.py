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


def whole_number(text: str) -> int:
    """The number from 1 to 999,999,999 that the text says."""
    if not (text.isdecimal() and 0 < len(text) <= 9 and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)


def seed(text: str) -> int:
    """The seed that the text says: a number from 0 on, which every reader of JSON can hold."""
    if not (text.isdecimal() and len(text) <= 15):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 0 on, with 15 digits at most")
    return int(text)


def share(text: str) -> float:
    """The share from 0 to 1 that a number of per cent says, with or without its sign; up to 1 it is a share itself."""
    try:
        number = float(text.strip().removesuffix("%"))
    except ValueError:
        number = -1.0
    value = number if number <= 1 and not text.strip().endswith("%") else number / 100
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of per cent, such as 60, and no share, such as 0.6")
    return value
