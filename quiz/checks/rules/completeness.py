"""What a bank leaves unsaid: explanations, quotations, its document; and what is not finished."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from quiz.checks.flaw import Finding
from quiz.checks.rule import Rule
from quiz.checks.rules.examples import FACT, asked, bank, choice
from quiz.core.bank import Bank
from quiz.core.documents.document import Document
from quiz.core.exemptions import Exemptions
from quiz.core.questions import Choice, Matching, Question, all_cites
from quiz.errors import Severity

_MOST_STATEMENTS = 3
_SHORTEST_OF_MANY = 150  # characters; what is shorter has hardly more statements than that


def missing_document(bank: Bank, _exemptions: Exemptions) -> Iterator[Finding]:
    if not bank.document:
        sentence = (
            "The bank names no document, so nothing proves its answers. Add document: and a cite to each question."
        )
        yield Finding("", sentence)


def missing_cite(bank: Bank, question: Question) -> Iterator[Finding]:
    if not all_cites(question) and bank.document:
        yield Finding("", "Add a cite: the words of the document that prove the answer.")


def missing_why(_bank: Bank, question: Question) -> Iterator[Finding]:
    """A question, option, pair or extra choice without an explanation."""
    if not question.why:
        yield _unexplained("", "question")
    match question:
        case Choice():
            for i, option in enumerate(question.options):
                if not option.why:
                    yield _unexplained(f"options[{i}]", "option")
        case Matching():
            for i, pair in enumerate(question.pairs):
                if not pair.why:
                    yield _unexplained(f"match[{i}]", "pair")
            for i, extra in enumerate(question.extras):
                if not extra.why:
                    yield _unexplained(f"extra[{i}]", "choice")
        case _:
            assert_never(question)


def _unexplained(part: str, what: str) -> Finding:
    return Finding(part, f"Add a why to this {what}: the explanation is what a learner learns from.")


def long_cite(_bank: Bank, question: Question) -> Iterator[Finding]:
    for cite in all_cites(question):
        if len(cite) > _SHORTEST_OF_MANY and (count := len(Document(cite).statements)) > _MOST_STATEMENTS:
            sentence = f"Quote the sentence that proves the answer: this quotation has {count} of them."
            yield Finding(_part_of(question, cite), sentence)


def _part_of(question: Question, cite: str) -> str:
    if cite in question.cites:
        return f"cite[{question.cites.index(cite)}]"
    assert isinstance(question, Matching)  # noqa: S101 - no other kind has quotations of its parts
    return f"match[{next(i for i, pair in enumerate(question.pairs) if cite in pair.cites)}].cite"


def drafts(bank: Bank, _exemptions: Exemptions) -> Iterator[Finding]:
    if count := sum(question.is_draft for question in bank.questions):
        yield Finding(
            "",
            f"{count} questions are drafts, which are never asked."
            if count > 1
            else "1 question is a draft, which is never asked.",
        )


_STEM = "Which cells make most of the interleukin-2?"
_CELLS = ("Lymphocytes", "Platelets", "Neutrophils")
_PARAGRAPH = (
    f"{FACT} It acts on the cells that made it. It binds to a receptor that has three chains. The receptor is found "
    "on many cells. Its chains are named with Greek letters."
)

RULES = (
    Rule(
        "missing-why",
        Severity.ERROR,
        "ours; that feedback with an explanation is what teaches: Pan & Rickard 2018",
        "A question, option, pair or extra answer has no explanation. A learner who chose it wants to know why it is "
        "right or wrong, and learns from nothing else as much.",
        bad=lambda: bank(choice(_STEM, *_CELLS, has_why=False)),
        good=lambda: asked(_STEM, *_CELLS),
        of_question=missing_why,
    ),
    Rule(
        "missing-cite",
        Severity.ERROR,
        "ours",
        "The bank has a document, and the question quotes nothing of it. The quotation is what proves the answer, and "
        "what tells which statements are examined. A quotation that is not in the document is refused when the bank "
        "is read.",
        bad=lambda: bank(choice(_STEM, *_CELLS, cite="")),
        good=lambda: asked(_STEM, *_CELLS),
        of_question=missing_cite,
    ),
    Rule(
        "long-cite",
        Severity.INFO,
        "ours",
        "A quotation has more than three sentences. It is shown to the learner as the proof, who must then look for "
        "the words that prove the answer; and all of its statements count as examined. Quote the sentence itself.",
        bad=lambda: asked(_STEM, *_CELLS, cite=_PARAGRAPH),
        good=lambda: asked(_STEM, *_CELLS),
        of_question=long_cite,
    ),
    Rule(
        "missing-document",
        Severity.WARNING,
        "ours",
        "The bank names no document, so that nothing proves its answers, and nobody can tell what it leaves out.",
        bad=lambda: bank(choice(_STEM, *_CELLS, cite=""), document=""),
        good=lambda: asked(_STEM, *_CELLS),
        of_bank=missing_document,
    ),
    Rule(
        "draft",
        Severity.INFO,
        "ours",
        "Some questions are drafts. They are never asked, and no other rule looks at them; once a draft is finished, "
        "remove its line draft.",
        bad=lambda: bank(choice(_STEM, *_CELLS), choice("?", "One", "Other", id="unfinished", is_draft=True)),
        good=lambda: asked(_STEM, *_CELLS),
        of_bank=drafts,
    ),
)
