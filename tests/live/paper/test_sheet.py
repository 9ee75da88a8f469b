from __future__ import annotations

import base64
import json
import os
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from quiz.core.drills.assignment import handed_out, handed_out_sealed
from quiz.core.drills.drill import Drill
from quiz.core.drills.terms import DrillTerms
from quiz.core.questions import Choice, Option
from quiz.errors import QuizError
from quiz.live.paper.sheet import Sheet, is_id, read_sheet, sheet_of, text_of_sheet
from tests.core.made_drills import created
from tests.core.papers import DRILL

KEY = "ab" * 32
DRILL_OF_ONE = Drill(
    replace(
        created(DrillTerms(seconds=None, until=4_000_000_000_000)),
        id=DRILL,
        questions=(
            Choice(
                id="a",
                topic="t",
                stem="Which one?",
                why="An explanation.",
                options=(Option("This", is_key=True, why="It is."), Option("That", is_key=False)),
            ),
        ),
        document="A document.",
    )
)
WHOLE = Sheet(handed_out(DRILL_OF_ONE), KEY, hand_in_by=4_000_000_000_000)
SEALED = Sheet(handed_out_sealed(DRILL_OF_ONE), KEY, is_exam=True, wants_identifier=True)


@pytest.mark.parametrize("sheet", [WHOLE, SEALED])
def test_a_sheet_is_read_as_it_was_written(sheet: Sheet, tmp_path: Path) -> None:
    assert sheet_of(text_of_sheet(sheet)) == sheet
    path = tmp_path / "drill.quiz"
    path.write_text(text_of_sheet(sheet))
    assert read_sheet(path) == sheet


def test_keys_and_explanations_cannot_be_read_at_a_glance() -> None:
    text = text_of_sheet(WHOLE)
    assert json.loads(text)["title"] == "Bank"
    assert not any(words in text for words in ("Which one?", "This", "An explanation", "A document", "is_key"))


def test_of_an_exam_not_even_what_is_unpacked_has_them() -> None:
    unpacked = zlib.decompress(base64.b64decode(json.loads(text_of_sheet(SEALED))["packed"])).decode()
    assert "Which one?" in unpacked
    assert not any(words in unpacked for words in ("It is.", "An explanation", "A document"))


Change = Callable[[dict[str, object]], object]


def packed(content: bytes) -> str:
    return base64.b64encode(zlib.compress(content)).decode()


def repacked(**changes: object) -> str:
    fields = json.loads(zlib.decompress(base64.b64decode(json.loads(text_of_sheet(WHOLE))["packed"])))
    return packed(json.dumps({**fields, **changes}).encode())


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda said: said.update(quiz_drill=2), "a newer version of quiz"),
        (lambda said: said.pop("quiz_drill"), "it is a file of another kind"),
        (lambda said: said.pop("packed"), "'packed' is no text"),
        (lambda said: said.update(packed="no base64!"), "its questions are damaged"),
        (lambda said: said.update(packed=base64.b64encode(b"not packed").decode()), "its questions are damaged"),
        (lambda said: said.update(packed=str(said["packed"])[:-40]), "its questions are damaged"),
        (lambda said: said.update(packed=packed(b" " * (65 * 1024 * 1024))), "damaged, or too many"),
        (lambda said: said.update(packed=packed(b'{"event": "ended", "at": 1}')), "it has no questions"),
        (lambda said: said.update(packed=packed(b"[" * 200_000)), "nested too deep"),
        (lambda said: said.update(packed=packed("é".encode())), "its questions are damaged"),
        (lambda said: said.update(packed=repacked(questions=[])), "it has no questions"),
        (lambda said: said.update(packed=repacked(id="../../../etc")), "no proper id"),
        (lambda said: said.update(verification={"method": "none", "key": "ab"}), "no key"),
        (lambda said: said.update(verification=7), "an object was expected"),
        (lambda said: said.update(is_exam="yes"), "neither true nor false"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_with_the_reason(change: Change, why: str, tmp_path: Path) -> None:
    said = json.loads(text_of_sheet(WHOLE))
    change(said)
    path = tmp_path / "drill.quiz"
    path.write_text(json.dumps(said))
    with pytest.raises(QuizError, match=why) as refused:
        read_sheet(path)
    assert "drill.quiz is no drill to answer" in str(refused.value)


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"PK\x03\x04", b"[]", b'{"quiz": 1}', b"quiz: 1\n", b"\xef\xbb\xbfRank,Name\n", b"1" * 9999],
)
def test_a_file_that_is_something_else_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "other.quiz"
    path.write_bytes(content)
    with pytest.raises(
        QuizError, match=r"is no drill to answer, or is damaged: it is a file of another kind. `quiz assign`"
    ):
        read_sheet(path)


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    with pytest.raises(QuizError, match="There is no file"):
        read_sheet(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.quiz")
        with pytest.raises(QuizError, match="There is no file"):
            read_sheet(tmp_path / "pipe.quiz")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [(DRILL, True), (DRILL.upper(), False), (DRILL + "\n", False), ("../x", False), ("", False), (DRILL[:-1], False)],
)
def test_an_id_is_the_name_of_no_other_file(text: str, is_one: bool) -> None:
    assert is_id(text) is is_one


def test_a_file_that_is_nested_too_deep_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.quiz"
    path.write_bytes(b"[" * 100_000)
    with pytest.raises(QuizError, match="nested too deep"):
        read_sheet(path)
