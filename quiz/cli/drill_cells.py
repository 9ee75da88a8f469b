"""What the page of a report is made of: text from elsewhere as HTML, tables, bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from quiz.core.text import printable

_NONE: frozenset[int] = frozenset()


def text(text: str) -> str:
    """The text as HTML that shows it, whatever is in it."""
    return escape(printable(text))


def own(words: str) -> str:
    """Text from elsewhere, whose direction is its own."""
    return f"<bdi>{text(words)}</bdi>"


def table(header: Sequence[str], rows: Iterable[Sequence[str]], numbers: frozenset[int]) -> Iterator[str]:
    """A table of cells that are HTML already; the columns of `numbers` are set to the right."""
    yield "<table>"
    heads = "".join(f'<th scope="col"{number(i, numbers)}>{text(name)}</th>' for i, name in enumerate(header))
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for row in rows:
        cells = "".join(f"<td{number(i, numbers)}>{cell}</td>" for i, cell in enumerate(row))
        yield f"<tr>{cells}</tr>"
    yield "</tbody></table>"


def cards(
    header: Sequence[str], rows: Iterable[Sequence[str]], numbers: frozenset[int], names: frozenset[int] = _NONE
) -> Iterator[str]:
    """A table of many columns, each row of which a narrow screen shows as a card; the columns of `names` can be long.

    The roles are said, since a table that is laid out as something else loses its own.
    """
    yield '<table class="cards" role="table">'
    heads = "".join(
        f'<th scope="col" role="columnheader"{number(i, numbers)}>{text(name)}</th>' for i, name in enumerate(header)
    )
    yield f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">'
    kinds = [' class="who"' if i in names else number(i, numbers) for i in range(len(header))]
    for row in rows:
        both = zip(header, kinds, row, strict=True)
        cells = "".join(f'<td role="cell" data-of="{text(name)}"{kind}>{cell}</td>' for name, kind, cell in both)
        yield f'<tr role="row">{cells}</tr>'
    yield "</tbody></table>"


def number(column: int, numbers: frozenset[int]) -> str:
    """The class of a cell, if it is of a column of numbers."""
    return ' class="n"' if column in numbers else ""


def bar(count: int, of: int) -> str:
    """A bar as long as the count is of the whole; what it shows stands beside it in figures."""
    share = 100 * count / of if of else 0.0
    return (
        '<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="100" height="1" fill="var(--line)"/>'
        f'<rect width="{share:.1f}" height="1" fill="var(--bar)"/></svg>'
    )
