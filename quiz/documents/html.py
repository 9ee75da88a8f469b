"""HTML as Markdown, read by the standard library's parser and walked without recursion."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from quiz.documents import text
from quiz.documents.converted import TEXT_LIMIT, Converted, DocumentError
from quiz.documents.tables import Table

_DECLARED = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_DECLARED_WITHIN = 4096  # bytes, four times what HTML asks of a page

_LEFT_OUT = {
    **dict.fromkeys(("nav", "footer"), "menus and page footers"),
    **dict.fromkeys(("form", "button", "select", "textarea"), "forms"),
    **dict.fromkeys(("iframe", "object", "video", "audio", "canvas", "svg", "math"), "embedded media and formulas"),
    **dict.fromkeys(("script", "style", "template", "noscript"), ""),
}
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "details", "div", "fieldset", "figcaption"}
    | {"figure", "header", "hr", "main", "p", "pre", "section", "summary"}
)
_DEEPEST = 10  # list within lists that is told by its indentation
_HEADINGS = {f"h{depth}": depth for depth in range(1, 7)}
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_FOOTNOTE = re.compile(r"\[?[\d*†‡]{1,4}\]?|↑|↩︎?")


def convert(data: bytes, shown: str) -> Converted:
    """The page as Markdown: its main part where it names one. `shown` names it in messages."""
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    decoded, losses = text.declared(data, found.group(1).decode("ascii") if found else "", shown)
    converted = convert_text(decoded, shown)
    return Converted(converted.text, (*losses, *converted.losses), converted.language, converted.title)


def convert_text(source: str, shown: str) -> Converted:
    """The same of a page that is text already."""
    if len(source) > TEXT_LIMIT:
        raise DocumentError(f"{shown} has more than {TEXT_LIMIT // 2**20} MiB of text; split it into several.")
    page = _Page()
    try:
        page.feed(_closed(source))
        page.close()
    except (AssertionError, ValueError) as error:
        raise DocumentError(f"{shown} cannot be read as HTML; save it anew from a browser.") from error
    return page.converted()


def _closed(source: str) -> str:
    """The page without comments, and with what is begun at its end and never closed as text.

    The parser would look for the ends of them again and again, in time that grows with the square of their number.
    """
    pieces, at = [], 0
    while (start := source.find("<!--", at)) >= 0:
        pieces.append(source[at:start])
        end = source.find("-->", start + 4)
        at = len(source) if end < 0 else end + 3
    source = "".join([*pieces, source[at:]])
    last = source.rfind(">") + 1
    return source[:last] + source[last:].replace("<", "&lt;")


class _Page(HTMLParser):
    """Blocks of Markdown as the tags open and close, whether or not they are balanced."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.language = self.title = ""
        self._blocks: list[tuple[str, bool, bool]] = []  # the text, whether it is an item, whether in the main part
        self._text: list[str] = []
        self._prefix = ""
        self._lists: list[int] = []  # the number of the next item of each open list, 0 where it has bullets
        self._is_item = False
        self._term = ""
        self._is_term = False
        self._table: Table | None = None
        self._tables_within = 0
        self._skipped = ""
        self._skipped_depth = 0
        self._shift: dict[int, int] | None = None
        self._shift_from = 0
        self._main_depth = 0
        self._is_title = self._is_preformatted = False
        self._counts: dict[str, int] = {}

    # What the parser tells

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: C901 - a case a tag
        if self._skipped:
            self._skipped_depth += tag == self._skipped
            return
        match tag:
            case "html":
                self.language = (dict(attrs).get("lang") or "").strip()
            case "title":
                self._is_title = not self.title
            case "img":
                self._count("pictures")
            case "a" if (dict(attrs).get("href") or "").startswith(("http:", "https:")):
                self._count("addresses of links")
            case "br":
                self._text.append("\n")
            case "sup" | "sub":
                self._shift, self._shift_from = (_RAISED if tag == "sup" else _LOWERED), len(self._text)
            case "b" | "strong" | "i" | "em" | "u":
                self._count("bold and italic type")
            case "main" | "article":
                self._main_depth += 1
            case _ if tag in _LEFT_OUT:
                self._skipped, self._skipped_depth = tag, 1
                self._count(_LEFT_OUT[tag])
            case _:
                pass
        self._open_block(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            self._skipped_depth -= tag == self._skipped
            if not self._skipped_depth:
                self._skipped = ""
            return
        if tag == "title":
            self._is_title = False
        elif tag in {"sup", "sub"} and self._shift is not None:
            self._end_shift()
        self._close_block(tag)
        if tag in {"main", "article"}:
            self._main_depth = max(0, self._main_depth - 1)

    def handle_data(self, data: str) -> None:
        if self._is_title:
            self.title += data
        elif not self._skipped:
            self._text.append(data if self._is_preformatted else re.sub(r"[ \t\n\r\f]+", " ", data))

    # Blocks

    def _open_block(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._table is not None:
            self._open_in_table(self._table, tag, attrs)
            return
        if tag in _HEADINGS:
            self._end_block()
            self._prefix = f"{'#' * _HEADINGS[tag]} "
        elif tag in {"ul", "ol", "menu", "dl"}:
            self._end_block()
            self._lists.append(1 if tag == "ol" else 0)
        elif tag in {"li", "dt", "dd"}:
            self._end_block()
            self._open_item(tag)
            self._is_term = tag == "dt"
        elif tag == "table":
            self._end_block()
            self._table = Table()
        elif tag in _BLOCKS:
            self._end_block()
            self._is_preformatted = tag == "pre"

    def _open_item(self, tag: str) -> None:
        depth = min(max(0, len(self._lists) - 1), _DEEPEST)
        number = self._lists[-1] if self._lists else 0
        if number:
            self._lists[-1] += 1
        mark = f"{number}. " if number else "- "
        term = f"**{self._term}**: " if tag == "dd" and self._term else ""
        self._prefix = "" if tag == "dt" else f"{'  ' * depth}{mark}{term}"

    def _close_block(self, tag: str) -> None:
        if self._table is not None:
            if tag == "table" and not self._tables_within:
                self._end_table(self._table)
            elif tag == "table":
                self._tables_within -= 1
            elif tag in {"td", "th", "tr"} and not self._tables_within:
                self._table.end_cell(self._taken())
            elif tag in _BLOCKS:
                self._text.append("\n")
        elif tag == "dt":
            self._end_block()
        elif tag in {"ul", "ol", "menu", "dl"}:
            self._end_block()
            self._term = ""
            del self._lists[-1:]
        elif tag in _HEADINGS or tag in {"li", "dd"} or tag in _BLOCKS:
            self._end_block()
            self._is_preformatted = False

    def _open_in_table(self, table: Table, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._tables_within += 1
            self._count("tables within tables")
        elif tag == "tr" and not self._tables_within:
            table.end_cell(self._taken())
            table.begin_row()
        elif tag in {"td", "th"} and not self._tables_within:
            table.end_cell(self._taken())
            table.begin_cell()
            if {"colspan", "rowspan"} & {name for name, value in attrs if value not in {None, "1"}}:
                self._count("merged cells of tables")
        elif tag in _BLOCKS or tag in {"li", "br"}:
            self._text.append("\n")

    def _end_table(self, table: Table) -> None:
        table.end_cell(self._taken())
        self._table = None
        if table.is_list:
            self._count("tables of one column")
        for block in table.blocks():
            self._blocks.append((block, False, self._main_depth > 0))

    def _end_shift(self) -> None:
        shifted = "".join(self._text[self._shift_from :]).strip()
        table = self._shift or {}
        del self._text[self._shift_from :]
        self._shift = None
        is_note = _FOOTNOTE.fullmatch(shifted) and table is _RAISED and not self._follows_number_or_unit()
        if is_note:
            self._count("marks of footnotes")
        elif all(ord(each) in table for each in shifted):
            self._text.append(shifted.translate(table))
        else:
            self._text.append(shifted)
            self._count("raised and lowered letters")

    def _follows_number_or_unit(self) -> bool:
        """Whether what stands before a raised figure takes it as a power: 10⁶, m², cm³."""
        return re.search(r"(?:\d|(?<![^\W\d_])[kcmµn]?[ms])$", "".join(self._text[-3:])) is not None

    def _end_block(self) -> None:
        taken = self._taken()
        if self._is_term:
            self._term, self._is_term = " ".join(taken.split()), False
            return
        lines = [line if self._is_preformatted else " ".join(line.split()) for line in taken.split("\n")]
        block = "\n".join(line for line in lines if line.strip())
        if not block.strip():
            return
        is_item = self._prefix.lstrip()[:1] not in {"", "#"}
        if self._prefix.startswith("#"):
            block = block.replace("\n", " ")
        elif self._lists and not is_item:
            block = "\n".join(f"{'  ' * min(len(self._lists), _DEEPEST)}{line}" for line in block.split("\n"))
        self._blocks.append((self._prefix + block, is_item or bool(self._lists), self._main_depth > 0))
        self._prefix = ""

    def _taken(self) -> str:
        if self._shift is not None:
            self._end_shift()
        taken = "".join(self._text)
        self._text = []
        return taken

    def _count(self, what: str) -> None:
        if what:
            self._counts[what] = self._counts.get(what, 0) + 1

    def converted(self) -> Converted:
        if self._table is not None:
            self._end_table(self._table)
        self._is_term = False
        self._end_block()
        blocks = [each for each in self._blocks if each[2]] or self._blocks
        pieces = []
        for i, (block, is_item, _) in enumerate(blocks):
            between = "\n" if is_item and i and blocks[i - 1][1] else "\n\n"
            pieces.append(between + block)
        losses = [f"Left out or made plain: {what} ({count})." for what, count in sorted(self._counts.items())]
        if len(blocks) < len(self._blocks):
            losses.append("Only the main part of the page was taken; what stands around it was left out.")
        return Converted("".join(pieces), tuple(losses), self.language, " ".join(self.title.split()))
