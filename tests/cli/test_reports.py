"""What the commands tell of banks and of the history."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from quiz import __version__
from quiz.store.history import History
from tests.cli.conftest import Quiz
from tests.cli.shelf import BANK, Home, put_bank

NOON = datetime(2026, 3, 1, 12, 0, 0, 999_000, tzinfo=UTC)
EVIL = "\x1b]0;mine\x07\x9b31m\u202e"
BASH = shutil.which("bash")
COMMANDS = (
    *(
        "study",
        "review",
        "exam",
        "plan",
        "list",
        "show",
        "check",
        "diff",
        "stats",
        "flags",
        "suspend",
        "history",
        "sync",
    ),
    *("schema", "completion"),
)


def is_fit_for_a_terminal(text: str) -> bool:
    return not any(c in text for c in "\x1b\x07\x9b\u202e")


# list


def test_list_has_a_bank_a_line(quiz: Quiz) -> None:
    lines = quiz("list").out.splitlines()
    assert lines[0] == "small: A small bank (3 questions)"
    assert any(line.startswith("il2-neonatal: ") for line in lines)


def test_list_json_has_a_stable_shape(quiz: Quiz, home: Home) -> None:
    put_bank(home.shelf / "torn", "quiz: 1\n")
    banks = json.loads(quiz("list", "--json").out)["banks"]
    assert banks[0] == {
        "id": "small",
        "title": "A small bank",
        "path": str(home.shelf / "small"),
        "questions": 3,
        "problem": None,
    }
    assert banks[1]["id"] == "torn"
    assert banks[1]["questions"] == 0
    assert "bank.yaml:1:1: " in banks[1]["problem"]


def test_list_says_why_a_bank_cannot_be_used(quiz: Quiz, home: Home) -> None:
    put_bank(home.shelf / "torn", "quiz: 1\n")
    done = quiz("list")
    assert done.status == 0
    assert "torn: cannot be used. " in done.out
    assert "torn" not in quiz("list", "--ids").out.split()
    assert "small" in quiz("list", "--ids").out.split()


# show


def test_show_has_the_head_the_topics_and_the_questions(quiz: Quiz) -> None:
    assert quiz("show", "small").out == (
        "A small bank\n"
        "id: small\n"
        "language: en\n"
        "licence: MIT\n"
        "3 questions: 1 choice, 1 multiple, 1 matching\n"
        "\n"
        "Topics:\n"
        "  cells: Cells at work\n"
        "  disorders: Disorders\n"
        "\n"
        "Questions:\n"
        "  maker: Which cells make IL-2?\n"
        "  woken: Which cells does IL-2 wake? Choose all that apply.\n"
        "  described: Match each disorder with its description.\n"
    )


def test_show_has_a_whole_question_in_the_order_of_the_file(quiz: Quiz) -> None:
    assert quiz("show", "small", "woken").out == (
        "woken\n"
        "topic: Cells at work\n"
        "type: multiple\n"
        "level: understand\n"
        "tags: woken\n"
        "\n"
        "Which cells does IL-2 wake? Choose all that apply.\n"
        "  a. right: NK cells\n"
        "     It wakes them.\n"
        "  b. right: B cells\n"
        "     It wakes them too.\n"
        "  c. wrong: Red cells\n"
        "     They do not sleep.\n"
        "  d. wrong: Fat cells\n"
        "     They sleep on.\n"
        "\n"
        "Explanation: It wakes two kinds.\n"
        "\n"
        'Passage, from the section "Cells":\n'
        "  - >>IL-2 wakes NK cells.<<\n"
        "  - >>IL-2 wakes B cells.<<\n"
    )


def test_show_has_pairs_with_their_partners(quiz: Quiz) -> None:
    out = quiz("show", "small", "described").out
    assert "  1. Sepsis\n     goes with a: An infection\n     So it says.\n" in out
    assert "  c. belongs to no prompt: A broken bone\n" in out


def test_show_names_a_question_like_the_one_it_does_not_know(quiz: Quiz) -> None:
    done = quiz("show", "small", "makers")
    assert done.status == 1
    assert done.err == (
        "quiz: There is no question makers in small. Did you mean maker? `quiz show small` lists them all.\n"
    )


def test_lines_are_as_long_as_the_terminal_is_wide(quiz: Quiz, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    assert max(map(len, quiz("show", "small", "woken").out.splitlines())) <= 30


# stats


def test_stats_json_has_a_stable_shape(quiz: Quiz) -> None:
    quiz("study", "small", "--seed", "1", "--type", "choice", typed="a\n")
    quiz("study", "small", "--seed", "1", "--type", "multiple", typed="a\n")
    stats = json.loads(quiz("stats", "--json").out)
    bank = stats["banks"][0]
    last = datetime.fromisoformat(bank.pop("last"))
    assert last.tzinfo == UTC
    assert abs((datetime.now(UTC) - last).total_seconds()) < 600
    assert isinstance(bank.pop("seconds"), float)
    assert bank == {
        "id": "small",
        "title": "A small bank",
        "questions": 3,
        "questions_right": 1,
        "questions_missed": 1,
        "questions_changed": 0,
        "questions_unseen": 1,
        "latest_mean": 0.75,
        "answers": 2,
        "right": 1,
        "partly_right": 1,
        "wrong": 0,
        "mean": 0.75,
        "sessions": 2,
    }
    assert isinstance(stats["total"].pop("seconds"), float)
    assert stats["total"] == {"answers": 2, "right": 1, "partly_right": 1, "wrong": 0, "sessions": 2}


def test_stats_of_a_bank_are_of_it_alone(quiz: Quiz) -> None:
    banks = json.loads(quiz("stats", "small", "--json").out)["banks"]
    assert [(bank["id"], bank["answers"], bank["mean"], bank["last"]) for bank in banks] == [("small", 0, None, None)]


def test_stats_in_words(quiz: Quiz) -> None:
    assert quiz("stats", "small").out == (
        "small: A small bank\n  3 questions: 0 right, 0 missed, 3 not answered\n  Nothing was answered yet.\n"
    )
    quiz("study", "small", "--seed", "1", "--type", "choice", typed="a\n")
    assert quiz("stats", "small").out.startswith(
        "small: A small bank\n"
        "  3 questions: 1 right, 0 missed, 2 not answered\n"
        "  Latest marks: 100 % on average\n"
        "  1 answer in 1 session: 1 right, 0 partly right, 0 wrong\n"
        "  All marks: 100 % on average\n"
        "  Time: "
    )


def test_a_bank_that_is_gone_is_still_counted(quiz: Quiz, home: Home) -> None:
    quiz("study", "small", "--type", "choice", typed="a\n")
    (home.shelf / "small" / "bank.yaml").unlink()
    stats = json.loads(quiz("stats", "--json").out)
    gone = stats["banks"][-1]
    assert (gone["id"], gone["title"], gone["questions"], gone["answers"]) == ("small", None, None, 1)
    assert "small\n  The bank is not on the shelves any more.\n  1 answer" in quiz("stats").out


def test_a_changed_key_is_noticed(quiz: Quiz, home: Home) -> None:
    quiz("study", "small", "--type", "choice", typed="a\n")
    text = BANK.replace("right: T cells", "right: T-lymphocytes")
    (home.shelf / "small" / "bank.yaml").write_text(text, encoding="utf-8")
    assert "0 right, 0 missed, 1 changed since, 2 not answered" in quiz("stats", "small").out


# flags


def test_flags_json_has_a_stable_shape(quiz: Quiz, history: History) -> None:
    history.flag("small", "maker", "x-y", "Is it?\n", NOON)
    history.flag("gone", "old", "x-y", "", NOON)
    flags = json.loads(quiz("flags", "--json").out)["flags"]
    assert flags == [
        {"bank": "gone", "question": "old", "stem": None, "note": "", "at": "2026-03-01T12:00:00Z"},
        {
            "bank": "small",
            "question": "maker",
            "stem": "Which cells make IL-2?",
            "note": "Is it?\n",
            "at": "2026-03-01T12:00:00Z",
        },
    ]
    assert [flag["bank"] for flag in json.loads(quiz("flags", "small", "--json").out)["flags"]] == ["small"]


def test_flags_in_words(quiz: Quiz, history: History) -> None:
    assert quiz("flags").out == "No question is marked for later.\n"
    history.flag("small", "maker", "x-y", "Is it?", NOON)
    assert quiz("flags", "small").out == "small maker: Which cells make IL-2?\n  note: Is it?\n"


# schema, completion, help


def test_schema_prints_json(quiz: Quiz) -> None:
    assert json.loads(quiz("schema").out)["$schema"].startswith("http://json-schema.org/draft-07")


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_prints_a_script_that_knows_every_command(quiz: Quiz, shell: str) -> None:
    out = quiz("completion", shell).out
    assert all(name in out for name in COMMANDS)
    assert "quiz list --ids" in out


@pytest.mark.skipif(BASH is None, reason="there is no bash here")
def test_bash_completes_commands_options_and_banks(quiz: Quiz, home: Home) -> None:
    (home.folder / "complete").write_text(quiz("completion", "bash").out, encoding="utf-8")
    assert BASH
    script = r"""
        quiz() { "$PYTHON" -m quiz "$@"; }
        source complete
        complete_line() {
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
            "$(complete -p quiz | sed -E 's/.*-F ([^ ]+).*/\1/')"
            echo "${COMPREPLY[@]}"
        }
        complete_line quiz st
        complete_line quiz study sma
        complete_line quiz study --type mat
    """
    env = {**home.env, "PYTHON": sys.executable}
    done = subprocess.run(
        [BASH, "-c", script], env=env, cwd=home.folder, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.splitlines() == ["study stats", "small", "matching"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(quiz: Quiz, command: str) -> None:
    done = quiz(command, "--help")
    assert done.status == 0
    assert f"\n  quiz {command}" in done.out.partition("example")[2]


def test_version_is_told(quiz: Quiz) -> None:
    assert quiz("--version").out == f"quiz {__version__}\n"


@pytest.mark.parametrize("args", [["nonsense"], ["list", "--nonsense"], ["show"], ["check"], ["completion", "fish"]])
def test_a_wrong_command_has_status_2(quiz: Quiz, args: list[str]) -> None:
    done = quiz(*args)
    assert done.status == 2
    assert done.out == ""
    assert done.err.startswith("usage: quiz")


# Text from elsewhere


def test_nothing_of_a_note_or_a_name_reaches_the_terminal_as_a_command(
    quiz: Quiz, home: Home, history: History
) -> None:
    history.flag("small", f"q{EVIL}", "x-y", f"note {EVIL}", NOON)
    put_bank(home.shelf / f"odd {EVIL}", "quiz: 1\n")
    for args in (
        ["flags"],
        ["flags", "--json"],
        ["list"],
        ["list", "--json"],
        ["stats"],
        ["show", EVIL],
        ["show", "small", EVIL],
        ["study", EVIL],
        ["study", "--topic", EVIL],
        ["study", "--type", EVIL],
        ["check", EVIL],
        [EVIL],
        ["list", EVIL],
    ):
        done = quiz(*args)
        assert is_fit_for_a_terminal(done.out + done.err), args
    assert json.loads(quiz("flags", "--json").out)["flags"][0]["note"] == f"note {EVIL}"


def test_a_damaged_history_is_named_and_left_alone(quiz: Quiz, home: Home) -> None:
    file = home.folder / "home" / "history.db"
    file.parent.mkdir()
    file.write_bytes(b"no database" * 100)
    for args in (["stats"], ["flags"], ["study"]):
        done = quiz(*args)
        assert done.status == 1
        assert done.err.startswith(f"quiz: {file} ")
    assert file.read_bytes() == b"no database" * 100


def test_a_page_replaces_a_page_and_nothing_else(quiz: Quiz, home: Home) -> None:
    page, other = home.folder / "page.html", home.folder / "home" / "history.db"
    assert quiz("stats", "--html", str(page)).status == 0
    assert quiz("stats", "--html", str(page)).status == 0
    before = other.read_bytes()
    done = quiz("stats", "--html", str(other))
    assert done.status == 1
    assert "is no web page, and is left as it is" in done.err
    assert other.read_bytes() == before
