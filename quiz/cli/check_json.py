"""What `quiz check` finds as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quiz.cli.check_report import Report, count_of, drafts_of
from quiz.errors import Problem, Severity

if TYPE_CHECKING:
    from quiz.checks.guessing.report import Guesses
    from quiz.desk.bench import Examined


def report_json(report: Report, *, remarks: bool) -> dict[str, object]:
    """The report as the command's help documents it; remarks are always counted, and told where they are wanted."""
    return {
        "banks": [_bank_json(bank, report) for bank in report.banks],
        "problems": [_problem_json(problem) for problem in report.told(remarks=remarks)],
        **_counts(report.problems),
        "drafts": report.drafts,
    }


def _bank_json(bank: Examined, report: Report) -> dict[str, object]:
    return {
        "path": str(bank.path),
        "id": bank.loaded.bank.id if bank.loaded else None,
        "questions": len(bank.loaded.bank.catalogue) if bank.loaded else None,
        "drafts": drafts_of(bank),
        **_counts(bank.problems),
        "guesses": _guesses_json(report.guesses.get(bank.path)),
    }


def _guesses_json(guesses: Guesses | None) -> dict[str, object] | None:
    if guesses is None:
        return None
    from quiz.cli.guesses import as_json

    return as_json(guesses)


def _counts(problems: Sequence[Problem]) -> dict[str, int]:
    return {
        "errors": count_of(problems, Severity.ERROR),
        "warnings": count_of(problems, Severity.WARNING),
        "remarks": count_of(problems, Severity.INFO),
    }


def _problem_json(problem: Problem) -> dict[str, object]:
    return {
        "path": problem.path,
        "line": problem.line or None,
        "column": problem.column or None,
        "severity": problem.severity,
        "rule": problem.rule,
        "sentence": problem.sentence,
    }
