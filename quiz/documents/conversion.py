"""A document in any format that is known, as the text that questions are written from."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from quiz.core.text import one_line
from quiz.documents import text
from quiz.documents.converted import SIZE_LIMIT, TEXT_LIMIT, Converted, DocumentError

_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_PLAIN = frozenset({"", ".txt", ".text"})
_HTML = frozenset({".html", ".htm", ".xhtml"})
_HEADING = re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)
_PICTURE = re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)")
_KNOWN = "Markdown, plain text, HTML, PDF or DOCX"


def convert(path: Path) -> Converted:
    """The document of the file as Markdown or plain text with line breaks of one character.

    It has no character that a bank may not hold. DocumentError where the file cannot be read as what it is, and where
    what reads it is not installed.
    """
    data = _read(path)
    converted = _converted(path, data)
    cleaned, removed = text.cleaned(converted.text)
    losses = converted.losses
    if removed:
        losses = (*losses, f"{removed} control characters were removed, which no terminal may be sent.")
    if not any(character.isalnum() for character in cleaned):
        raise DocumentError(f"{_shown(path)} has no text that a question could be written from.")
    if len(cleaned.encode()) > TEXT_LIMIT:
        raise DocumentError(f"{_shown(path)} has more than {TEXT_LIMIT // 2**20} MiB of text; split it into several.")
    return replace(converted, text=cleaned, losses=losses)


def _read(path: Path) -> bytes:
    shown = _shown(path)
    try:
        if path.is_dir():
            raise DocumentError(f"{shown} is a folder; name the document itself.")
        if not path.is_file():
            raise DocumentError(f"There is no document {shown}; check the name.")
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "its name is not possible"
        raise DocumentError(f"{shown} cannot be read: {reason}.") from error
    if len(data) > SIZE_LIMIT:
        raise DocumentError(f"{shown} is larger than {SIZE_LIMIT // 2**20} MiB; split it into several.")
    return data


def _converted(path: Path, data: bytes) -> Converted:
    shown, suffix = _shown(path), path.suffix.lower()
    if data.startswith(b"%PDF-") or suffix == ".pdf":
        from quiz.documents import pdf  # noqa: PLC0415 - most documents are none

        return pdf.convert(data, shown)
    if data.startswith(b"PK\3\4") or suffix == ".docx":
        from quiz.documents import docx  # noqa: PLC0415 - most documents are none

        return docx.convert(data, shown)
    if suffix in _HTML:
        from quiz.documents import html  # noqa: PLC0415 - most documents are none

        return html.convert(data, shown)
    if suffix not in _MARKDOWN | _PLAIN:
        raise DocumentError(f"Save {shown} as {_KNOWN}; what is called {one_line(suffix)} is not read.")
    decoded, losses = text.decoded(data, shown)
    if suffix in _MARKDOWN or _HEADING.search(decoded):
        pictures = len(_PICTURE.findall(decoded))
        more = (f"Pictures stay in the text and are not shown: {pictures}.",) if pictures else ()
        return Converted(decoded, (*losses, *more))
    from quiz.documents import plain  # noqa: PLC0415 - most documents are Markdown

    converted = plain.convert(decoded)
    return replace(converted, losses=(*losses, *converted.losses))


def _shown(path: Path) -> str:
    return one_line(str(path))
