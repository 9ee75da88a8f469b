from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from quiz.banks.loader import load_text
from quiz.core.drills.drill import Drill, replay
from quiz.core.drills.events import Created
from quiz.core.questions import Choice, Matching, Option, Question
from quiz.live.takeaway import FIRST_LINE, bank_text, file_name, missed
from tests.core.samples import choice, matching
from tests.live.log.happenings import answered, created, joined, opening


def drill(**changes: object) -> Drill:
    return replay([replace(created(at=1_770_033_600_000), **changes)])  # type: ignore[arg-type]


PAIRED = matching("c", ["x", "y"], ["z"])
CITED = replace(PAIRED, pairs=tuple(pair._replace(cites=("Words.",)) for pair in PAIRED.pairs), cites=("Words.",))
MARKED = Choice(
    id="m",
    stem="Which of these is it: one, or\nthe other?",
    topic="t",
    options=(
        Option("# right: yes", True, "- because\n- it is"),
        Option("'no' \"no\"", True),
        Option("all", False, "", True),
    ),
    why="So: it is.",
    any_key_will_do=True,
    tags=("one", "two"),
)


@pytest.mark.parametrize("questions", [(choice("a", "100"),), (choice("b", "1100"), CITED), (MARKED,)])
def test_the_file_is_a_bank_of_the_same_questions_that_cite_nothing(
    tmp_path: Path, questions: tuple[Question, ...]
) -> None:
    text = bank_text(drill(), questions)
    bank = load_text(text, tmp_path / "missed.yaml").bank
    assert (bank.id, bank.title, bank.language, dict(bank.topics)) == ("bank", "The Title", "en", {"t": "T"})
    bare = [PAIRED if each is CITED else each for each in questions]
    assert list(bank.questions) == [replace(each, cites=()) for each in bare]
    assert not [
        pair.cites for each in bank.questions if isinstance(each, Matching) for pair in each.pairs if pair.cites
    ]


def test_it_begins_with_what_to_do_with_it() -> None:
    made = drill()
    first, which, how, *_ = bank_text(made, made.questions).splitlines()
    assert first == FIRST_LINE
    assert which == "# The drill: The Title, 2026-02-02"
    assert how == f"# To answer them again: quiz study {file_name(made)}"
    assert "# To answer them again: quiz study my.yaml\n" in bank_text(made, made.questions, "my.yaml")


@pytest.mark.parametrize("title", ["a\nid: evil", "\x1b[2J", "x\r\nquestions: []", "\u202e"])
def test_no_text_of_the_drill_leaves_the_comment(title: str) -> None:
    text = bank_text(drill(title=title), (choice("a", "10"),))
    head = text[: text.index("quiz: 1\n")]
    assert all(line.startswith("#") for line in head.splitlines())
    assert set(head).isdisjoint("\x1b\r\u202e")


@pytest.mark.parametrize(
    ("bank", "name"),
    [
        ("il2-neonatal", "missed-il2-neonatal-2026-02-02.yaml"),
        ("../../etc/passwd", "missed-etc-passwd-2026-02-02.yaml"),
        ('a"; filename="b', "missed-a-filename-b-2026-02-02.yaml"),
        ("blut\u00e9\r\n", "missed-blut-2026-02-02.yaml"),
        ("\u062f\u0645", "missed-drill-2026-02-02.yaml"),
    ],
)
def test_the_name_of_the_file_tells_the_drill_and_nothing_else(bank: str, name: str) -> None:
    assert file_name(drill(bank=bank)) == name


def test_what_was_not_shown_yet_is_not_missed() -> None:
    start = opening("ada", "bob")
    assert isinstance(start[0], Created)
    made = replay([*start, answered("ada", 0), joined("eve")])
    assert missed(made, "ada") == missed(made, "bob") == ()
