import re
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from quiz.store.history import History
from quiz.store.stamp import APPLICATION_ID, VERSION
from tests.store.historyfiles import fill, run


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a folder?" / "history #1%.db"


def test_the_migrations_are_numbered_without_a_gap_up_to_the_version() -> None:
    names = sorted(script.name for script in files("quiz.store").joinpath("migrations").iterdir())
    assert [re.fullmatch(r"(\d{4})_\w+\.sql", name)[1] for name in names] == [  # type: ignore[index]
        f"{number:04}" for number in range(1, VERSION + 1)
    ]


@pytest.mark.parametrize("prepare", [Path.touch, lambda path: run(path, "PRAGMA journal_mode = WAL", "VACUUM")])
def test_an_empty_file_becomes_a_history(path: Path, prepare: Callable[[Path], None]) -> None:
    path.parent.mkdir()
    prepare(path)
    fill(path)
    with History.open(path) as history:
        assert history.tallies.records("il2")["gut"].attempts == 30


def test_a_migration_that_was_cut_off_is_made_whole(path: Path) -> None:
    path.parent.mkdir()
    run(path, f"PRAGMA application_id = {APPLICATION_ID}")
    fill(path)
    with History.open(path) as history:
        assert history.tallies.records("il2")["gut"].attempts == 30


def test_opening_a_history_that_is_up_to_date_looks_for_no_migration(path: Path) -> None:
    History.open(path).close()
    code = (
        "import sys; from pathlib import Path; from quiz.store.history import History\n"
        "with History.open(Path(sys.argv[1])) as history: history.tallies.summaries()\n"
        "print('importlib.resources' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
