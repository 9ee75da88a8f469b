"""The parts of the phone page, without a browser: how large they are, and that no text is missing in any language."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from quiz.live.protocol import Kind, Level, State
from quiz.live.server.pages import FOLDER

LINES = (FOLDER / "texts.tsv").read_text("utf-8").splitlines()
TEXTS = {name: texts for name, *texts in (line.split("\t") for line in LINES)}
SERVER = FOLDER.parent / "server"
SCRIPTS = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.js")}

NAMED_BY_THE_SERVER = {*get_args(Kind), *get_args(Level), *get_args(State), "open", "answered", "unseen"}


def test_the_whole_page_is_smaller_than_30_kilobytes() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 30_000


def test_there_are_four_languages() -> None:
    assert TEXTS["languages"] == ["en", "de", "fr", "es"]


def test_no_text_is_there_twice() -> None:
    assert len(TEXTS) == len(LINES)


def test_what_learners_are_refused_with_is_said_in_their_language() -> None:
    source = "".join(path.read_text("utf-8") for path in SERVER.glob("*.py"))
    codes = {name.removeprefix("no.") for name in TEXTS if name.startswith("no.")}
    assert codes == {
        *("room.unknown", "room.closed", "name", "name.taken", "number", "identifier", "banned", "flood", "seat")
    }
    assert all(f'"{code}"' in source for code in codes)


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_is_there_in_every_language_with_the_same_gaps(name: str) -> None:
    texts = TEXTS[name]
    assert len(texts) == len(TEXTS["languages"])
    assert all(text.strip() for text in texts)
    assert len({frozenset(re.findall(r"{(\w+)}", text)) for text in texts}) == 1


def test_every_text_that_the_page_says_is_in_the_catalogue_and_no_other() -> None:
    source = "".join(SCRIPTS.values())
    said = {name for call in re.findall(r"\bt\(([^()]*)", source) for name in re.findall(r"'([\w. ]+)'", call)}
    assert said | NAMED_BY_THE_SERVER <= TEXTS.keys()
    quoted = set(re.findall(r"['.]([\w.]+)'", source)) | NAMED_BY_THE_SERVER
    unsaid = {name for name in TEXTS if name not in quoted and not name.startswith("no.")}
    assert unsaid == {"languages"} - quoted


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_makes_markup_or_code_of_a_text(name: str) -> None:
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|srcdoc|setTimeout\('"
    assert re.findall(forbidden, SCRIPTS[name]) == []
