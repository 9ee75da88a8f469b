"""The parts of the phone page, without a browser: how large they are, and that no text is missing in any language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import get_args

import pytest

from quiz.live.protocol import Kind, Level, State, Status
from quiz.live.server.pages import FOLDER

LINES = (FOLDER / "texts.tsv").read_text("utf-8").splitlines()
TEXTS = {name: texts for name, *texts in (line.split("\t") for line in LINES)}
SERVER = FOLDER.parent / "server"
SCRIPTS = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.js")}

NAMED_BY_THE_SERVER = {*get_args(Kind), *get_args(Level), *get_args(State), "open", "answered", "unseen"}


def test_the_whole_page_is_smaller_than_30_kilobytes() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 30_000


def test_there_are_four_languages() -> None:
    assert TEXTS["lang"] == ["en", "de", "fr", "es"]


def test_no_text_is_there_twice() -> None:
    assert len(TEXTS) == len(LINES)


def test_what_learners_are_refused_with_is_said_in_their_language() -> None:
    said = {
        code for name in ("room", "routes", "manners") for code in codes_in((SERVER / f"{name}.py").read_text("utf-8"))
    }
    said |= {"silent", *get_args(Status)} - {"accepted", "duplicate"}
    in_words = {name.removeprefix("no.") for name in TEXTS if name.startswith("no.")}
    assert in_words <= said
    # What no learner comes to see but by a page or a server that is broken is said in one sentence.
    assert said - in_words == {
        *("team", "names", "question", "unfit", "unknown"),
        *("unreadable", "size", "slow", "fault", "header", "host", "origin", "http", "nothing"),
    }


def codes_in(source: str) -> Iterator[str]:
    """The codes of what the module refuses: the first text in each refusal, and what a variable `code` may be."""
    refusals = {"Refused", "WrongCode", "_forbidden", "_conflict", "fault"}
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in refusals:
                yield from texts_in(node.args)[:1]
            case ast.Assign(targets=[ast.Name(id="code" | "_CODES")]):
                yield from texts_in([node.value])
            case _:
                pass


def texts_in(nodes: list[ast.expr]) -> list[str]:
    parts = [part for node in nodes for part in ast.walk(node) if isinstance(part, ast.Constant)]
    return [
        part.value for part in parts if isinstance(part.value, str) and re.fullmatch(r"[a-z]+(\.[a-z]+)?", part.value)
    ]


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_is_there_in_every_language_with_the_same_gaps(name: str) -> None:
    texts = TEXTS[name]
    assert len(texts) == len(TEXTS["lang"])
    assert all(text.strip() for text in texts)
    assert len({frozenset(re.findall(r"{(\w+)}", text)) for text in texts}) == 1


def test_every_text_that_the_page_says_is_in_the_catalogue_and_no_other() -> None:
    source = "".join(SCRIPTS.values())
    said = {name for call in re.findall(r"\bt\(([^()]*)", source) for name in re.findall(r"'([\w. ]+)'", call)}
    assert said | NAMED_BY_THE_SERVER <= TEXTS.keys()
    quoted = set(re.findall(r"['.]([\w.]+)'", source)) | NAMED_BY_THE_SERVER
    unsaid = {name for name in TEXTS if name not in quoted and not name.startswith("no.")}
    assert unsaid == {"lang"} - quoted


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_makes_markup_or_code_of_a_text(name: str) -> None:
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|srcdoc|setTimeout\('"
    assert re.findall(forbidden, SCRIPTS[name]) == []
