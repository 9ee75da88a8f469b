"""A draft of a question, and what each kind of them is made from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quiz.checks.skeletons.amounts import worth
from quiz.checks.skeletons.naming import Names, lower_first, proper_words, upper_first, without_stop
from quiz.checks.skeletons.outline import Outline, Statement, quotation
from quiz.checks.skeletons.terms import MOST_DISTRACTORS
from quiz.core.questions import Choice, Extra, Level, Matching, Option, Pair, Question
from quiz.core.text import fold

WRONG = "What is wrong"
"""What stands in the place of a wrong option that the author has to write."""

_TOO_FEW = (
    "No wrong option could be found in the document: write some.",
    "Only one wrong option could be found in the document: write more.",
    "Only two wrong options could be found in the document: write more.",
)


class Source(StrEnum):
    """What drafts are made from, as it is told."""

    LIST = "matching, from a list"
    TABLE = "matching, from a table"
    HEADINGS = "matching, from headings"
    SENTENCES = "matching, from sentences"
    SEVERAL = "several right options"
    ONE = "which of these"
    NUMBER = "a number"


@dataclass(frozen=True, slots=True)
class Draft:
    """A question that is marked as a draft, the statements it examines, and what its author should know of it."""

    question: Question
    source: Source
    statements: tuple[Statement, ...]
    note: tuple[str, ...] = ()


class Desk:
    """Makes drafts of one document: gives them their ids and quotations, and None where they would be no questions."""

    def __init__(self, outline: Outline, *, is_english: bool) -> None:
        self.outline = outline
        self.is_english = is_english
        self._names = Names("question")
        self._proper = proper_words(outline.document.text)

    def within(self, text: str) -> str:
        """The text as it stands within a sentence."""
        return lower_first(text, self._proper) if self.is_english else text

    def title(self, section: int) -> str:
        return self.outline.sections[section].title

    def choice(
        self,
        source: Source,
        name: str,
        stem: str,
        keys: Sequence[str],
        wrong: Sequence[str],
        cited: Sequence[Statement],
        *,
        note: Sequence[str] = (),
        may_lack_wrong: bool = False,
    ) -> Draft | None:
        """A choice question; its options are told apart, and those that read as one before them are left out.

        None without a wrong option, but where it may lack one: then a place is kept for it.
        """
        keys, wrong = _distinct(map(as_option, keys)), _distinct(map(as_option, wrong))
        folded = {fold(key) for key in keys}
        wrong = [each for each in wrong if fold(each) not in folded]
        cites = self._cites(cited)
        if not keys or not (wrong or may_lack_wrong) or not stem.strip() or not cites:
            return None
        if len(wrong) < MOST_DISTRACTORS:
            note = [*note, _TOO_FEW[len(wrong)]]
        wrong = wrong or [WRONG]
        options = [Option(text, is_key) for is_key, texts in ((True, keys), (False, wrong)) for text in texts]
        if source is Source.NUMBER:
            options.sort(key=lambda option: worth(option.text))
        question = Choice(
            id=self._names.new(name),
            stem=stem,
            topic=self._topic(cited),
            cites=cites,
            level=Level.RECALL,
            is_draft=True,
            options=tuple(options),
        )
        return Draft(question, source, tuple(cited), tuple(note))

    def matching(
        self,
        source: Source,
        name: str,
        stem: str,
        pairs: Sequence[tuple[str, str, Statement]],
        *,
        extra: Sequence[str] = (),
        leads: Sequence[Statement] = (),
    ) -> Draft | None:
        """A matching question of the pairs of prompt and answer that are proved by a statement each, and led up to."""
        pairs = [(as_option(prompt), as_option(answer), statement) for prompt, answer, statement in pairs]
        prompts: set[str] = set()
        answers: dict[str, str] = {}
        kept: list[tuple[Pair, Statement]] = []
        for prompt, answer, statement in pairs:
            cites = self._cites([statement])
            if cites and fold(prompt) and fold(answer) and fold(prompt) not in prompts:
                prompts.add(fold(prompt))
                text = answers.setdefault(fold(answer), answer)
                kept.append((Pair(prompt, text, cites=cites), statement))
        extras = [as_option(each) for each in extra if fold(each) and fold(each) not in answers][:1]
        if len(kept) < 2 or len(answers) < 2 or len(answers) + len(extras) < 3 or not stem.strip():
            return None
        statements = tuple(dict.fromkeys([*leads, *(statement for _, statement in kept)]))
        question = Matching(
            id=self._names.new(name),
            stem=stem,
            topic=self._topic(statements),
            cites=self._cites(leads),
            level=Level.RECALL,
            is_draft=True,
            pairs=tuple(pair for pair, _ in kept),
            extras=tuple(Extra(text) for text in extras),
        )
        note = (
            ("Two pairs alone are soon guessed: write more, or further answers under extra.",) if len(kept) < 3 else ()
        )
        return Draft(question, source, statements, note)

    def _topic(self, cited: Sequence[Statement]) -> str:
        return self.outline.sections[cited[0].section].topic

    def _cites(self, cited: Iterable[Statement]) -> tuple[str, ...]:
        """The quotations of the statements; none where one of them cannot be quoted so that it is found once."""
        quotes = [quotation(self.outline.document, statement.span) for statement in dict.fromkeys(cited)]
        return tuple(dict.fromkeys(quotes)) if all(quotes) else ()


def as_option(text: str) -> str:
    """The text as an option, prompt or answer: with a capital, and without the stop of a sentence."""
    return upper_first(without_stop(text))


def _distinct(texts: Iterable[str]) -> list[str]:
    kept: dict[str, str] = {}
    for text in texts:
        if fold(text):
            kept.setdefault(fold(text), text)
    return list(kept.values())
