"""A bank edited with a real program as the editor, in a terminal and through pipes."""

from __future__ import annotations

import os
import signal
import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from quiz.banks.writing.copying import is_installed
from quiz.cli import editors
from quiz.cli.edit import watch
from quiz.errors import RequestError
from tests.cli.shelf import BANK, Home, put_bank
from tests.tui.terminal import Terminal

SOUND = BANK.replace("extra: [A broken bone]", "extra: [{answer: A broken bone, why: It is no disorder.}]")
BROKEN = SOUND.replace("topic: cells", "topic: cels", 1)
FAULT = "Use one of the bank's topics instead of"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the editors here are shell scripts")


@pytest.fixture
def bank(home: Home) -> Path:
    """The file of a bank without a fault."""
    file = home.shelf / "small" / "bank.yaml"
    file.write_text(SOUND, encoding="utf-8")
    return file


@pytest.fixture
def editor(home: Home) -> Callable[..., str]:
    """Makes a script that is run as the editor, with the file as its last argument in $file."""

    def made(*lines: str, name: str = "vi") -> str:
        script = home.folder / "bin" / name
        script.parent.mkdir(exist_ok=True)
        begun = ["#!/bin/sh", 'for file in "$@"; do :; done', f'echo "$@" >> "{home.folder / "arguments"}"']
        script.write_text("\n".join([*begun, *lines, ""]), encoding="utf-8")
        script.chmod(0o755)
        home.settings["EDITOR"] = str(script)
        return str(script)

    return made


def arguments(home: Home) -> list[str]:
    """What the editor was called with, a line each time."""
    return (home.folder / "arguments").read_text(encoding="utf-8").splitlines()


def test_a_bank_is_opened_in_the_editor_and_checked_when_that_ends(
    home: Home, bank: Path, editor: Callable[..., str]
) -> None:
    editor('sed -i "s/T cells make it/T cells do it/" "$file"')
    done = home.run("edit", "small")
    assert done.returncode == 0, done.stderr
    assert arguments(home) == [str(bank)]
    assert "1 bank: 0 errors" in done.stdout
    assert bank.read_text(encoding="utf-8") == SOUND.replace("T cells make it", "T cells do it")


def test_faults_fail_where_nobody_can_be_asked(home: Home, bank: Path, editor: Callable[..., str]) -> None:
    editor('sed -i "0,/topic: cells/s//topic: cels/" "$file"')
    done = home.run("edit", "small")
    assert done.returncode == 1
    assert f'{FAULT} "cels"' in done.stdout
    assert "[format]" in done.stdout
    assert bank.read_text(encoding="utf-8") == BROKEN


def test_the_editor_is_told_of_the_line_of_a_question(home: Home, bank: Path, editor: Callable[..., str]) -> None:
    editor("true")
    assert home.run("edit", str(bank.parent), "--question", "described").returncode == 0
    line = SOUND.splitlines().index("  - id: described") + 1
    assert arguments(home) == [f"+{line} {bank}"]
    bank.write_text(BROKEN, encoding="utf-8")
    assert home.run("edit", "small", "--question", "described").returncode == 1
    assert arguments(home)[1:] == [f"+{line} {bank}"]


def test_an_editor_that_is_not_known_to_take_a_line_is_given_none(
    home: Home, bank: Path, editor: Callable[..., str]
) -> None:
    editor("true", name="quill")
    done = home.run("edit", "small", "--question", "described")
    assert arguments(home) == [str(bank)]
    assert done.stdout.startswith(f"described begins in line {SOUND.splitlines().index('  - id: described') + 1}.\n")


def test_a_question_that_is_not_there_is_told(home: Home, editor: Callable[..., str]) -> None:
    editor("true")
    done = home.run("edit", "small", "--question", "nil")
    assert done.returncode == 1
    assert 'has no question "nil"' in done.stderr
    assert not (home.folder / "arguments").exists()


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("no-such-editor-anywhere", "quiz: The editor no-such-editor-anywhere cannot be run: No such file"),
        ("'", "quiz: EDITOR cannot be read as a command; close the quotes in it: '"),
        ("sh -c 'exit 3'", "quiz: sh ended with the status 3, and the bank was not changed."),
    ],
)
def test_an_editor_that_cannot_be_run_is_a_sentence(home: Home, value: str, sentence: str) -> None:
    home.settings["EDITOR"] = value
    done = home.run("edit", "small")
    assert done.returncode == 1
    assert done.stderr.startswith(sentence)


def test_without_a_terminal_no_editor_is_guessed(home: Home, bank: Path) -> None:
    home.settings["PATH"] = os.environ["PATH"]
    done = home.run("edit", "small")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no terminal for an editor. Name one that needs none in VISUAL or EDITOR" in done.stderr
    assert bank.read_text(encoding="utf-8") == SOUND


def test_a_bank_that_is_not_there_is_a_sentence(home: Home, editor: Callable[..., str]) -> None:
    editor("true")
    assert 'There is no bank "smal"' in home.run("edit", "smal").stderr


def typed_into(home: Home, *keys: str) -> tuple[int, str]:
    """The status of quiz edit in a terminal with an answer each time it asks, and what was to be seen in the end."""
    with Terminal(["edit", "small"], home.folder / "home", (100, 40), env=home.env, folder=home.folder) as terminal:
        for i, key in enumerate(keys):
            asked = partial(_has_asked, terminal, i + 1)
            terminal.wait_for(asked)
            terminal.press(f"{key}\n")
        status = terminal.wait_for_end()
        return status, terminal.sent.decode()


def _has_asked(terminal: Terminal, times: int) -> bool:
    return terminal.sent.count(b"r restore what was before: ") == times


def test_in_a_terminal_the_author_restores_what_was_before(home: Home, bank: Path, editor: Callable[..., str]) -> None:
    editor('echo "nonsense: [" > "$file"')
    bank.chmod(0o600)
    status, seen = typed_into(home, "what?", "r")
    assert status == 0
    assert "The bank has 2 errors." in seen
    assert "The bank is as it was before." in seen
    assert bank.read_text(encoding="utf-8") == SOUND
    assert stat.S_IMODE(bank.stat().st_mode) == 0o600


def test_in_a_terminal_the_author_edits_again_at_the_fault_or_keeps_it(
    home: Home, bank: Path, editor: Callable[..., str]
) -> None:
    editor('sed -i "0,/topic: cells/s//topic: cels/" "$file"')
    status, _ = typed_into(home, "e", "k")
    assert status == 1
    line = BROKEN[: BROKEN.index("topic: cels")].count("\n") + 1
    assert arguments(home) == [str(bank), f"+{line} {bank}"]
    assert bank.read_text(encoding="utf-8").count("topic: cels") == 2


@pytest.mark.usefixtures("bank")
def test_the_editor_has_the_terminal_and_its_interrupts(home: Home, editor: Callable[..., str]) -> None:
    editor("test -t 0 && test -t 1 || exit 4", "trap 'echo stopped' INT", "kill -INT 0", "echo went on")
    status, seen = typed_into(home)
    assert status == 0
    assert "stopped" in seen
    assert "went on" in seen
    assert "1 bank: 0 errors" in seen


def test_a_bank_that_may_only_be_read_is_copied_first(home: Home, bank: Path, editor: Callable[..., str]) -> None:
    editor("true")
    bank.chmod(0o444)
    copy = home.folder / "home" / "banks" / "small" / "bank.yaml"
    done = home.run("edit", "small")
    assert done.returncode == 0, done.stderr
    assert arguments(home) == [str(copy)]
    assert "it was copied" in done.stdout
    assert copy.read_text(encoding="utf-8") == SOUND
    assert (copy.parent / "document.md").is_file()
    assert stat.S_IMODE(copy.stat().st_mode) & 0o200
    again = home.run("edit", "small")
    assert again.returncode == 1
    assert f"There is a bank in {copy.parent} already." in again.stderr


def test_a_bank_of_an_installed_program_is_not_edited_where_it_is(tmp_path: Path) -> None:
    installed, checkout = tmp_path / "quiz" / "shipped", tmp_path / "questions"
    files = [put_bank(folder / "small") / "bank.yaml" for folder in (installed, checkout)]
    assert [is_installed(file, folder) for file, folder in zip(files, (installed, checkout), strict=True)] == [
        True,
        False,
    ]
    assert not is_installed(files[1], installed)


def test_a_watched_bank_is_checked_at_each_save_of_it_and_its_document(
    bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[str] = []

    def sentence() -> str:
        return capsys.readouterr().out

    def saves() -> None:
        told.append(sentence())
        match len(told):
            case 1:
                bank.write_text(BROKEN, encoding="utf-8")
            case 3:
                bank.unlink()
            case 4:
                bank.write_text(SOUND, encoding="utf-8")
            case 5:
                (bank.parent / "document.md").write_text("Nothing.\n", encoding="utf-8")
            case 6:
                raise KeyboardInterrupt
            case _:
                pass

    assert watch(bank, saves) == 0
    assert "1 bank: 0 errors" in told[0]
    assert f'{FAULT} "cels"' in told[1]
    assert told[2] == ""
    assert "There is no such file" in told[3] or "There is no bank" in told[3]
    assert "1 bank: 0 errors" in told[4]
    assert "Quote words that stand in the document" in told[5]


@pytest.mark.usefixtures("bank")
def test_watching_ends_with_an_interrupt(home: Home) -> None:
    with Terminal(["edit", "small", "--watch"], home.folder / "home", (100, 40), env=home.env) as terminal:
        terminal.wait_for("1 bank: 0 errors")
        terminal.process.send_signal(signal.SIGINT)
        assert terminal.wait_for_end() == 0


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("vi", "vi +12 F"),
        ("/usr/bin/nvim -n", "/usr/bin/nvim -n +12 F"),
        ("nano", "nano +12 F"),
        ("emacs -nw", "emacs -nw +12 F"),
        ("micro", "micro +12 F"),
        ("code --wait", "code --wait --goto F:12"),
        ("hx", "hx F:12"),
        ("subl -w", "subl -w F:12"),
        ("kate", "kate --line 12 F"),
        ("sensible-editor", "sensible-editor +12 F"),
        ("ed", "ed F"),
        ("notepad", "notepad F"),
    ],
)
def test_a_line_is_given_as_each_editor_takes_it(command: str, expected: str) -> None:
    words = command.split()
    assert editors.at_line(words, Path("F"), 12) == expected.split()
    assert editors.at_line(words, Path("F"), 1) == [*words, "F"]
    assert editors.knows_lines(words) == (expected != f"{command} F")


@pytest.mark.parametrize(
    ("env", "found", "expected"),
    [
        ({"VISUAL": "code --wait", "EDITOR": "vi"}, (), ["code", "--wait"]),
        ({"VISUAL": " ", "EDITOR": "'my editor' -x"}, (), ["my editor", "-x"]),
        ({}, ("sensible-editor", "nano", "vi"), ["sensible-editor"]),
        ({}, ("nano", "vi"), ["nano"]),
        ({}, ("vi",), ["vi"]),
    ],
)
def test_the_editor_is_the_author_s_or_a_usual_one(
    env: dict[str, str], found: tuple[str, ...], expected: list[str]
) -> None:
    assert editors.editor(env, lambda name: name if name in found else None) == expected


def test_without_any_editor_one_is_asked_for() -> None:
    with pytest.raises(
        RequestError, match="Name your editor in VISUAL or EDITOR; none of sensible-editor, nano and vi"
    ):
        editors.editor({}, lambda _: None)


def test_a_question_is_written_on_a_screen_and_checked_in_the_end(home: Home, bank: Path) -> None:
    arguments = ["edit", "small", "--screen", "--question", "described"]
    with Terminal(arguments, home.folder / "home", (100, 40), env=home.env) as terminal:
        terminal.wait_for("described (")
        terminal.press("\x05 Now?\x13")
        terminal.wait_for("Saved: described.")
        terminal.press("\x1b")
        assert terminal.wait_for_end() == 0
        assert b"1 bank: 0 errors" in terminal.sent
    assert bank.read_text(encoding="utf-8").count(" Now?") == 1


@pytest.mark.usefixtures("bank")
def test_without_a_terminal_there_is_no_screen(home: Home) -> None:
    done = home.run("edit", "small", "--screen")
    assert done.returncode == 2
    assert "--screen needs a full terminal" in done.stderr
    assert home.run("edit", "small", "--screen", "--watch").returncode == 2
