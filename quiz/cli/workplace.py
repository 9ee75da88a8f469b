"""What commands work with: the banks, the learner's history and settings, wherever the environment puts them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from quiz import paths, settings
from quiz.banks.library import Library
from quiz.errors import RequestError
from quiz.settings import Settings

if TYPE_CHECKING:
    from quiz.desk.desk import Desk
    from quiz.store.history import History

SEEDS = 1_000_000
"""Seeds that are not asked for are drawn from the numbers below this."""


class Workplace:
    """Opens each thing when it is first asked for."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env

    @cached_property
    def library(self) -> Library:
        return Library(paths.bank_folders(self._env), paths.cache_folder(self._env))

    @cached_property
    def settings(self) -> Settings:
        """SettingsError where the file says something that cannot be followed."""
        return settings.load(self.settings_path)

    @property
    def settings_path(self) -> Path:
        return paths.settings_file(self._env)

    def history(self) -> History:
        """The history, newly opened; it is the caller's to close."""
        from quiz.store.history import History

        return History.open(paths.history_file(self._env))

    def desk(self, history: History) -> Desk:
        """The desk at which the learner works with this history."""
        import random
        import time
        from datetime import UTC, datetime
        from functools import partial

        from quiz.desk.desk import Desk

        return Desk(
            library=self.library,
            history=history,
            settings=self.settings,
            settings_path=self.settings_path,
            now=partial(datetime.now, UTC),
            ticks=time.monotonic,
            dice=partial(random.SystemRandom().randrange, SEEDS),
        )

    def first_bank(self) -> str:
        """The name of the first bank that can be used; RequestError where there is none."""
        for bank in self.library.banks():
            if bank.problem is None:
                return bank.id
        folders = ", ".join(map(str, self.library.folders))
        raise RequestError(f"There is no bank to study in {folders}. Put one there, or name its folder in QUIZ_PATH.")
