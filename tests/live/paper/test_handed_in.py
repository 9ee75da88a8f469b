from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from quiz.core.answers import Given
from quiz.core.certainty import Certainty
from quiz.core.drills.assignment import Paper, Reply
from quiz.errors import QuizError
from quiz.live.paper.handed_in import MOST_BYTES, is_signed, paper_of, read_paper, text_of_paper, write_paper
from tests.core.papers import DRILL, attempt, paper, reply

KEY = "ab" * 32
PAPER = paper(1, reply(0, 0), reply(1, 0, 1, at=2, certainty=Certainty.LOW), reply(2, 0, None, at=4), name="Ada")


def fields_of(handed: Paper = PAPER) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(text_of_paper(handed, KEY))
    return read


def test_a_paper_is_read_as_it_was_written_however_it_is_laid_out() -> None:
    text = text_of_paper(PAPER, KEY)
    for each in (text, json.dumps(json.loads(text)), json.dumps(dict(reversed(json.loads(text).items())), indent=4)):
        handed, fields = paper_of(each)
        assert handed == PAPER
        assert is_signed(fields, KEY)


def names() -> st.SearchStrategy[str]:
    return st.text(st.characters(exclude_categories=()), max_size=8)


@given(
    st.builds(
        Paper,
        st.just(DRILL),
        st.just(attempt(1)),
        names(),
        names(),
        st.integers(0, 2**53 - 1),
        st.lists(
            st.builds(
                lambda place, at, chosen, matched, sure: Reply(place, 0, at, Given(chosen, matched), sure),
                st.integers(0, 999),
                st.integers(0, 2**53 - 1),
                st.lists(names(), max_size=2).map(tuple),
                st.lists(st.tuples(names(), names()), max_size=2).map(tuple),
                st.none() | st.sampled_from(Certainty),
            ),
            max_size=3,
        ).map(tuple),
    )
)
def test_every_paper_comes_back_with_its_signature(handed: Paper) -> None:
    back, fields = paper_of(text_of_paper(handed, KEY))
    assert back == handed
    assert is_signed(fields, KEY)
    assert not is_signed(fields, "cd" * 32)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", "Eve"),
        ("identifier", "17"),
        ("began_at", 1),
        ("attempt", attempt(2)),
        ("answers", []),
        ("more", None),
        ("signature", "ab"),
        ("signature", "é\ud800"),
    ],
)
def test_a_change_to_any_field_is_noticed(name: str, value: object) -> None:
    _, fields = paper_of(json.dumps({**fields_of(), name: value}))
    assert not is_signed(fields, KEY)


ANSWER = fields_of()["answers"][0]


@pytest.mark.parametrize(
    "change",
    [
        {"quiz_result": 2},
        {"quiz_result": True},
        {"quiz_result": None},
        {"drill": "../../drills/x"},
        {"drill": 7},
        {"attempt": "joined/x"},
        {"attempt": ""},
        {"name": ["Ada"]},
        {"identifier": None},
        {"began_at": -1},
        {"began_at": 2**53},
        {"began_at": 1.5},
        {"signature": None},
        {"answers": {}},
        {"answers": [7]},
        *(
            {"answers": [{**ANSWER, **change}]}
            for change in (
                {"place": -1},
                {"place": "0"},
                {"place": 10**4000},
                {"opened_at": 2**60},
                {"at": -5},
                {"opened_at": 9000, "at": 8000},
                {"chosen": "a"},
                {"chosen": [1]},
                {"matched": [["a"]]},
                {"matched": [["a", "b", "c"]]},
                {"certainty": "very"},
                {"certainty": 3},
            )
        ),
    ],
)
def test_what_is_no_paper_is_refused_with_a_sentence(change: dict[str, object], tmp_path: Path) -> None:
    path = tmp_path / "x.result"
    path.write_text(json.dumps({**fields_of(), **change}))
    with pytest.raises(
        QuizError, match=r"x.result is no result of a drill, or is damaged: .*\. Have it handed in again"
    ):
        read_paper(path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 100,
        b"\xff",
        b"null",
        b"[" * 500_000,
        b'{"a":' * 100_000,
        b'{"quiz_result": NaN}',
        b'{"quiz_result": 1e999}',
        b"1" * 10_000,
        text_of_paper(PAPER, KEY).encode()[:-20],
        text_of_paper(PAPER, KEY).encode("utf-16"),
    ],
)
def test_a_file_that_is_something_else_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.result"
    path.write_bytes(content)
    with pytest.raises(
        QuizError,
        match=r"is no result of a drill, or is damaged: (it is a file of another kind|nested|'quiz_result' is no)",
    ):
        read_paper(path)


@given(st.binary(max_size=200))
def test_no_bytes_do_harm(content: bytes) -> None:
    try:
        paper_of(content.decode("utf-8", "surrogateescape"))
    except ValueError:
        return


@pytest.mark.parametrize("extra", ["[" * 900 + "]" * 900, "1e999", '"\\ud800"', "1" * 4000])
def test_what_nobody_asked_for_breaks_the_signature_and_nothing_else(extra: str) -> None:
    text = text_of_paper(PAPER, KEY)
    assert not is_signed(paper_of(f'{{"more": {extra},{text[1:]}')[1], KEY)


def test_a_file_without_an_end_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "x.result"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(QuizError, match="larger than any file of a drill"):
        read_paper(path)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Ada", "Ada.result"),
        ("Ada Lovelace", "Ada-Lovelace.result"),
        ("../../etc/passwd", "etc-passwd.result"),
        ("Żółć", "Żółć.result"),
        ("🦦", "learner.result"),
        (".hidden", "hidden.result"),
    ],
)
def test_a_file_is_named_for_its_learner_and_lies_in_the_folder(name: str, file: str, tmp_path: Path) -> None:
    assert write_paper(tmp_path, paper(1, name=name), KEY) == tmp_path / file


def test_only_the_file_of_the_same_attempt_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "Ada.result").write_text("something else")
    first = write_paper(tmp_path, PAPER, KEY)
    assert first.name == "Ada-2.result"
    assert write_paper(tmp_path, paper(2, name="Ada"), KEY).name == "Ada-3.result"
    assert write_paper(tmp_path, PAPER, KEY) == first
    assert (tmp_path / "Ada.result").read_text() == "something else"
    assert read_paper(first)[0] == PAPER
