"""How two versions of a bank differ, as a command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Quiz
from tests.cli.shelf import BANK, Home, put_bank

REWORDED = BANK.replace("Which cells make IL-2?", "What makes IL-2?")
OTHER_KEY = BANK.replace("- right: B cells", "- wrong: B cells")
OTHER_PAIR = BANK.replace("answer: Antibodies at work", "answer: Antibodies of a mother")
OTHER_CITE = BANK.replace("    cite: T cells make IL-2.\n", "    cite: IL-2 wakes NK cells.\n")
FEWER = BANK[: BANK.index("  - id: described")]


def study(quiz: Quiz) -> None:
    """Answers every question of the small bank once."""
    for id in ("cells", "cells", "disorders"):
        typed = "1a 2b\n" if id == "disorders" else "a\n"
        quiz("study", "small", "--topic", id, "--unseen", "--count", "1", typed=typed)


def newer(home: Home, text: str) -> str:
    return str(put_bank(home.folder / "newer", text))


def old(home: Home) -> str:
    return str(home.shelf / "small")


def test_versions_that_ask_the_same_do_not_differ(quiz: Quiz, home: Home) -> None:
    other = BANK.replace("why: T cells make it.", "why: It is T cells that make it.").replace("[makers]", "[other]")
    done = quiz("diff", old(home), newer(home, other))
    assert (done.status, done.out, done.err) == (0, "No difference in what is asked.\n", "")


def test_what_was_added_and_removed(quiz: Quiz, home: Home) -> None:
    fewer = newer(home, FEWER)
    assert quiz("diff", old(home), fewer).out == (
        "1 question removed:\n  described: Match each disorder with its description.\n"
    )
    assert quiz("diff", fewer, old(home)).out == (
        "1 question added:\n  described: Match each disorder with its description.\n"
    )


def test_what_was_reworded_and_what_was_changed(quiz: Quiz, home: Home) -> None:
    text = REWORDED.replace("- right: B cells", "- wrong: B cells")
    assert quiz("diff", old(home), newer(home, text)).out == (
        "1 question reworded, what is remembered stays:\n"
        "  maker: What makes IL-2?\n"
        "    The question was: Which cells make IL-2? It is now: What makes IL-2?\n"
        "1 question changed, asked again:\n"
        "  woken: Which cells does IL-2 wake? Choose all that apply.\n"
        "    The answer was: NK cells; B cells. It is now: NK cells.\n"
    )


def test_no_history_is_begun_for_a_comparison(quiz: Quiz, home: Home) -> None:
    quiz("diff", old(home), newer(home, OTHER_KEY))
    assert not (home.folder / "home" / "history.db").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (REWORDED, ["    Your memory of it stays.", "In all, 0 memories of yours begin anew, and 0 end."]),
        (OTHER_KEY, ["    Your memory of it begins anew.", "In all, 1 memory of yours begins anew, and 0 end."]),
        (
            OTHER_PAIR,
            ["    1 of your 2 memories of it begins anew.", "In all, 1 memory of yours begins anew, and 0 end."],
        ),
        (
            OTHER_CITE,
            [
                "    Your memory of it stays. You will be asked it again.",
                "In all, 0 memories of yours begin anew, and 0 end.",
            ],
        ),
        (FEWER, ["    Your 2 memories of it end.", "In all, 0 memories of yours begin anew, and 2 end."]),
    ],
)
def test_the_learner_reads_whose_memory_is_touched(quiz: Quiz, home: Home, text: str, said: list[str]) -> None:
    study(quiz)
    lines = quiz("diff", old(home), newer(home, text)).out.splitlines()
    assert lines[-len(said) :] == said


def test_what_was_never_answered_loses_nothing(quiz: Quiz, home: Home) -> None:
    quiz("study", "small", "--topic", "disorders", typed="1a 2b\n")
    out = quiz("diff", old(home), newer(home, OTHER_KEY)).out
    assert "memor" not in out


def test_json_has_a_stable_shape(quiz: Quiz, home: Home) -> None:
    study(quiz)
    text = OTHER_KEY.replace("id: maker", "id: producer")
    found = json.loads(quiz("diff", old(home), newer(home, text), "--json").out)
    assert found == {
        "old": "small",
        "new": "small",
        "added": [{"question": "producer", "stem": "Which cells make IL-2?"}],
        "removed": [
            {
                "question": "maker",
                "stem": "Which cells make IL-2?",
                "your_memory": {"kept": 0, "lost": 1, "asked_again": False},
            }
        ],
        "changed": [
            {
                "question": "woken",
                "stem": "Which cells does IL-2 wake? Choose all that apply.",
                "only_reworded": False,
                "changes": ["The answer was: NK cells; B cells. It is now: NK cells."],
                "your_memory": {"kept": 0, "lost": 1, "asked_again": True},
            }
        ],
    }


def test_other_ids_are_other_banks(quiz: Quiz, home: Home) -> None:
    done = quiz("diff", old(home), newer(home, BANK.replace("id: small", "id: large")))
    assert done.out == (
        "These are two banks: what was learnt as small does not count as large.\nNo difference in what is asked.\n"
    )


@pytest.mark.parametrize("name", ["old.yaml", "old", "bank.yaml.orig"])
def test_a_version_may_be_a_file_of_any_name_beside_the_document(quiz: Quiz, home: Home, name: str) -> None:
    folder = Path(newer(home, BANK))
    (folder / name).write_text(REWORDED, encoding="utf-8")
    done = quiz("diff", str(folder / name), str(folder))
    assert done.status == 0
    assert "1 question reworded" in done.out


def test_a_version_may_be_a_file_in_the_current_folder_or_a_bank_on_the_shelves(quiz: Quiz, home: Home) -> None:
    (home.folder / "draft").write_text(REWORDED, encoding="utf-8")
    (home.folder / "document.md").write_text((home.shelf / "small" / "document.md").read_text("utf-8"), "utf-8")
    assert "1 question reworded" in quiz("diff", "small", "draft").out


def test_a_version_that_is_none_is_named(quiz: Quiz, home: Home) -> None:
    done = quiz("diff", "small", "nowhere")
    assert (done.status, done.out) == (1, "")
    assert "nowhere" in done.err
    torn = put_bank(home.folder / "torn", "quiz: 1\n")
    assert "bank.yaml:1:1: " in quiz("diff", str(torn), "small").err


def test_the_help_says_what_the_exit_status_is(quiz: Quiz) -> None:
    out = quiz("diff", "--help").out
    assert "quiz diff old/bank.yaml new/bank.yaml" in out
    assert "The exit status is 0 whether the versions differ or not." in out
    assert '"only_reworded"' in out
    assert '"your_memory"' in out
