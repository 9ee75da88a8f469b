"""What a bank examines of its document, as a web page that stands alone and prints well: no script, nothing fetched."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from html import escape

from quiz.banks.loader import Loaded
from quiz.checks.coverage import Coverage, Section, Statement
from quiz.cli.authoring import Lines
from quiz.cli.cover_style import STYLE
from quiz.cli.cover_view import per_cent, section_title, sentences, state_of
from quiz.core.documents.document import Block, BlockKind, Span
from quiz.core.text import one_line, printable
from quiz.plain.page import number_of

_LOWEST = 6
_COLUMNS = ("Examined", "Share", "Characters quoted", "Ignored")
_LEGEND = "What questions quote is <mark>marked</mark>. Below each statement stand the questions that rest on it."


def page(loaded: Loaded, found: Coverage) -> str:
    """The page as HTML: the figures, then the document with the questions beside each statement."""
    title = _text(one_line(loaded.bank.title or loaded.bank.id))
    body = "\n".join(_Page(loaded, found).body())
    return f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Coverage: {title}</title>
<style>
{STYLE}</style>
</head>
<body>
<header>
<h1>Coverage: <bdi>{title}</bdi></h1>
{_paragraphs(loaded, found)}
</header>
<main>
{body}
</main>
</body>
</html>
"""


def _text(text: str) -> str:
    return escape(printable(text))


def _paragraphs(loaded: Loaded, found: Coverage) -> str:
    return "\n".join(f"<p>{_text(sentence)}</p>" for sentence in sentences(loaded, found))


class _Page:
    def __init__(self, loaded: Loaded, found: Coverage) -> None:
        self._document = loaded.bank.document
        self._found = found
        self._lines = Lines(self._document)
        self._language = f'lang="{_text(loaded.bank.language)}" dir="auto"'
        self._stems = {question.id: question.stem for question in loaded.bank.questions}

    def body(self) -> Iterator[str]:
        if self._found.sections:
            yield '<section id="sections">\n<h2>Sections</h2>'
            yield from self._table()
            yield "</section>"
        if self._document:
            yield '<section id="document">\n<h2>The document</h2>'
            yield f'<p class="note">{_LEGEND}</p>'
            for block in self._document.blocks:
                yield from self._heading(block) if block.kind is BlockKind.HEADING else self._block(block)
            yield "</section>"

    def _table(self) -> Iterator[str]:
        names = "".join(f'<th scope="col" class="n">{name}</th>' for name in _COLUMNS)
        # What can be scrolled must be reachable by the keyboard, and have a name.
        yield '<div class="wide" role="region" tabindex="0" aria-label="Sections">'
        yield f'<table>\n<thead><tr><th scope="col">Section</th>{names}</tr></thead>\n<tbody>'
        for section in self._found.sections:
            tally = section.tally
            figures = (
                f"{tally.covered} of {tally.statements}",
                per_cent(tally.share),
                per_cent(tally.share_of_characters),
                str(tally.ignored),
            )
            cells = "".join(f'<td class="n">{figure}</td>' for figure in figures)
            yield f'<tr><th scope="row">{self._link(section)}</th>{cells}</tr>'
        yield "</tbody></table></div>"

    def _link(self, section: Section) -> str:
        title = f"<bdi>{_text(section_title(section))}</bdi>"
        return f'<a href="#{self._id(section.heading)}">{title}</a>' if section.heading else title

    def _id(self, span: Span) -> str:
        return f"line-{self._lines.place_of(span)[0]}"

    def _heading(self, block: Block) -> Iterator[str]:
        # The highest headings of the document come below those of the page.
        level = min(block.depth + 2, _LOWEST)
        yield f'<h{level} id="{self._id(block.span)}" {self._language}>{self._words(block.span)}</h{level}>'

    def _block(self, block: Block) -> Iterator[str]:
        kind = block.kind.value.replace(" ", "-")
        statements = self._found.at(block.span)
        if not statements:
            yield f'<p class="silent {kind}" {self._language}>{self._words(block.span)}</p>'
        for number, statement in enumerate(statements):
            yield from self._statement(statement, kind if number == 0 else f"{kind} further")

    def _statement(self, statement: Statement, kind: str) -> Iterator[str]:
        yield f'<div class="statement {state_of(statement)} {kind}">'
        yield f"<p {self._language}>{self._words(statement.span)}</p>"
        line = f'<span class="line">Line {self._lines.place_of(statement.span)[0]}.</span>'
        yield f'<p class="said">{_text(_said(statement))} {line}</p>'
        if statement.examined_by:
            yield "<ul>"
            for id in statement.examined_by:
                stem = f"<span {self._language}>{_text(one_line(self._stems[id]))}</span>"
                yield f"<li><code>{_text(id)}</code> {stem}</li>"
            yield "</ul>"
        yield "</div>"

    def _words(self, span: Span) -> str:
        """The document's text there, with what is quoted of it marked."""
        text, quoted = self._document.text, self._found.quoted
        parts = []
        at = span.start
        for place in range(bisect_right(quoted, span.start, key=lambda each: each.end), len(quoted)):
            if quoted[place].start >= span.end:
                break
            start, end = max(quoted[place].start, span.start), min(quoted[place].end, span.end)
            parts += [_text(text[at:start]), f"<mark>{_text(text[start:end])}</mark>"]
            at = end
        return "".join([*parts, _text(text[at : span.end])])


def _said(statement: Statement) -> str:
    if statement.is_ignored:
        return f"Ignored: {one_line(statement.ignored or '').rstrip('.')}."
    if not statement.examined_by:
        return "Not examined."
    return f"Examined by {number_of(len(statement.examined_by), 'question')}."
