"""A session on the screen: what the learner does, what is kept, what is shown."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.message import Message
from textual.messages import InvokeLater
from textual.pilot import Pilot
from textual.screen import Screen

from quiz.core.answers import Answer
from quiz.core.marking import Mark
from quiz.core.questions import Matching
from quiz.core.selection import Selection
from quiz.core.session import Plan, restore
from quiz.errors import HistoryError, RequestError, SettingsError
from quiz.settings import Settings
from quiz.tui.app import First, QuizApp
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.results import ResultsScreen
from quiz.tui.screens.study import StudyScreen
from quiz.tui.widgets.answer_pad import AnswerPad
from quiz.tui.widgets.passage import Passage
from tests.tui.desks import BANKS, SHIPPED, desk_in, drawn, press, right_keys, settle

# With the seed 2 the order is: defenders, nucleus, carry, tasks.


@pytest.fixture
def app(tmp_path: Path) -> QuizApp:
    return QuizApp(desk_in(tmp_path, seed=2))


def kept(app: QuizApp) -> list[tuple[str, float]]:
    """The answers in the history, in the order of answering: question and mark."""
    return [(attempt.question, attempt.fraction) for attempt in app.desk.history.attempts()]


async def test_a_whole_session_by_keys(app: QuizApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        assert "Question" not in drawn(app)
        assert "Which of these cells defend the body?" in drawn(app)
        for _ in range(4):
            await press(pilot, [*right_keys(app), "enter"])
            assert "✓ Right" in drawn(app)
            await press(pilot, "enter")
        assert isinstance(app.screen, ResultsScreen)
        assert "4.00 of 4" in drawn(app)
        assert "Nothing missed" in drawn(app)
    assert sorted(kept(app)) == [("carry", 1.0), ("defenders", 1.0), ("nucleus", 1.0), ("tasks", 1.0)]


async def test_an_answer_is_on_disk_before_its_verdict_is_shown(app: QuizApp, monkeypatch: pytest.MonkeyPatch) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter b d")
        seen: list[int] = []
        show = AnswerPad.show

        def look(pad: AnswerPad, answer: Answer, mark: Mark) -> None:
            seen.append(len(kept(app)))
            show(pad, answer, mark)

        monkeypatch.setattr(AnswerPad, "show", look)
        await press(pilot, "enter")
        assert seen == [1]


async def burst(app: QuizApp, pilot: Pilot[int], keys: str) -> None:
    """Sends the keys as a slow line delivers them: all at once, before the first is dealt with."""
    for key in keys.split():
        app.post_message(events.Key(key, key if len(key) == 1 else None))
    for _ in range(8):
        await settle(pilot)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("b d enter enter enter", [("defenders", 1.0)]),
        ("b d enter n", [("defenders", 1.0)]),
        ("a n", []),
        ("n p b d enter", [("defenders", 1.0)]),
        ("x n", []),
        ("n b enter enter p p b d enter", [("nucleus", 1.0), ("defenders", 1.0)]),
        ("n b enter u u b enter", [("nucleus", 1.0)]),
        ("x b b d enter", [("defenders", 1.0)]),
        ("s u p n n n n n n p q q q", []),
    ],
)
async def test_keys_that_come_at_once_are_dealt_with_in_their_order(
    keys: str, expected: list[tuple[str, float]], app: QuizApp
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        await burst(app, pilot, keys)
        assert kept(app) == expected


@pytest.mark.parametrize(
    ("before", "keys", "screen", "sessions"),
    [
        ("", "enter enter enter", StudyScreen, 1),
        ("o", "enter enter", StudyScreen, 1),
        ("enter m", "enter enter", StudyScreen, 1),
        ("enter m", "escape escape", StudyScreen, 1),
        ("enter question_mark", "escape escape", StudyScreen, 1),
        ("enter b enter enter b enter enter c enter enter a a a enter", "enter enter", ResultsScreen, 1),
        ("enter", "q q q", HomeScreen, 1),
    ],
)
async def test_a_key_pressed_twice_does_not_reach_further_than_once(
    before: str, keys: str, screen: type[Screen[Any]], sessions: int, app: QuizApp
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, before)
        await burst(app, pilot, keys)
        assert (
            isinstance(app.screen, (screen, ResultsScreen)) if screen is StudyScreen else isinstance(app.screen, screen)
        )
        begun = app.desk.history._database.row("SELECT count(*) FROM session")
        assert begun == (sessions,)


async def test_an_answer_begun_and_the_time_spent_outlive_looking_elsewhere(app: QuizApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter b")
        clock = app.desk.now.__self__  # type: ignore[attr-defined]
        clock.go_on(30)
        await press(pilot, "n p")
        assert "B [x] Lymphocytes" in drawn(app)
        clock.go_on(5)
        await press(pilot, "d enter")
        assert [(each.fraction, each.seconds) for each in app.desk.history.attempts()] == [(1.0, 35.0)]


async def test_commands_that_cannot_be_followed_say_why(app: QuizApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter s")
        assert "The passage shows after your answer." in drawn(app)
        await press(pilot, "u")
        assert "There is no answer to take back." in drawn(app)


async def test_a_session_whose_questions_are_gone_is_ended(tmp_path: Path) -> None:
    banks = tmp_path / "banks"
    shutil.copytree(BANKS / "cells", banks / "cells")
    app = QuizApp(desk_in(tmp_path, banks=banks, seed=2))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter b d enter q")
        file = banks / "cells" / "bank.yaml"
        text = file.read_text()
        for name in ("carry", "nucleus", "defenders", "tasks"):
            text = text.replace(f"id: {name}", f"id: {name}-new")
        file.write_text(text)
        await press(pilot, "enter")
        assert isinstance(app.screen, HomeScreen)
        assert app.desk.history.unfinished() == ()


async def test_partly_right_says_how_the_mark_came_about(app: QuizApp) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "enter b a enter")
        text = drawn(app)
    assert "◐ Partly right  1 of 2 right choices, 1 wrong: min(1, 2 - 1) / 2 = 0.50" in text
    assert "✗ A [x] Red blood cells  wrong" in text
    assert "They carry oxygen." in text
    assert "✓ D [ ] Neutrophils  right, not chosen" in text
    assert "White cells defend the body, red ones carry oxygen." in text


async def test_undo_takes_the_answer_back_in_the_history_too(app: QuizApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter a enter enter")
        assert kept(app) == [("defenders", 0.0)]
        await press(pilot, "u")
        assert kept(app) == []
        assert "Which of these cells defend the body?" in drawn(app)
        await press(pilot, "a b d enter")
        assert kept(app) == [("defenders", 1.0)]


async def test_skipped_questions_come_again_before_the_end(app: QuizApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter n n p")
        assert "red blood cells have a nucleus" in drawn(app)
        for _ in range(3):
            await press(pilot, [*right_keys(app), "enter", "enter"])
        assert "Which of these cells defend the body?" in drawn(app)
        await press(pilot, "b d enter enter")
        assert isinstance(app.screen, ResultsScreen)


async def test_previous_shows_the_verdict_again_and_takes_no_other_answer(app: QuizApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter b d enter enter p")
        assert "✓ Right" in drawn(app)
        await press(pilot, "a enter")
        assert kept(app) == [("defenders", 1.0)]
        assert "red blood cells have a nucleus" in drawn(app)


async def test_leaving_keeps_everything_and_home_resumes_at_the_next_question(tmp_path: Path) -> None:
    first = QuizApp(desk_in(tmp_path, seed=2))
    async with first.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter b d enter enter q")
        assert "1 of 4 answered" in drawn(first)
    first.desk.history.close()
    second = QuizApp(desk_in(tmp_path, seed=3))
    async with second.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "1 of 4 answered" in drawn(second)
        await press(pilot, "enter")
        assert "2/4 ✓▸··" in drawn(second)
        assert "red blood cells have a nucleus" in drawn(second)


async def test_missed_questions_are_asked_again_until_none_is_left(app: QuizApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter a enter enter a enter enter c enter enter")
        await press(pilot, [*right_keys(app), "enter", "enter"])
        assert "2 of 4 missed" in drawn(app)
        await press(pilot, "r")
        assert "1/2 ▸·" in drawn(app)
        await press(pilot, [*right_keys(app), "enter", "enter"])
        await press(pilot, [*right_keys(app), "enter", "enter"])
        assert "Nothing missed" in drawn(app)
        await press(pilot, "r")
        assert isinstance(app.screen, ResultsScreen)
        await press(pilot, "q")
        assert "4 of 4  mark 100 %" in drawn(app)


async def test_the_result_leads_back_into_a_missed_question(app: QuizApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter a enter enter a enter enter c enter enter")
        await press(pilot, [*right_keys(app), "enter", "enter", "down", "enter"])
        assert isinstance(app.screen, StudyScreen)
        assert "red blood cells have a nucleus" in drawn(app)
        assert "✗ Wrong" in drawn(app)
        await press(pilot, "u enter")
        assert isinstance(app.screen, ResultsScreen)
    assert len(kept(app)) == 4


async def test_the_passage_is_highlighted_in_its_place_and_toggled_on_a_narrow_screen(app: QuizApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter s")
        assert not app.screen.query_one(Passage).display
        await press(pilot, "b d enter")
        assert not app.screen.query_one(Passage).display
        await press(pilot, "s")
        text = drawn(app)
        assert "▌White blood cells defend the body." in text
        assert "▌• Neutrophils are the first to arrive at a wound." in text
        assert " • Eosinophils fight parasites." in text
        assert "3 passages" in text
        await press(pilot, "s")
        assert "✓ Right" in drawn(app)


async def test_the_passage_stands_beside_the_answer_on_a_wide_screen(app: QuizApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter b d enter")
        text = drawn(app)
        assert "✓ Right" in text
        assert "▌White blood cells defend the body." in text
        await press(pilot, "enter")
        assert not app.screen.query_one(Passage).display


async def test_a_mark_with_a_note_is_kept_and_can_be_removed(app: QuizApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter m")
        await press(pilot, [*"odd", "space", *"stem", "enter"])
        assert [(flag.question, flag.note) for flag in app.desk.history.flags("cells")] == [("defenders", "odd stem")]
        assert "⚑" in drawn(app)
        await press(pilot, "m")
        await pilot.click("#unmark")
        await settle(pilot)
        assert app.desk.history.flags("cells") == ()
        assert "⚑" not in drawn(app)


async def test_striking_out_says_what_it_waits_for(app: QuizApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter x")
        assert "Strike out which one?" in drawn(app)
        await press(pilot, "a")
        assert "Strike out which one?" not in drawn(app)
        assert app.screen.query_one(AnswerPad).answer.options == frozenset()  # type: ignore[union-attr]


@pytest.mark.parametrize("size", [(80, 24), (40, 24)])
async def test_a_session_by_mouse_alone(size: tuple[int, int], app: QuizApp) -> None:
    """Banks, options, pairs and every command are clicked; no key is pressed."""

    async def click(text: str, within: int = 1) -> None:
        # From the foot upwards: the line of commands comes first.
        for row, line in reversed([*enumerate(drawn(app).splitlines())]):
            if text in line:
                await pilot.click(offset=(line.index(text) + within, row))
                return await settle(pilot)
        raise AssertionError(f"{text!r} is not on the screen:\n{drawn(app)}")

    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await click("Cells of the blood")
        for _ in range(4):
            pad = app.screen.query_one(AnswerPad)
            question = pad.question
            if isinstance(question, Matching):
                for pair in question.pairs:
                    await click(f"] {pair.prompt}", within=3)
                    await click(f" {pair.answer}", within=2)
            else:
                for option in question.options:
                    if option.is_key:
                        await click(f") {option.text}" if f") {option.text}" in drawn(app) else f"] {option.text}", 3)
            await click("check")
            assert "✓ Right" in drawn(app)
            await click("go on" if "go on" in drawn(app) else "result")
        await click("leave")
        assert "4 of 4  mark 100 %" in drawn(app)


async def test_keys_can_be_remapped(tmp_path: Path) -> None:
    app = QuizApp(desk_in(tmp_path, seed=2, settings=Settings(keys={"study.passage": "v", "study.submit": "ctrl+s"})))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter b d enter")
        assert kept(app) == []
        await press(pilot, "ctrl+s s")
        assert kept(app) == [("defenders", 1.0)]
        assert not app.screen.query_one(Passage).display
        assert "v passage" in drawn(app)
        await press(pilot, "v")
        assert app.screen.query_one(Passage).display


@pytest.mark.parametrize(("before", "said"), [("o", "Study what is marked"), ("x", "Begin the exam")])
async def test_a_dialog_with_marks_has_a_page_of_keys_and_a_palette(before: str, said: str, app: QuizApp) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        await press(pilot, f"{before} question_mark")
        assert "mark what is highlighted" in drawn(app)
        assert said in drawn(app)
        await press(pilot, "escape")
        assert {"Start", "Cancel", "Keys"} <= {command.title for command in app.get_system_commands(app.screen)}
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_home_says_what_a_review_asks_that_is_new(app: QuizApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "What do you want to know whether you know? r asks 7 new questions." in drawn(app)


async def test_the_keys_page_and_the_palette_offer_every_command(app: QuizApp) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "enter question_mark")
        assert "Take the latest answer back" in drawn(app)
        await press(pilot, "escape")
        offered = {command.title for command in app.get_system_commands(app.screen)}
        assert {"Submit and go on", "Mark for later", "Leave", "Keys", "Light or dark"} <= offered
        assert "Undo" not in offered


async def test_the_theme_is_kept(app: QuizApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter t")
        assert app.theme == "quiz-light"
    assert 'theme = "light"' in app.desk.settings_path.read_text()


async def test_a_session_can_be_played_again_from_what_is_kept(app: QuizApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter b d enter enter a enter enter q")
        (saved,) = app.desk.history.unfinished("cells")
        bank = app.desk.library.open("cells")
        session = restore(saved.plan, bank, app.desk.history.answers(saved.plan.id))
    assert session.plan.questions == ("defenders", "nucleus", "carry", "tasks")
    assert [each.mark.fraction for each in session.answered] == [1.0, 0.0]
    assert session.current == "carry"


async def test_an_answer_that_cannot_be_kept_stays_open_and_says_so(app: QuizApp) -> None:
    database = app.desk.history._database
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter b d")
        database.row("PRAGMA query_only = ON")
        await press(pilot, "enter")
        assert "Not saved." in drawn(app)
        assert "✓ Right" not in drawn(app)
        database.row("PRAGMA query_only = OFF")
        await press(pilot, "enter")
        assert "✓ Right" in drawn(app)
        assert kept(app) == [("defenders", 1.0)]
        database.row("PRAGMA query_only = ON")
        await press(pilot, "u")
        assert "Not saved." in drawn(app)
        assert kept(app) == [("defenders", 1.0)]


def test_a_theme_that_there_is_not_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"no theme 'blue'.*auto, dark, light"):
        QuizApp(desk_in(tmp_path, settings=Settings(theme="blue")))


async def test_leaving_before_the_first_question_is_painted_ends_nothing_else(app: QuizApp) -> None:
    bank = app.desk.library.open("cells")
    plan = app.desk.begin(bank, Selection())
    assert plan is not None
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(5):
            screen = StudyScreen(bank, app.desk.restored(bank, plan), {}, app.desk)
            await app.push_screen(screen)
            screen.action_leave()
            await settle(pilot)
            assert isinstance(app.screen, HomeScreen)


def begun_with(folder: Path, *, banks: Path = BANKS) -> tuple[QuizApp, Plan]:
    """The app as the command line opens it, in a new session of the small bank, and the session's plan."""
    desk = desk_in(folder, banks=banks, seed=2)
    bank = desk.library.open("cells")
    plan = desk.begin(bank, Selection())
    assert plan
    return QuizApp(desk, First(bank, desk.taken_up(bank, plan))), plan


async def test_a_session_of_the_command_line_is_left_for_good(tmp_path: Path) -> None:
    app, plan = begun_with(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Which of these cells defend the body?" in drawn(app)
        await press(pilot, "b d enter q")
        assert not app.is_running
    assert app.return_value == 0
    assert kept(app) == [("defenders", 1.0)]
    assert [saved.plan.id for saved in app.desk.history.unfinished()] == [plan.id]


async def test_a_session_of_the_command_line_goes_on_with_its_result(tmp_path: Path) -> None:
    app, _ = begun_with(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "a enter enter")
        for _ in range(3):
            await press(pilot, [*right_keys(app), "enter", "enter"])
        assert "1 of 4 missed" in drawn(app)
        await press(pilot, "enter")
        assert "✗ Wrong" in drawn(app)
        await press(pilot, "enter r")
        assert "1/1 ▸" in drawn(app)
        await press(pilot, [*right_keys(app), "enter", "enter"])
        assert "Nothing missed" in drawn(app)
        await press(pilot, "q")
        assert not app.is_running
    assert app.return_value == 0
    assert app.failure is None


async def test_a_session_of_the_command_line_that_is_ended_twice_has_one_result(tmp_path: Path) -> None:
    app, _ = begun_with(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(3):
            await press(pilot, [*right_keys(app), "enter", "enter"])
        await press(pilot, [*right_keys(app), "enter"])
        await burst(app, pilot, "enter q m")
        assert [type(screen) for screen in app.screen_stack] == [StudyScreen, ResultsScreen]


async def test_a_session_of_the_command_line_is_taken_up_where_it_was_left(tmp_path: Path) -> None:
    app, plan = begun_with(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b d enter m")
        await press(pilot, [*"why", "enter", "q"])
    bank = app.desk.library.open("cells")
    again = QuizApp(app.desk, First(bank, app.desk.taken_up(bank, plan)))
    async with again.run_test(size=(80, 24)) as pilot:
        assert "2/4 ✓▸··" in drawn(again)
        await press(pilot, "p")
        assert "1/4 ✓··· ⚑" in drawn(again)


def test_a_session_of_the_command_line_whose_questions_are_gone_is_refused(tmp_path: Path) -> None:
    banks = tmp_path / "banks"
    shutil.copytree(BANKS / "cells", banks / "cells")
    app, plan = begun_with(tmp_path, banks=banks)
    file = banks / "cells" / "bank.yaml"
    text = file.read_text()
    for name in plan.questions:
        text = text.replace(f"id: {name}", f"id: {name}-new")
    file.write_text(text)
    with pytest.raises(RequestError, match="none of that session's questions"):
        app.desk.taken_up(app.desk.library.open("cells"), plan)
    assert app.desk.history.unfinished() == ()


async def test_a_history_that_fails_after_the_result_ends_the_app_with_what_went_wrong(tmp_path: Path) -> None:
    app, _ = begun_with(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "a enter enter")
        for _ in range(3):
            await press(pilot, [*right_keys(app), "enter", "enter"])
        app.desk.history._database.row("PRAGMA query_only = ON")
        await press(pilot, "r")
        assert not app.is_running
    assert isinstance(app.failure, HistoryError)


async def test_the_app_can_end_before_its_first_question_is_painted(tmp_path: Path) -> None:
    app, _ = begun_with(tmp_path)

    def end(message: Message) -> None:
        # What waits for the first paint is queued, and has not come yet.
        if isinstance(message, InvokeLater) and isinstance(app.screen, StudyScreen) and not app.screen.query(Passage):
            app.exit(0)

    async with app.run_test(size=(80, 24), message_hook=end):
        pass
    assert app.return_value == 0


@pytest.mark.parametrize("keys", ["", "down", "down down"])
async def test_the_passage_opens_at_the_quotation_however_the_answer_was_scrolled(keys: str, tmp_path: Path) -> None:
    app = QuizApp(desk_in(tmp_path, banks=SHIPPED, seed=3))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, f"enter a enter enter {keys} s")
        passage = app.screen.query_one(Passage)
        line = passage._text.first_quoted_line()
        assert line > passage.size.height
        assert passage.scroll_y <= line < passage.scroll_y + passage.size.height


async def test_why_an_answer_cannot_be_handed_in_is_said_after_how_one_is_made(app: QuizApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter n n n")
        assert isinstance(app.screen, StudyScreen)
        app.screen.pad.take(0, is_digit=False)
        assert app.screen.pad.hand_in() is None
        await settle(pilot)
        assert "no partner yet. Enter again hands it in as it is." in " ".join(drawn(app).split())


@pytest.mark.parametrize("size", [(80, 24), (40, 24)])
async def test_what_did_not_work_is_told_whole_and_once_however_narrow_the_screen(
    size: tuple[int, int], app: QuizApp
) -> None:
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        for fault in ("keys = 5", "[keys]\nx = 5"):
            app.desk.settings_path.write_text(fault, encoding="utf-8")
            await press(pilot, "t")
        told = " ".join(line.partition("▌")[2].strip() for line in drawn(app).split("\n"))
        assert "marks and separated by commas:" in " ".join(told.split())
        assert '"n,right".' in told
        assert "a table" not in told
