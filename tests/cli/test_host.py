from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from quiz.cli import drill_options, drill_server, drill_setup
from quiz.cli.parser import build
from quiz.core.drills.scoring import Scoring
from quiz.core.drills.standing import Phase
from quiz.core.drills.terms import DrillTerms, Naming
from quiz.core.marking import Rule
from quiz.core.questions import Kind, kind_of
from quiz.errors import QuizError
from quiz.live.host_key import HostKey, key_file, read_key
from quiz.live.log.drillfile import opened_to_read
from quiz.live.log.shelf import drill_at
from tests.cli.conftest import Quiz
from tests.cli.held import keep, small_class
from tests.cli.shelf import ROOT, Home
from tests.tui.terminal import Terminal


def args_of(*words: str) -> argparse.Namespace:
    return build().parse_args(["host", *words])


def new(home: Home, *words: str) -> Path:
    return drill_setup.new_drill(args_of(*words), home.env)


def options(path: Path) -> dict[str, object]:
    with opened_to_read(path) as connection:
        (text,) = connection.execute("SELECT value FROM meta WHERE name = ?", (drill_options.OPTIONS,)).fetchone()
    read: dict[str, object] = json.loads(text)
    return read


def test_a_drill_has_all_that_it_needs_whatever_becomes_of_the_bank(home: Home) -> None:
    path = new(home, "small", "--seed", "7")
    drill = drill_at(path)
    assert (drill.created.bank, drill.created.title, drill.created.seed) == ("small", "A small bank", 7)
    assert {question.id for question in drill.questions} == {"maker", "woken", "described"}
    assert "T cells make IL-2." in drill.created.document
    assert drill.terms == DrillTerms()
    assert drill.phase is Phase.LOBBY
    assert path.stat().st_mode & 0o077 == 0
    assert [q.id for q in drill_at(new(home, "small", "--seed", "7")).questions] == [q.id for q in drill.questions]


def test_questions_are_chosen_as_in_study(home: Home) -> None:
    assert {kind_of(q) for q in drill_at(new(home, "small", "--type", "matching")).questions} == {Kind.MATCHING}
    assert [q.id for q in drill_at(new(home, "small", "--tag", "woken")).questions] == ["woken"]
    assert len(drill_at(new(home, "small", "--topic", "cells", "--count", "1")).questions) == 1


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--seconds", "45"], DrillTerms(seconds=45.0)),
        (["--seconds", "0"], DrillTerms(seconds=None, closes_when_all_answered=False)),
        (["--seconds", "0", "--no-wait"], DrillTerms(seconds=None)),
        (["--wait"], DrillTerms(closes_when_all_answered=False)),
        (["--no-wait"], DrillTerms()),
        (["--stem-first", "--certainty"], DrillTerms(shows_stem_first=True, with_certainty=True)),
        (["--leaderboard"], DrillTerms(shows_leaderboard=True)),
        (["--speed", "--streaks"], DrillTerms(scoring=Scoring(is_speed=True, has_streaks=True))),
        (["--teams", "Red, Blue"], DrillTerms(teams=("Red", "Blue"))),
        (["--names", "drawn"], DrillTerms(naming=Naming.DRAWN)),
        (["--no-late", "--capacity", "30"], DrillTerms(admits_late=False, capacity=30)),
        (["--rule", "false2"], DrillTerms(rule=Rule.FALSE2)),
    ],
)
def test_the_terms_are_what_was_asked_for(home: Home, words: list[str], expected: DrillTerms) -> None:
    assert drill_at(new(home, "small", *words)).terms == expected


def test_a_roster_is_read(home: Home) -> None:
    file = home.folder / "roster.csv"
    file.write_text('\ufeff17,"Real, Ann"\n\n18,Bob\n', encoding="utf-8")
    assert drill_at(new(home, "small", "--roster", str(file))).terms.roster == (("17", "Real, Ann"), ("18", "Bob"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("17,Ann\n17,Bob\n", "roster.csv:2: the identifier '17' was there before"),
        ("17\n", "roster.csv:1: a line has an identifier and a name"),
        ("", "has 0 lines"),
        ("17,R\u00e9n\u00e9\n", "roster.csv is not in UTF-8. Save it as a CSV file in UTF-8"),
    ],
)
def test_a_roster_that_is_none_is_refused_with_its_line(home: Home, text: str, sentence: str) -> None:
    file = home.folder / "roster.csv"
    file.write_text(text, encoding="latin-1")
    with pytest.raises(QuizError, match=sentence):
        new(home, "small", "--roster", str(file))


def test_a_self_paced_drill_ends_at_its_time(home: Home) -> None:
    until = drill_at(new(home, "small", "--self-paced", "--until", "23:59")).terms.until
    assert until
    at = datetime.fromtimestamp(until / 1000).astimezone()
    assert (at.hour, at.minute) == (23, 59)
    assert until > time.time() * 1000


def test_how_it_is_served_is_kept_for_a_server_that_takes_it_up(home: Home) -> None:
    path = new(home, "small", "--bind", "127.0.0.1", "--port", "0", "--number", "--name", "quiz.example:443")
    assert options(path) == {
        "ghosts": "",
        "bind": "127.0.0.1",
        "port": 0,
        "names": ["quiz.example:443"],
        "number": True,
        "tls": None,
    }
    again = drill_options.drill_to_resume(args_of("--resume", path.stem[:30], "--port", "9000"), home.env)
    assert again == path
    assert options(path)["port"] == 9000
    assert options(path)["bind"] == "127.0.0.1"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "name a BANK, or a drill with --resume"),
        (["small", "--resume", "x"], "name a BANK, or a drill with --resume"),
        (["small", "--self-paced"], "--self-paced and --until go together"),
        (["small", "--tls", "cert.pem"], "--tls takes a certificate and its key, or nothing"),
        (["small", "--port", "70000"], "no port"),
        (["small", "--name", "foo"], "'foo' is no host with its port"),
        (["small", "--name", "foo:"], "is no host with its port"),
        (["small", "--name", "http://foo:80"], "is no host with its port"),
        (["small", "--name", "foo:70000"], "is no host with its port"),
        (["small", "--name", "a b:80"], "is no host with its port"),
    ],
)
def test_what_does_not_go_together_is_refused(quiz: Quiz, words: list[str], sentence: str) -> None:
    outcome = quiz("host", *words, "--headless")
    assert outcome.status == 2
    assert sentence in outcome.err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nothing"], "There is no bank"),
        (["small", "--topic", "nothing"], "There is no topic nothing"),
        (["small", "--type", "matching", "--topic", "cells"], "No question fits"),
        (["small", "--teams", "Red"], "Teams are two or more"),
        (["small", "--teams", "Red,red"], "The teams Red and red cannot be told apart"),
        (["small", "--teams", "Red,Blue,Red"], "The teams Red and Red cannot be told apart"),
        (["small", "--bind", "203.0.113.1"], "203.0.113.1 is no address of this machine"),
        (["small", "--bind", "nonsense.invalid"], "is no address of this machine"),
        (["small", "--tls", "nowhere.pem", "key.pem"], "There is no file nowhere.pem"),
        (["small", "--speed", "--seconds", "0"], "Points for speed need a clock"),
        (["small", "--self-paced", "--until", "soon"], "'soon' is no time"),
        (["small", "--self-paced", "--until", "2020-01-01T10:00"], "is over"),
        (["small", "--roster", "nowhere.csv"], "There is no roster nowhere.csv"),
        (["small", "--roster", "."], "The roster . cannot be read: Is a directory"),
        (["--resume", "nothing"], "There is no drill 'nothing'"),
    ],
)
def test_what_cannot_be_held_is_said_with_or_without_a_screen_and_leaves_no_drill(
    quiz: Quiz, home: Home, words: list[str], sentence: str
) -> None:
    for more in (["--headless"], []):
        outcome = quiz("host", *words, *more)
        assert outcome.status == 1
        assert sentence in outcome.err
    assert files_of_drills(home) == []


def files_of_drills(home: Home) -> list[str]:
    folder = home.folder / "home" / "drills"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


@pytest.mark.parametrize("more", [["--headless"], []])
def test_a_port_that_is_taken_leaves_no_drill(quiz: Quiz, home: Home, more: list[str]) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = other.getsockname()[1]
        outcome = quiz("host", "small", "--bind", "127.0.0.1", "--port", str(port), *more)
    assert outcome.status == 1
    assert f"Port {port} of 127.0.0.1 is taken by another program" in outcome.err
    assert files_of_drills(home) == []


def test_a_screen_for_which_there_is_no_terminal_leaves_no_drill(quiz: Quiz, home: Home) -> None:
    outcome = quiz("host", "small", "--bind", "127.0.0.1")
    assert outcome.status == 1
    assert "The host's screen needs a full terminal" in outcome.err
    assert files_of_drills(home) == []


def without_encryption(home: Home) -> Home:
    """The home, in which the library is missing that makes certificates: a server that is to make one cannot begin."""
    folder = home.folder / "missing"
    folder.mkdir()
    (folder / "cryptography.py").write_text("raise ImportError")
    home.settings["PYTHONPATH"] = f"{folder}{os.pathsep}{ROOT}"
    return home


def test_a_server_that_does_not_begin_leaves_no_drill(home: Home) -> None:
    done = without_encryption(home).run("host", "small", "--bind", "127.0.0.1", "--port", "0", "--tls", "--headless")
    assert done.returncode == 1
    assert "quiz[tls]" in done.stderr
    assert files_of_drills(home) == []


def test_a_server_that_does_not_begin_behind_a_screen_leaves_no_drill(home: Home) -> None:
    words = ["host", "small", "--bind", "127.0.0.1", "--port", "0", "--tls"]
    with Terminal(words, home.folder, env=without_encryption(home).env) as terminal:
        assert terminal.wait_for_end() == 1
    assert b"The server did not begin" in terminal.sent
    assert b"quiz[tls]" in terminal.sent
    assert files_of_drills(home) == []


def test_a_drill_stays_where_it_is_its_next_server_that_does_not_begin(home: Home) -> None:
    path = new(home, "small", "--bind", "127.0.0.1", "--port", "0")
    done = without_encryption(home).run("host", "--resume", path.stem, "--tls", "--headless")
    assert done.returncode == 1
    assert "quiz[tls]" in done.stderr
    assert path.exists()
    assert options(path)["tls"] == []


def test_a_drill_that_is_over_is_said_to_be_over_when_it_is_served_again(home: Home) -> None:
    path = keep(home.folder / "home" / "drills", small_class())
    done = without_encryption(home).run("host", "--resume", path.stem[:8], "--tls", "--bind", "127.0.0.1", "--headless")
    assert done.returncode == 1
    assert done.stdout == (
        "This drill is over: it is served to be looked at, and takes no answers. "
        f"Its report: quiz drill report {path.stem} --html report.html\n"
    )


# The server


def test_whoever_leaves_the_screen_of_a_drill_that_is_over_is_told_how_to_see_the_report(home: Home) -> None:
    words = ["host", "small", "--bind", "127.0.0.1", "--port", "0"]
    with Terminal(words, home.folder, env=home.env) as terminal:
        try:
            terminal.wait_for("x end")
            terminal.press("x")
            terminal.wait_for("End the drill?")
            terminal.press("y")
            terminal.wait_for(lambda: "x end" not in terminal.text and "End the drill?" not in terminal.text)
            terminal.press("q")
            assert terminal.wait_for_end() == 0
        finally:
            (path,) = (home.folder / "home" / "drills").glob("*.drill")
            if key := read_key(key_file(path)):
                os.kill(key.pid, signal.SIGTERM)
    assert f"The drill is over. Its report: quiz drill report {path.stem} --html report.html".encode() in terminal.sent


@pytest.fixture
def held(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, HostKey]]:
    """A drill whose server is a process of its own."""
    for name, value in home.env.items():
        monkeypatch.setenv(name, value)
    path = new(home, "small", "--bind", "127.0.0.1", "--port", "0")
    key = drill_server.start(path)
    yield path, key
    os.kill(key.pid, signal.SIGKILL)
    os.waitpid(key.pid, 0)


def test_a_server_outlives_the_terminal_in_which_it_was_started(held: tuple[Path, HostKey]) -> None:
    path, key = held
    assert os.getsid(key.pid) == key.pid != os.getsid(0)
    deadline = time.monotonic() + 20
    while f"Join at {key.url}/{key.code}" not in path.with_suffix(".log").read_text():
        assert time.monotonic() < deadline, "where to join is not said"
        time.sleep(0.01)


def test_a_second_server_for_one_drill_does_not_begin(held: tuple[Path, HostKey]) -> None:
    path, key = held
    with pytest.raises(QuizError, match=r"The server did not begin.*held already"):
        drill_server.start(path)
    assert read_key(key_file(path)) == key
    assert Path(key.socket).exists()


def test_without_a_server_there_is_nothing_to_attach_to(quiz: Quiz, home: Home) -> None:
    assert "No drill is being held here" in quiz("attach").err
    path = new(home, "small")
    outcome = quiz("attach", path.stem)
    assert outcome.status == 1
    assert f"quiz host --resume {path.stem}" in outcome.err


def test_without_a_full_terminal_the_hosts_screen_is_refused(quiz: Quiz, held: tuple[Path, HostKey]) -> None:
    path, _ = held
    for words in (("attach",), ("attach", path.stem), ("host", "small")):
        outcome = quiz(*words)
        assert outcome.status == 1
        assert "needs a full terminal" in outcome.err
        assert "--headless" in outcome.err
    assert len(list(path.parent.glob("*.drill"))) == 1


def test_a_server_that_was_killed_is_not_taken_for_one_that_runs(quiz: Quiz, held: tuple[Path, HostKey]) -> None:
    path, key = held
    os.kill(key.pid, signal.SIGKILL)
    # It is dead, and stays on the list of processes until somebody takes note of it.
    os.waitid(os.P_PID, key.pid, os.WEXITED | os.WNOWAIT)
    for words in (("attach",), ("attach", path.stem)):
        outcome = quiz(*words)
        assert outcome.status == 1
        assert f"quiz host --resume {path.stem}" in outcome.err
