"""How the host's screen finds its server: a socket in a folder of this user alone, and a file with the secret."""

from __future__ import annotations

import json
import os
import socket
import stat
import tempfile
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from quiz.errors import QuizError

_PATIENCE = 2.0

_LONGEST = 100
"""Bytes of a socket's path: the system takes 108 on Linux, and 104 elsewhere."""


@dataclass(frozen=True, slots=True)
class HostKey:
    """Where the server of a drill listens for its host, and the secret that shows who that is.

    `code` is the join code as the key was written, which is done again when there is another.
    """

    socket: str
    secret: str
    url: str
    code: str
    pid: int


def key_file(drill: Path) -> Path:
    """The file of the key for the drill in that file."""
    return drill.with_suffix(".host")


def socket_for(drill: Path) -> Path:
    """The path of the host's socket, whose folder is made and is this user's alone.

    It is beside the drill or, where that path is too long for a socket, in the folder for temporary files. QuizError
    where the folder is somebody else's.
    """
    folder = drill.with_suffix(".door")
    if len(os.fsencode(folder / "s")) > _LONGEST:
        folder = Path(tempfile.gettempdir()) / f"quiz-{os.getuid()}-{drill.stem}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except OSError as error:
        raise QuizError(f"The folder {folder} for the host's socket cannot be made: {error.strerror}.") from error
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or stat.S_IMODE(found.st_mode) & 0o077:
        raise QuizError(f"{folder} is not yours alone: remove it, and try again.")
    return folder / "s"


def write_key(path: Path, key: HostKey) -> None:
    """Writes the key for this user's eyes alone; whoever reads meanwhile finds the key before or this one."""
    made = path.with_name(f"{path.name}-new")
    made.unlink(missing_ok=True)
    with os.fdopen(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(key), file)
    made.replace(path)


def read_key(path: Path) -> HostKey | None:
    """The key in that file, None where there is none."""
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        return HostKey(**fields)
    except (OSError, ValueError, TypeError):
        return None


def is_answered(key: HostKey) -> bool:
    """Whether a server listens where the key says: one that was killed may still be on the list of processes."""
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as door:
        door.settimeout(_PATIENCE)
        try:
            door.connect(key.socket)
        except OSError:
            return False
    return True


def remove_key(path: Path) -> None:
    """There is no server any more."""
    path.unlink(missing_ok=True)
