import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from quiz.paths import bank_folders, banks_folder, cache_folder, history_file, settings_file, shipped_banks

REPOSITORY = Path(__file__).parent.parent


def named(*entries: object) -> dict[str, str]:
    return {"QUIZ_HOME": "/q", "QUIZ_PATH": os.pathsep.join(str(entry) for entry in entries)}


@pytest.mark.parametrize(
    ("place", "name"),
    [(settings_file, "settings.toml"), (history_file, "history.db"), (banks_folder, "banks"), (cache_folder, "cache")],
)
def test_quiz_home_is_the_folder_of_everything(
    place: Callable[[Mapping[str, str]], Path],
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    monkeypatch.chdir(tmp_path)
    assert place({"QUIZ_HOME": "/q"}) == Path("/q") / name
    assert place({"QUIZ_HOME": "~/quiz"}) == Path("/home/ada/quiz") / name
    assert place({"QUIZ_HOME": "x/../here"}) == tmp_path / "here" / name
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the folders of a Linux user")
@pytest.mark.parametrize("env", [{}, {"QUIZ_HOME": ""}, {"QUIZ_HOME": " "}])
def test_without_quiz_home_the_platform_says_where(env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("DATA", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", f"/{kind}")
    assert settings_file(env) == Path("/CONFIG/quiz/settings.toml")
    assert history_file(env) == Path("/DATA/quiz/history.db")
    assert banks_folder(env) == Path("/DATA/quiz/banks")
    assert cache_folder(env) == Path("/CACHE/quiz")


def test_banks_are_looked_for_in_the_named_folders_then_ones_own_then_the_shipped() -> None:
    assert bank_folders(named("/a", "/b")) == (Path("/a"), Path("/b"), Path("/q/banks"), REPOSITORY / "questions")
    assert bank_folders({"QUIZ_HOME": "/q"}) == bank_folders(named()) == (Path("/q/banks"), REPOSITORY / "questions")


def test_empty_repeated_and_relative_entries_are_taken_for_what_was_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/home/ada")
    entries = named("", "mine", " ", "~/banks", "./mine/", "/q/banks", "..")
    assert bank_folders(entries) == (
        tmp_path / "mine",
        Path("/home/ada/banks"),
        Path("/q/banks"),
        tmp_path.parent,
        REPOSITORY / "questions",
    )


def test_an_installed_package_has_its_banks_inside(tmp_path: Path) -> None:
    package = tmp_path / "quiz"
    package.mkdir()
    assert shipped_banks(package) == tmp_path / "questions"
    (package / "shipped").mkdir()
    assert shipped_banks(package) == package / "shipped"


def test_platformdirs_is_imported_only_where_quiz_home_is_not_set() -> None:
    code = (
        "import sys; from quiz import paths; env = {'QUIZ_HOME': '/q'}\n"
        "paths.settings_file(env), paths.bank_folders(env), paths.cache_folder(env)\n"
        "print('platformdirs' in sys.modules); paths.cache_folder({}); print('platformdirs' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\nTrue\n"
