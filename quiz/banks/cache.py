"""Banks opened from a cache of what was read before, so that a large one costs no more than a small one."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache as once
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zlib import adler32, crc32

import quiz
from quiz.banks import cachefile
from quiz.banks.cachefile import Contents, DamagedError
from quiz.banks.collector import collector_off
from quiz.banks.folder import bank_file
from quiz.core.bank import KIND_LETTERS, Bank
from quiz.core.questions import Kind
from quiz.errors import BankError, Problem

if TYPE_CHECKING:
    from quiz.banks.loader import Loaded

# A file changed twice within one tick of the clock has the same times after either change. Only what has been at rest
# for longer than the coarsest clock of a file system is kept (git's "racy index" is the same trap).
_AT_REST_NS = 2_000_000_000

# What a cache file that another program wrote, or half of one, can lead to.
_UNUSABLE = (OSError, DamagedError, ValueError, KeyError, TypeError, IndexError, OverflowError, MemoryError)


class Head(NamedTuple):
    """What a list of banks shows of one."""

    id: str
    title: str
    language: str
    license: str
    topics: Mapping[str, str]
    counts: Mapping[Kind, int]

    @property
    def questions(self) -> int:
        return sum(self.counts.values())


def open_bank(path: Path, cache: Path | None) -> Bank:
    """The bank of a folder or of its bank.yaml, read from the cache where neither it nor its document has changed.

    `cache` is a folder, made where it does not exist, or None for none. A cache that cannot be read or written is
    passed over. BankError with all problems of the file where there are any.
    """
    file = bank_file(path)
    if cache is None:
        return _load(file).bank
    cached = _cached_path(file, cache)
    contents = _valid_contents(file, cached)
    if contents is not None:
        try:
            return cachefile.read_bank(cached, contents, lambda ids: _reload(file, cached, ids))
        except _UNUSABLE:
            pass
    return _load_and_keep(file, cached)


def read_head(path: Path, cache: Path | None) -> Head | None:
    """What the cache says of the bank, without the questions; None where it has nothing that still holds."""
    if cache is None:
        return None
    file = bank_file(path)
    contents = _valid_contents(file, _cached_path(file, cache))
    if contents is None:
        return None
    head = contents.head
    counts = {kind: head["counts"].get(letter, 0) for kind, letter in KIND_LETTERS.items()}
    return Head(head["id"], head["title"], head["language"], head["license"], dict(head["topics"]), counts)


def head_of(bank: Bank) -> Head:
    """What a list of banks shows of a bank that is open."""
    counts = {kind: bank.catalogue.kinds.count(letter) for kind, letter in KIND_LETTERS.items()}
    return Head(bank.id, bank.title, bank.language, bank.license, bank.topics, counts)


def _load(file: Path) -> Loaded:
    from quiz.banks.loader import load  # noqa: PLC0415  (PyYAML costs 20 ms, which a cached bank does without)

    return load(file)


def _load_and_keep(file: Path, cached: Path) -> Bank:
    began = time.time_ns()
    loaded = _load(file)
    try:
        document = loaded.document_path
        if all(_was_at_rest(source, began) for source in (file, document) if source is not None):
            facts = {
                "source": _source(file),
                "document_file": None if document is None else os.path.relpath(document, file.parent),
                "document_stamp": None if document is None else _stamp(document),
            }
            with collector_off():
                _write(cached, cachefile.pack(loaded.bank, facts))
    except OSError:
        # The folder is read-only or the disk full: a cache is only a cache.
        pass
    return loaded.bank


def _was_at_rest(source: Path, began: int) -> bool:
    """Whether the file was left alone while it was read and for long enough before."""
    stat = source.stat()
    return stat.st_mtime_ns < began - _AT_REST_NS and stat.st_ctime_ns <= began


def _source(file: Path) -> list[object]:
    """What a cache of the bank's file is valid for."""
    return [os.path.abspath(file), _stamp(file), quiz.__version__]  # noqa: PTH100  (resolving links would miss a link that is changed)


def _stamp(file: Path) -> list[int]:
    stat = file.stat()
    return [stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns]


def _cached_path(file: Path, cache: Path) -> Path:
    # A name is enough that seldom is that of another bank, since the file says which bank it is of: no need of the
    # 2 ms that hashlib takes to load.
    path = os.fsencode(os.path.abspath(file))  # noqa: PTH100  (see _source)
    return cache / f"{crc32(path):08x}{adler32(path):08x}.bank"


def _valid_contents(file: Path, cached: Path) -> Contents | None:
    """The verified head of the cache file; None where there is none that was made from the files as they are."""
    try:
        contents = cachefile.read_contents(cached)
        head = contents.head
        is_valid = head["source"] == _source(file)
        if is_valid and head["document_file"] is not None:
            is_valid = head["document_stamp"] == _stamp(file.parent / head["document_file"])
    except _UNUSABLE:
        return None
    return contents if is_valid else None


def _write(cached: Path, parts: Iterable[bytes]) -> None:
    cached.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=cached.stem, suffix=".new", dir=cached.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
        os.replace(temporary, cached)  # noqa: PTH105  (mkstemp gives a text)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _reload(file: Path, cached: Path, ids: Sequence[str]) -> Callable[[], Bank]:
    """A function that reads the bank anew, once, because its cache file turned out to be damaged."""

    @once
    def whole() -> Bank:
        with contextlib.suppress(OSError):
            cached.unlink()
        bank = _load(file).bank
        if list(bank.catalogue.ids) != list(ids):
            sentence = "Open the bank again; its file was changed while it was open."
            raise BankError([Problem(str(file), 0, 0, sentence)])
        return bank

    return whole
