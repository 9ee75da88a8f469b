"""What of a plain session is kept, and when, whatever is typed and whatever goes wrong."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from quiz.core.questions import Choice, Extra, Matching, Option, Pair
from quiz.core.session import Session
from quiz.core.text import printable
from quiz.errors import HistoryError
from quiz.plain.study import Study
from quiz.plain.talk import Talk
from quiz.store.history import History
from tests.plain.small_bank import Learner, bank_of


def test_an_answer_is_on_the_disk_before_its_feedback_is_written(learner: Learner, tmp_path: Path) -> None:
    seen: list[str] = []

    class Watching(io.StringIO):
        def write(self, text: str) -> int:
            if text.startswith("Right"):
                with History.open(tmp_path / "history.db") as beside:
                    seen.extend(each.question for each in beside.answers("first"))
            return super().write(text)

    plan = learner.plan("maker")
    talk = Talk(io.StringIO("c\n"), Watching())
    Study(learner.bank, learner.desk, talk, Session(plan)).run()
    assert seen == ["maker"]


def test_an_answer_that_cannot_be_kept_gets_no_feedback(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise HistoryError("The disk is full.")

    plan = learner.plan("maker")
    monkeypatch.setattr(History, "record", fail)
    out = io.StringIO()
    study = Study(learner.bank, learner.desk, Talk(io.StringIO("c\n"), out), Session(plan))
    with pytest.raises(HistoryError):
        study.run()
    assert "Right" not in out.getvalue()


def test_an_interrupted_session_is_kept(learner: Learner) -> None:
    class Interrupted(io.StringIO):
        def readline(self, *_: object) -> str:  # type: ignore[override]
            raise KeyboardInterrupt

    plan = learner.plan()
    out = io.StringIO()
    study = Study(learner.bank, learner.desk, Talk(Interrupted(), out), Session(plan), "go")
    with pytest.raises(KeyboardInterrupt):
        study.run()
    assert out.getvalue().endswith("Left with 0 of 3 answered. To go on: go\n")
    assert learner.unfinished == ["first"]


# Text from elsewhere


def test_no_command_to_the_terminal_leaves_a_bank_or_a_note(learner: Learner) -> None:
    evil = "\x1b]0;title\x07\x9b31m\u202e"
    question = Choice(
        id="evil",
        stem=f"Stem {evil}",
        topic="cells",
        options=(Option(f"Key {evil}", is_key=True, why=f"Why {evil}"), Option(f"Other {evil}", is_key=False)),
        why=f"Because {evil}",
        cites=(f"no such {evil}", "quoted"),
    )
    pairs = Matching(
        id="pairs",
        stem="Match.",
        topic="cells",
        pairs=(Pair(f"One {evil}", f"Uno {evil}", why=evil), Pair("Two", "Due")),
        extras=(Extra(f"Tre {evil}", why=evil),),
    )
    learner.bank = bank_of((question, pairs), f"# Title {evil}\n\nThis is quoted {evil}.\n", f"Bank {evil}")
    text = learner.study(f"flag {evil}\n{evil}\nb\n1a 2a\n", learner.plan("evil", "pairs"))
    assert printable(text) == text
    assert text.count("<U+001B>") > 10


@settings(max_examples=50)
@given(typed=st.lists(st.text(max_size=8) | st.sampled_from(["a", "ab", "1a 2b", "skip", "undo", "flag x"])))
def test_whatever_is_typed_the_session_ends_and_every_answer_is_kept(
    typed: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with History.open(tmp_path_factory.mktemp("typed") / "history.db") as history:
        learner = Learner(history)
        text = learner.study("\n".join(typed))
        assert printable(text) == text
        assert learner.session is not None
        assert learner.answered() == [each.question for each in learner.session.answered]
