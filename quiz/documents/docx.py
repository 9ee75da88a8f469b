"""DOCX as Markdown, by way of the HTML that mammoth makes of it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

from quiz.documents import extra, html
from quiz.documents.converted import Converted, DocumentError

MOST_PARTS = 5_000
PART_LIMIT = 16 * 2**20
"""Bytes of one part in XML, unpacked."""

WHOLE_LIMIT = 256 * 2**20
_MOST_TIMES = 200  # how much larger than packed a document may be
_ALWAYS_FINE = 2**20

_STYLES = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"]
_BELOW_TITLE = [f"p[style-name='Heading {depth}'] => h{depth + 1}:fresh" for depth in range(1, 6)]
"""A document whose title is styled as one has it above its headings."""


def convert(data: bytes, shown: str) -> Converted:
    """The document as Markdown; DocumentError where it is none, is locked, or would grow beyond measure."""
    try:
        import mammoth  # noqa: PLC0415 - an extra, and 100 ms
    except ImportError as error:
        raise extra.missing("DOCX") from error

    has_title = _check(data, shown)
    styles = "\n".join([*_STYLES, *(_BELOW_TITLE if has_title else [])])
    pictures = mammoth.images.img_element(lambda _: {})
    try:
        made = mammoth.convert_to_html(io.BytesIO(data), style_map=styles, convert_image=pictures)
    except RecursionError as error:
        raise DocumentError(f"{shown} is nested too deeply to be read.") from error
    except Exception as error:  # mammoth and the parser of XML below it raise what they please at a broken file
        raise DocumentError(f"{shown} cannot be read as DOCX; open it in a word processor and save it anew.") from error
    converted = html.convert_text(made.value, shown)
    ignored = {each.message for each in made.messages if each.message.startswith("An unrecognised element")}
    losses = [*converted.losses, *(f"Left out: {_element(message)}." for message in sorted(ignored))]
    return replace(converted, losses=tuple(losses))


def _element(message: str) -> str:
    names = {"office-math": "formulas", "oMath": "formulas", "chart": "charts", "relIds": "diagrams"}
    name = message.rpartition(":")[2].strip(" }")
    return names.get(name.rpartition("}")[2], f"what the file calls {name}")


def _check(data: bytes, shown: str) -> bool:
    """Whether the document has a title; DocumentError where it is no DOCX, or one that is made to fill the memory."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(f"{shown} is locked with a password, or of Word before 2007; save it as DOCX without one.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            total = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or total > max(_ALWAYS_FINE, min(WHOLE_LIMIT, _MOST_TIMES * len(data))):
                raise DocumentError(f"{shown} unpacks to more than a document can be, so it was not opened.")
            if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
                raise DocumentError(f"{shown} is no DOCX; save it as Markdown, plain text, HTML, PDF or DOCX.")
            contents = [_checked(archive, part, shown) for part in parts if part.filename.endswith((".xml", ".rels"))]
            return any(b'<w:pStyle w:val="Title"' in content for content in contents)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise DocumentError(f"{shown} is damaged or locked; open it in a word processor and save it anew.") from error


def _checked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, shown: str) -> bytes:
    """The part, unpacked as far as it may reach, since what the archive says of its size may be a lie."""
    with archive.open(part) as file:
        content = file.read(PART_LIMIT + 1)
    if len(content) > PART_LIMIT:
        raise DocumentError(f"{shown} has more than {PART_LIMIT // 2**20} MiB of text; split it into several.")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise DocumentError(f"{shown} declares entities, which no word processor writes, so it was not opened.")
    return content
