"""The screen on which questions are written."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Static

from quiz.banks.loader import load
from quiz.core.questions import Choice, Matching, Question
from quiz.errors import RequestError
from quiz.tui.dialogs.allowance import AllowanceDialog
from quiz.tui.dialogs.confirmation import ConfirmationDialog
from quiz.tui.dialogs.passage_picker import PassagePicker
from quiz.tui.dialogs.question_finder import QuestionFinder
from quiz.tui.dialogs.unsaved import UnsavedDialog
from quiz.tui.widgets.answer_pad import AnswerPad
from quiz.tui.widgets.form_rows import KeySwitch, Quotation
from quiz.tui.widgets.question_form import QuestionForm
from quiz.tui.widgets.told import Told
from quiz.tui.widgets.typed_text import TypedText
from tests.tui.authors import GAP, bank_in, drawn, editing, editor_screen, press, settle

WIDE = (120, 40)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return bank_in(tmp_path)


def question(path: Path, id: str) -> Question:
    return load(path).bank.question(id)


def told(pilot: Pilot[int]) -> dict[str, list[str]]:
    """What the form says of each part: the rules' ids, or "" where something is missing."""
    return {each.part: [it.rule for it in each._remarks] for each in pilot.app.screen.query(Told) if each._remarks}


def status(pilot: Pilot[int]) -> str:
    return str(pilot.app.screen.query_one("#status", Static).content)


def status_below(pilot: Pilot[int]) -> str:
    """The same while a dialog is above it."""
    screen = next(screen for screen in pilot.app.screen_stack if screen.query("#status"))
    return str(screen.query_one("#status", Static).content)


def at_hand(pilot: Pilot[int]) -> str:
    focused = pilot.app.focused
    return focused.part if isinstance(focused, TypedText) else ""


async def test_a_text_is_changed_and_nothing_else_in_the_file(path: Path) -> None:
    before = (path / "bank.yaml").read_text()
    async with editing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "end =_In_a_day?")
        assert "● not saved" in drawn(pilot)
        assert (path / "bank.yaml").read_text() == before
        await press(pilot, "ctrl+s")
        assert "Saved: carry." in drawn(pilot)
        assert "● not saved" not in drawn(pilot)
    stem = "What do red blood cells carry?"
    assert (path / "bank.yaml").read_text() == before.replace(stem, f"{stem} In a day?")


async def test_the_question_is_shown_as_a_learner_will_see_it(path: Path) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "enter end =_and_water")
        pads = list(pilot.app.screen.query(AnswerPad))
        assert len(pads) == 2
        assert all("Oxygen and water" in str(pad.render()) for pad in pads)
        assert "✓" in str(pads[1].render())
        await press(pilot, "home ctrl+k")
        assert len(pilot.app.screen.query(AnswerPad)) == 1
        assert told(pilot) == {"options[0]": [""]}
        assert "1 thing is missing" in status(pilot)


async def test_what_the_rules_find_is_told_at_the_part_it_is_about(path: Path) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        await settle(pilot)
        already = told(pilot)
        editor_screen(pilot).form.focus_part("options[2]")
        await press(pilot, "home ctrl+k =All_of_the_above")
        assert "all-of-above" in told(pilot)["options[2]"]
        assert "all-of-above" in drawn(pilot)
        await press(pilot, "home ctrl+k =Parasites")
        assert told(pilot) == already


@pytest.mark.parametrize(
    ("part", "keys", "order"),
    [
        ("options[0]", "alt+down", ["Antibodies", "Oxygen", "Parasites"]),
        ("options[2].why", "alt+up ctrl+up", ["Parasites", "Oxygen", "Antibodies"]),
        ("options[1]", "f8", ["Oxygen", "Parasites"]),
        ("options[1]", "ctrl+l =Iron", ["Oxygen", "Antibodies", "Parasites", "Iron"]),
        ("why", "ctrl+l =Iron", ["Oxygen", "Antibodies", "Parasites", "Iron"]),
        ("q", "f8", ["Oxygen", "Antibodies", "Parasites"]),
    ],
)
async def test_options_are_added_moved_and_removed_with_keys(
    path: Path, part: str, keys: str, order: list[str]
) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        await settle(pilot)
        editor_screen(pilot).form.focus_part(part)
        await press(pilot, f"{keys} ctrl+s")
        assert at_hand(pilot)
    saved = question(path, "carry")
    assert isinstance(saved, Choice)
    assert [option.text for option in saved.options] == order
    assert "Saved" not in order


async def test_an_option_is_turned_right_with_a_key_and_with_the_mouse(path: Path) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        await settle(pilot)
        editor_screen(pilot).form.focus_part("options[1].why")
        await press(pilot, "ctrl+t")
        await pilot.click(next(iter(pilot.app.screen.query(KeySwitch))))
        await press(pilot, "ctrl+s")
    saved = question(path, "carry")
    assert isinstance(saved, Choice)
    assert saved.keys == {1}


async def test_a_row_is_moved_and_removed_with_the_mouse(path: Path) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        for sign in ("↓", "✕"):
            await settle(pilot)
            lines = drawn(pilot).splitlines()
            row = next(row for row, line in enumerate(lines) if "Option A" in line)
            await pilot.click(offset=(lines[row].index(sign), row))
        await press(pilot, "ctrl+s")
    saved = question(path, "carry")
    assert isinstance(saved, Choice)
    assert [option.text for option in saved.options] == ["Oxygen", "Parasites"]


async def test_pairs_extras_and_their_passages_are_written(path: Path) -> None:
    async with editing(path, "tasks").run_test(size=WIDE) as pilot:
        await settle(pilot)
        form = editor_screen(pilot).form
        form.focus_part("match[2].why")
        await press(pilot, "ctrl+l =Red_cells enter =Oxygen_transport")
        assert at_hand(pilot) == "match[3].answer"
        await press(pilot, "ctrl+o home enter")
        form.focus_part("extra[0]")
        await press(pilot, "ctrl+l =Clotting ctrl+s")
        assert "Saved: tasks." in status(pilot)
    saved = question(path, "tasks")
    assert isinstance(saved, Matching)
    last = saved.pairs[-1]
    assert (last.prompt, last.answer, last.cites) == (
        "Red cells",
        "Oxygen transport",
        ("Red blood cells carry oxygen.",),
    )
    assert [extra.text for extra in saved.extras] == ["Carrying oxygen", "Clotting"]


@pytest.mark.parametrize(
    ("keys", "cite"),
    [
        ("enter", "Red blood cells carry oxygen."),
        ("j enter", "They have no nucleus."),
        ("shift+down enter", "Red blood cells carry oxygen. They have no nucleus."),
        ("shift+down shift+up enter", "Red blood cells carry oxygen."),
        ("left left enter", "Red blood cells"),
        ("left left right enter", "Red blood cells carry"),
        ("right_square_bracket enter", "blood cells carry oxygen."),
        ("right_square_bracket left_square_bracket enter", "Red blood cells carry oxygen."),
        ("slash =spleen enter enter", GAP),
        ("slash =spleen escape enter", GAP),
        ("slash =cells down enter enter", "White blood cells defend the body."),
        ("slash =cells up enter enter", "White blood cells defend the body."),
        ("end enter", "It was written for a test."),
    ],
)
async def test_a_passage_is_picked_by_statements_and_by_words(path: Path, keys: str, cite: str) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        await settle(pilot)
        pilot.app.screen.query_one(Quotation).focus()
        await press(pilot, f"enter {keys}")
        assert editor_screen(pilot).form.draft.cites == (cite,)
        await press(pilot, "ctrl+s")
    assert question(path, "carry").cites == (cite,)


async def test_a_passage_is_drawn_over_with_the_mouse(path: Path) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "ctrl+o")
        assert isinstance(pilot.app.screen, PassagePicker)
        lines = drawn(pilot).splitlines()
        row = next(row for row, line in enumerate(lines) if "They live for" in line)
        column = lines[row].index("about")
        await pilot.mouse_down(offset=(column + 1, row))
        await pilot.hover(offset=(column + 8, row))
        await pilot.mouse_up(offset=(column + 8, row))
        await settle(pilot)
        await pilot.click("#take")
        await settle(pilot)
        assert editor_screen(pilot).form.draft.cites[1:] == ("about 120",)


async def test_words_that_stand_there_twice_are_told(path: Path) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "ctrl+o left left")
        assert "blood" in drawn(pilot)
        assert "These words stand" not in drawn(pilot)
        await press(pilot, "right_square_bracket")
        assert "These words stand 2 times" in drawn(pilot)


async def test_a_passage_is_taken_away(path: Path) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        await settle(pilot)
        pilot.app.screen.query_one(Quotation).focus()
        await press(pilot, "delete ctrl+s")
    assert question(path, "carry").cites == ()


async def test_topic_level_tags_and_the_draft_mark_are_changed(path: Path) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        await settle(pilot)
        editor_screen(pilot).form.focus_part("tags")
        await press(pilot, "end =,_transport tab down space tab down space ctrl+g ctrl+s")
        assert "draft" in drawn(pilot).splitlines()[0]
    saved = question(path, "carry")
    assert (saved.topic, saved.level, saved.tags, saved.is_draft) == (
        "white",
        "understand",
        ("oxygen", "transport"),
        True,
    )
    async with editing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "ctrl+g ctrl+s")
    assert not question(path, "carry").is_draft


@pytest.mark.parametrize("size", [(40, 24), (80, 24)])
async def test_topic_level_and_marks_are_reached_one_after_another_and_seen(path: Path, size: tuple[int, int]) -> None:
    async with editing(path).run_test(size=size) as pilot:
        await settle(pilot)
        editor_screen(pilot).form.focus_part("tags")
        for row in ("(•) Red cells", "(•) recall", "[ ] a draft: never asked"):
            await press(pilot, "tab")
            assert f"▸ {row}" in drawn(pilot)
            assert drawn(pilot).count("▸") == 1
        await press(pilot, "shift+tab shift+tab shift+tab")
        assert at_hand(pilot) == "tags"


async def test_of_many_topics_the_highlighted_one_is_in_view(path: Path) -> None:
    file = path / "bank.yaml"
    topics = "".join(f"  t{number}: Topic {number}\n" for number in range(40))
    file.write_text(file.read_text().replace("questions:\n", f"{topics}questions:\n", 1).replace("ignore:\n", ""))
    file.write_text(
        file.read_text().replace("  - cite: It was written for a test.\n    why: It is about the sheet.\n", "")
    )
    async with editing(path).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        editor_screen(pilot).form.focus_part("tags")
        await press(pilot, "tab")
        await pilot.press(*["down"] * 35)
        await press(pilot, "down down")
        assert "▸ ( ) Topic 35" in drawn(pilot)
        await pilot.press(*["up"] * 36)
        await press(pilot, "up")
        assert "▸ (•) Red cells" in drawn(pilot)
        await pilot.press(*["down"] * 37)
        await press(pilot, "space")
        assert "▸ (•) Topic 35" in drawn(pilot)


async def test_ctrl_a_marks_all_of_a_text(path: Path) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "home ctrl+j ctrl+a =What? ctrl+s")
    assert question(path, "carry").stem == "What?"


async def test_ctrl_a_marks_all_of_an_id(path: Path) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "ctrl+n")
        form = editor_screen(pilot).form
        form.focus_part("id")
        await press(pilot, "=one home ctrl+a =other")
        assert form.draft.id == "other"


async def test_a_question_is_made_one_of_pairs_and_back_without_a_loss(path: Path) -> None:
    before = (path / "bank.yaml").read_text()
    async with editing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "tab down space")
        assert editor_screen(pilot).form.draft.is_matching
        assert told(pilot) == {"match": [""]}
        await press(pilot, "up space")
        assert "● not saved" not in drawn(pilot)
        await press(pilot, "escape")
    assert (path / "bank.yaml").read_text() == before


async def test_what_misses_something_is_not_saved_and_the_way_there_is_shown(path: Path) -> None:
    before = (path / "bank.yaml").read_text()
    async with editing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "ctrl+n =Why? ctrl+s")
        assert "Not saved: Write this option, or remove it." in status(pilot)
        assert at_hand(pilot) == "options[0]"
    assert (path / "bank.yaml").read_text() == before


async def test_a_new_question_can_be_given_an_id_that_is_free(path: Path) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "ctrl+n =Why? enter =A enter enter =B f8")
        form = editor_screen(pilot).form
        form.focus_part("options[2]")
        await press(pilot, "f8")
        form.focus_part("options[1]")
        await press(pilot, "=B")
        form.focus_part("id")
        await press(pilot, "=tasks ctrl+s")
        assert "Choose another id" in status(pilot)
        await press(pilot, "=-of-cells ctrl+s")
        assert "Saved: tasks-of-cells." in status(pilot)
        assert not pilot.app.screen.query("#id")
        form.focus_part("why")
        await press(pilot, "=So. ctrl+s escape")
    assert question(path, "tasks-of-cells").why == "So."


@pytest.mark.parametrize(
    ("keys", "id"),
    [
        ("f3", "nucleus"),
        ("f3 f3 f2", "nucleus"),
        ("ctrl+pagedown ctrl+pagedown", "defenders"),
        ("f2", "carry"),
        ("f3 f3 f3 f3", "tasks"),
        ("ctrl+n f3", "carry"),
        ("ctrl+f =parasites enter", "carry"),
        ("ctrl+f =task enter", "tasks"),
        ("ctrl+f down down enter", "defenders"),
        ("ctrl+f =zzz enter escape", "carry"),
    ],
)
async def test_one_goes_from_question_to_question(path: Path, keys: str, id: str) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        await press(pilot, keys)
        if isinstance(pilot.app.screen, QuestionFinder):
            await press(pilot, "escape")
        assert editor_screen(pilot).form.draft.id == id


@pytest.mark.parametrize("key", ["escape", "f3", "ctrl+n", "ctrl+q", "ctrl+f =task enter"])
@pytest.mark.parametrize(
    ("answer", "is_saved", "goes"), [("s", True, True), ("d", False, True), ("escape", False, False)]
)
async def test_nothing_is_left_unsaved_without_being_asked(
    path: Path, key: str, answer: str, is_saved: bool, goes: bool
) -> None:
    app = editing(path)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, f"end =_Now? {key}")
        assert isinstance(pilot.app.screen, UnsavedDialog)
        await press(pilot, answer)
        if not goes:
            assert editor_screen(pilot).form.draft.stem.endswith("Now?")
        elif key in {"escape", "ctrl+q"}:
            assert app.return_code == 0
        else:
            assert editor_screen(pilot).form.draft.id != "carry"
    assert question(path, "carry").stem.endswith("Now?") is is_saved


async def test_what_cannot_be_saved_yet_is_dropped_or_gone_back_to(path: Path) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "home ctrl+k escape")
        assert isinstance(pilot.app.screen, UnsavedDialog)
        assert "1 thing is missing" in drawn(pilot)
        assert not pilot.app.screen.query("#save")
        await press(pilot, "s")
        assert isinstance(pilot.app.screen, UnsavedDialog)
        await pilot.click("#back")
        await settle(pilot)
        assert at_hand(pilot) == "q"


async def test_what_was_written_elsewhere_meanwhile_is_kept_beside_what_is_typed(path: Path) -> None:
    file = path / "bank.yaml"
    async with editing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "end =_Now?")
        file.write_text(file.read_text().replace("They have no nucleus.\n    topic", "no nucleus\n    topic"))
        elsewhere = file.read_text()
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, ConfirmationDialog)
        assert file.read_text() == elsewhere
        await press(pilot, "y")
        assert editor_screen(pilot).form.draft.stem.endswith("Now?")
        assert "● not saved" in drawn(pilot)
        await press(pilot, "ctrl+s")
        assert "Saved: carry." in status(pilot)
    stem = "What do red blood cells carry?"
    assert file.read_text() == elsewhere.replace(stem, f"{stem} Now?")


async def test_a_file_that_cannot_be_written_is_told_and_nothing_is_lost(path: Path) -> None:
    file = path / "bank.yaml"
    before = file.read_text()
    file.chmod(0o444)
    async with editing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "end =_Now? ctrl+s")
        assert "Not saved." in status(pilot)
        assert "writable" in status(pilot)
        assert editor_screen(pilot).form.draft.stem.endswith("Now?")
        assert file.read_text() == before
        file.chmod(0o644)
        await press(pilot, "ctrl+s")
        assert "Saved: carry." in status(pilot)


async def test_the_preview_takes_the_place_of_the_form_where_there_is_no_room_beside_it(path: Path) -> None:
    async with editing(path).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "As it is asked" not in drawn(pilot)
        await press(pilot, "ctrl+r")
        assert "As it is asked" in drawn(pilot)
        assert "Answered with" not in drawn(pilot)
        await press(pilot, "escape")
        assert "Answered with" in drawn(pilot)


@pytest.mark.parametrize("size", [(40, 24), (80, 24), (120, 40)])
async def test_a_whole_question_is_written_at_any_size_with_keys_alone(path: Path, size: tuple[int, int]) -> None:
    async with editing(path).run_test(size=size) as pilot:
        await press(
            pilot, "ctrl+n =Wie_viele_白细胞_und_خلايا? enter =Zwei enter =Darum. enter =Drei enter enter =Vier"
        )
        await press(pilot, "enter enter f8 ctrl+o slash =parasites enter enter ctrl+s")
        assert "Saved: wie-viele-und." in status(pilot)
    saved = question(path, "wie-viele-und")
    assert isinstance(saved, Choice)
    assert saved.stem == "Wie viele 白细胞 und خلايا?"
    assert [(option.text, option.is_key, option.why) for option in saved.options] == [
        ("Zwei", True, "Darum."),
        ("Drei", False, ""),
        ("Vier", False, ""),
    ]
    assert saved.cites == ("Eosinophils fight parasites.",)


async def test_texts_are_data(path: Path) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "home ctrl+k =[bold]Why[/bold]_{{x}}_#_-_: ctrl+s")
        assert "[bold]Why[/bold]" in drawn(pilot)
        assert "Saved" in status(pilot)
    assert question(path, "carry").stem == "[bold]Why[/bold] {{x}} # - :"


async def test_a_text_of_several_lines_stays_one(path: Path) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "end ctrl+j =Say. ctrl+s")
    assert question(path, "carry").stem == "What do red blood cells carry?\nSay."


async def test_an_unknown_question_is_told(path: Path) -> None:
    app = editing(path, "nothing")
    async with app.run_test() as pilot:
        await settle(pilot)
    assert isinstance(app.failure, RequestError)


async def test_the_first_draft_is_opened_where_there_is_one(path: Path) -> None:
    file = path / "bank.yaml"
    file.write_text(file.read_text().replace("  - id: nucleus\n", "  - id: nucleus\n    draft: true\n"))
    async with editing(path).run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert editor_screen(pilot).form.draft.id == "nucleus"


async def test_the_page_of_keys_is_there_while_one_types(path: Path) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "f1")
        shown = drawn(pilot)
        assert "begin a new line within a text" in shown
        assert "Write the question into the bank's file" in shown
        assert "ctrl+pagedown  Go on to the next question" in shown
        assert "ctrl+s         Write the question" in shown
        await press(pilot, "f1")
        assert at_hand(pilot) == "q"


async def test_what_is_typed_right_after_enter_goes_to_the_next_text(path: Path) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "ctrl+n")
        for key in ["A", "enter", "B", "enter", "C", "enter", "D"]:
            pilot.app.post_message(Key(key, key if len(key) == 1 else "\r"))
        await settle(pilot)
        draft = editor_screen(pilot).form.draft
        assert (draft.stem, draft.options[0].text, draft.options[0].why, draft.options[1].text) == ("A", "B", "C", "D")


async def test_enter_goes_through_all_texts_and_never_back_up(path: Path) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "ctrl+n")
        pilot.app.screen.query_one("QuestionForm", QuestionForm).focus_part("tags")
        await press(pilot, "=tag enter")
        assert pilot.app.focused is pilot.app.screen.query_one("#id")
        await press(pilot, "=own-id enter")
        assert at_hand(pilot) == ""
        assert pilot.app.screen.query_one("QuestionForm", QuestionForm).draft.id == "own-id"


@pytest.mark.parametrize("size", [(80, 24), (40, 24)])
async def test_a_row_that_is_added_is_in_view(path: Path, size: tuple[int, int]) -> None:
    async with editing(path, "tasks").run_test(size=size) as pilot:
        for _ in range(6):
            await press(pilot, "ctrl+l")
            await settle(pilot)
            focused = pilot.app.focused
            assert focused is not None
            form = pilot.app.screen.query_one("QuestionForm", QuestionForm)
            assert form.region.contains_region(focused.region)


async def test_a_passage_across_a_section_is_quoted_without_its_heading(path: Path) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        await settle(pilot)
        pilot.app.screen.query_one(Quotation).focus()
        await press(pilot, "enter j j shift+down shift+down")
        assert f"“{GAP}”" in drawn(pilot)
        await press(pilot, "enter ctrl+s")
        assert "Saved" in status(pilot)
    neutrophils = "Neutrophils are the first to arrive at a wound."
    assert question(path, "carry").cites == (GAP, "White blood cells defend the body.", neutrophils)


async def test_an_option_is_kept_last_and_let_go_again(path: Path) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        await settle(pilot)
        editor_screen(pilot).form.focus_part("options[1]")
        await press(pilot, "alt+end")
        assert at_hand(pilot) == "options[1]"
        assert "Option B, always last" in drawn(pilot)
        lines = drawn(pilot).splitlines()
        row = next(row for row, line in enumerate(lines) if "Option C" in line)
        await pilot.click(offset=(lines[row].index("last"), row))
        await press(pilot, "f10 f10 ctrl+s")
    saved = question(path, "carry")
    assert isinstance(saved, Choice)
    assert [option.is_pinned for option in saved.options] == [False, True, True]


async def test_a_question_is_deleted_once_the_author_said_so(path: Path) -> None:
    before = (path / "bank.yaml").read_text()
    async with editing(path, "nucleus").run_test(size=WIDE) as pilot:
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, ConfirmationDialog)
        assert "Delete nucleus?" in drawn(pilot)
        await press(pilot, "enter")
        assert (path / "bank.yaml").read_text() == before
        await press(pilot, "f9 y")
        assert "Deleted: nucleus." in status(pilot)
        assert editor_screen(pilot).form.draft.id == "defenders"
    ids = [question.id for question in load(path).bank.questions]
    assert ids == ["carry", "defenders", "tasks"]


async def test_what_is_in_no_file_is_not_deleted(path: Path) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "ctrl+n f9")
        assert editor_screen(pilot).form.draft.id == ""
        assert not editor_screen(pilot).offers("delete")


async def test_a_question_that_was_changed_elsewhere_is_not_deleted_unread(path: Path) -> None:
    file = path / "bank.yaml"
    async with editing(path).run_test(size=WIDE) as pilot:
        await settle(pilot)
        file.write_text("# mine\n" + file.read_text())
        await press(pilot, "f9 y")
        assert "Not deleted." in status_below(pilot)
        await press(pilot, "y f9 y")
        assert "Deleted: carry." in status(pilot)
    assert file.read_text().startswith("# mine\n")
    assert "carry" not in load(path).bank


async def test_what_a_rule_finds_is_left_so_with_a_reason(path: Path) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        await settle(pilot)
        form = editor_screen(pilot).form
        form.focus_part("options[2]")
        await press(pilot, "home ctrl+k =All_of_the_above")
        form.focus_part("options[2]")
        await press(pilot, "f4")
        assert isinstance(pilot.app.screen, AllowanceDialog)
        assert "all-of-above" in drawn(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, AllowanceDialog)
        await press(pilot, "=It_is_a_trap. enter")
        assert "all-of-above is switched off for carry." in status(pilot)
        assert "all-of-above" not in {rule for rules in told(pilot).values() for rule in rules}
        assert "● not saved" in drawn(pilot)
        await press(pilot, "ctrl+s")
        assert "Saved" in status(pilot)
    loaded = load(path)
    assert loaded.exemptions.of_question["carry"] == {"all-of-above": "It is a trap."}
    assert loaded.bank.question("nucleus").why == "Red blood cells lack a nucleus."


async def test_of_several_findings_one_is_picked_that_at_hand_first(path: Path) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        await settle(pilot)
        form = editor_screen(pilot).form
        form.focus_part("why")
        await press(pilot, "home ctrl+k")
        form.focus_part("options[2]")
        await press(pilot, "home ctrl+k =All_of_the_above")
        rules = [remark.rule for remark in form.found]
        assert rules[0] == "all-of-above"
        assert "missing-why" in rules
        await press(pilot, "f4 escape")
        assert "● not saved" in drawn(pilot)
        downs = "down " * list(dict.fromkeys(rules)).index("missing-why")
        await press(pilot, f"f4 shift+tab {downs}space tab =So_be_it. enter")
    assert load(path).exemptions.of_question["carry"] == {"missing-why": "So be it."}


async def test_before_a_question_is_in_a_file_nothing_is_allowed_for_it(path: Path) -> None:
    async with editing(path).run_test(size=WIDE) as pilot:
        await press(pilot, "ctrl+n =Why? enter =A enter enter =B enter enter f8")
        form = editor_screen(pilot).form
        form.focus_part("options[2]")
        await press(pilot, "f8 f4")
        assert "Save the question first" in status(pilot)


async def test_the_terminals_cursor_follows_the_focus(path: Path) -> None:
    async with editing(path).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for _ in range(24):
            await pilot.press("tab")
            await settle(pilot)
            focused = pilot.app.focused
            assert focused is not None
            assert focused.region.contains_point(pilot.app.cursor_position), focused
        await press(pilot, "ctrl+o escape")
        focused = pilot.app.focused
        assert focused is not None
        assert focused.region.contains_point(pilot.app.cursor_position), focused
