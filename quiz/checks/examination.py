"""All rules held against a bank."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.checks.flaw import Flaw
from quiz.checks.kinds import is_english
from quiz.checks.rules.rulebook import RULES
from quiz.checks.rules.switched_off import UNKNOWN_RULE, UNUSED_ALLOW, unknown_rules, unused_allows
from quiz.core.bank import Bank
from quiz.core.exemptions import NO_EXEMPTIONS, Exemptions


def examine(bank: Bank, exemptions: Exemptions = NO_EXEMPTIONS) -> tuple[Flaw, ...]:
    """What the rules find that is not switched off: question by question, over the bank, and in what is switched off.

    What is said of what is switched off cannot be switched off itself. Drafts are counted, and not looked at. Rules
    that know English words are held against banks in English alone.
    """
    found = tuple(_findings(bank, exemptions))
    kept = (flaw for flaw in found if exemptions.reason(flaw.rule, flaw.question) is None)
    unknown = RULES[UNKNOWN_RULE].flaws(unknown_rules(exemptions, RULES))
    unused = RULES[UNUSED_ALLOW].flaws(unused_allows(bank, exemptions, found, RULES))
    return (*kept, *unknown, *unused)


def _findings(bank: Bank, exemptions: Exemptions) -> Iterator[Flaw]:
    rules = [rule for rule in RULES.values() if is_english(bank) or not rule.is_english]
    for question in bank.questions:
        if not question.is_draft:
            for rule in rules:
                yield from rule.in_question(bank, question)
    for rule in rules:
        yield from rule.in_bank(bank, exemptions)
