"""The seat of a learner's terminal, kept so that a terminal that died can be taken up again."""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from pathlib import Path

from quiz.live.client.address import Address
from quiz.live.protocol import Seat
from quiz.live.wire import NotOfTheProtocol, read

_OTHER = re.compile(r"[^A-Za-z0-9]+")


def seat_file(folder: Path, address: Address) -> Path:
    """The file of the seat at that address: the same whatever code the drill has by now."""
    return folder / f"{_OTHER.sub('-', address.base)}.json"


def kept_seat(path: Path) -> Seat | None:
    """The seat that is kept in the file, None where there is none."""
    try:
        return read(path.read_bytes(), Seat)
    except (OSError, NotOfTheProtocol):
        return None


def keep_seat(path: Path, seat: Seat) -> None:
    """Keeps the seat, which stands for the learner, where nobody else can read it; or not, where that cannot be."""
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
            json.dump(seat, file)


def forget_seat(path: Path) -> None:
    """Keeps the seat no longer."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
