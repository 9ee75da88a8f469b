"""What the figures were taken on, in general terms."""

from __future__ import annotations

import os
import platform
import sqlite3
from importlib.metadata import version

_LIBRARIES = ("textual", "rich", "pyyaml")


def described() -> str:
    """Cores, memory, system, versions, and how busy the machine was."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    busy = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GiB of memory, {platform.system()}; "
        f"{platform.python_implementation()} {platform.python_version()}, {libraries}, "
        f"SQLite {sqlite3.sqlite_version}; load averages over 1, 5 and 15 minutes at the end: {busy}."
    )
