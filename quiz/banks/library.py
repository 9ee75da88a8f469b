"""The shelves: every bank in the folders where banks are looked for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from quiz.banks import cache as caching
from quiz.banks.folder import is_bank
from quiz.core.bank import Bank
from quiz.errors import BankError, RequestError


class Shelved(NamedTuple):
    """A bank on the shelves: `path` is its folder, and `problem` says why it cannot be used, if it cannot.

    One that cannot be read goes by the name of its folder and has no title.
    """

    id: str
    title: str
    path: Path
    questions: int
    problem: str | None = None
    is_shadowed: bool = False


class Library:
    """The banks under some folders, of which the first comes first.

    A folder holds banks as sub-folders with a bank.yaml, or is one itself. `cache` is the folder of the cache, or None.
    """

    def __init__(self, folders: Sequence[Path], cache: Path | None) -> None:
        self.folders = tuple(folders)
        self.cache = cache

    def banks(self) -> tuple[Shelved, ...]:
        """Every bank, in the order of the folders, then of ids; the first with an id shadows the others."""
        first: dict[str, Shelved] = {}
        seen: set[Path] = set()  # a folder may be given twice
        shelved: list[Shelved] = []
        for folder in self.folders:
            paths = [path for path in _bank_folders(folder) if path not in seen]
            seen.update(paths)
            for bank in sorted(map(self._shelve, paths), key=lambda bank: (bank.id, bank.path)):
                if bank.problem is None and bank.id in first:
                    sentence = f"Its id is that of the bank in {first[bank.id].path}, which comes first."
                    shelved.append(bank._replace(problem=sentence, is_shadowed=True))
                    continue
                if bank.problem is None:
                    first[bank.id] = bank
                shelved.append(bank)
        return tuple(shelved)

    def open(self, name: str) -> Bank:
        """The bank of that id, folder or file.

        A name with a separator is a path; another is a bank of that name in the current folder, or else an id.
        RequestError where there is no such bank, BankError where it cannot be used.
        """
        return caching.open_bank(self.path_of(name), self.cache)

    def path_of(self, name: str) -> Path:
        """Where the bank of that id, folder or file is, as `open` looks for it; RequestError where there is none."""
        path = Path(os.path.expanduser(name))  # noqa: PTH111 - no home is no error here
        if is_bank(path) or (_has_separator(name) and _exists(path)):
            return path
        banks = self.banks()
        usable = {bank.id: bank for bank in banks if bank.problem is None}
        if name in usable:
            return usable[name].path
        broken = {bank.id: bank for bank in reversed(banks) if bank.problem is not None and not bank.is_shadowed}
        if name in broken:
            return broken[name].path
        raise RequestError(self._unknown(name, sorted(usable)))

    def _shelve(self, path: Path) -> Shelved:
        try:
            head = caching.read_head(path, self.cache) or caching.head_of(caching.open_bank(path, self.cache))
        except BankError as error:
            more = len(error.problems) - 1
            also = f" There {'is' if more == 1 else 'are'} {more} more." if more else ""
            return Shelved(path.name, "", path, 0, f"{error.problems[0]}{also}")
        return Shelved(head.id, head.title, path, head.questions)

    def _unknown(self, name: str, ids: Sequence[str]) -> str:
        from quiz.banks.textfile import quoted  # noqa: PLC0415 - 1 ms

        if not ids:
            folders = ", ".join(map(str, self.folders)) or "no folder"
            return f"There is no bank {quoted(name)}, and none at all in {folders}."
        import difflib  # noqa: PLC0415  (9 ms that only a misspelt name is worth)

        near = difflib.get_close_matches(name, ids, 1)
        hint = f"; did you mean {quoted(near[0])}?" if near else "."
        return f"There is no bank {quoted(name)}{hint} The banks are: {', '.join(ids)}."


def _bank_folders(folder: Path) -> Sequence[Path]:
    if is_bank(folder):
        return [folder]
    try:
        return [path for path in sorted(folder.iterdir()) if path.is_dir() and is_bank(path)]
    except OSError:
        # A folder of the learner's own need not exist.
        return []


def _has_separator(name: str) -> bool:
    return os.sep in name or (os.altsep is not None and os.altsep in name)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
