"""Lines of printed pages as headings, list items and paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from quiz.documents.text import spelt_out

_EDGE = 3  # lines at the top and at the bottom of a page that may be its header and footer
_LONGEST_HEADING = 120
_BULLET = re.compile(
    r"^(?:[•‣◦▪●∙·–—*-][ \t]+|[•‣◦▪●\x7f\uf0b7\uf0a7][ \t]*)(?=\S)"
)  # the last three are of symbol fonts
_NUMBERED = re.compile(r"^\(?(\d{1,3})[.)][ \t]+(?=\S)")
_BROKEN_WORD = re.compile(r"([^\W\d_]+)-$")
_PART_OF_WORD = re.compile(r"^[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: where it begins on its page, in points from the lower left, and the size of its type."""

    text: str
    x: float
    y: float
    size: float
    is_bold: bool = False

    def joined(self, text: str, size: float) -> Line:
        """The line with more text on it; its size is that of the larger type, bullets aside."""
        return replace(self, text=self.text + text, size=max(self.size, size) if len(self.words) > 1 else size)

    @property
    def words(self) -> str:
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page in the order of reading."""

    lines: tuple[Line, ...]


def text_of(pages: Sequence[Page]) -> tuple[str, tuple[str, ...]]:
    """The pages as Markdown, and what was left out or guessed."""
    pages, repeated = _without_repeated(pages)
    lines = [replace(line, text=spelt_out(line.words)) for page in pages for line in page.lines if line.text.strip()]
    if not lines:
        return "", ()
    losses = []
    if repeated:
        shown = ", ".join(f'"{text}"' for text in repeated[:3])
        losses.append(f"Lines that stand on page after page were left out: {shown}{' …' if len(repeated) > 3 else ''}.")
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    body = max(sizes, key=lambda size: (sizes[size], -size))
    larger = sorted({round(line.size, 1) for line in lines if line.size > 1.12 * body}, reverse=True)
    depths = {size: min(depth, 6) for depth, size in enumerate(larger, start=1)}
    joined: list[str] = []
    blocks = list(_blocks(lines, depths, _spacing(lines)))
    words = Counter(word.lower() for line in lines for word in _WORD.findall(line.text))
    paragraphs = [_paragraph(block, words, joined) for block in blocks]
    headings = sum(each.startswith("#") for each in paragraphs)
    if headings:
        losses.append(f"Lines of larger type were taken as headings: {headings}.")
    if joined:
        shown = ", ".join(list(dict.fromkeys(joined))[:5])
        losses.append(
            f"Words broken at line ends were joined ({len(joined)}): {shown}{' …' if len(joined) > 5 else ''}."
        )
    if _has_columns(pages):
        losses.append("The pages have columns; look whether their order is kept.")
    are_items = [block[0][:1] not in {"", "#"} for block in blocks]
    breaks = ["\n" if one and other else "\n\n" for one, other in pairwise(are_items)]
    return "".join(each for pair in zip(paragraphs, [*breaks, ""], strict=True) for each in pair), tuple(losses)


def _without_repeated(pages: Sequence[Page]) -> tuple[list[Page], list[str]]:
    """The pages without their headers, footers and page numbers."""
    counts = Counter(place for page in pages for place in {_place(line) for line in _edges(page)})
    needed = max(2, (len(pages) + 1) // 2)
    places = {place for place, count in counts.items() if count >= needed}
    kept, left_out = [], []
    for page in pages:
        edges = {id(line) for line in _edges(page)}
        out = [
            line
            for line in page.lines
            if id(line) in edges and (_place(line) in places or _form(line) in {"#", "#/#", "page #", "- # -"})
        ]
        left_out += [line.words for line in out]
        kept.append(Page(tuple(line for line in page.lines if not any(line is each for each in out))))
    return kept, [words for words in dict.fromkeys(left_out) if words]


def _edges(page: Page) -> list[Line]:
    in_order = sorted(page.lines, key=lambda line: -line.y)
    return in_order if len(in_order) <= 2 * _EDGE else [*in_order[:_EDGE], *in_order[-_EDGE:]]


def _place(line: Line) -> tuple[str, int]:
    return _form(line), round(line.y / 5)


def _form(line: Line) -> str:
    return re.sub(r"\d+", "#", line.words).lower()


def _spacing(lines: Sequence[Line]) -> float:
    """The commonest distance from one line to the next, in sizes of their type."""
    gaps = Counter(
        round((one.y - other.y) / other.size, 1)
        for one, other in pairwise(lines)
        if other.size and 0 < one.y - other.y < 4 * other.size
    )
    return max(gaps, key=lambda gap: (gaps[gap], -gap), default=1.2)


def _blocks(lines: Sequence[Line], depths: dict[float, int], spacing: float) -> Iterator[tuple[str, list[str]]]:
    """The marks before each block, and its lines."""
    before: Line | None = None
    mark, block = "", list[str]()
    longest = max(len(line.text) for line in lines)
    for line in lines:
        is_item = _BULLET.match(line.text) is not None
        depth = depths.get(round(line.size, 1), 0) if len(line.text) <= _LONGEST_HEADING and not is_item else 0
        own = f"{'#' * depth} " if depth else "- " if is_item else _number(line)
        goes_on = before is not None and _goes_on(before, line, spacing, longest)
        # A page number, the last of its column or a break within a sentence parts no paragraph.
        if block and goes_on and (own == mark if depth else not own and not mark.startswith("#")):
            block.append(line.text)
        else:
            if block:
                yield mark, block
            mark, block = own, [line.text if depth else _BULLET.sub("", _NUMBERED.sub("", line.text))]
        before = line
    if block:
        yield mark, block


def _number(line: Line) -> str:
    found = _NUMBERED.match(line.text)
    return f"{found.group(1)}. " if found else ""


def _goes_on(before: Line, line: Line, spacing: float, longest: int) -> bool:
    gap = (before.y - line.y) / max(line.size, 0.1)
    if abs(before.size - line.size) > 0.12 * line.size or (before.is_bold != line.is_bold and len(before.text) < 60):
        return False
    begins_low = line.text[0].islower()
    if gap < 0 or gap > 4:  # another column or page
        return begins_low or before.text[-1] not in ".!?:"
    if gap > 1.3 * spacing:
        return begins_low and before.text[-1] not in ".!?:" and gap < 2 * spacing
    return begins_low or len(before.text) > (0.8 if before.text[-1] in ".!?" else 0.45) * longest


def _paragraph(block: tuple[str, list[str]], words: Counter[str], joined: list[str]) -> str:
    mark, lines = block
    text = lines[0]
    for line in lines[1:]:
        broken, rest = _BROKEN_WORD.search(text), _PART_OF_WORD.match(line)
        if broken is None or rest is None or not rest.group().islower():
            text = f"{text} {line}"
            continue
        with_hyphen = f"{broken.group(1)}-{rest.group()}".lower()
        if words[with_hyphen] and not words[with_hyphen.replace("-", "")]:
            text += line
        else:
            text = text[:-1] + line
            joined.append(f"{broken.group(1)}{rest.group()}")
    return f"{mark}{text}"


def _has_columns(pages: Sequence[Page]) -> bool:
    """Whether the text of a page goes back up to go on at its right."""
    return any(
        other.y - one.y > 5 * one.size and other.x - one.x > 5 * one.size
        for page in pages
        for one, other in pairwise(page.lines)
    )
