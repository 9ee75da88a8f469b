"""All checks on a bank."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.checks import completeness, coverage, item_writing, key_length
from quiz.checks.flaw import Flaw
from quiz.core.questions import Bank, Choice


def examine(bank: Bank) -> tuple[Flaw, ...]:
    """Everything the checks find: question by question, then over the bank. Drafts are not looked at."""
    return tuple(_findings(bank))


def _findings(bank: Bank) -> Iterator[Flaw]:
    is_english = bank.language.lower().partition("-")[0] == "en"
    for question in bank.questions:
        if question.is_draft:
            continue
        yield from completeness.missing_why(question)
        yield from completeness.missing_cite(bank, question)
        if isinstance(question, Choice) and is_english:
            for rule in item_writing.RULES:
                yield from rule(question)
    yield from completeness.missing_document(bank)
    yield from key_length.key_longest_in_bank(bank)
    yield from coverage.uncovered_statements(bank)
