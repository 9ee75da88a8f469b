"""What a rule of the author's bench is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, assert_never

from quiz.checks.flaw import Finding, Flaw
from quiz.core.bank import Bank
from quiz.core.exemptions import NO_EXEMPTIONS, Exemptions
from quiz.core.questions import Choice, Matching, Question
from quiz.errors import Severity

QuestionCheck = Callable[[Bank, Question], Iterator[Finding]]
ChoiceCheck = Callable[[Choice], Iterator[Finding]]
MatchingCheck = Callable[[Matching], Iterator[Finding]]
BankCheck = Callable[[Bank, Exemptions], Iterator[Finding]]


class Rule(NamedTuple):
    """A rule: what it asks of a bank, where it comes from, and a bank that breaks it beside one that keeps it.

    `about` says in a few sentences what is wrong with what the rule finds, and what to do instead. `source` names who
    recommends it. `bad` and `good` differ in little else than what the rule is about; they are made when asked for,
    and what is switched off in them stands beside them.

    A rule has a check of a question of one or of every kind, or one of the whole bank; without any, it is about what
    the author has switched off. One that knows English words is held against banks in English alone.
    """

    id: str
    severity: Severity
    source: str
    about: str
    bad: Callable[[], Bank]
    good: Callable[[], Bank]
    of_choice: ChoiceCheck | None = None
    of_matching: MatchingCheck | None = None
    of_question: QuestionCheck | None = None
    of_bank: BankCheck | None = None
    is_english: bool = False
    bad_exemptions: Exemptions = NO_EXEMPTIONS
    good_exemptions: Exemptions = NO_EXEMPTIONS

    def in_question(self, bank: Bank, question: Question) -> Iterator[Flaw]:
        """What the rule finds in one question of the bank."""
        if self.of_question is not None:
            yield from self.flaws(self.of_question(bank, question), question.id)
        match question:
            case Choice():
                if self.of_choice is not None:
                    yield from self.flaws(self.of_choice(question), question.id)
            case Matching():
                if self.of_matching is not None:
                    yield from self.flaws(self.of_matching(question), question.id)
            case _:
                assert_never(question)

    def in_bank(self, bank: Bank, exemptions: Exemptions) -> Iterator[Flaw]:
        """What the rule finds in the bank as a whole."""
        if self.of_bank is not None:
            yield from self.flaws(self.of_bank(bank, exemptions))

    def flaws(self, findings: Iterable[Finding], question_id: str | None = None) -> Iterator[Flaw]:
        """The findings as this rule's, in the question of that id where they name none themselves."""
        for part, sentence, question, span in findings:
            yield Flaw(self.id, question or question_id, part, sentence, self.severity, span)
