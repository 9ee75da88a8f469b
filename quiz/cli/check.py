"""`quiz check`: what is wrong with banks, and what their authors may want to look at."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.cli.command import Subparsers, add_command
from quiz.errors import BankError, Problem, Severity

if TYPE_CHECKING:
    from quiz.banks.loader import Loaded
    from quiz.checks.flaw import Flaw


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "check",
        run,
        about="check banks, naming every fault with its file, line and column",
        examples=[
            "quiz check questions/il2-neonatal",
            "quiz check --strict questions    every bank in the folder; warnings count as errors",
        ],
    )
    parser.add_argument("path", nargs="+", metavar="PATH", help="a bank's folder or file, or a folder of banks")
    parser.add_argument("--strict", action="store_true", help="exit with status 1 for warnings too")


def run(args: argparse.Namespace) -> int:
    from quiz.cli.printing import print_lines
    from quiz.plain.page import number_of

    banks = errors = warnings = 0
    for path in args.path:
        found = _banks_at(Path(path))
        if isinstance(found, Problem):
            print_lines([str(found)])
            errors += 1
            continue
        for bank in found:
            banks += 1
            for problem in _problems(bank):
                print_lines([str(problem)])
                if problem.severity is Severity.ERROR:
                    errors += 1
                else:
                    warnings += 1
    print_lines([f"{number_of(banks, 'bank')}: {number_of(errors, 'error')}, {number_of(warnings, 'warning')}"])
    return 1 if errors or (args.strict and warnings) else 0


def _banks_at(path: Path) -> Sequence[Path] | Problem:
    """The bank at the path; or, where it is a folder that is none, its sub-folders that are banks, as on the shelves.

    The problem where there is none; it names what may have been meant.
    """
    from quiz.banks.folder import BANK_FILE, is_bank

    try:
        if not path.is_dir() or is_bank(path):
            return [path]
        entries = sorted(path.iterdir())
    except OSError as error:
        return Problem(str(path), 0, 0, f"The folder cannot be read: {error.strerror or error}.")
    folders = [entry for entry in entries if entry.is_dir()]
    if banks := [folder for folder in folders if is_bank(folder)]:
        return banks
    sentence = f"There is no bank here; a bank is a folder with a {BANK_FILE}."
    if deeper := [folder for folder in folders if _holds_banks(folder)]:
        sentence += f" There are banks in {_and(deeper)}."
    if files := [entry for entry in entries if is_bank(entry)]:
        sentence += f" To check a file, name it: {_and(files)}."
    return Problem(str(path), 0, 0, sentence)


def _holds_banks(folder: Path) -> bool:
    from quiz.banks.folder import is_bank

    try:
        return any(entry.is_dir() and is_bank(entry) for entry in folder.iterdir())
    except OSError:
        return False  # and so no place to send the author to


def _and(paths: Sequence[Path]) -> str:
    *others, last = map(str, paths)
    return f"{', '.join(others)} and {last}" if others else last


def _problems(path: Path) -> Iterator[Problem]:
    """Everything that is wrong with the bank, in the order of its file."""
    from quiz.banks.loader import load
    from quiz.checks.examination import examine

    try:
        loaded = load(path)
    except BankError as error:
        yield from error.problems
        return
    problems = list(loaded.warnings)
    problems += [_placed(flaw, loaded) for flaw in examine(loaded.bank)]
    yield from sorted(problems)


def _placed(flaw: Flaw, loaded: Loaded) -> Problem:
    """The flaw at its place in the bank's file or in the document."""
    if flaw.span and loaded.document_path:
        before = loaded.bank.document.text[: flaw.span.start]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return Problem(str(loaded.document_path), line, column, flaw.sentence, flaw.severity)
    places = loaded.places
    place = places.of_bank(flaw.part) if flaw.question is None else places.of(flaw.question, flaw.part)
    return Problem(places.path, place.line, place.column, flaw.sentence, flaw.severity)
