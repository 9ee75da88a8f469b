"""Figures as a web page that stands alone: no script, and nothing fetched from anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from html import escape
from pathlib import Path
from typing import assert_never

from quiz.core.reports.exhibits import Calendar, Counts, Exhibit, Reliability, Sentences, Share, Shares, months_above
from quiz.core.text import printable
from quiz.errors import RequestError

_STYLE = """\
:root { color-scheme: light dark; --ink: #1d2430; --soft: #5b6675; --page: #fbfbf9; --line: #d9dde3;
  --good: #2f7d4f; --count: #3465a4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --soft: #9aa5b4; --page: #14181f; --line: #2c3440;
  --good: #62b985; --count: #7aa6dc; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); max-width: 52rem;
  margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .3rem; }
p.note, caption, figcaption { color: var(--soft); margin: 0 0 .5rem; text-align: left; }
table { border-collapse: collapse; width: 100%; } th { text-align: left; font-weight: normal; }
th, td { padding: .25rem .8rem .25rem 0; border-bottom: 1px solid var(--line); vertical-align: middle; }
td { white-space: nowrap; } td.bar { width: 160px; } td.figures { width: 13rem; font-variant-numeric: tabular-nums; }
li { margin: .2rem 0; } figure { margin: .5rem 0; } figcaption { margin: .3rem 0; }
svg { display: block; max-width: 100%; height: auto; } text { fill: var(--soft); font-size: 11px; }
@media (max-width: 40rem) { tr { display: block; border-bottom: 1px solid var(--line); padding: .3rem 0; }
  th, td, td.bar, td.figures { display: block; width: auto; border: 0; padding: .1rem 0; } }
"""


_BAR = 160
_DAY, _LEFT, _TOP = 14, 30, 16


def page(title: str, taken: str, exhibits: Iterable[Exhibit]) -> str:
    """The page as HTML; `taken` says when the figures were taken and from what."""
    sections = "\n".join("\n".join(_section(exhibit)) for exhibit in exhibits)
    return f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{_text(title)}</title>
<style>
{_STYLE}</style>
</head>
<body>
<h1>{_text(title)}</h1>
<p class="note">{_text(taken)}</p>
{sections}
</body>
</html>
"""


def write_page(name: str, text: str) -> None:
    """Writes a page into the file of that name, or to standard output for "-".

    A file that is there is replaced only where it is a page or empty, else RequestError; HistoryError where it cannot
    be written.
    """
    if name == "-":
        print(text, end="")
        return
    target = Path(name)
    if target.is_file() and not _is_page(target):
        raise RequestError(f"{target} is no web page, and is left as it is. Name another file.")
    from quiz.store.wholefile import written_whole

    with written_whole(target, replaces=True) as file:
        file.write_text(text, encoding="utf-8")


def _is_page(file: Path) -> bool:
    """Whether the file is empty or begins as a page does."""
    with file.open("rb") as opened:
        return opened.read(15).lower() in {b"", b"<!doctype html>"}


def _text(text: str) -> str:
    return escape(printable(text))


def _section(exhibit: Exhibit) -> Iterator[str]:
    yield f'<section id="{_text(exhibit.id)}">'
    yield f"<h2>{_text(exhibit.title)}</h2>"
    if exhibit.note:
        yield f'<p class="note">{_text(exhibit.note)}</p>'
    body = list(_body(exhibit))
    yield from body or ['<p class="note">none yet</p>']
    yield "</section>"


def _body(exhibit: Exhibit) -> Iterator[str]:
    match exhibit:
        case Shares():
            yield from _table([(row.label, row.share, _bounds(row), row.figures) for row in exhibit.rows], "--good")
        case Counts():
            yield from _table([(row.label, share, None, row.figures) for row, share in exhibit.bars], "--count")
        case Calendar():
            yield from _calendar(dict(exhibit.days))
        case Reliability():
            yield from _plot(exhibit)
        case Sentences():
            if exhibit.rows:
                yield "<ul>"
                yield from (f"<li>{_text(sentence)}</li>" for sentence in exhibit.rows)
                yield "</ul>"
        case _:
            assert_never(exhibit)


def _bounds(row: Share) -> tuple[float, float] | None:
    return None if row.low is None or row.high is None else (row.low, row.high)


def _table(rows: list[tuple[str, float, tuple[float, float] | None, str]], colour: str) -> Iterator[str]:
    """A row each, with its bar, and over that a line from one bound to the other."""
    if not rows:
        return
    yield "<table>"
    for label, share, bounds, text in rows:
        width = _BAR * max(0.0, min(share, 1.0))
        bar = (
            f'<rect width="{_BAR}" height="12" fill="var(--line)"/>'
            f'<rect width="{width:.1f}" height="12" fill="var({colour})"/>'
        )
        if bounds:
            low, high = (_BAR * bound for bound in bounds)
            bar += f'<path d="M{low:.1f} 6H{high:.1f}M{low:.1f} 2v8M{high:.1f} 2v8" stroke="var(--ink)" fill="none"/>'
        yield (
            f'<tr><th scope="row">{_text(label)}</th>'
            f'<td class="bar"><svg width="{_BAR}" height="12" aria-hidden="true">{bar}</svg></td>'
            f'<td class="figures">{_text(text)}</td></tr>'
        )
    yield "</table>"


def _calendar(days: dict[date, int]) -> Iterator[str]:
    """A column a week of the last year, Monday at the top; each day says its number to whoever points at it."""
    if not days:
        return
    last, most = max(days), max(*days.values(), 1)
    monday = last - timedelta(days=last.weekday())
    first = max(monday - timedelta(weeks=52), min(days) - timedelta(days=min(days).weekday()))
    weeks = (monday - first).days // 7 + 1
    answers = sum(count for day, count in days.items() if day >= first)
    said = f"{answers} answers from {first.isoformat()} to {last.isoformat()}, at most {most} in a day"
    yield f'<figure><svg width="{weeks * _DAY + _LEFT + 30}" height="{7 * _DAY + _TOP}" role="img" aria-label="{said}">'
    yield from _names(first, weeks)
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        count = days.get(day, 0)
        opacity = 0.25 + 0.75 * count / most if count else 1
        colour = "--good" if count else "--line"
        yield (
            f'<rect x="{_LEFT + offset // 7 * _DAY}" y="{_TOP + offset % 7 * _DAY}" width="{_DAY - 2}" '
            f'height="{_DAY - 2}" fill="var({colour})" fill-opacity="{opacity:.2f}">'
            f"<title>{day.isoformat()}: {count}</title></rect>"
        )
    yield f"</svg><figcaption>{said}</figcaption></figure>"


def _names(first: date, weeks: int) -> Iterator[str]:
    """The names of three days beside the calendar, and of the months above it."""
    for row, name in ((0, "Mon"), (2, "Wed"), (4, "Fri")):
        yield f'<text x="0" y="{_TOP + row * _DAY + 10}">{name}</text>'
    for week, day in months_above(first, weeks).items():
        yield f'<text x="{_LEFT + week * _DAY}" y="10">{day:%b}</text>'


def _plot(exhibit: Reliability) -> Iterator[str]:
    if not exhibit.rows:
        return
    yield f'<figure><svg width="300" height="260" role="img" aria-label="{_text(exhibit.title)}">'
    yield '<g transform="translate(50 10)"><rect width="220" height="220" fill="none" stroke="var(--line)"/>'
    yield '<line x1="0" y1="220" x2="220" y2="0" stroke="var(--soft)" stroke-dasharray="2 4"/>'
    for row in exhibit.rows:
        x = 220 * row.forecast
        yield (
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{220 - 220 * row.low:.1f}" y2="{220 - 220 * row.high:.1f}" '
            f'stroke="var(--count)" stroke-width="2"/><circle cx="{x:.1f}" cy="{220 - 220 * row.share:.1f}" r="5" '
            f'fill="var(--count)"><title>{_text(row.label)}</title></circle>'
        )
    yield '<text x="-8" y="8" text-anchor="end">100 %</text><text x="-8" y="220" text-anchor="end">0 %</text>'
    yield '<text x="-8" y="114" text-anchor="end">right</text><text x="0" y="236">0 %</text>'
    yield '<text x="110" y="236" text-anchor="middle">said</text><text x="220" y="236" text-anchor="end">100 %</text>'
    yield "</g></svg></figure><ul>"
    yield from (f"<li>{_text(str(row))}</li>" for row in exhibit.rows)
    yield "</ul>"
