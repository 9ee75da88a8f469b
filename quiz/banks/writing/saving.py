"""The file of a bank put on the disk, whole or not at all."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from quiz.errors import BankError, Problem


def may_be_written(file: Path) -> bool:
    """Whether the file is there and its mode and its place let it be changed."""
    try:
        return bool(file.stat().st_mode & 0o222) and os.access(file, os.W_OK)
    except OSError:
        return False


def put(path: Path, data: bytes, *, over: bytes | None) -> None:
    """Makes the data the content of the file, which keeps its mode; a link to it stays a link.

    BankError where the file holds anything but `over` (None: whatever it holds), or cannot be written; it is left as
    it was then.
    """
    try:
        file = path.resolve(strict=True)
        status = file.stat()
        if not may_be_written(file):
            raise _unsaved(path, "Make the file writable to change it; it may only be read.")
        filled = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
        try:
            _fill(filled, data, status)
            if over is not None and file.read_bytes() != over:
                sentence = "The file was changed elsewhere in the meantime, and is left so; read it again first."
                raise _unsaved(path, sentence)
            filled.replace(file)
        finally:
            with suppress(OSError):
                filled.unlink()
        _keep_name(file.parent)
    except OSError as error:
        raise _unsaved(path, f"The file cannot be written, and is as it was: {error.strerror or error}.") from error


def _fill(filled: Path, data: bytes, like: os.stat_result) -> None:
    with filled.open("xb") as file:
        file.write(data)
        file.flush()
        filled.chmod(stat.S_IMODE(like.st_mode))
        if hasattr(os, "chown"):
            with suppress(OSError):  # only who may give files away can leave it the owner's
                os.chown(filled, like.st_uid, like.st_gid)
        os.fsync(file.fileno())


def _keep_name(folder: Path) -> None:
    """Sees to it that the new file outlives a power cut under its name, where the system can do that."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _unsaved(path: Path, sentence: str) -> BankError:
    return BankError([Problem(str(path), 0, 0, sentence)])
