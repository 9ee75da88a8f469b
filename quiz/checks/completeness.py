"""What a bank leaves unsaid: explanations, quotations, its document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from quiz.checks.flaw import Flaw
from quiz.core.questions import Bank, Choice, Matching, Question, all_cites


def missing_document(bank: Bank) -> Iterator[Flaw]:
    if not bank.document:
        sentence = (
            "The bank names no document, so nothing proves its answers. Add document: and a cite to each question."
        )
        yield Flaw("missing-document", None, "", sentence)


def missing_cite(bank: Bank, question: Question) -> Iterator[Flaw]:
    if bank.document and not all_cites(question):
        yield Flaw("missing-cite", question.id, "", "Add a cite: the words of the document that prove the answer.")


def missing_why(question: Question) -> Iterator[Flaw]:
    """A question, option, pair or extra choice without an explanation."""

    def flaw(part: str, what: str) -> Flaw:
        return Flaw(
            "missing-why",
            question.id,
            part,
            f"Add a why to this {what}: the explanation is what a learner learns from.",
        )

    if not question.why:
        yield flaw("", "question")
    match question:
        case Choice():
            yield from (flaw(f"options[{i}]", "option") for i, each in enumerate(question.options) if not each.why)
        case Matching():
            yield from (flaw(f"match[{i}]", "pair") for i, each in enumerate(question.pairs) if not each.why)
            yield from (flaw(f"extra[{i}]", "choice") for i, each in enumerate(question.extras) if not each.why)
        case _:
            assert_never(question)
