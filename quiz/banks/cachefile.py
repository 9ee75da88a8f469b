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
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from quiz.banks import blobs
from quiz.core.questions import Bank, Catalogue, Question, fingerprint_of

if TYPE_CHECKING:
    from quiz.core.documents.document import Document

LAYOUT = 4
_MAGIC = b"QUIZBANK"
_START = struct.Struct("<8sIII")
_DIGEST = 8
"""Bytes of a digest."""

_FINGERPRINT = 3 * _DIGEST

_SEARCHES = 64
"""Searches through all ids after which they are taken into a dictionary, which costs as much as some of them."""

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
        "fingerprints": b"".join(_packed(fingerprint_of(question)) for question in bank.questions),
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


class CachedQuestions(Sequence[Question]):
    """The questions of a cache file, each decoded when it is asked for; a damaged one is had from `whole` instead."""

    def __init__(
        self,
        file: mmap.mmap,
        begin: int,
        offsets: Sequence[int],
        checksums: Sequence[int],
        whole: Callable[[], Sequence[Question]],
    ) -> None:
        self._file = file
        self._begin = begin
        self._offsets = offsets
        self._checksums = checksums
        self._whole = whole

    def __len__(self) -> int:
        return len(self._checksums)

    @overload
    def __getitem__(self, index: int) -> Question: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Question]: ...
    def __getitem__(self, index: int | slice) -> Question | Sequence[Question]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError(index)
        blob = self._file[self._begin + self._offsets[at] : self._begin + self._offsets[at + 1]]
        if zlib.crc32(blob) != self._checksums[at]:
            return self._whole()[at]
        return blobs.decode(blob)


class CachedIds(Sequence[str]):
    """The ids of a cache file, each decoded when it is asked for, and found again at once from then on."""

    def __init__(self, file: mmap.mmap, begin: int, breaks: Sequence[int]) -> None:
        self._file = file
        self._begin = begin
        self._breaks = breaks
        self._known: dict[str, int] = {}
        self._searches = 0

    def __len__(self) -> int:
        return len(self._breaks) - 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError(index)
        id = self._file[self._begin + self._breaks[at] + 1 : self._begin + self._breaks[at + 1]].decode()
        self._known[id] = at
        return id

    def __iter__(self) -> Iterator[str]:
        return iter(self._file[self._begin + 1 : self._begin + self._breaks[-1]].decode().split("\n"))

    def place(self, id: str) -> int | None:
        """The index of the id, found by its bytes; None where there is no such id."""
        if id in self._known:
            return self._known[id]
        if self._searches == _SEARCHES:
            self._known = {each: i for i, each in enumerate(self)}
        self._searches += 1
        if self._searches > _SEARCHES:
            return self._known.get(id)
        wanted = id.encode(errors="surrogatepass")
        end = self._begin + self._breaks[-1] + 1
        found = self._file.find(b"\n" + wanted + b"\n", self._begin, end) - self._begin
        if found < 0 or b"\n" in wanted:
            return None
        place = self._known[id] = bisect_left(self._breaks, found)
        return place


def _packed(fingerprint: str) -> bytes:
    """The bytes of the digests in the fingerprint, with as many noughts for that which it may do without."""
    return bytes.fromhex(fingerprint.replace("-", "")).ljust(_FINGERPRINT, b"\0")


class CachedFingerprints(Sequence[str]):
    """The fingerprints of a cache file, each made into digits when it is asked for."""

    def __init__(self, packed: memoryview) -> None:
        self._packed = packed

    def __len__(self) -> int:
        return len(self._packed) // _FINGERPRINT

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError(index)
        digests = self._packed[at * _FINGERPRINT : (at + 1) * _FINGERPRINT]
        has_cites = any(digests[2 * _DIGEST :])
        return digests[: (3 if has_cites else 2) * _DIGEST].hex("-", -_DIGEST)


class CachedPlaces(Mapping[str, int]):
    """The indexes of ids."""

    def __init__(self, ids: CachedIds) -> None:
        self._ids = ids

    def __getitem__(self, id: str) -> int:
        place = self._ids.place(id)
        if place is None:
            raise KeyError(id)
        return place

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


class CachedTags(Mapping[int, tuple[str, ...]]):
    """The tags of a catalogue, decoded when the first is asked for."""

    def __init__(self, packed: memoryview) -> None:
        self._packed = packed

    @cached_property
    def _tags(self) -> dict[int, tuple[str, ...]]:
        return {i: tuple(tags) for i, tags in json.loads(bytes(self._packed))} if self._packed else {}

    def __getitem__(self, index: int) -> tuple[str, ...]:
        return self._tags[index]

    def __iter__(self) -> Iterator[int]:
        return iter(self._tags)

    def __len__(self) -> int:
        return len(self._tags)


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
