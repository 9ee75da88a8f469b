"""What a cached bank has of all its questions, where it stands in the mapped file: each value made when asked for."""

from __future__ import annotations

import json
import mmap
import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import overload

from quiz.banks import blobs
from quiz.core.questions import Question

_DIGEST = 8
"""Bytes of a digest."""

_FINGERPRINT = 3 * _DIGEST

_SEARCHES = 64
"""Searches through all ids after which they are taken into a dictionary, which costs as much as some of them."""


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


def packed_fingerprint(fingerprint: str) -> bytes:
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
