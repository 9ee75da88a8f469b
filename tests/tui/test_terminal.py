"""The real program in a real pseudo-terminal: killed, resumed, without colour, on 16 colours, on 40 columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.store.history import History
from tests.tui.desks import NOON, SHIPPED
from tests.tui.terminal import Terminal

BANK = str(Path(__file__).parent.parent / "data" / "banks" / "cells")
STUDY = ["study", BANK, "--seed", "2"]
# With the seed 2 the order is defenders (b and d are right), nucleus (b), carry (c), tasks.


@pytest.mark.parametrize("size", [(80, 24), (40, 24)])
def test_killed_in_the_middle_it_resumes_at_the_next_question(size: tuple[int, int], tmp_path: Path) -> None:
    with Terminal(STUDY, tmp_path, size) as terminal:
        terminal.wait_for("Which of these cells")
        terminal.press("bd\r")
        terminal.wait_for("✓ Right")
        terminal.press("\r")
        terminal.wait_for("nucleus")
        terminal.press("a\r")
        terminal.wait_for("✗ Wrong")
        terminal.kill()
    with History.open(tmp_path / "history.db") as history:
        assert [(each.question, each.fraction) for each in history.attempts()] == [("defenders", 1.0), ("nucleus", 0.0)]
    with Terminal([*STUDY[:2], "--resume"], tmp_path, size) as terminal:
        terminal.wait_for("What do red blood cells carry?")
        terminal.wait_for("3/4")
        terminal.press("c\r")
        terminal.wait_for("✓ Right")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    with History.open(tmp_path / "history.db") as history:
        assert [each.question for each in history.attempts()] == ["defenders", "nucleus", "carry"]


def test_home_resumes_what_was_killed(tmp_path: Path) -> None:
    env = {"QUIZ_PATH": BANK}
    with Terminal(STUDY, tmp_path, env=env) as terminal:
        terminal.wait_for("Which of these cells")
        terminal.press("bd\r")
        terminal.wait_for("✓ Right")
        terminal.kill()
    with Terminal([], tmp_path, env=env) as terminal:
        terminal.wait_for("1 of 4 answered")
        terminal.press("\r")
        terminal.wait_for("have a nucleus")


def test_the_terminals_cursor_follows_the_highlighted_option(tmp_path: Path) -> None:
    with Terminal(STUDY, tmp_path) as terminal:
        terminal.wait_for("▸ A")
        terminal.wait_for(lambda: terminal.line_at_cursor.startswith("A [ ]"))
        terminal.press("\x1b[B")
        terminal.wait_for(lambda: terminal.line_at_cursor.startswith("B [ ]"))
        terminal.press(" ")
        terminal.wait_for(lambda: terminal.line_at_cursor.startswith("B [x]"))


def test_without_colour_signs_and_words_say_it(tmp_path: Path) -> None:
    with Terminal(STUDY, tmp_path, env={"NO_COLOR": "1"}) as terminal:
        terminal.wait_for("Which of these cells")
        terminal.press("ba\r")
        terminal.wait_for("◐ Partly right")
        terminal.wait_for("✗ A [x] Red blood cells  wrong")
        terminal.wait_for("✓ D [ ] Neutrophils  right, not chosen")
        assert not {"green", "red", "brown", "blue", "magenta", "cyan"} & terminal.colours()
        greys = {colour for colour in terminal.colours() if len(colour) == 6}
        assert all(colour[:2] == colour[2:4] == colour[4:] for colour in greys)


@pytest.mark.parametrize("term", ["xterm", "linux", "vt100"])
def test_few_colours_are_enough(term: str, tmp_path: Path) -> None:
    with Terminal(STUDY, tmp_path, env={"TERM": term}) as terminal:
        terminal.wait_for("Which of these cells")
        terminal.press("bd\r")
        terminal.wait_for("✓ Right")
        assert b";2;" not in terminal.sent.replace(b"\x1b[?2", b"")


def test_without_animations(tmp_path: Path) -> None:
    with Terminal(STUDY, tmp_path, env={"TEXTUAL_ANIMATIONS": "none"}) as terminal:
        terminal.wait_for("Which of these cells")
        terminal.press("q")
        assert terminal.wait_for_end() == 0


def test_two_copies_at_once_keep_both_answers(tmp_path: Path) -> None:
    with Terminal(STUDY, tmp_path) as one, Terminal(STUDY, tmp_path) as other:
        for terminal in (one, other):
            terminal.wait_for("Which of these cells")
            terminal.press("bd")
        for terminal in (one, other):
            terminal.press("\r")
        for terminal in (one, other):
            terminal.wait_for("✓ Right")
    with History.open(tmp_path / "history.db") as history:
        attempts = [*history.attempts()]
    assert [each.question for each in attempts] == ["defenders"] * 2
    assert len({each.session for each in attempts}) == 2


def test_a_note_with_an_escape_sequence_never_reaches_the_terminal(tmp_path: Path) -> None:
    with History.open(tmp_path / "history.db") as history:
        history.flag("cells", "defenders", "0-0", "\x1b]0;owned\x07\x1b[2J", NOON)
    with Terminal(STUDY, tmp_path) as terminal:
        terminal.wait_for("⚑")
        terminal.press("m")
        terminal.wait_for("Marked for later")
        terminal.wait_for("owned")
        assert b"\x1b]0;owned" not in terminal.sent
        assert b"owned\x1b[2J" not in terminal.sent


def test_a_whole_session_of_ten_with_three_matching_questions(tmp_path: Path) -> None:
    """The shipped bank, seed 1, by keys alone; one choice for all prompts is an answer, if not a good one."""
    with Terminal(["study", str(SHIPPED / "il2-neonatal"), "--seed", "1", "--count", "10"], tmp_path) as terminal:
        for number in range(1, 11):
            terminal.wait_for(lambda: f"{number}/10" in terminal.text and "enter check  x" in terminal.text)  # noqa: B023
            prompts = 8 if "gives the prompt" in terminal.text else 1
            terminal.press("a" * prompts)
            terminal.press("\r")
            terminal.wait_for(lambda: _is_marked(terminal) or "no partner yet" in terminal.text)
            if not _is_marked(terminal):  # the eighth letter took the last pair back
                terminal.press("\r")
                terminal.wait_for(lambda: _is_marked(terminal))
            terminal.press("\r")
        terminal.wait_for("of 10")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    with History.open(tmp_path / "history.db") as history:
        assert len([*history.attempts()]) == 10
        assert history.unfinished() == ()


def _is_marked(terminal: Terminal) -> bool:
    return "enter go on" in terminal.text or "enter result" in terminal.text


@pytest.mark.parametrize("keys", [b"an", b"xn", b"a\rn", b"bd\r\r\r\r", b"\r\r\rq", b"nnnpppn\r"])
def test_keys_in_one_piece_do_not_end_the_program(keys: bytes, tmp_path: Path) -> None:
    with Terminal(STUDY, tmp_path) as terminal:
        terminal.wait_for("Which of these cells")
        terminal.press(keys.decode())
        terminal.press("qqq")
        assert terminal.wait_for_end() == 0
        assert b"Traceback" not in terminal.sent
