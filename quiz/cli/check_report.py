"""What `quiz check` finds in all the banks it is asked about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from quiz.banks.folder import BANK_FILE, is_bank
from quiz.desk.bench import FORMAT, Examined, examined
from quiz.errors import Problem, Severity
from quiz.plain.page import number_of

if TYPE_CHECKING:
    from quiz.checks.guessing.report import Guesses
    from quiz.cli.guesses import Bound


GUESSER = "guesser"
"""The id of what is no rule of `quiz.checks`: whether too much of a bank can be guessed."""


class Found(NamedTuple):
    """The banks at a path, or why there is none."""

    banks: Sequence[Path]
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The banks examined, in the order asked for, and what is wrong with paths that have none.

    `guesses` has what the guesser says of each bank that could be read, by its path, where that was asked for.
    """

    banks: tuple[Examined, ...]
    astray: tuple[Problem, ...]
    guesses: Mapping[Path, Guesses]

    @property
    def problems(self) -> tuple[Problem, ...]:
        return (*self.astray, *(problem for bank in self.banks for problem in bank.problems))

    def told(self, *, remarks: bool) -> Iterator[Problem]:
        """The problems, remarks among them only where they are wanted."""
        return (problem for problem in self.problems if remarks or problem.severity is not Severity.INFO)

    def count(self, severity: Severity) -> int:
        return count_of(self.problems, severity)

    @property
    def drafts(self) -> int:
        return sum(drafts_of(bank) or 0 for bank in self.banks)

    def summary(self, *, remarks: bool) -> str:
        """The counts in one line."""
        hidden = self.count(Severity.INFO)
        counts = [
            number_of(self.count(Severity.ERROR), "error"),
            number_of(self.count(Severity.WARNING), "warning"),
            number_of(hidden, "remark") + (" (--info tells them)" if hidden and not remarks else ""),
            number_of(self.drafts, "draft"),
        ]
        return f"{number_of(len(self.banks), 'bank')}: {', '.join(counts)}"


def count_of(problems: Sequence[Problem], severity: Severity) -> int:
    return sum(problem.severity is severity for problem in problems)


def drafts_of(bank: Examined) -> int | None:
    """How many drafts the bank has; None where it cannot be read."""
    return len(bank.loaded.bank.catalogue.drafts) if bank.loaded else None


def report_on(paths: Sequence[Path], *, guesses: bool, max_guess: Bound | None) -> Report:
    """Everything that is to be said of the banks at the paths.

    Where `guesses` or `max_guess`, how far one gets without reading is in it; a bank of which one gets more right than
    `max_guess` allows has a problem more.
    """
    found = [banks_at(path) for path in paths]
    banks = [examined(bank) for each in found for bank in each.banks]
    guessed: dict[Path, Guesses] = {}
    if guesses or max_guess is not None:
        from quiz.checks.guessing.report import guess

        guessed = {bank.path: guess(bank.loaded.bank) for bank in banks if bank.loaded}
    if max_guess is not None:
        banks = [_held_against(bank, guessed.get(bank.path), max_guess) for bank in banks]
    return Report(tuple(banks), tuple(each.problem for each in found if each.problem), guessed)


def _held_against(bank: Examined, guesses: Guesses | None, max_guess: Bound) -> Examined:
    """The bank, with a problem more where more of it can be guessed than the bound allows."""
    from quiz.cli.guesses import fault

    sentence = fault(guesses, max_guess) if guesses else None
    if sentence is None or bank.loaded is None:
        return bank
    place = bank.loaded.places.of_bank()
    problem = Problem(bank.loaded.places.path, place.line, place.column, sentence, rule=GUESSER)
    return replace(bank, problems=(problem, *bank.problems))


def banks_at(path: Path) -> Found:
    """The bank at the path; or, where it is a folder that is none, its sub-folders that are banks, as on the shelves.

    The problem where there is none names what may have been meant.
    """
    try:
        if not path.is_dir() or is_bank(path):
            return Found([path])
        entries = sorted(path.iterdir())
    except OSError as error:
        return _none(path, f"The folder cannot be read: {error.strerror or error}.")
    folders = [entry for entry in entries if entry.is_dir()]
    if banks := [folder for folder in folders if is_bank(folder)]:
        return Found(banks)
    sentence = f"There is no bank here; a bank is a folder with a {BANK_FILE}."
    if deeper := [folder for folder in folders if _holds_banks(folder)]:
        sentence += f" There are banks in {_and(deeper)}."
    if files := [entry for entry in entries if is_bank(entry)]:
        sentence += f" To check a file, name it: {_and(files)}."
    return _none(path, sentence)


def _none(path: Path, sentence: str) -> Found:
    return Found([], Problem(str(path), 0, 0, sentence, rule=FORMAT))


def _holds_banks(folder: Path) -> bool:
    try:
        return any(entry.is_dir() and is_bank(entry) for entry in folder.iterdir())
    except OSError:
        return False  # and so no place to send the author to


def _and(paths: Sequence[Path]) -> str:
    *others, last = map(str, paths)
    return f"{', '.join(others)} and {last}" if others else last
