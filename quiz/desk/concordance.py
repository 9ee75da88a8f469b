"""A bank's document and its questions side by side: which rest on a statement, and on what a question rests."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from quiz.banks.loader import Loaded, load
from quiz.checks.coverage import Coverage, Statement, coverage, coverage_of
from quiz.core.bank import Bank
from quiz.core.documents.document import Document, Span
from quiz.core.documents.outline import shown, statement_at
from quiz.core.documents.quoting import quotation
from quiz.core.exemptions import Ignored
from quiz.core.questions import Question, all_cites
from quiz.core.text import fold
from quiz.desk.workbench import workbench


@dataclass(frozen=True)
class Concordance:
    """A bank that was read, and what is examined of its document; `drafts` are on each statement, and examine none."""

    loaded: Loaded
    coverage: Coverage
    drafts: tuple[tuple[str, ...], ...]

    @property
    def bank(self) -> Bank:
        return self.loaded.bank

    @property
    def document(self) -> Document:
        return self.loaded.bank.document

    @property
    def statements(self) -> tuple[Statement, ...]:
        return self.coverage.statements

    def resting_on(self, statement: int) -> tuple[Question, ...]:
        """The questions that quote some of the statement, drafts last."""
        ids = (*self.statements[statement].examined_by, *self.drafts[statement])
        return tuple(self.bank.question(id) for id in ids)

    def passages_of(self, question: Question) -> tuple[Span, ...]:
        """Where in the document the question's quotations stand, each at its first place, in the document's order."""
        return tuple(sorted(found[0] for cite in all_cites(question) if (found := self.document.find(cite))))

    def statement_of(self, question: Question) -> int | None:
        """The first statement that the question rests on; None where it rests on none."""
        places = (statement_at(self.document, span) for span in self.passages_of(question))
        return next((place for place in places if place is not None), None)

    def next_missed(self, statement: int, step: int) -> int | None:
        """The next statement in that direction, and around, that no question examines; None where there is none."""
        missed = [place for place, each in enumerate(self.statements) if each.is_missed]
        if step > 0:
            return next((place for place in missed if place > statement), missed[0] if missed else None)
        return next((place for place in reversed(missed) if place < statement), missed[-1] if missed else None)

    def ignored_with(self, statement: int) -> Ignored:
        """The passage by which the statement is ignored; where it is not, its own words without a reason yet."""
        span = self.statements[statement].span
        passages = (each for each in self.loaded.exemptions.ignored if not each.fact)
        touching = (each for each in passages if any(span.overlaps(found) for found in self.document.find(each.cite)))
        return next(touching, Ignored(quotation(self.document, span), ""))

    @cached_property
    def sought_in(self) -> tuple[str, ...]:
        """Of each statement, folded, what it is found by: its words, and the stems and ids of what rests on it."""
        return tuple(
            fold(" ".join([shown(self.document, each.span), *self._names_on(place)]))
            for place, each in enumerate(self.statements)
        )

    def _names_on(self, statement: int) -> list[str]:
        return [name for question in self.resting_on(statement) for name in (question.stem, question.id)]


def with_ignored(read: Concordance, cite: str, why: str) -> Concordance:
    """The bank read anew once the passage is ignored in its file, or no longer where there is no reason.

    BankError where the file cannot be changed so; it is left as it is.
    """
    path = Path(read.loaded.places.path)
    workbench(path).ignore(cite, why)
    return concordance(path)


def concordance(path: Path) -> Concordance:
    """The bank of the folder or file with its document; BankError where it cannot be used."""
    loaded = load(path)
    document = loaded.bank.document
    drafts = [question for question in loaded.bank.questions if question.is_draft]
    quoted = {
        question.id: [span for cite in all_cites(question) for span in document.find(cite)] for question in drafts
    }
    on_each = coverage_of(document, quoted).statements
    covered = coverage(loaded.bank, loaded.exemptions.ignored)
    return Concordance(loaded, covered, tuple(each.examined_by for each in on_each))
