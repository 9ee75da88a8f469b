"""Where banks, settings, history, drills and cache live: paths only, and nothing is made here.

QUIZ_HOME names one folder for all of them; without it they are in the platform's folders for a user's files. Names
in the environment may begin with "~", and one that is relative counts from the current folder.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_APP = "quiz"


def settings_file(env: Mapping[str, str]) -> Path:
    """The file of the learner's settings."""
    if home := _home(env):
        return home / "settings.toml"
    from platformdirs import user_config_path  # noqa: PLC0415 - not needed where QUIZ_HOME is set

    return user_config_path(_APP, appauthor=False) / "settings.toml"


def history_file(env: Mapping[str, str]) -> Path:
    """The file of the learner's history."""
    return _data_folder(env) / "history.db"


def banks_folder(env: Mapping[str, str]) -> Path:
    """The folder of the learner's own banks."""
    return _data_folder(env) / "banks"


def drills_folder(env: Mapping[str, str]) -> Path:
    """The folder of the drills that were held."""
    return _data_folder(env) / "drills"


def cache_folder(env: Mapping[str, str]) -> Path:
    """The folder of what can be made again from other files."""
    if home := _home(env):
        return home / "cache"
    from platformdirs import user_cache_path  # noqa: PLC0415 - not needed where QUIZ_HOME is set

    return user_cache_path(_APP, appauthor=False)


def bank_folders(env: Mapping[str, str]) -> tuple[Path, ...]:
    """The folders that banks are looked for in, the first to have a bank of some id being the one that counts.

    They are those that QUIZ_PATH names, then the learner's own, then the banks that come with the program; each once,
    and whether they exist or not.
    """
    named = [_expanded(entry) for entry in env.get("QUIZ_PATH", "").split(os.pathsep) if entry.strip()]
    return tuple(dict.fromkeys([*named, banks_folder(env), shipped_banks()]))


def shipped_banks(package: Path = _PACKAGE) -> Path:
    """The folder of the banks that come with the program: in an installed package, or beside it in the repository."""
    installed = package / "shipped"
    return installed if installed.is_dir() else package.parent / "questions"


def _data_folder(env: Mapping[str, str]) -> Path:
    if home := _home(env):
        return home
    from platformdirs import user_data_path  # noqa: PLC0415 - not needed where QUIZ_HOME is set

    return user_data_path(_APP, appauthor=False)


def _home(env: Mapping[str, str]) -> Path | None:
    home = env.get("QUIZ_HOME", "")
    return _expanded(home) if home.strip() else None


def _expanded(entry: str) -> Path:
    return Path(os.path.abspath(os.path.expanduser(entry.strip())))  # noqa: PTH100, PTH111 - no home is no error here
