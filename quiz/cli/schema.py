"""`quiz schema`: the JSON Schema of the bank format."""

from __future__ import annotations

import argparse

from quiz.cli.command import Subparsers, add_command


def add(commands: Subparsers) -> None:
    add_command(
        commands,
        "schema",
        run,
        about="print the JSON Schema of a bank, for editors to complete and check while one types",
        examples=["quiz schema > bank.schema.json"],
    )


def run(args: argparse.Namespace) -> int:  # noqa: ARG001
    from quiz.banks.schema import schema_text

    print(schema_text(), end="")
    return 0
