"""`quiz stats`: all figures, as lines, as JSON and as a page; and the drill made of them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quiz.banks.cache import open_bank
from quiz.store.history import History
from tests.cli.conftest import Quiz
from tests.cli.shelf import BANK, Home, put_bank
from tests.studied import study_for_weeks

KEYS = {
    "shares": {"label", "share", "of", "low", "high"},
    "counts": {"label", "count", "of"},
    "calendar": {"day", "count"},
    "reliability": {"label", "forecast", "share", "of", "low", "high"},
    "sentences": {"text"},
}


@pytest.fixture
def studied(home: Home, history: History) -> int:
    """The number of answers in the history of a learner who studied the small bank."""
    bank = open_bank(home.shelf / "small", None)
    return study_for_weeks(history, bank, datetime.now(UTC) - timedelta(hours=1))


@pytest.mark.usefixtures("studied")
def test_json_has_every_figure_in_a_stable_shape(quiz: Quiz) -> None:
    value = json.loads(quiz("stats", "small", "--json").out)
    assert list(value) == ["banks", "total", "exhibits"]
    exhibits = {exhibit["id"]: exhibit for exhibit in value["exhibits"]}
    assert exhibits.keys() >= {
        "overview",
        "accuracy",
        "retrievability",
        "due",
        "calendar",
        "learning-curve",
        "time-of-day",
        "fatigue",
        "calibration",
        "certainty",
        "hardest",
        "confusions",
    }
    for exhibit in exhibits.values():
        assert list(exhibit) == ["id", "title", "note", "kind", "unit", "rows"]
        assert all(set(row) == KEYS[exhibit["kind"]] for row in exhibit["rows"])


def test_figures_add_up(quiz: Quiz, studied: int) -> None:
    value = json.loads(quiz("stats", "small", "--json").out)
    rows = {exhibit["id"]: exhibit["rows"] for exhibit in value["exhibits"]}
    assert value["total"]["answers"] == studied
    for id in ("accuracy", "learning-curve", "time-of-day", "fatigue"):
        assert sum(row["of"] for row in rows[id]) == studied
    assert sum(row["count"] for row in rows["calendar"]) == studied
    mean = sum(row["share"] * row["of"] for row in rows["accuracy"]) / studied
    assert mean == pytest.approx(value["banks"][0]["mean"], abs=1e-3)


def test_figures_of_a_bank_are_of_it_alone(quiz: Quiz, home: Home, history: History, studied: int) -> None:
    other = put_bank(home.shelf / "other", BANK.replace("id: small", "id: other").replace("A small", "Another"))
    more = study_for_weeks(history, open_bank(other, None), datetime.now(UTC), days=3)

    def answers(*of: str) -> int:
        exhibits = json.loads(quiz("stats", *of, "--json").out)["exhibits"]
        (curve,) = [exhibit for exhibit in exhibits if exhibit["id"] == "learning-curve"]
        return sum(row["of"] for row in curve["rows"])

    assert (answers("small"), answers("other"), answers()) == (studied, more, studied + more)
    assert "  A small bank: Cells at work" in quiz("stats", "--full").out
    assert "  Another bank: Cells at work" in quiz("stats", "--full").out


@pytest.mark.usefixtures("studied")
def test_full_has_a_figure_a_line(quiz: Quiz, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    lines = quiz("stats", "small", "--full").out.splitlines()
    assert lines[0] == "All in all"
    assert {"Accuracy by topic", "Days", "Learning curve", "How sure, and how right"} <= set(lines)
    assert any(line.startswith("  Disorders      #") and " % of " in line for line in lines)
    assert max(map(len, lines)) <= 100


def test_full_says_where_nothing_was_answered(quiz: Quiz) -> None:
    assert quiz("stats", "small", "--full").out.startswith("All in all\n  Nothing was answered yet.")
    assert json.loads(quiz("stats", "--json").out)["exhibits"][0]["id"] == "overview"


@pytest.mark.usefixtures("studied")
def test_html_takes_the_place_of_a_file_whole(quiz: Quiz, home: Home) -> None:
    page = home.folder / "figures.html"
    page.write_text("<!DOCTYPE html>old", encoding="utf-8")
    done = quiz("stats", "small", "--html", "figures.html")
    assert (done.status, done.out) == (0, "")
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert text.endswith("</html>\n")
    assert "<title>A small bank</title>" in text
    assert [path for path in home.folder.iterdir() if "figures" in path.name] == [page]


@pytest.mark.usefixtures("studied")
def test_html_goes_to_standard_output_or_through_a_link(quiz: Quiz, home: Home) -> None:
    assert quiz("stats", "--html", "-").out.startswith("<!doctype html>")
    (home.folder / "real.html").write_text("", encoding="utf-8")
    (home.folder / "link.html").symlink_to("real.html")
    quiz("stats", "--html", "link.html")
    assert (home.folder / "link.html").is_symlink()
    assert "Where you stand" in (home.folder / "real.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["missing/figures.html", "shelf"])
def test_a_page_that_cannot_be_written_is_told(quiz: Quiz, home: Home, name: str) -> None:
    (home.folder / "figures.html").write_text("old", encoding="utf-8")
    done = quiz("stats", "small", "--html", name)
    assert done.status == 1
    assert done.err.startswith("quiz: ")
    assert f"{name} cannot be written: " in done.err
    assert (home.folder / "figures.html").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("forms", [("--json", "--full"), ("--html", "x", "--json"), ("--html", "x", "--full")])
def test_one_form_at_a_time(quiz: Quiz, forms: tuple[str, ...]) -> None:
    done = quiz("stats", *forms)
    assert done.status == 2
    assert "not allowed with argument" in done.err


def test_a_drill_asks_what_is_confused_and_nothing_else(quiz: Quiz) -> None:
    quiz("study", "small", "--type", "choice", typed="Red cells\n")
    quiz("study", "small", "--type", "matching", typed="\n")
    exhibits = json.loads(quiz("stats", "small", "--json").out)["exhibits"]
    (confusions,) = [exhibit for exhibit in exhibits if exhibit["id"] == "confusions"]
    assert [row["label"].partition(":")[0] for row in confusions["rows"]] == ["maker"]
    assert "1 question, seed" in quiz("study", "small", "--confused", typed="quit\n").out
    assert quiz("study", "small", "--confused", "--type", "matching").status == 1


def test_what_was_got_right_since_is_drilled_no_more(quiz: Quiz) -> None:
    quiz("study", "small", "--type", "choice", typed="Red cells\n")
    assert "1 question, seed" in quiz("study", "small", "--confused", typed="quit\n").out
    quiz("study", "small", "--type", "choice", typed="T cells\n")
    assert quiz("study", "small", "--confused").status == 1


def test_without_confusions_there_is_no_drill(quiz: Quiz) -> None:
    done = quiz("study", "small", "--confused")
    assert done.status == 1
    assert done.err == "quiz: In small there is nothing that you took for something else and did not get right since.\n"
    assert quiz("study", "small", "--confused", "--resume").status == 2


def test_the_page_is_not_written_where_the_bank_is_unknown(quiz: Quiz, home: Home) -> None:
    assert quiz("stats", "nowhere", "--html", "figures.html").status == 1
    assert not Path(home.folder / "figures.html").exists()
