"""A bank's file while its author writes at its questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from quiz import paths
from quiz.banks.loader import Loaded
from quiz.banks.writing import editing
from quiz.banks.writing.copying import is_installed
from quiz.banks.writing.editing import BankText
from quiz.checks.coverage import coverage_of
from quiz.checks.examination import examine
from quiz.checks.flaw import Flaw
from quiz.checks.skeletons.naming import plain
from quiz.core.bank import Bank, catalogue_of
from quiz.core.drafting import Draft
from quiz.core.questions import Question, all_cites
from quiz.core.unfinished import Missing, missing
from quiz.errors import BankError, Problem

_MOST_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Workbench:
    """The text of the file as it was read, which can be read as a bank.

    One that `is_installed` with the program is looked at and not written: it would be lost with the program.
    """

    text: BankText
    is_installed: bool = False

    @property
    def loaded(self) -> Loaded:
        return self.text.loaded

    @property
    def bank(self) -> Bank:
        return self.text.loaded.bank

    @property
    def opened_first(self) -> str:
        """The id of the question that is opened where none is named: the first draft, or else the first."""
        questions = self.bank.questions
        return next((question.id for question in questions if question.is_draft), questions[0].id)

    def missing(self, draft: Draft, kept_as: str | None) -> tuple[Missing, ...]:
        """What the draft needs before it can be kept; `kept_as` is the id that it has in the file, None without one."""
        taken = frozenset(self.bank.catalogue.ids) - {kept_as}
        return missing(draft, self.bank.topics, taken, self.bank.document)

    def flaws(self, question: Question) -> tuple[Flaw, ...]:
        """What the rules find of the question, were it so in the bank; one marked as a draft is looked at as well.

        In a bank of more than a thousand questions it is looked at alone: beside the others, that takes seconds.
        """
        looked_at = replace(question, is_draft=False)
        beside = self.bank.questions if len(self.bank.questions) <= _MOST_AT_ONCE else ()
        others = [each for each in beside if each.id != question.id]
        place = next((at for at, each in enumerate(beside) if each.id == question.id), len(others))
        questions = (*others[:place], looked_at, *others[place:])
        bank = Bank(
            id=self.bank.id,
            title=self.bank.title,
            language=self.bank.language,
            license=self.bank.license,
            topics=self.bank.topics,
            questions=questions,
            catalogue=catalogue_of(questions, tuple(self.bank.topics)),
            document=lambda: self.bank.document,
        )
        return tuple(flaw for flaw in examine(bank, self.loaded.exemptions) if flaw.question == question.id)

    def keep(self, question: Question) -> Workbench:
        """The bench with the question in the file, which is on the disk then; all else in it is as it was, but for the
        comments that asked for a question on what it quotes.

        BankError where the file is another by now, or cannot be written; it is left as it is.
        """
        return self._put(self.text.with_question(question).without_reminders(self._statements_in(all_cites(question))))

    def _statements_in(self, cites: Iterable[str]) -> Iterator[str]:
        """What the statements say, without marks of Markdown, of which the quotations have some."""
        document = self.bank.document
        spans = [span for found in document.find_all(cites).values() for span in found]
        on_each = coverage_of(document, {"": spans}).statements
        return (plain(document.text[it.span.start : it.span.end]) for it in on_each if it.is_examined)

    def remove(self, question_id: str) -> Workbench:
        """The bench without the question in the file, as `keep` leaves it; BankError also where it is the only one."""
        return self._put(self.text.without_question(question_id))

    def allow(self, question_id: str, rule: str, why: str) -> Workbench:
        """The bench with the rule switched off for the question in the file, as `keep` leaves it."""
        return self._put(self.text.with_allowed(question_id, rule, why))

    def ignore(self, cite: str, why: str) -> Workbench:
        """The bench with the passage ignored in the file, as `keep` leaves it; no longer where there is no reason."""
        changed = self.text.with_ignored(cite, why)
        return self._put(changed.without_reminders(self._statements_in([cite])) if why.strip() else changed)

    def _put(self, changed: BankText) -> Workbench:
        if self.is_installed:
            sentence = (
                "The bank came with the program, and what is written into it would be lost with that. "
                f"quiz edit {self.bank.id} copies it to your own banks first."
            )
            raise BankError([Problem(str(self.text.path), 0, 0, sentence)])
        editing.save(changed, self.text)
        return replace(self, text=changed)

    def is_outdated(self) -> bool:
        """Whether the file is no longer what was read."""
        try:
            return editing.read(self.text.path).data != self.text.data
        except BankError:
            return True


def workbench(path: Path) -> Workbench:
    """The bank of the folder or file to be written at; BankError where it cannot be read as one."""
    text = editing.read(path)
    _ = text.loaded
    return Workbench(text, is_installed(text.path, paths.shipped_banks()))
