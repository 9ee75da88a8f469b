"""Bytes as text, and text without what no bank may hold."""

from __future__ import annotations

import codecs
import re

from quiz.core.text import is_unprintable
from quiz.documents.converted import DocumentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", ""),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_LINE_BREAK = re.compile("\r\n|[\r\x85\u2028]")
_PARAGRAPH_BREAK = re.compile("[\f\v\x1c-\x1e\u2029]")
_REFUSED_TOO = frozenset("\ufeff\ufffe\uffff")  # what YAML 1.1 cannot hold beside unprintable characters


def decoded(data: bytes, shown: str) -> tuple[str, tuple[str, ...]]:
    """The text of the bytes, and what is to be said of how they were read.

    DocumentError, with the line, where they are neither UTF-8 nor begin with the mark of another form of Unicode.
    """
    for mark, encoding, name in _MARKS:
        if data.startswith(mark):
            return _unicode(data, encoding, shown), (f"The text was {name} and is UTF-8 now.",) if name else ()
    return _unicode(data, "utf-8", shown), ()


def declared(data: bytes, encoding: str, shown: str) -> tuple[str, tuple[str, ...]]:
    """As `decoded`, of bytes that say themselves in which encoding they are, where they are no Unicode."""
    if any(data.startswith(mark) for mark, _, _ in _MARKS):
        return decoded(data, shown)
    try:
        return data.decode(), ()
    except UnicodeDecodeError:
        codec = _codec(encoding)
    if not codec:
        return decoded(data, shown)
    text = data.decode(codec, errors="replace")
    losses = [f"The text was in {codec} and is UTF-8 now."]
    if unknown := text.count("\N{REPLACEMENT CHARACTER}"):
        losses.append(f"{unknown} bytes are no characters of {codec}; U+FFFD stands in their place.")
    return text, tuple(losses)


def _codec(encoding: str) -> str:
    """What Python calls the encoding of that name; empty where it is no other encoding of text than Unicode's."""
    try:
        found = codecs.lookup(encoding.strip())
    except (LookupError, ValueError):
        return ""
    if not found._is_text_encoding or found.name.startswith("utf"):  # noqa: SLF001 - "rot13" and "zip" are codecs too
        return ""
    # "iso-8859-1" on a page means windows-1252 (WHATWG, Encoding Standard, 4.2).
    return "cp1252" if found.name in {"iso8859-1", "ascii"} else found.name


def _unicode(data: bytes, encoding: str, shown: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise DocumentError(f"{shown} begins as {encoding.upper()} and goes on as something else.") from error
        if b"\0" in data[: error.start + 1]:
            raise DocumentError(f"{shown} is no text; save it in a format that is read.") from error
        line = data.count(b"\n", 0, error.start) + 1
        sentence = f"Save {shown} as UTF-8; the byte 0x{data[error.start]:02X} in line {line} is not."
        raise DocumentError(sentence) from error


def cleaned(text: str) -> tuple[str, int]:
    """The text with line breaks of one character and a single one at its end, and how many characters were removed.

    Form feeds begin a paragraph. What a terminal could take for a command is removed, and what YAML cannot hold.
    """
    text = _PARAGRAPH_BREAK.sub("\n\n", _LINE_BREAK.sub("\n", text))
    refused = {each for each in set(text) if is_unprintable(each) or each in _REFUSED_TOO}
    removed = sum(text.count(each) for each in refused)
    if refused:
        text = text.translate(dict.fromkeys(map(ord, refused)))
    return text.strip("\n") + "\n", removed


_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


def spelt_out(text: str) -> str:
    """The text with the ligatures of Latin letters, which only type has, as letters."""
    return text.translate(_LIGATURES)
