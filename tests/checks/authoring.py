"""Questions and banks as an author might write them, well but for what a test is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quiz.checks.flaw import Flaw
from quiz.checks.rules.rulebook import RULES
from quiz.core.bank import Bank, catalogue_of
from quiz.core.exemptions import NO_EXEMPTIONS, Exemptions
from quiz.core.questions import Choice, Extra, Matching, Option, Pair, Question

STEM = "Which cells predominantly produce the cytokine?"
OPTIONS = ("Activated lymphocytes", "Resting neutrophils", "Immature erythrocytes", "Damaged astrocytes")


def choice(
    stem: str = STEM,
    options: Sequence[str] = OPTIONS,
    keys: Iterable[int] = (0,),
    *,
    id: str = "q",
    whys: Sequence[str] | None = None,
    why: str = "So it is.",
    cites: tuple[str, ...] = (),
    pinned: bool = False,
    is_draft: bool = False,
) -> Choice:
    right = frozenset(keys)
    reasons = whys if whys is not None else ["So it is."] * len(options)
    return Choice(
        id=id,
        stem=stem,
        topic="t",
        why=why,
        cites=cites,
        is_draft=is_draft,
        options=tuple(
            Option(text, i in right, reason, pinned)
            for i, (text, reason) in enumerate(zip(options, reasons, strict=True))
        ),
    )


def matching(
    *,
    id: str = "m",
    why: str = "So it is.",
    whys: Sequence[str] = ("So.", "So."),
    extra_why: str = "So.",
    cite: str = "",
) -> Matching:
    pairs = tuple(
        Pair(f"prompt {i}", f"answer {i}", reason, (cite,) if cite and i == 0 else ()) for i, reason in enumerate(whys)
    )
    return Matching(
        id=id, stem="Match each with its own.", topic="t", why=why, pairs=pairs, extras=(Extra("extra", extra_why),)
    )


def bank(questions: Sequence[Question], document: str = "", language: str = "en") -> Bank:
    return Bank(
        id="bank",
        title="Bank",
        language=language,
        license="CC0-1.0",
        topics={"t": "Topic"},
        questions=tuple(questions),
        catalogue=catalogue_of(questions, ("t",)),
        document=document,
    )


def places(flaws: Iterable[Flaw]) -> list[tuple[str, str]]:
    """The rule and the part of each flaw, in order."""
    return [(flaw.rule, flaw.part) for flaw in flaws]


def found(rule: str, question: Question, *, document: str = "", language: str = "en") -> list[Flaw]:
    """What the one rule finds in the question."""
    return list(RULES[rule].in_question(bank([question], document, language), question))


def parts(rule: str, question: Question, *, document: str = "", language: str = "en") -> list[str]:
    """The parts of the question in which the one rule finds something."""
    return [flaw.part for flaw in found(rule, question, document=document, language=language)]


def found_in_bank(rule: str, bank: Bank, exemptions: Exemptions = NO_EXEMPTIONS) -> list[Flaw]:
    """What the one rule finds in the bank as a whole."""
    return list(RULES[rule].in_bank(bank, exemptions))
