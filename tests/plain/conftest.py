"""What the tests of the plain front end share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.store.history import History
from tests.plain.small_bank import Learner


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    with History.open(tmp_path / "history.db") as history:
        yield Learner(history)
