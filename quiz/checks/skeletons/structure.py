"""Lists, tables and headings of a document as what can be matched or chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quiz.checks.skeletons.english import NO_SUBJECT, PLACING
from quiz.checks.skeletons.naming import plain, upper_first, without_stop
from quiz.checks.skeletons.outline import Outline, Section, Statement
from quiz.checks.skeletons.sentences import Defined, defines, said
from quiz.core.documents.document import Block, BlockKind

LONGEST_ANSWER = 220
_BOLD = re.compile(r"^\*\*(?P<term>[^*\n]{1,80}?)[:.]?\*\*\s*(?:[:–—-]\s*)?(?P<what>\S.*)$", re.DOTALL)
_COLON = re.compile(r"^(?P<term>[^:.!?|\n]{1,70}):\s+(?P<what>\S.*)$", re.DOTALL)
_DASH = re.compile(r"^(?P<term>[^.!?|\n–—]{1,70}?)\s+(?:[–—]|-)\s+(?P<what>\S.*)$", re.DOTALL)
_MOST_WORDS = 7
_CELL_BREAK = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Entry:
    """A term and what the statement says it is."""

    term: str
    what: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class Listing:
    """Items of one depth that follow one another, the block before them if it leads up to them, and their section."""

    section: int
    lead: Statement | None
    items: tuple[tuple[Statement, ...], ...]
    is_numbered: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the names of its columns, and each row's cells with its statement."""

    section: int
    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], Statement], ...]


def entry_of(statement: Statement, raw: str, *, is_english: bool) -> Entry | None:
    """The term that the statement begins with and what it says of it, as in "Term: what it is"; None where it has none.

    `raw` is the statement with its marks of Markdown.
    """
    for pattern in (_BOLD, _COLON, _DASH):
        if found := pattern.match(raw):
            term, what = plain(found["term"]), without_stop(plain(found["what"]))
            if is_english and pattern is _BOLD and (defined := said(plain(raw))):
                return _entry_of_sentence(defined, statement)
            if is_english and term.lower() in NO_SUBJECT | PLACING:
                return None
            if len(term.split()) <= _MOST_WORDS and _is_fit(term, what) and not what.startswith("//"):
                return Entry(term, upper_first(what), statement)
            return None
    return _entry_of_sentence(said(statement.text), statement) if is_english else None


def _entry_of_sentence(found: object, statement: Statement) -> Entry | None:
    if not isinstance(found, Defined) or not found.is_definition:
        return None
    what = re.sub(r"^(?:is|are|was|were)\s+", "", found.predicate)
    return Entry(upper_first(found.subject), upper_first(what), statement) if _is_fit(found.subject, what) else None


def _is_fit(term: str, what: str) -> bool:
    has_letters = any(map(str.isalpha, term)) and any(map(str.isalnum, what))
    return has_letters and len(what) <= LONGEST_ANSWER


def listings(outline: Outline, section: int) -> Iterator[Listing]:
    """The lists of the section, those within items apart, in the order of their first items."""
    of_block: dict[Block, list[Statement]] = {}
    for statement in outline.sections[section].statements:
        of_block.setdefault(statement.block, []).append(statement)
    blocks = outline.sections[section].blocks
    text = outline.document.text
    at = 0
    while at < len(blocks):
        if blocks[at].kind is not BlockKind.ITEM:
            at += 1
            continue
        run = at
        while run < len(blocks) and blocks[run].kind is BlockKind.ITEM:
            run += 1
        before = blocks[at - 1] if at else blocks[at]
        lead = of_block[before][-1] if before in of_block and before.kind is BlockKind.PARAGRAPH else None
        yield from _by_depth(section, blocks[at:run], of_block, lead, text)
        at = run


def _by_depth(
    section: int, blocks: tuple[Block, ...], of_block: dict[Block, list[Statement]], lead: Statement | None, text: str
) -> Iterator[Listing]:
    levels: list[tuple[Statement | None, list[Block]]] = []
    made: list[tuple[Statement | None, list[Block]]] = []
    for block in blocks:
        while levels and levels[-1][1][-1].depth > block.depth:
            levels.pop()
        if not levels or levels[-1][1][-1].depth < block.depth:
            above = next(reversed(of_block.get(levels[-1][1][-1], [])), None) if levels else lead
            levels.append((above, []))
            made.append(levels[-1])
        levels[-1][1].append(block)
    for leading, items in made:
        said_in = tuple(tuple(of_block[block]) for block in items if of_block.get(block))
        numbered = [
            re.search(r"\d[.)][ \t]+$", text[max(0, block.span.start - 14) : block.span.start]) for block in items
        ]
        if len(said_in) > 1:
            yield Listing(section, leading, said_in, all(numbered))


def paragraphs(section: Section) -> Iterator[list[Statement]]:
    """Runs of paragraphs that follow one another: the first statement of each."""
    run: list[Statement] = []
    first: dict[Block, Statement] = {}
    for statement in section.statements:
        first.setdefault(statement.block, statement)
    for block in section.blocks:
        if block.kind is BlockKind.PARAGRAPH and block in first:
            run.append(first[block])
        elif run:
            yield run
            run = []
    if run:
        yield run


def grids(outline: Outline, section: int) -> Iterator[Grid]:
    """The tables of the section whose rows are as wide as their heads."""
    text = outline.document.text
    statement_of = {statement.block: statement for statement in outline.sections[section].statements}
    heads: tuple[str, ...] = ()
    rows: list[tuple[tuple[str, ...], Statement]] = []
    for block in outline.sections[section].blocks:
        if block.kind is BlockKind.TABLE_ROW and heads:
            cells = _cells(text[block.span.start : block.span.end])
            if len(cells) == len(heads) and block in statement_of:
                rows.append((cells, statement_of[block]))
            continue
        if len(rows) > 1:
            yield Grid(section, heads, tuple(rows))
        rows = []
        heads = _cells(text[block.span.start : block.span.end]) if block.kind is BlockKind.TABLE_HEAD else ()
    if len(rows) > 1:
        yield Grid(section, heads, tuple(rows))


def _cells(row: str) -> tuple[str, ...]:
    return tuple(plain(cell.replace("\\|", "|")) for cell in _CELL_BREAK.split(row))


_NO_TERM = re.compile(
    r"^(?:introduction|overview|summary|conclusion|background|references|further reading|see also|contents|notes?)\b",
    re.IGNORECASE,
)


def headed(outline: Outline, *, is_english: bool) -> Iterator[tuple[int | None, list[Entry]]]:
    """Sections beside one another, each with the sentence that says what its heading is; the section they are in first.

    In a language other than English it is the first sentence, where the words of the heading are not in it.
    """
    beside: dict[tuple[int | None, int], list[Entry]] = {}
    for section in outline.sections:
        title = plain(re.sub(r"^(?:\d+(?:\.\d+)*\.?|[A-Z]\.)\s+", "", section.title))
        is_name = (
            bool(title) and not title.endswith(("?", "!")) and len(title.split()) <= 5 and not _NO_TERM.match(title)
        )
        if is_name and section.statements and section.statements[0].block.kind is BlockKind.PARAGRAPH:
            entry = _headed(title, section.statements[0], is_english=is_english)
            if entry:
                beside.setdefault((section.parent, section.depth), []).append(entry)
    for (parent, _), entries in beside.items():
        if len(entries) > 1:
            yield parent, entries


def _headed(title: str, statement: Statement, *, is_english: bool) -> Entry | None:
    if not is_english:
        what = without_stop(statement.text)
        return Entry(title, what, statement) if title.lower() not in what.lower() and _is_fit(title, what) else None
    # "Tribune" heads "The tribunes of the plebs were officials", and "It is ..." as well.
    words = r"\s+".join(re.escape(word.rstrip("s")) + r"\w{0,2}" for word in title.lower().split())
    subject = rf"(?:it|this|they|these|(?:an?\s+|the\s+)?{words}(?:\s*\([^()]*\))?)\s+(?=(?:is|are|was|were|refers?)\s)"
    found = re.match(subject, statement.text, re.IGNORECASE)
    predicate = without_stop(statement.text[found.end() :]) if found else ""
    if not defines(predicate):
        return None
    what = re.sub(r"^(?:is|are|was|were|refers? to)\s+", "", predicate)
    return Entry(title, upper_first(what), statement) if _is_fit(title, what) else None
