"""A session line by line: what is asked, what is written, and what the words do."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.core.answers import Chosen
from quiz.core.certainty import Certainty
from quiz.core.questions import Choice, Option
from quiz.core.session import Session
from quiz.settings import Settings
from quiz.store.history import History
from tests.plain.small_bank import NOON, QUESTIONS, Learner, bank_of

WHOLE_SESSION = """\
Small bank
3 questions, seed 3.
Type your answer and press Enter. Other words: skip, undo, passage, flag, quit,
help.

Question 1 of 3 · Cells at work
Which cells make IL-2?
  a. Red cells
  b. Neurons
  c. T cells
Your answer, one letter from a to c: c

Right: 1.00
  a. wrong, not chosen: Red cells
     They carry oxygen.
  b. wrong, not chosen: Neurons
  c. right, chosen: T cells
     They make it.

Explanation: T cells make IL-2 and need it to grow.

Passage, from the section "Cells":
  >>T cells make IL-2<<. They >>need it to grow<<.

Question 2 of 3 · Cells at work
Which cells does IL-2 wake? Choose all that apply.
  a. Red cells
  b. B cells
  c. NK cells
  d. None of these
Your answer, all that apply from a to d, such as a c: a c

Partly right: 1 of 2 right choices, 1 wrong: min(1, 2 - 1) / 2 = 0.50
  a. wrong, chosen: Red cells
     They do not sleep.
  b. right, not chosen: B cells
     It wakes them too.
  c. right, chosen: NK cells
     It wakes them.
  d. wrong, not chosen: None of these

Explanation: It wakes two kinds.

Passage, from the section "Cells":
  - IL-2 >>wakes NK cells<<, and it >>wakes B cells<<.

Question 3 of 3 · Disorders
Match each disorder with its description.
  1. Lupus
  2. Sepsis
Choices:
  a. Antibodies at work
  b. A broken bone
  c. An infection
Your answer, a number and a letter for each prompt, such as 1b 2a: 1a

Partly right: 1 of 2 pairs right: 0.50
  1. right: Lupus
     goes with a: Antibodies at work
  2. blank: Sepsis
     goes with c: An infection
     So it says.
  b. belongs to no prompt: A broken bone
     That is neither.

Explanation: One is an infection, the other is not.

Passage, from the section "Disorders":
  >>Sepsis is an infection<<. >>Lupus comes from antibodies.<<

The session is over.
Points: 2 of 3 (67 %)
Answers: 1 right, 2 partly right, 0 wrong
Time: 30 s
By topic:
  Cells at work: 1.5 of 2
  Disorders: 0.5 of 1
Missed:
  woken: Which cells does IL-2 wake? Choose all that apply.
  described: Match each disorder with its description.
To be asked only what you missed: quiz study small --missed
"""


def test_a_whole_session_reads_from_head_to_results(learner: Learner) -> None:
    assert learner.study("c\na c\n1a\n") == WHOLE_SESSION
    assert learner.answered() == ["maker", "woken", "described"]
    assert learner.unfinished == []


def test_how_to_be_asked_what_was_missed_is_told_where_it_is_not_offered(learner: Learner) -> None:
    told = "To be asked only what you missed: quiz study small --missed"
    assert told not in learner.study("c\n", learner.plan("maker", id="right"))
    assert told in learner.study("a\n", learner.plan("maker", id="missed"))
    assert told not in learner.study("a\n\nn\n", learner.plan("maker", id="offered"), is_interactive=True)
    assert told in learner.study("a\n", learner.plan("maker", id="cut off"), is_interactive=True)


def test_the_same_seed_and_answers_write_the_same(learner: Learner, tmp_path: Path) -> None:
    with History.open(tmp_path / "other.db") as history:
        assert learner.study("a\na\n1a\n") == Learner(history).study("a\na\n1a\n")


# Lines that are no answer


def test_a_line_that_is_no_answer_gets_a_sentence_and_asks_again(learner: Learner) -> None:
    text = learner.study("x\nab\nc\n", learner.plan("maker"))
    assert '"x" names no option here: they go from a to c.\nYour answer, one letter' in text
    assert "Choose one option: this question takes a single answer.\nYour answer, one letter" in text
    assert learner.answered() == ["maker"]


def test_a_blank_line_gets_a_hint(learner: Learner) -> None:
    assert "Choose an option first. Type help to see how.\n" in learner.study("\n  \n", learner.plan("maker"))


def test_lines_may_end_as_on_windows(learner: Learner) -> None:
    learner.study("c\r\na c\r\n1a 2c\r\n")
    assert learner.answered() == ["maker", "woken", "described"]


def test_the_last_line_needs_no_end(learner: Learner) -> None:
    learner.study("c", learner.plan("maker"))
    assert learner.answered() == ["maker"]


# The end of the input


def test_the_end_of_the_input_ends_the_session_with_its_results(learner: Learner) -> None:
    text = learner.study("c\n")
    assert text.endswith(
        "The session is over.\nPoints: 1 of 1 (100 %)\nAnswers: 1 right, 0 partly right, 0 wrong, 2 not answered\n"
        "Time: 10 s\nBy topic:\n  Cells at work: 1 of 1\n"
    )
    assert learner.unfinished == []


def test_no_input_at_all_ends_the_session_too(learner: Learner) -> None:
    assert learner.study("").endswith("\nThe session is over. No question was answered.\n")
    assert learner.unfinished == []


# Commands


def test_quit_leaves_the_session_to_be_resumed_at_the_next_question(learner: Learner) -> None:
    plan = learner.plan()
    text = learner.study("c\nquit\n", plan)
    assert text.endswith("Left with 1 of 3 answered. To go on: quiz study small --resume\n")
    assert "The session is over" not in text
    assert learner.unfinished == ["first"]
    resumed = learner.study("a c\n1a\n", plan)
    assert "Going on with a session that was left: 1 of 3 answered." in resumed
    assert "Question 1 of 3" not in resumed
    assert "Points: 2 of 3" in resumed
    assert learner.answered() == ["maker", "woken", "described"]


def test_a_session_left_after_its_last_answer_resumes_at_its_results(learner: Learner) -> None:
    plan = learner.plan("maker")
    learner.history.record(plan, QUESTIONS[0], Session(plan).answer(QUESTIONS[0], Chosen(frozenset({0})), NOON, 5)[1])
    text = learner.study("", plan)
    assert "Question" not in text
    assert "Points: 1 of 1" in text
    assert learner.unfinished == []


def test_skip_leaves_a_question_for_the_end(learner: Learner) -> None:
    text = learner.study("skip\na c\n1a\nskip\nc\n")
    asked = [line for line in text.splitlines() if line.startswith("Question")]
    assert [line[9] for line in asked] == ["1", "2", "3", "1", "1"]
    assert "This is the only question left." in text
    assert learner.answered() == ["woken", "described", "maker"]


def test_undo_takes_the_last_answer_back_and_asks_again(learner: Learner) -> None:
    text = learner.study("undo\na\nundo\nc\n", learner.plan("maker", "woken"))
    assert "There is no answer to take back." in text
    assert "Your answer is taken back.\n\nQuestion 1 of 2" in text
    assert "Points: 1 of 1" in text
    assert learner.answered() == ["maker"]
    assert learner.history.tallies.totals()["small"].answers == 1


def test_passage_shows_the_passage_of_the_last_answer_again(learner: Learner) -> None:
    text = learner.study("passage\nc\npassage\n")
    assert "There is no passage to show yet: it follows your answer." in text
    assert text.count(">>T cells make IL-2<<") == 2


def test_flag_marks_the_question_with_a_note(learner: Learner) -> None:
    text = learner.study("FLAG  Two keys?\nc\nflag\nflags\n")
    assert "Marked for later: Two keys?\n" in text
    assert "Marked for later.\n" in text
    assert [(flag.question, flag.note) for flag in learner.history.flags("small")] == [
        ("woken", ""),
        ("maker", "Two keys?"),
    ]


@pytest.mark.parametrize("word", ["help", "?"])
def test_help_names_every_word(learner: Learner, word: str) -> None:
    text = learner.study(f"{word}\n")
    for named in ("skip", "undo", "passage", "flag", "quit", "help"):
        assert f"\n{named}: " in text


def test_no_word_is_taken_from_an_option_that_begins_with_it(learner: Learner) -> None:
    options = (Option("Skip it", is_key=True), Option("Help them", is_key=False))
    question = Choice(id="maker", stem="What now?", topic="cells", options=options)
    learner.bank = bank_of((question,))
    learner.study("skip it\n", learner.plan("maker"))
    assert learner.answered() == ["maker"]


# A person at the keyboard


def test_a_person_reads_the_feedback_before_the_next_question(learner: Learner) -> None:
    text = learner.study("c\n\na c\n\n1a 2c\n\nno\n", is_interactive=True)
    assert text.count("Press Enter for the next question: ") == 2
    assert "Press Enter for the result: \nThe session is over." in text
    assert learner.unfinished == []


def test_what_a_person_types_is_not_written_again(learner: Learner) -> None:
    assert "Your answer, one letter from a to c: \nRight" in learner.study("c\n", is_interactive=True)


def test_the_words_go_for_the_answered_question_while_its_feedback_is_read(learner: Learner) -> None:
    text = learner.study("a\npassage\nflag hm\nb\nundo\nc\n\n", learner.plan("maker"), is_interactive=True)
    assert text.count(">>T cells make IL-2<<") == 3
    assert "This question is answered. Press Enter to go on, or type undo" in text
    assert [flag.question for flag in learner.history.flags()] == ["maker"]
    assert "Points: 1 of 1" in text


def test_quit_while_feedback_is_read_keeps_the_answer(learner: Learner) -> None:
    text = learner.study("c\nquit\n", is_interactive=True)
    assert "Left with 1 of 3 answered." in text
    assert learner.answered() == ["maker"]
    assert learner.unfinished == ["first"]


def test_missed_questions_are_asked_again_until_none_is_left(learner: Learner) -> None:
    typed = "c\n\na\n\n1a\n\nwhat\nyes\nabc\n\n1a 2a\n\ny\nzz\n"
    text = learner.study(typed, is_interactive=True)
    assert "Ask again only what you missed, 2 questions? yes or no: Type yes or no." in text
    assert "Again: 2 questions, seed 4." in text
    assert "Again: " in text
    again = learner.session
    assert again is not None
    assert again.plan.again is not None
    assert again.plan.seed == 5


def test_nothing_is_asked_again_where_nothing_was_missed(learner: Learner) -> None:
    text = learner.study("c\n\n", learner.plan("maker"), is_interactive=True)
    assert "Ask again" not in text


def test_no_one_is_asked_whether_to_go_on_where_no_one_is_there(learner: Learner) -> None:
    assert "Ask again" not in learner.study("a\nyes\n", learner.plan("maker"))


# Certainty


def test_a_word_after_the_answer_says_how_sure_it_is_and_is_kept(learner: Learner) -> None:
    out = learner.study("c high\n", learner.plan("maker"))
    assert "Right: 1.00; sure: high, +3" in out
    assert [saved.certainty for saved in learner.history.answers("first")] == [Certainty.HIGH]


def test_certainty_is_asked_for_where_the_settings_want_it(learner: Learner) -> None:
    learner.settings = Settings(certainty=True)
    out = learner.study("a low\n", learner.plan("maker"))
    assert "; then guess, low, middle or high for how sure you are" in " ".join(out.split())
    assert "Wrong: 0.00; sure: low, +0" in out
