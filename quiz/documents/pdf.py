"""PDF as Markdown, by the lines, sizes and places that pypdf tells."""

from __future__ import annotations

import io
import logging
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from quiz.documents import extra
from quiz.documents.converted import TEXT_LIMIT, Converted, DocumentError
from quiz.documents.layout import Line, Page, text_of

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MOST_PAGES = 2_000


def convert(data: bytes, shown: str) -> Converted:
    """The text of the pages as Markdown; DocumentError where it is locked, damaged or holds pictures alone."""
    try:
        import pypdf  # noqa: PLC0415 - an extra, and 200 ms
    except ImportError as error:
        raise extra.missing("PDF") from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it has to say of broken files is said below
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        is_locked = reader.is_encrypted and not reader.decrypt("")
        number = 0 if is_locked else len(reader.pages)
    except RecursionError as error:
        raise DocumentError(f"{shown} is nested too deeply to be read.") from error
    except Exception as error:  # pypdf raises what it pleases at a broken file
        if "cryptography" in str(error):
            raise DocumentError(f"{shown} is encrypted; save it without encryption.") from error
        raise DocumentError(f"{shown} cannot be read as PDF; print it to a new PDF, or save it as text.") from error
    if is_locked:
        raise DocumentError(f"{shown} is locked with a password; save it without one.")
    if number > MOST_PAGES:
        raise DocumentError(f"{shown} has {number} pages; split it, {MOST_PAGES} are read at most.")
    return _converted(reader, shown)


def _converted(reader: PdfReader, shown: str) -> Converted:
    pages: list[Page] = []
    unread: list[int] = []
    empty: list[int] = []
    pictures = length = 0
    for i in range(len(reader.pages)):
        try:
            page = reader.pages[i]
            lines = tuple(_lines(page))
            pictures += _pictures(page)
        except Exception:  # noqa: BLE001 - as above, page by page
            unread.append(i + 1)
            continue
        length += sum(len(line.text) for line in lines)
        if length > TEXT_LIMIT:
            raise DocumentError(f"{shown} has more than {TEXT_LIMIT // 2**20} MiB of text; split it into several.")
        if lines:
            pages.append(Page(lines))
        else:
            empty.append(i + 1)
    if not pages:
        sentence = "has no text, only pictures of it; have its text recognised (OCR) first"
        raise DocumentError(f"{shown} {sentence if not unread else 'has no page that can be read'}.")
    text, losses = text_of(pages)
    told = ["Tables, formulas and footnotes of a PDF are lines of text like others; look them through."]
    if unread:
        told.append(f"Pages that cannot be read were left out: {_numbers(unread)}.")
    if empty:
        told.append(f"Pages without text were left out: {_numbers(empty)}.")
    if pictures:
        told.append(f"Pictures were left out: {pictures}.")
    return Converted(text, (*losses, *told), _entry(reader, "/Lang"), _title(reader))


def _numbers(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:10]))
    return f"{shown} and {len(pages) - 10} more" if len(pages) > 10 else shown


def _lines(page: PageObject) -> Iterator[Line]:
    """The runs of text of the page, put together where they stand beside one another, in the order of the file."""
    runs: list[tuple[str, float, float, float, bool]] = []

    def keep(text: str, own: Any, within: Any, font: Any, size: float) -> None:
        if text.strip():
            x = within[4] * own[0] + within[5] * own[2] + own[4]
            y = within[4] * own[1] + within[5] * own[3] + own[5]
            scale = math.sqrt(
                abs((own[0] * own[3] - own[1] * own[2]) * (within[0] * within[3] - within[1] * within[2]))
            )
            is_bold = "bold" in str((font or {}).get("/BaseFont", "")).lower()
            runs.append((text, x, y, scale * size, is_bold))

    page.extract_text(visitor_text=keep)
    line: Line | None = None
    for text, x, y, size, is_bold in runs:
        if line and abs(y - line.y) < 0.6 * max(size, line.size) and x >= line.x and not _is_ended(line):
            line = line.joined(text, size)
            continue
        if line:
            yield line
        line = Line(text, x, y, size, is_bold=is_bold)
    if line:
        yield line


def _is_ended(line: Line) -> bool:
    """Whether nothing more stands on the line, of which a bullet alone is only the beginning."""
    return line.text.endswith("\n") and len(line.words) > 1


def _pictures(page: PageObject) -> int:
    resources: Any = page.get("/Resources")
    objects: Any = resources.get_object().get("/XObject") if resources is not None else None
    if objects is None:
        return 0
    return sum(each.get_object().get("/Subtype") == "/Image" for each in objects.get_object().values())


def _title(reader: PdfReader) -> str:
    try:
        return " ".join(str((reader.metadata and reader.metadata.title) or "").split())
    except Exception:  # noqa: BLE001 - a title is not worth the document
        return ""


def _entry(reader: PdfReader, key: str) -> str:
    try:
        return str(reader.root_object.get(key) or "").strip()
    except Exception:  # noqa: BLE001 - as above
        return ""
