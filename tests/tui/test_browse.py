"""The document beside the questions on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from quiz.banks.loader import load
from quiz.errors import BankError, RequestError
from quiz.settings import Settings
from quiz.tui.app import QuizApp
from quiz.tui.dialogs.entry import EntryDialog
from quiz.tui.screens.browse import BrowseScreen
from quiz.tui.screens.editor import EditorScreen
from quiz.tui.screens.home import HomeScreen
from quiz.tui.widgets.document_view import DocumentView
from quiz.tui.widgets.form_rows import Quotation
from tests.tui import desks
from tests.tui.authors import GAP, bank_in, browse_screen, browsing, drawn, editor_screen, press, settle

WIDE = (100, 30)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return bank_in(tmp_path)


def at(pilot: Pilot[int]) -> int:
    return browse_screen(pilot).view.cursor


def questions(pilot: Pilot[int]) -> list[str]:
    options = browse_screen(pilot).resting.options
    return [str(option.id) for option in options]


@pytest.mark.parametrize(
    ("keys", "place", "ids"),
    [
        ("", 0, ["carry"]),
        ("j", 1, ["nucleus"]),
        ("down down", 2, []),
        ("j j j j", 4, ["defenders", "tasks"]),
        ("j k", 0, ["carry"]),
        ("end", 7, []),
        ("end home", 0, ["carry"]),
        ("k", 0, ["carry"]),
        ("end j", 7, []),
        ("pagedown", 7, []),
        ("end pageup", 0, ["carry"]),
    ],
)
async def test_the_cursor_goes_from_statement_to_statement_and_shows_what_rests_on_it(
    path: Path, keys: str, place: int, ids: list[str]
) -> None:
    async with browsing(path).run_test(size=WIDE) as pilot:
        await press(pilot, keys)
        assert at(pilot) == place
        assert questions(pilot) == ids


async def test_each_statement_has_its_sign_and_number_and_the_one_at_hand_words(path: Path) -> None:
    async with browsing(path).run_test(size=WIDE) as pilot:
        await settle(pilot)
        shown = drawn(pilot)
        assert "✓ 1  Red blood cells carry oxygen." in shown
        assert "✗    They live for about 120 days" in shown
        assert "✓ 2  • Neutrophils are the first" in shown
        assert "–    It was written for a test." in shown
        assert "✓ 1 question examines it." in shown
        assert "statement 1 of 8" in shown
        assert "6 of 7 examined, 86 %, 1 ignored" in shown
        await press(pilot, "j j")
        assert "✗ No question examines it." in drawn(pilot)
        await press(pilot, "end")
        assert "– Ignored: It is about the sheet." in drawn(pilot)


@pytest.mark.parametrize("keys", ["n", "end n", "N", "end N", "tab n", "tab enter n"])
async def test_n_goes_to_the_next_gap_from_wherever_one_is(path: Path, keys: str) -> None:
    async with browsing(path).run_test(size=WIDE) as pilot:
        await press(pilot, keys)
        assert at(pilot) == 2
        assert "✗ No question examines it." in drawn(pilot)
        assert isinstance(pilot.app.focused, DocumentView)


async def test_without_a_gap_n_says_so(path: Path) -> None:
    document = path / "document.md"
    document.write_text(document.read_text().replace(GAP, ""))
    async with browsing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "n")
        (told,) = pilot.app._notifications
        assert told.message.startswith("A question examines every statement")
        assert "n next gap" not in drawn(pilot)


async def test_a_question_is_shown_whole_with_its_passages_one_after_another(path: Path) -> None:
    async with browsing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "j j j tab")
        assert "Which of these cells" in drawn(pilot)
        await press(pilot, "enter")
        shown = drawn(pilot)
        assert "✓ Neutrophils  right" in shown
        assert "✗ Red blood cells  wrong" in shown
        assert "They carry oxygen." in shown
        assert "Why  White cells defend the body" in shown
        assert "Passage 1 of 3" in shown
        assert at(pilot) == 3
        assert len(browse_screen(pilot).view._quoted) == 3
        await press(pilot, "enter")
        assert "Passage 2 of 3" in drawn(pilot)
        assert at(pilot) == 4
        await press(pilot, "enter enter")
        assert at(pilot) == 3
        await press(pilot, "enter q")
        assert questions(pilot) == ["defenders", "tasks"]
        assert browse_screen(pilot).resting.highlighted == 0


async def test_escape_goes_back_step_by_step_and_leaves(path: Path) -> None:
    app = browsing(path)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "tab enter escape")
        assert pilot.app.focused is browse_screen(pilot).resting
        await press(pilot, "escape")
        assert isinstance(pilot.app.focused, DocumentView)
        await press(pilot, "escape")
    assert app.return_code == 0


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ("slash =spleen", 2),
        ("slash =PARASITES_fight", 6),
        ("slash =cells", 0),
        ("slash =cells down", 1),
        ("slash =cells enter", 0),
        ("slash =cells enter j j", 2),
        ("slash =blood_DEFEND", 3),
        ("slash =blood_DEFEND enter", 3),
        ("slash =cells down down down down down", 0),
        ("slash =cells up down", 0),
        ("slash =zzz enter up down", 0),
        ("slash =tasks", 4),
        ("slash =zzz", 0),
        ("slash =spleen escape j", 3),
        ("slash =spleen escape slash", 2),
    ],
)
async def test_the_search_goes_to_what_has_the_words(path: Path, keys: str, place: int) -> None:
    async with browsing(path).run_test(size=WIDE) as pilot:
        await press(pilot, keys)
        assert at(pilot) == place


async def test_at_forty_columns_one_side_is_shown_at_a_time(path: Path) -> None:
    async with browsing(path).run_test(size=(40, 24)) as pilot:
        await settle(pilot)
        assert "Red blood cells carry oxygen." in drawn(pilot)
        assert "What do red blood cells carry?" not in drawn(pilot)
        await press(pilot, "tab")
        assert "Red blood cells carry oxygen." not in drawn(pilot)
        assert "What do red blood cells carry?" in drawn(pilot)
        await press(pilot, "enter")
        assert "✓ Oxygen  right" in drawn(pilot)
        await press(pilot, "tab")
        assert "Red blood cells carry oxygen." in drawn(pilot)


async def test_the_mouse_goes_to_a_statement_and_to_a_question(path: Path) -> None:
    async with browsing(path).run_test(size=WIDE) as pilot:
        await settle(pilot)
        row = next(row for row, line in enumerate(drawn(pilot).splitlines()) if "Lymphocytes remember" in line)
        await pilot.click(offset=(20, row))
        await settle(pilot)
        assert at(pilot) == 5
        await pilot.click("#resting", offset=(4, 0))
        await settle(pilot)
        assert "Passage 1 of 3" in drawn(pilot)
        assert "✓ Neutrophils  right" in drawn(pilot)


@pytest.mark.parametrize(
    ("keys", "question"), [("e", "carry"), ("j j j j tab down e", "tasks"), ("j tab enter e", "nucleus")]
)
async def test_a_question_is_opened_in_the_editor_and_one_comes_back_to_it(
    path: Path, keys: str, question: str
) -> None:
    async with browsing(path).run_test(size=WIDE) as pilot:
        await press(pilot, keys)
        assert editor_screen(pilot).form.draft.id == question
        await press(pilot, "escape")
        screen = browse_screen(pilot)
        assert screen.panel.at_hand is not None
        assert screen.panel.at_hand.id == question


async def test_from_a_gap_to_a_question_on_it(path: Path) -> None:
    file = path / "bank.yaml"
    before = file.read_text()
    async with browsing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "n a")
        assert editor_screen(pilot).form.draft.cites == (GAP,)
        # Another stretch of the same statement, word by word, in the place of the whole.
        await press(pilot, "=How_long_do_red_cells_live?")
        editor_screen(pilot).query_one(Quotation).focus()
        await press(pilot, "enter left left left left left left left enter")
        assert editor_screen(pilot).form.draft.cites == ("They live for about 120",)
        screen = editor_screen(pilot)
        screen.form.focus_part("options[0]")
        await press(pilot, "=120_days enter =So_it_says. enter =A_year enter =Too_long. enter =A_day enter =Too_short.")
        await press(pilot, "enter f8 ctrl+s")
        assert "Saved: long-red-cells-live." in drawn(pilot)
        after = file.read_text()
        assert after.startswith(before)
        assert "# The first one is the author's favourite." in after
        assert "q: How long do red cells live?" in after.removeprefix(before)
        await press(pilot, "escape")
        screen_again = browse_screen(pilot)
        assert at(pilot) == 2
        assert questions(pilot) == ["long-red-cells-live"]
        assert screen_again._read.coverage.uncovered == ()
        assert "7 of 7 examined, 100 %" in drawn(pilot)


@pytest.mark.parametrize("size", [(20, 8), (40, 10), (200, 60)])
async def test_any_size_will_do(path: Path, size: tuple[int, int]) -> None:
    async with browsing(path).run_test(size=size) as pilot:
        await press(
            pilot, "slash =defend_the_body escape tab enter enter escape escape end pageup slash =oxygen escape n"
        )
        assert at(pilot) == 2


async def test_all_of_a_long_statement_can_be_read(path: Path) -> None:
    document = path / "document.md"
    long = " ".join(f"word{number}" for number in range(200))
    document.write_text(document.read_text().replace(GAP, f"Here {long} end."))
    async with browsing(path).run_test(size=(40, 24)) as pilot:
        await press(pilot, "j j")
        seen = drawn(pilot)
        for _ in range(10):
            await press(pilot, "j")
            seen += drawn(pilot)
        assert all(f"word{number}" in seen for number in range(200))
        assert "White blood cells" in seen
        for _ in range(14):
            await press(pilot, "k")
        assert at(pilot) == 0


async def test_a_bank_without_a_document_is_told_and_not_shown(path: Path) -> None:
    (path / "document.md").write_text("# Nothing\n")
    file = path / "bank.yaml"
    file.write_text("\n".join(line for line in file.read_text().splitlines() if "cite" not in line))
    app = browsing(path)
    async with app.run_test() as pilot:
        await settle(pilot)
    assert isinstance(app.failure, RequestError | BankError)


async def test_a_bank_that_cannot_be_read_is_told(path: Path) -> None:
    (path / "bank.yaml").write_text("quiz: 1\n")
    app = browsing(path)
    async with app.run_test() as pilot:
        await settle(pilot)
    assert isinstance(app.failure, BankError)


async def test_home_leads_to_both_screens_and_back(tmp_path: Path) -> None:
    app = QuizApp(desks.desk_in(tmp_path, banks=desks.BANKS / "cells", settings=Settings()))
    async with app.run_test(size=(80, 24)) as pilot:
        await desks.settle(pilot)
        for key, screen in [("v", BrowseScreen), ("w", EditorScreen)]:
            await pilot.press(key)
            while not isinstance(app.screen, screen):
                await pilot.pause(0.005)
            await desks.press(pilot, "escape")
            assert isinstance(app.screen, HomeScreen)


async def test_a_gap_is_ignored_with_a_reason_and_is_one_again_without(path: Path) -> None:
    before = (path / "bank.yaml").read_text()
    async with browsing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "n i")
        assert isinstance(pilot.app.screen, EntryDialog)
        assert GAP[:40] in drawn(pilot)
        await press(pilot, "=It_is_well_known. enter")
        shown = drawn(pilot)
        assert "– Ignored: It is well known." in shown
        assert "–    They live for about 120 days" in shown
        assert "6 of 6 examined, 100 %, 2 ignored" in shown
        assert at(pilot) == 2
        await press(pilot, "i ctrl+u enter")
        assert "✗ No question examines it." in drawn(pilot)
    assert (path / "bank.yaml").read_text() == before


async def test_the_reason_is_changed_where_the_passage_is_ignored_already(path: Path) -> None:
    async with browsing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "end i ctrl+u =It_is_old. enter")
        assert "– Ignored: It is old." in drawn(pilot)
        await press(pilot, "i escape")
    assert [each.why for each in load(path).exemptions.ignored] == ["It is old."]


@pytest.mark.parametrize("keys", ["i", "n tab i", "j i", "n i enter", "n i escape"])
async def test_nothing_is_ignored_that_is_examined_or_without_a_reason(path: Path, keys: str) -> None:
    before = (path / "bank.yaml").read_text()
    async with browsing(path).run_test(size=WIDE) as pilot:
        await press(pilot, keys.replace("n tab", "tab"))
        assert isinstance(pilot.app.screen, BrowseScreen)
    assert (path / "bank.yaml").read_text() == before


async def test_a_file_that_cannot_be_written_ignores_nothing_and_is_told(path: Path) -> None:
    (path / "bank.yaml").chmod(0o444)
    async with browsing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "n i =Known. enter")
        (told,) = pilot.app._notifications
        assert "writable" in told.message
        assert "✗ No question examines it." in drawn(pilot)


async def test_the_terminals_cursor_follows_what_is_looked_at(path: Path) -> None:
    async with browsing(path).run_test(size=WIDE) as pilot:
        for keys in ["j", "tab", "enter", "escape", "escape", "slash", "escape", "e", "escape"]:
            await press(pilot, keys)
            focused = pilot.app.focused
            assert focused is not None
            assert focused.region.contains_point(pilot.app.cursor_position), (keys, focused)
