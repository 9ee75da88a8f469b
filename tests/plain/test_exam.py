"""An exam line by line: what is asked, what is written, and what is kept."""

from __future__ import annotations

import io
import os
import re
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from quiz.core.answers import Chosen
from quiz.core.text import printable
from quiz.errors import HistoryError
from quiz.plain.exam import ExamByLines
from quiz.plain.talk import Talk
from quiz.store.exams import Exams
from quiz.store.history import History
from tests.plain.examinees import Examinee
from tests.plain.small_bank import QUESTIONS, bank_of


@pytest.fixture
def learner(tmp_path: Path) -> Examinee:
    return Examinee(tmp_path)


WHOLE_EXAM = """\
Mock exam: Small bank
3 questions, 15 minutes; 60 % passes. Seed 3.
Type your answer and press Enter. Other words: next, back, goto, flag, strike,
clear, map, time, hand in, quit, help.

Question 1 of 3 · Cells at work · 15 minutes left
Which cells make IL-2?
  a. Red cells
  b. Neurons
  c. T cells
Your answer, one letter from a to c: c
Kept.

Question 2 of 3 · Disorders · 14 minutes 50 seconds left
Match each disorder with its description.
  1. Lupus
  2. Sepsis
Choices:
  a. Antibodies at work
  b. A broken bone
  c. An infection
Your answer, a number and a letter for each prompt, such as 1b 2a: 1a
Kept.

Question 3 of 3 · Cells at work · 14 minutes 40 seconds left
Which cells does IL-2 wake? Choose all that apply.
  a. Red cells
  b. B cells
  c. NK cells
  d. None of these
Your answer, all that apply from a to d, such as a c: a b c
Kept.
This is the last question: map shows what is open, hand in ends the exam.
Your answer, all that apply from a to d, such as a c: map
3 answered, 0 unanswered, 0 flagged; 14 minutes 20 seconds left.
  1. answered: Which cells make IL-2?
  2. answered: Match each disorder with its description.
  3. answered: Which cells does IL-2 wake? Choose all that apply.
Your answer, all that apply from a to d, such as a c: hand in
1 question is matched in part: 2.
Hand in all the same? yes or no: yes

Passed: 2.00 of 3 points, 67 %; 60 % passes, which is 1.80.
Questions: 1 right, 2 partly right, 0 wrong.
Time: 1 minute.
Rule false2: of several right options, wrong choices are subtracted in
proportion (R/exams).

By topic
  Cells at work  ###############..... 75 % of 2
  Disorders      ##########.......... 50 % of 1

Question by question:
  1. Which cells make IL-2?
     right: 1.00; 10 seconds
  2. Match each disorder with its description.
     partly right: 1 of 2 pairs right: 0.50; 10 seconds
  3. Which cells does IL-2 wake? Choose all that apply.
     partly right: 2 of 2 right choices, 1 wrong: 2/2 - 1/2 = 0.50; 40 seconds
"""


def test_a_whole_exam(learner: Examinee) -> None:
    assert learner.sit("c", "1a", "a b c", "map", "hand in", "yes") == WHOLE_EXAM
    made = [(attempt.question, attempt.fraction) for attempt in learner.desk.history.attempts()]
    assert made == [("maker", 1.0), ("described", 0.5), ("woken", 0.5)]


def test_there_is_no_feedback_before_the_end(learner: Examinee) -> None:
    text = learner.sit("c", "1a 2c", "b c")
    assert "ight" not in text
    assert "They make it." not in text


def test_an_answer_can_be_changed_and_taken_away(learner: Examinee) -> None:
    learner.sit("a", "goto 1", "c")
    assert learner.held() == {"maker": Chosen(frozenset({0}))}
    assert "Your answer is taken away." in learner.sit("goto 1", "clear")
    assert learner.held() == {}


def test_what_is_open_is_to_be_confirmed_before_the_end(learner: Examinee) -> None:
    text = learner.sit("flag", "hand in", "perhaps", "no", "map")
    assert "3 questions are unanswered: 1, 2 and 3." in text
    assert "1 question is flagged: 1." in text
    assert "Type yes or no." in text
    assert learner.exam
    assert learner.exam.is_running


def test_an_exam_with_nothing_open_is_handed_in_at_once(learner: Examinee) -> None:
    learner.sit("c", "1a 2c", "b c", "hand in")
    assert learner.exam
    assert learner.exam.handed_in


# The clock


def test_the_end_is_announced_before_it_comes(learner: Examinee) -> None:
    text = learner.sit(*["map"] * 14, pause=60)
    warnings = [line for line in text.split("\n") if line.endswith(" left.") and ";" not in line]
    assert warnings == ["7 minutes 30 seconds left.", "5 minutes left.", "1 minute left."]


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is told meanwhile there")
def test_that_the_time_is_up_is_told_to_a_learner_who_types_nothing(learner: Examinee) -> None:
    learner.desk = replace(learner.desk, now=lambda: datetime.now(UTC))
    learner.begin(minutes=0.01)
    assert learner.exam
    end, begin = os.pipe()
    out = io.StringIO()
    with os.fdopen(end, encoding="utf-8") as lines, os.fdopen(begin, "wb"):
        os.write(begin, b"")
        sitting = ExamByLines(
            learner.bank, learner.desk, Talk(lines, out, 79, is_interactive=True), learner.exam, "", str
        )
        os.set_blocking(end, False)
        sitting.run()
    assert sitting.exam.handed_in
    assert sitting.exam.handed_in.by_clock
    assert re.search(
        r"seconds? left\.\n.*\nThe time is up: what was kept before is handed in\.\n", out.getvalue(), re.DOTALL
    )


def test_what_is_typed_after_the_end_is_not_kept(learner: Examinee) -> None:
    learner.begin(minutes=0.5)
    text = learner.sit("c", "1a 2c", "b c", "d")
    assert "The time is up: what was kept before is handed in." in text
    assert learner.exam
    assert learner.exam.handed_in
    assert learner.exam.handed_in.by_clock
    assert set(learner.held()) == {"maker", "described"}
    assert "Time: 30 seconds; handed in when the time was up." in text


def test_the_time_may_be_up_while_the_end_is_to_be_confirmed(learner: Examinee) -> None:
    learner.begin(minutes=0.5)
    text = learner.sit("c", "hand in", "no")
    assert "The time is up" in text
    assert learner.exam
    assert learner.exam.handed_in


def test_a_question_whose_time_is_used_up_keeps_its_answer(learner: Examinee) -> None:
    learner.begin(seconds_each=15)
    text = learner.sit("flag", "c", "back", "a")
    assert "15 seconds for this question" in " ".join(text.split())
    assert "The time for this question is up." in text
    assert learner.held() == {}


# Leaving and coming back


@pytest.mark.parametrize("last", ["quit", None])
def test_an_exam_that_is_left_goes_on_where_it_was(last: str | None, learner: Examinee) -> None:
    text = learner.sit("c", "1a", *([last] if last else []))
    assert "the clock runs on" in text
    assert text.endswith("To go on: quiz exam small --resume\n")
    learner.go_on(60)
    learner.come_back()
    text = learner.sit("b c", "hand in", "yes")
    assert "Going on with it: 2 answered, 1 unanswered, 0 flagged." in text
    assert "Question 3 of 3" in text
    assert "Question 1 of 3" not in text
    assert "Passed: 2.50 of 3 points" in text


def test_the_clock_runs_on_while_the_learner_is_away(learner: Examinee) -> None:
    learner.sit("c")
    learner.go_on(3600)
    learner.come_back()
    text = learner.sit()
    assert "The time was up while you were away, and the exam is handed in." in text
    assert "Not passed: 1.00 of 3 points" in text
    assert "Your answer" not in text


def test_a_clock_that_pauses_has_counted_until_the_learner_left(learner: Examinee) -> None:
    learner.begin(pauses=True)
    assert "the clock stops: 14 minutes 40 seconds are left" in learner.sit("c", "quit")
    learner.go_on(3600)
    learner.come_back()
    assert "14 minutes 40 seconds left" in learner.sit("quit")


def test_where_the_input_ends_after_the_time_the_exam_is_handed_in(learner: Examinee) -> None:
    learner.begin(minutes=0.25)
    assert "The time is up" in learner.sit("c")
    assert learner.exam
    assert learner.exam.handed_in


def test_an_interrupt_leaves_the_exam(learner: Examinee) -> None:
    class Interrupted(io.StringIO):
        def readline(self, *_: object) -> str:  # type: ignore[override]
            raise KeyboardInterrupt

    learner.begin()
    assert learner.exam
    out = io.StringIO()
    exam = ExamByLines(learner.bank, learner.desk, Talk(Interrupted(), out), learner.exam, "go", str)
    with pytest.raises(KeyboardInterrupt):
        exam.run()
    assert out.getvalue().endswith("To go on: go\n")
    assert len(learner.desk.history.exams.unfinished()) == 1


# What is kept


def test_an_answer_is_on_the_disk_before_it_is_said_to_be_kept(learner: Examinee) -> None:
    seen: list[bool] = []

    class Watching(io.StringIO):
        def write(self, text: str) -> int:
            if text.startswith("Kept."):
                with History.open(learner.folder / "history.db") as beside:
                    (exam,) = beside.exams.unfinished()
                    seen.append(exam.sheet("maker").given is not None)
            return super().write(text)

    learner.begin()
    assert learner.exam
    talk = Talk(io.StringIO("c\n"), Watching())
    ExamByLines(learner.bank, learner.desk, talk, learner.exam, "", str).run()
    assert seen == [True]


def test_an_answer_that_cannot_be_kept_is_not_said_to_be(learner: Examinee, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise HistoryError("The disk is full.")

    learner.begin()
    assert learner.exam
    monkeypatch.setattr(Exams, "keep", fail)
    out = io.StringIO()
    with pytest.raises(HistoryError):
        ExamByLines(learner.bank, learner.desk, Talk(io.StringIO("c\n"), out), learner.exam, "", str).run()
    assert "Kept" not in out.getvalue()


def test_a_question_that_the_bank_no_longer_has_is_passed_over(learner: Examinee) -> None:
    learner.begin()
    learner.bank = bank_of(QUESTIONS[1:])
    text = learner.sit("a", "next", "1a 2c", "b c", "hand in", "yes")
    assert "The bank no longer has this question." in text
    assert "There is nothing to answer here." in text
    assert "1 question has another key now, or left the bank, and counts nowhere." in text
    assert "Passed: 2.00 of 2 points" in text


# Afterwards


def test_each_question_can_be_looked_at_with_its_explanation(learner: Examinee) -> None:
    text = learner.sit("c", "1a", "next", "hand in", "yes", "1", "3", "9", "x", "", is_interactive=True)
    back = text.partition("Question by question:")[2]
    assert "Right: 1.00.\n  a. wrong, not chosen: Red cells\n     They carry oxygen." in back
    assert ">>T cells make IL-2<<" in back
    assert "Unanswered.\n  a. wrong: Red cells" in back
    assert back.count("Type a number from 1 to 3, or only press Enter.") == 2


def test_exams_of_the_bank_are_compared(learner: Examinee) -> None:
    learner.sit("hand in", "yes")
    learner.exam = None
    text = learner.sit("c", "1a 2c", "b c", "hand in")
    assert (
        "Your exams of this bank\n"
        "  12:00: 0 %, not passed\n"
        "  12:01: 100 %, passed, 100 percentage points more than before\n"
    ) in text


LINES = (
    *("a", "c", "1a", "1a 2c", "b high", "high", "flag", "clear", "strike a"),
    *("next", "back", "goto 2", "map", "quit", "hand in", "yes", "no"),
)


@settings(max_examples=60, deadline=None)
@given(typed=st.lists(st.text(max_size=8) | st.sampled_from(LINES), max_size=12), with_certainty=st.booleans())
def test_whatever_is_typed_is_kept_as_it_is_shown(
    typed: list[str], with_certainty: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    learner = Examinee(tmp_path_factory.mktemp("typed"))
    learner.begin(with_certainty=with_certainty, minutes=1)
    text = learner.sit(*typed)  # which compares what it has with what is on the disk
    assert printable(text) == text
    learner.desk.history.close()
