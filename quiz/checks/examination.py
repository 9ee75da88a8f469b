"""All checks on a bank."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from quiz.checks import completeness, coverage, cues, item_writing, key_length
from quiz.checks.flaw import Flaw
from quiz.core.questions import Bank, Choice

ChoiceRule = Callable[[Choice], Iterator[Flaw]]
BankRule = Callable[[Bank], Iterator[Flaw]]

OF_ANY_CHOICE: tuple[ChoiceRule, ...] = (
    cues.key_longest,
    cues.near_duplicates,
    cues.length_spread,
    cues.lead_in,
)
"""The rules about one choice question that count and compare."""

OF_ENGLISH_CHOICE: tuple[ChoiceRule, ...] = (
    item_writing.all_of_above,
    item_writing.none_of_above,
    item_writing.option_references,
    item_writing.negative_stem,
    item_writing.absolute_distractor,
    item_writing.vague_frequency,
    item_writing.grammar,
    item_writing.unfocused_stem,
    cues.clang,
    cues.convergence,
)
"""The rules about one choice question that know English words."""

OF_BANK: tuple[BankRule, ...] = (
    completeness.missing_document,
    key_length.key_longest_in_bank,
    coverage.uncovered_statements,
)


def examine(bank: Bank) -> tuple[Flaw, ...]:
    """Everything the checks find: question by question, then over the bank. Drafts are not looked at."""
    return tuple(_findings(bank))


def _findings(bank: Bank) -> Iterator[Flaw]:
    is_english = bank.language.lower().partition("-")[0] == "en"
    rules = (*OF_ANY_CHOICE, *OF_ENGLISH_CHOICE) if is_english else OF_ANY_CHOICE
    for question in bank.questions:
        if question.is_draft:
            continue
        yield from completeness.missing_why(question)
        yield from completeness.missing_cite(bank, question)
        if isinstance(question, Choice):
            for rule in rules:
                yield from rule(question)
    for bank_rule in OF_BANK:
        yield from bank_rule(bank)
