"""The file that holds a bank as it was read: a head, columns, a blob for each question, and the document.

    magic (8 bytes), layout, length of the head, checksum of the head (each 4 bytes)
    head      JSON: what it was read from, what a list of banks shows, lengths and checksums of what follows
    columns   ids between line breaks and the place of each break; kinds, topics, levels, tags and drafts; the
              fingerprint of each question; and for each blob its offset and its checksum
    blobs     one after the other
    document  UTF-8

What is read is verified: head and columns when the file is opened, a blob or the document when it is asked for.
Columns are then used where they stand in the mapped file: nothing is made of all ids or all numbers at once, so that a
bank of a hundred thousand questions opens as fast as one of fifty.
"""

from __future__ import annotations

import json
import mmap
import struct
import sys
import zlib
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from quiz.banks import blobs
from quiz.banks.columns import (
    CachedFingerprints,
    CachedIds,
    CachedPlaces,
    CachedQuestions,
    CachedTags,
    packed_fingerprint,
)
from quiz.core.bank import Bank, Catalogue
from quiz.core.questions import fingerprint_of

if TYPE_CHECKING:
    from quiz.core.documents.document import Document

LAYOUT = 4
_MAGIC = b"QUIZBANK"
_START = struct.Struct("<8sIII")
_COLUMNS = ("ids", "breaks", "kinds", "levels", "tags", "drafts", "topics", "offsets", "checksums", "fingerprints")


class DamagedError(Exception):
    """The file is not what was once written."""


class Contents(NamedTuple):
    """The parts of a file whose head was verified, and their places in it."""

    head: dict[str, Any]
    columns_at: int


def pack(bank: Bank, facts: Mapping[str, object]) -> Iterator[bytes]:
    """The file's bytes in order; `facts` are added to the head."""
    catalogue = bank.catalogue
    encoded = [blobs.encode(question) for question in bank.questions]
    document = bank.document.text.encode()
    ids = [id.encode() for id in catalogue.ids]
    columns = {
        "ids": b"\n" + b"\n".join(ids) + b"\n",
        "breaks": array("I", accumulate((len(id) + 1 for id in ids), initial=0)).tobytes(),
        "kinds": catalogue.kinds.encode(),
        "levels": catalogue.levels.encode(),
        "tags": json.dumps(list(catalogue.tags.items())).encode() if catalogue.tags else b"",
        "drafts": array("I", sorted(catalogue.drafts)).tobytes(),
        "topics": array("I", catalogue.topics).tobytes(),
        "offsets": array("Q", accumulate(map(len, encoded), initial=0)).tobytes(),
        "checksums": array("I", map(zlib.crc32, encoded)).tobytes(),
        "fingerprints": b"".join(packed_fingerprint(fingerprint_of(question)) for question in bank.questions),
    }
    head = {
        **facts,
        "byteorder": sys.byteorder,
        "id": bank.id,
        "title": bank.title,
        "language": bank.language,
        "license": bank.license,
        "topics": list(bank.topics.items()),
        "counts": {letter: catalogue.kinds.count(letter) for letter in sorted(set(catalogue.kinds))},
        "columns": [len(columns[name]) for name in _COLUMNS],
        "columns_checksum": zlib.crc32(b"".join(columns[name] for name in _COLUMNS)),
        "blobs": sum(map(len, encoded)),
        "document": len(document),
        "document_checksum": zlib.crc32(document),
    }
    packed = json.dumps(head).encode()
    yield _START.pack(_MAGIC, LAYOUT, len(packed), zlib.crc32(packed)) + packed
    yield from (columns[name] for name in _COLUMNS)
    yield from encoded
    yield document


def read_contents(path: Path) -> Contents:
    """The verified head of the file, read without what follows; DamagedError, or OSError where it cannot be had."""
    with path.open("rb") as file:
        start = file.read(_START.size)
        if len(start) < _START.size:
            raise DamagedError
        magic, layout, length, checksum = _START.unpack(start)
        if magic != _MAGIC or layout != LAYOUT or length > path.stat().st_size:
            raise DamagedError
        packed = file.read(length)
    if len(packed) < length or zlib.crc32(packed) != checksum:
        raise DamagedError
    head = json.loads(packed)
    if head["byteorder"] != sys.byteorder:
        raise DamagedError
    return Contents(head, _START.size + length)


def read_bank(path: Path, contents: Contents, reload: Callable[[Sequence[str]], Callable[[], Bank]]) -> Bank:
    """The bank in the file.

    Where a question or the document turns out to be damaged, it is had from the function that `reload` gives for the
    ids of the bank.
    """
    head = contents.head
    with path.open("rb") as opened:
        file = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    blobs_at = contents.columns_at + sum(head["columns"])
    document_at = blobs_at + head["blobs"]
    if len(file) != document_at + head["document"]:
        raise DamagedError
    view = memoryview(file)
    if zlib.crc32(view[contents.columns_at : blobs_at]) != head["columns_checksum"]:
        raise DamagedError
    ends = list(accumulate(head["columns"], initial=contents.columns_at))
    columns = {name: view[ends[i] : ends[i + 1]] for i, name in enumerate(_COLUMNS)}
    ids = CachedIds(file, contents.columns_at, columns["breaks"].cast("I"))
    whole = reload(ids)

    def document() -> Document:
        from quiz.core.documents.document import Document  # noqa: PLC0415 - 3 ms that the first question does without

        text = file[document_at:]
        if zlib.crc32(text) != head["document_checksum"]:
            return whole().document
        return Document(text.decode())

    return Bank(
        id=head["id"],
        title=head["title"],
        language=head["language"],
        license=head["license"],
        topics=dict(head["topics"]),
        questions=CachedQuestions(
            file,
            blobs_at,
            columns["offsets"].cast("Q"),
            columns["checksums"].cast("I"),
            lambda: whole().questions,
        ),
        catalogue=Catalogue(
            ids=ids,
            kinds=str(columns["kinds"], "ascii"),
            topics=columns["topics"].cast("I"),
            levels=str(columns["levels"], "ascii"),
            tags=CachedTags(columns["tags"]),
            drafts=frozenset(columns["drafts"].cast("I")),
            places=CachedPlaces(ids),
            fingerprints=CachedFingerprints(columns["fingerprints"]),
        ),
        document=document,
    )
