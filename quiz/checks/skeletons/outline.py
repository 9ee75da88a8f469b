"""A document as sections that can be topics, and the statements in them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from quiz.checks.skeletons.naming import Names, few_words, plain
from quiz.core.documents.document import Block, BlockKind, Document, Span


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or row: where it stands, what it says on one line without marks of Markdown, and in which block."""

    span: Span
    text: str
    block: Block
    section: int


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the document under one heading, or before the first; `depth` is that of its heading, or 0.

    `topic` is an id, and `title` is empty before the first heading. `parent` is the index of the section it is within.
    """

    topic: str
    title: str
    depth: int
    parent: int | None
    blocks: tuple[Block, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of the document in order, those without statements too."""

    document: Document
    sections: tuple[Section, ...]
    statements: tuple[Statement, ...]

    def before(self, statement: Statement) -> Statement | None:
        """The statement before it in the same block; None where it is the first."""
        beside = [each for each in self.sections[statement.section].statements if each.block == statement.block]
        place = beside.index(statement)
        return beside[place - 1] if place else None

    def topics(self, title: str) -> dict[str, str]:
        """The titles of the topics by id: one for each section with statements. What has no heading is called `title`.

        A document without statements has one topic.
        """
        topics = {each.topic: each.title or title for each in self.sections if each.statements}
        return topics or {"document": title}


def outline_of(document: Document) -> Outline:
    parts: list[tuple[Block | None, list[Block]]] = [(None, [])]
    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            parts.append((block, []))
        else:
            parts[-1][1].append(block)
    names = Names("section")
    within: dict[Span, list[Span]] = {}
    statements = iter(document.statements)
    statement = next(statements, None)
    for _, blocks in parts:
        for block in blocks:
            while statement is not None and statement.start < block.span.end:
                within.setdefault(block.span, []).append(statement)
                statement = next(statements, None)
    sections: list[Section] = []
    open_sections: list[int] = []
    for i, (heading, blocks) in enumerate(parts):
        title = plain(document.text[heading.span.start : heading.span.end]) if heading else ""
        depth = heading.depth if heading else 0
        while open_sections and sections[open_sections[-1]].depth >= depth:
            open_sections.pop()
        parent = open_sections[-1] if open_sections else None
        if heading:
            open_sections.append(i)
        said = tuple(
            Statement(span, plain(document.text[span.start : span.end]), block, i)
            for block in blocks
            for span in within.get(block.span, ())
        )
        topic = names.new(few_words(title) or "document") if said else ""
        sections.append(Section(topic, title, depth, parent, tuple(blocks), said))
    return Outline(document, tuple(sections), tuple(each for section in sections for each in section.statements))


def quote_of(document: Document, span: Span) -> str:
    """The words of the span on one line."""
    return " ".join(document.text[span.start : span.end].split())


def quotation(document: Document, span: Span) -> str:
    """The words of the span on one line, with as many of those around it as make them stand once; empty if none do."""
    statements = document.statements
    start, end = span.start, span.end
    first = max(0, bisect_right(statements, span.start, key=lambda each: each.start) - 1)
    before, after = first - 1, first + 1
    while True:
        quote = quote_of(document, Span(start, end))
        found = document.find(quote)
        if len(found) == 1:
            return quote if found[0].overlaps(span) else ""
        if not found:
            return ""
        if after < len(statements) and end - span.start < 2_000:
            end = max(end, statements[after].end)
            after += 1
        elif before >= 0 and span.end - start < 2_000:
            start = min(start, statements[before].start)
            before -= 1
        else:
            return ""
