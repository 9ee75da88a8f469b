"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from quiz.errors import HistoryError


@contextmanager
def written_whole(path: Path, *, replaces: bool) -> Iterator[Path]:
    """Gives the name of a new file to fill, which becomes the file at the path once this ends.

    Where it raises nothing is left. HistoryError where the folder cannot be written, and where there is a file of that
    name already and the new one is not to replace it.
    """
    if replaces:
        path = path.resolve()  # a link to a file elsewhere stays a link
    if not path.parent.is_dir():
        raise HistoryError(
            f"{path} cannot be written: there is no folder {path.parent}. Make it, or name another place."
        )
    if not replaces and path.exists():
        raise HistoryError(_there_already(path))
    filled = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        yield filled
        with filled.open("rb") as file:
            os.fsync(file.fileno())
        if replaces:
            filled.replace(path)
        else:
            _put(filled, path)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise HistoryError(
            f"{path} cannot be written: {error.strerror or error}. Make that possible, or name another place."
        ) from error
    finally:
        with suppress(OSError):  # the folder may be none
            filled.unlink()


def _put(filled: Path, path: Path) -> None:
    try:
        os.link(filled, path)  # unlike a renaming, it fails where another program was faster
    except FileExistsError as error:
        raise HistoryError(_there_already(path)) from error
    except OSError:
        filled.rename(path)  # a file system without links


def _there_already(path: Path) -> str:
    return f"There is a file {path} already, and it is left as it is. Name another."
