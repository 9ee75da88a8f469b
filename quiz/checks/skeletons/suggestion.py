"""Everything that a document suggests: topics, drafts of questions, and what nothing could be made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from quiz.checks.skeletons import from_lists, from_sentences, from_tables
from quiz.checks.skeletons.draft import WRONG, Desk, Draft, Source
from quiz.checks.skeletons.gathering import Gathered
from quiz.checks.skeletons.outline import Outline, Statement, outline_of, quote_of
from quiz.core.documents.document import Document
from quiz.core.questions import Choice, Level, Option


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The outline of a document with drafts in its order, and the statements that no draft examines."""

    outline: Outline
    drafts: tuple[Draft, ...]
    unexamined: tuple[Statement, ...]

    @property
    def counts(self) -> dict[Source, int]:
        """How many drafts were made from what, none left out."""
        made = Counter(draft.source for draft in self.drafts)
        return {source: made[source] for source in Source}


def suggest(document: Document, *, is_english: bool) -> Suggestion:
    """What the document suggests: the same for the same text, always.

    Lists, tables and headings are read in any language, sentences in English alone.
    """
    outline = outline_of(document)
    document.find_all(quote_of(document, statement.span) for statement in outline.statements)  # sooner than one by one
    desk = Desk(outline, is_english=is_english)
    gathered = Gathered(outline, is_english=is_english)
    drafts = list(_drafts(desk, gathered))
    examined = {statement for draft in drafts for statement in draft.statements}
    if is_english:
        drafts += from_sentences.drafts(desk, gathered, [each for each in outline.statements if each not in examined])
    drafts.sort(key=lambda draft: min(statement.span for statement in draft.statements))
    examined = {statement for draft in drafts for statement in draft.statements}
    return Suggestion(outline, tuple(drafts), tuple(each for each in outline.statements if each not in examined))


def _drafts(desk: Desk, gathered: Gathered) -> Iterator[Draft]:
    yield from from_tables.drafts(desk, gathered)
    yield from from_lists.drafts(desk, gathered)


def example(outline: Outline) -> Draft:
    """A draft that shows the form of a question, for a document from which nothing else could be made."""
    statement = outline.statements[0]
    question = Choice(
        id="example",
        stem="What does the document say?",
        topic=outline.sections[statement.section].topic,
        level=Level.RECALL,
        is_draft=True,
        options=(Option("What is right, in your words", is_key=True), Option(WRONG, is_key=False)),
    )
    return Draft(
        question, Source.ONE, (), ("Nothing could be made from the document: this shows the form of a question.",)
    )
