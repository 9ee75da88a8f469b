"""The key of a server in another process."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

from quiz.live.host_key import HostKey, read_key

_PATIENCE = 20.0


def key_in(path: Path, server: subprocess.Popen[str]) -> HostKey:
    """The key in the file, which the server has written when it says where to join."""
    deadline = time.monotonic() + _PATIENCE
    while (key := read_key(path)) is None:
        assert server.poll() is None, "the server has ended"
        assert time.monotonic() < deadline, "the key did not come"
        time.sleep(0.01)
    return key
