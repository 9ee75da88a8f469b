"""`quiz completion`: a script with which a shell completes commands, options and banks."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping

from quiz.cli.command import Parser, Subparsers, add_command

SHELLS = ("bash", "zsh", "tcsh")

_IDS = "quiz list --ids 2>/dev/null"
_BANKS = {
    "bash": "_quiz_banks",
    "zsh": f"_alternative 'banks:bank:($({_IDS}))' 'files:file:_files'",
    "tcsh": "`quiz list --ids`",
}
_FILES = frozenset({"path", "old", "new", "file", "folder", "html", "blueprint"})
"""The arguments of commands that are files or folders."""

_BASH_PREAMBLE = f"""\
# A bank is an id, a folder or a file.
_quiz_banks() {{
  compgen -W "$({_IDS})" -- "$1"
  compgen -f -- "$1"
}}
"""


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "completion",
        run,
        about="print the completion script of a shell",
        examples=[
            'eval "$(quiz completion bash)"             in ~/.bashrc',
            "quiz completion zsh > ~/.zfunc/_quiz       with ~/.zfunc in fpath",
            "quiz completion tcsh > ~/.quiz.completion   and source it in ~/.tcshrc",
        ],
    )
    parser.add_argument("shell", choices=SHELLS, help="which shell")


def run(args: argparse.Namespace) -> int:
    import shtab

    from quiz.checks.rules.rulebook import RULES
    from quiz.cli.parser import build

    parser = build()
    _mark(parser, shtab.FILE, RULES)
    preamble = _BASH_PREAMBLE if args.shell == "bash" else ""
    print(shtab.complete(parser, args.shell, root_prefix="quiz", preamble=preamble))
    return 0


def _mark(parser: Parser, file: Mapping[str, object], rules: Iterable[str]) -> None:
    """Tells shtab which arguments are banks, which are files and which rules, in every command."""
    for action in parser._actions:  # noqa: SLF001 - the only way that argparse offers, and shtab goes it too
        if isinstance(action.choices, dict):
            for command in action.choices.values():
                _mark(command, file, rules)
        elif action.dest == "bank":
            action.complete = _BANKS  # type: ignore[attr-defined]
        elif action.dest in _FILES:
            action.complete = file  # type: ignore[attr-defined]
        elif action.dest == "explain":
            action.choices = tuple(rules)
