"""A question while it is written: as it was begun, and as it is in the bank's file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from quiz.checks.flaw import Flaw
from quiz.core.drafting import Draft, draft_of, fresh, question_of
from quiz.core.unfinished import Missing
from quiz.desk.workbench import Workbench, workbench


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What was begun with, and of it what the file has by now: `kept` is None while the question is in no file."""

    bench: Workbench
    begun: Draft
    kept: Draft | None

    @property
    def kept_as(self) -> str | None:
        """The id of the question in the file; None while it is in none."""
        return self.kept.id if self.kept else None

    @property
    def place(self) -> tuple[int, int] | None:
        """Which question of how many it is, counted from 1; None while it is in no file."""
        ids = self._ids
        return (ids.index(self.kept.id) + 1, len(ids)) if self.kept else None

    @property
    def _ids(self) -> list[str]:
        return list(self.bench.bank.catalogue.ids)

    def is_changed(self, draft: Draft) -> bool:
        """Whether the draft says anything that is not kept yet."""
        return draft != (self.kept or self.begun)

    def missing(self, draft: Draft) -> tuple[Missing, ...]:
        """What the draft needs before it can be kept."""
        return self.bench.missing(draft, self.kept_as)

    def flaws(self, draft: Draft) -> tuple[Flaw, ...]:
        """What the rules find of the draft, from which nothing is missing."""
        return self.bench.flaws(question_of(draft))

    # Other questions

    def neighbour(self, step: int) -> str | None:
        """The id of the question so many places on in the file; None beyond its ends.

        A question that is in no file stands both before the first and after the last one.
        """
        ids = self._ids
        at = ids.index(self.kept.id) + step if self.kept else (0 if step > 0 else len(ids) - 1)
        return ids[at] if 0 <= at < len(ids) else None

    def opened(self, question_id: str) -> Manuscript:
        """That question of the bank instead."""
        return opened(self.bench, question_id)

    def begun_anew(self, cites: tuple[str, ...] = ()) -> Manuscript:
        """A new question instead, on the same topic."""
        return replace(self, begun=fresh(self.begun.topic, cites), kept=None)

    # What is written into the file; each raises BankError where that cannot be, and leaves the file as it is

    def saved(self, draft: Draft) -> Manuscript:
        """With the draft, which misses nothing, in the file, which is on the disk then."""
        question = question_of(draft)
        return replace(self, bench=self.bench.keep(question), kept=draft_of(question))

    def removed(self, question_id: str) -> Manuscript:
        """The question that follows, or else the one before, once this one is in the file no longer."""
        following = self.neighbour(1) or self.neighbour(-1)
        bench = self.bench.remove(question_id)  # refuses to take the only one
        return opened(bench, following or bench.opened_first)

    def allowing(self, question_id: str, rule: str, why: str) -> Manuscript:
        """With the rule switched off in the file for the question, and the reason."""
        return replace(self, bench=self.bench.allow(question_id, rule, why))

    def read_again(self) -> Manuscript:
        """With the file as it is by now; a question that was taken out of it is in no file then."""
        bench = workbench(self.bench.text.path)
        is_there = self.kept is not None and self.kept.id in bench.bank
        kept = draft_of(bench.bank.question(self.kept.id)) if self.kept and is_there else None
        return replace(self, bench=bench, kept=kept)


def opened(bench: Workbench, question_id: str) -> Manuscript:
    """The question of the bank, to be changed."""
    draft = draft_of(bench.bank.question(question_id))
    return Manuscript(bench, draft, draft)


def begun(bench: Workbench, cites: tuple[str, ...] = ()) -> Manuscript:
    """A new question on the bank's first topic."""
    return Manuscript(bench, fresh(next(iter(bench.bank.topics)), cites), None)
