"""The program as a process: its streams, its end, and what it imports."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from quiz.store.history import History
from tests.cli.shelf import BANK, Home, command, put_bank

WORDY = BANK.replace("A small bank", "Bänk · β → 细胞").replace("Cells at work", "Zellen · β")


def read_until(process: subprocess.Popen[str], wanted: str) -> str:
    """What the process writes up to and with the wanted text."""
    assert process.stdout
    text = ""
    while not text.endswith(wanted):
        character = process.stdout.read(1)
        assert character, text
        text += character
    return text


# What was asked for at the beginning of it all


def test_the_shipped_bank_is_studied_through_a_pipe(home: Home) -> None:
    done = home.run("study", "il2-neonatal", "--count", "1", "--seed", "1", typed="a\n")
    assert done.returncode == 0
    assert done.stderr == ""
    for part in (
        "Question 1 of 1 · ",
        "Explanation: ",
        "Passage, from the section ",
        ">>",
        "<<",
        "The session is over.",
    ):
        assert part in done.stdout
    assert any(verdict in done.stdout for verdict in ("\nRight: ", "\nPartly right: ", "\nWrong: "))
    stats = json.loads(home.run("stats", "--json").stdout)
    assert stats["total"]["answers"] == 1
    assert [bank["answers"] for bank in stats["banks"] if bank["id"] == "il2-neonatal"] == [1]


# Processes that come and go


def test_two_sessions_at_once_are_both_counted(home: Home, history: History) -> None:
    processes = [home.start("study", "small", "--plain", "--seed", str(seed), "--type", "choice") for seed in (1, 2)]
    for process in processes:
        read_until(process, "Your answer, one letter from a to c: ")
    for process in processes:
        out, err = process.communicate("a\n", timeout=60)
        assert process.returncode == 0, err
        assert "The session is over." in out
    assert history.tallies.totals()["small"].answers == 2
    assert history.tallies.totals()["small"].sessions == 2


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")
def test_a_killed_session_resumes_at_the_next_question_with_every_answer(home: Home, history: History) -> None:
    process = home.start("study", "small", "--plain", "--seed", "1")
    assert process.stdin
    typed = {"one letter": "a", "all that apply": "a b", "a number": "1a"}
    for _ in range(2):
        read_until(process, "Your answer, ")
        prompt = read_until(process, ": ")
        line = next(line for words, line in typed.items() if prompt.startswith(words))
        process.stdin.write(f"{line}\n")
        process.stdin.flush()
    read_until(process, "Question 3 of 3")
    process.kill()
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert len(history.answers(history.unfinished()[0].plan.id)) == 2

    done = home.run("study", "small", "--resume", typed="quit\n")
    assert "Going on with a session that was left: 2 of 3 answered." in done.stdout
    assert "Question 3 of 3" in done.stdout
    assert "Question 1 of 3" not in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="a console interrupt reaches the whole group there")
def test_ctrl_c_keeps_the_session_and_has_status_130(home: Home, history: History) -> None:
    process = home.start("study", "small", "--plain", "--type", "choice")
    read_until(process, "Your answer, one letter from a to c: ")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err == ""
    assert out.endswith("Left with 0 of 1 answered. To go on: quiz study small --resume --plain\n")
    assert len(history.unfinished()) == 1


# Streams


@pytest.mark.parametrize("args", [["show", "small"], ["list"], ["--help"], ["study", "small"], ["completion", "bash"]])
@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise there")
def test_a_reader_that_has_seen_enough_is_no_error(home: Home, args: list[str]) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    try:
        done = subprocess.run(
            command(*args),
            env=home.env,
            cwd=home.folder,
            stdin=subprocess.DEVNULL,
            stdout=write_end,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    finally:
        os.close(write_end)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "settings",
    [{"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "latin-1"}, {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"}],
)
def test_an_output_that_has_not_all_characters_gets_others(home: Home, settings: dict[str, str]) -> None:
    put_bank(home.shelf / "wordy", WORDY.replace("id: small", "id: wordy"))
    home.settings.update(settings)
    for args in (["list"], ["list", "--json"], ["show", "wordy"], ["study", "wordy"], ["stats"], ["--help"]):
        data = subprocess.run(
            command(*args),
            input=b"a\n1a\n",
            env=home.env,
            cwd=home.folder,
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert (data.returncode, data.stderr) == (0, b""), args


def test_bytes_that_are_no_text_are_no_answer(home: Home) -> None:
    home.settings["PYTHONUTF8"] = "0"
    home.settings["PYTHONIOENCODING"] = "utf-8:strict"
    done = home.run("study", "small", "--type", "choice", typed=b"\xff\xfe\nflag \xc3\na\n")
    assert done.returncode == 0
    assert done.stderr == ""
    assert "Points: " in done.stdout
    assert home.run("flags").returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes the streams")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "<&- >&-", "2>&-"])
def test_a_stream_that_is_closed_is_no_crash(home: Home, closed: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'exec "$0" -m quiz study small {closed}', sys.executable],
        env=home.env,
        cwd=home.folder,
        input="",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_on_a_terminal_plain_lines_are_a_conversation(home: Home, history: History) -> None:
    near, far = os.openpty()
    process = subprocess.Popen(
        command("study", "small", "--plain", "--type", "choice", "--seed", "1"),
        env=home.env,
        cwd=home.folder,
        stdin=far,
        stdout=far,
        stderr=far,
    )
    os.close(far)
    seen = ""
    for wanted, line in (
        ("one letter from a to c: ", "b\n"),
        ("Press Enter for the result: ", "\n"),
        ("1 question? yes or no: ", "yes\n"),
        ("one letter from a to c: ", "quit\n"),
    ):
        deadline = time.monotonic() + 60
        while not seen.endswith(wanted):
            assert time.monotonic() < deadline, seen
            seen += os.read(near, 1024).decode()
        os.write(near, line.encode())
    with suppress(OSError):  # the other side is closed
        while data := os.read(near, 1024):
            seen += data.decode()
    os.close(near)
    assert process.wait(timeout=60) == 0
    assert "Wrong: 0.00" in seen
    assert "Again: 1 question, seed 2." in seen
    assert "\x1b" not in seen
    assert len(history.unfinished()) == 1


# Imports


@pytest.mark.parametrize(
    ("args", "unwanted"),
    [
        (
            ["--version"],
            {"textual", "rich", "yaml", "sqlite3", "platformdirs", "tomlkit", "shtab", "quiz.core.session"},
        ),
        (["--help"], {"textual", "rich", "yaml", "sqlite3", "platformdirs", "tomlkit", "shtab", "quiz.core.session"}),
        (["study", "--help"], {"textual", "rich", "yaml", "sqlite3", "platformdirs", "tomlkit", "shtab"}),
        (["schema"], {"textual", "rich", "sqlite3", "tomlkit", "shtab"}),
        (["study", "small"], {"textual", "rich", "platformdirs", "tomlkit", "shtab", "asyncio", "importlib.metadata"}),
        (["stats"], {"textual", "rich", "platformdirs", "tomlkit", "shtab", "asyncio"}),
        (["list"], {"textual", "rich", "sqlite3", "platformdirs", "tomlkit", "shtab", "asyncio"}),
    ],
)
def test_a_command_imports_only_what_it_needs(home: Home, args: list[str], unwanted: set[str]) -> None:
    script = (
        "import sys\nfrom quiz.__main__ import main\n"
        f"status = main({args!r})\n"
        "print(status, *sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=home.env,
        cwd=home.folder,
        input="",
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    status, *modules = done.stderr.split()
    assert status == "0"
    assert unwanted.isdisjoint(modules)
