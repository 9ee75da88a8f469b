"""An exam on the screen: what the learner does, what is kept, what the clock does, what is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from textual import events
from textual.app import App
from textual.pilot import Pilot

from quiz.core.answers import Chosen, Matched
from quiz.core.bank import Bank, catalogue_of
from quiz.core.certainty import Certainty
from quiz.core.exams.blueprint import Blueprint, Part, spread
from quiz.core.exams.exam import Exam
from quiz.core.exams.map import map_of
from quiz.core.exams.terms import Terms, faults_of
from quiz.core.marking import Rule
from quiz.desk import invigilation
from quiz.desk.desk import Desk
from quiz.errors import HistoryError
from quiz.store.exams import Exams
from quiz.tui import themes
from quiz.tui.app import QuizApp
from quiz.tui.dialogs.exam_setup import ExamSetupDialog
from quiz.tui.dialogs.keys import KeysDialog
from quiz.tui.dialogs.question_map import QuestionMapDialog
from quiz.tui.screens.exam_result import ExamResultScreen
from quiz.tui.widgets.certainty_bar import CertaintyBar
from tests.tui.desks import BANKS, NOON, Clock, drawn, press, settle
from tests.tui.exams import SEED, ExamApp, desk_with, keys_to_be_right, seen, sit

SIZE = (80, 24)
Sit = Callable[..., ExamApp]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sat(tmp_path: Path, clock: Clock) -> Sit:
    """Begins an exam of the small bank."""
    return lambda **terms: sit(desk_with(tmp_path, clock), **terms)


def on_disk(app: ExamApp) -> Exam:
    exam = app.desk.history.exams.exam(app.exam.plan.id)
    assert exam is not None
    return exam


def held(app: ExamApp) -> dict[str, object]:
    """The answers that the exam on the disk holds, by question."""
    exam = on_disk(app)
    sheets = zip(exam.plan.questions, exam.sheets, strict=True)
    return {id: sheet.answer_to(app.bank.question(id)) for id, sheet in sheets if sheet.given}


async def burst(app: ExamApp, pilot: Pilot[int], keys: str) -> None:
    """Sends the keys as a slow line delivers them: all at once, before the first is dealt with."""
    for key in keys.split():
        app.post_message(events.Key(key, key if len(key) == 1 else None))
    for _ in range(8):
        await settle(pilot)


async def test_a_whole_exam_by_keys(sat: Sit) -> None:
    app = sat()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        for _ in range(4):
            await press(pilot, [*keys_to_be_right(app), "enter"])
        assert "This is the last question: o shows what is open, z hands in." in seen(app)
        await press(pilot, "z")
        assert "Every question is answered." in seen(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ExamResultScreen)
        text = seen(app)
        assert "✓ Passed  4.00 of 4  100 %" in text
    assert [attempt.fraction for attempt in app.desk.history.attempts()] == [1.0] * 4
    assert app.left == [on_disk(app)]


# The order is: carry (a b c), tasks (1 2 3 with a b c d), nucleus (a b), defenders (several of a b c d).
@pytest.mark.parametrize(
    ("keys", "answered", "position"),
    [
        ("c b", ["carry"], 0),
        ("down space", ["carry"], 0),
        ("enter", [], 1),
        ("c enter", ["carry"], 1),
        ("n n n n n p", [], 2),
        ("n right space", ["tasks"], 1),
        ("n a backspace backspace", [], 1),
        ("n a b u", [], 1),
        ("c o down enter", ["carry"], 1),
        ("o end enter a", ["defenders"], 3),
        ("o u enter", [], 1),
        ("c o escape n", ["carry"], 1),
        ("c z escape n", ["carry"], 1),
        ("c q escape n", ["carry"], 1),
    ],
)
async def test_keys_answer_and_turn(keys: str, answered: list[str], position: int, sat: Sit) -> None:
    app = sat()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, keys)
        assert list(held(app)) == answered
        assert on_disk(app).position == position
        assert app.exam_screen.exam == on_disk(app)


@pytest.mark.parametrize(
    ("keys", "answered", "position"),
    [
        ("3 n", ["carry"], 1),
        ("c enter a b", ["carry", "tasks"], 1),
        ("n n n b d n p p", ["defenders"], 1),
        ("n n n b b", [], 3),
        ("p p", [], 0),
        ("c u", [], 0),
        ("c n p u n", [], 1),
        ("c x c", [], 0),
        ("c x x c", ["carry"], 0),
        ("x n", [], 1),
        ("x c n n n a p p p", ["defenders"], 0),
        ("m m c m n m", ["carry"], 1),
    ],
)
async def test_keys_that_come_at_once_are_dealt_with_in_their_order(
    keys: str, answered: list[str], position: int, sat: Sit
) -> None:
    app = sat()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await burst(app, pilot, keys)
        assert list(held(app)) == answered
        assert on_disk(app).position == position
        assert app.exam_screen.exam == on_disk(app)


async def test_what_was_answered_is_shown_when_one_comes_back_to_it(sat: Sit) -> None:
    app = sat()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c n a b n n b d x a p p p")
        assert "C (•) Oxygen" in seen(app)
        await press(pilot, "n")
        assert "1 [A]" in seen(app)
        assert "3 [ ]" in seen(app)
        await press(pilot, "n n")
        assert "A [–] Red" in seen(app)
        assert "B [x]" in seen(app)
    tasks = held(app)["tasks"]
    assert isinstance(tasks, Matched)
    assert tasks.choices.count(None) == 1


async def test_each_key_is_on_disk_before_the_screen_goes_on(sat: Sit) -> None:
    app = sat()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        for key in ("c", "m", "x", "a", "n", "a", "p", "u", "m"):
            await press(pilot, key)
            assert app.exam_screen.exam == on_disk(app)


@pytest.mark.parametrize("keys", ["c m n a x d", "n n b", "m n m", ""])
async def test_a_program_that_was_killed_goes_on_where_it_was(
    keys: str, tmp_path: Path, clock: Clock, sat: Sit
) -> None:
    app = sat()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, keys)
        before = seen(app)
    clock.go_on(61)
    desk = desk_with(tmp_path, clock)
    (exam,) = desk.history.exams.unfinished()
    again = ExamApp(desk, app.bank, invigilation.come_back(desk, app.bank, exam))
    async with again.run_test(size=SIZE) as pilot:
        await settle(pilot)
        after = seen(again)
        assert "18:59 left" in after
        # The highlighted line is not kept, and neither is what is asked of the learner just now.
        assert [line.replace("▸", " ") for line in after.split("\n")][1:4] == [
            line.replace("▸", " ") for line in before.split("\n")
        ][1:4]
    assert held(again) == held(app)


async def test_flags_and_answers_are_in_the_strip(sat: Sit) -> None:
    app = sat()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c m n n m n b")
        strip = seen(app).split("\n")[1]
        assert strip.split()[:2] == ["4/4", "⚑○⚐●"]
        assert strip.endswith("2 answered")
        await press(pilot, "o")
        assert "2 answered, 2 unanswered, 2 flagged" in seen(app)
        await press(pilot, "home enter m")
        assert seen(app).split("\n")[1].split()[1] == "●○⚐●"


async def test_what_is_open_is_named_before_the_end_and_enter_goes_back(sat: Sit) -> None:
    app = sat(with_certainty=True)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c n a m z")
        text = seen(app)
        assert "2 questions are unanswered: 3 and 4." in text
        assert "1 question is matched in part: 2." in text
        assert "2 questions are answered without a certainty, which counts as low: 1 and 2." in " ".join(
            text.replace("│", " ").split()
        )
        assert "1 question is flagged: 2." in text
        await press(pilot, "enter")
        assert app.exam_screen.exam.is_running
        await press(pilot, "z shift+tab enter")
        assert isinstance(app.screen, ExamResultScreen)


@pytest.mark.parametrize("keys", ["z enter enter enter", "z n n z"])
async def test_a_key_pressed_twice_hands_nothing_in_that_is_open(keys: str, sat: Sit) -> None:
    app = sat()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await burst(app, pilot, keys)
        assert on_disk(app).is_running


@pytest.mark.parametrize(("keys", "is_running"), [("z y", False), ("z n", True), ("q y", True), ("q n", True)])
async def test_what_cannot_be_taken_back_is_answered_with_y_or_n(keys: str, is_running: bool, sat: Sit) -> None:
    app = sat()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, keys)
        assert on_disk(app).is_running is is_running
        assert bool(app.left) is keys.endswith("y")


@pytest.mark.parametrize(
    ("keys", "said"),
    [("question_mark", "Go on to the next question"), ("o question_mark", "Find the next unanswered question")],
)
async def test_the_keys_of_the_screen_and_of_the_map_can_be_asked_for(keys: str, said: str, tmp_path: Path) -> None:
    app = sat_in_the_app(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, keys)
        assert isinstance(app.screen, KeysDialog)
        await press(pilot, "end")
        assert said in drawn(app)
        await press(pilot, "escape")
        assert not isinstance(app.screen, KeysDialog)


# The end of the program


def sat_in_the_app(folder: Path) -> QuizApp:
    """The whole program as the command line opens it, in a new exam of the small bank."""
    begun = sit(desk_with(folder, Clock()))
    return QuizApp(begun.desk, exam=(begun.bank, begun.exam))


@pytest.mark.parametrize("before", ["", "o", "z"])
async def test_whoever_ends_the_program_reads_that_the_clock_runs_on(before: str, tmp_path: Path) -> None:
    app = sat_in_the_app(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, f"c {before} ctrl+q")
        text = " ".join(drawn(app).replace("│", " ").split())
        assert "Quit, and leave the exam?" in text
        assert "the clock runs on: in 20 minutes the exam is handed in as it is" in text
        await press(pilot, "n")
        assert app.is_running
        await press(pilot, "ctrl+q y")
        assert not app.is_running
    (exam,) = app.desk.history.exams.unfinished()
    assert exam.is_running


async def test_who_asks_twice_for_the_end_of_the_program_has_it(tmp_path: Path) -> None:
    app = sat_in_the_app(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+q ctrl+q")
        assert not app.is_running


# Around the exam


async def test_an_exam_that_was_left_is_on_the_list_of_banks_and_goes_on_from_there(tmp_path: Path) -> None:
    begun = sit(desk_with(tmp_path, Clock()))
    app = QuizApp(begun.desk)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert "mock exam left: 0 of 4 answered, 20 minutes left, x goes on" in drawn(app)
        await press(pilot, "x c q y")
        assert "mock exam left: 1 of 4 answered, 20 minutes left, x goes on" in drawn(app)
        await press(pilot, "x z y q")
        assert "mock exam left" not in drawn(app)


async def test_a_question_without_an_answer_is_no_wrong_one(tmp_path: Path) -> None:
    app = sat_in_the_app(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "c n z y")
        assert "○ 2 Match each cell with its task." in drawn(app).replace("\u00a0", " ")
        await press(pilot, "enter")
        text = drawn(app)
        assert "2/4 ✓▸··" in text
        assert "○ Not answered" in text
        assert "Wrong" not in text
        await press(pilot, "p")
        assert "✓ Right" in drawn(app)


# Certainty


async def test_certainty_rises_and_falls_with_the_keys_once_there_is_an_answer(sat: Sit) -> None:
    app = sat(with_certainty=True)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "plus")
        assert "Answer first, then say how sure you are." in seen(app)
        levels = []
        await press(pilot, "c")
        for key in ("plus", "equals_sign", "plus", "minus", "minus", "minus", "minus"):
            await press(pilot, key)
            levels.append(on_disk(app).sheets[0].certainty)
        assert levels == [
            *(Certainty.MIDDLE, Certainty.HIGH, Certainty.HIGH),
            *(Certainty.MIDDLE, Certainty.LOW, Certainty.GUESS, Certainty.GUESS),
        ]
        assert "[guess]" in seen(app)
        await press(pilot, "b")
        assert on_disk(app).sheets[0].certainty is Certainty.GUESS


async def test_a_click_says_how_sure(sat: Sit) -> None:
    app = sat(with_certainty=True)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c")
        bar = app.screen.query_one(CertaintyBar)
        await pilot.click(CertaintyBar, offset=(bar.render_line(0).text.index("high") + 1, 0))
        await settle(pilot)
        assert on_disk(app).sheets[0].certainty is Certainty.HIGH


async def test_certainty_is_not_asked_where_the_terms_do_not(sat: Sit) -> None:
    app = sat()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c plus")
        assert "How sure?" not in seen(app)
        assert on_disk(app).sheets[0].certainty is None


# The clock


async def test_the_time_left_is_shown(sat: Sit, clock: Clock) -> None:
    app = sat(minutes=90)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        clock.go_on(61.2)
        app.exam_screen.look_at_the_clock()
        await settle(pilot)
        assert seen(app).split("\n")[0].endswith("1:28:59 left")


async def test_warnings_come_in_time_and_leave_a_sign(sat: Sit, clock: Clock) -> None:
    app = sat(minutes=15)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        warned = []
        for _ in range(15):
            clock.go_on(59)
            app.exam_screen.look_at_the_clock()
            await settle(pilot)
            text = seen(app)
            warned += [line.strip() for line in text.split("\n") if line.strip().startswith("! ")]
            await press(pilot, "down")
            app.exam_screen._say_how()
        assert warned == ["! 7 minutes 30 seconds left.", "! 5 minutes left.", "! 1 minute left."]
        assert "! 0:15 left" in seen(app)


@pytest.mark.parametrize("keys", ["", "c", "o", "z", "q", "ctrl+p", "n n x"])
async def test_when_the_time_is_up_the_exam_is_handed_in_whatever_is_open(keys: str, sat: Sit, clock: Clock) -> None:
    app = sat()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = app.exam_screen
        await press(pilot, keys)
        clock.go_on(20 * 60 + 5)
        screen.look_at_the_clock()
        for _ in range(3):
            await settle(pilot)
        assert isinstance(app.screen, ExamResultScreen)
        assert "handed in when the time was up" in seen(app)
        screen.look_at_the_clock()
    done = on_disk(app)
    assert done.handed_in is not None
    assert done.handed_in.at == NOON + timedelta(minutes=20)
    assert app.left == [done]


@pytest.mark.parametrize("key", ["a", "n", "m", "enter", "u", "z", "q"])
async def test_a_key_pressed_after_the_end_ends_the_exam_and_does_nothing_else(
    key: str, sat: Sit, clock: Clock
) -> None:
    app = sat()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c")
        before, exam_screen = on_disk(app), app.exam_screen
        clock.go_on(20 * 60)
        await press(pilot, key)
        if key in {"z", "q"}:  # which only ask; the clock sees to the rest
            exam_screen.look_at_the_clock()
            await settle(pilot)
        assert isinstance(app.screen, ExamResultScreen)
    assert [sheet.given for sheet in on_disk(app).sheets] == [sheet.given for sheet in before.sheets]
    assert [sheet.is_flagged for sheet in on_disk(app).sheets] == [False] * 4


@pytest.mark.parametrize("seconds_each", [None, 30])
@pytest.mark.parametrize("width", [40, 80])
async def test_the_title_is_whole_beside_the_clocks(seconds_each: float | None, width: int, sat: Sit) -> None:
    app = sat(seconds_each=seconds_each)
    async with app.run_test(size=(width, 24)) as pilot:
        await settle(pilot)
        head = " ".join(seen(app).split("\n")[:2])
        assert "Cells of the blood" in head
        assert "20:00 left" in head
        assert ("0:30 for this one" in head) is (seconds_each is not None)


async def test_a_question_whose_time_is_used_up_is_locked(sat: Sit, clock: Clock) -> None:
    app = sat(seconds_each=30)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c")
        assert "0:30 for this one, 20:00 left" in seen(app)
        clock.go_on(31)
        app.exam_screen.look_at_the_clock()
        await settle(pilot)
        assert "The time for this question is up: its answer stays as it is." in seen(app)
        await press(pilot, "a down space u x b")
        assert held(app) == {"carry": Chosen(frozenset({0}))}
        await press(pilot, "enter a")
        assert on_disk(app).position == 1
        assert "tasks" in held(app)
        await press(pilot, "p b")
        assert held(app)["carry"] == Chosen(frozenset({0}))


async def test_whoever_leaves_reads_what_the_clock_does_and_leaves(sat: Sit, clock: Clock) -> None:
    app = sat()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c")
        clock.go_on(60)
        await press(pilot, "q")
        text = " ".join(seen(app).replace("│", " ").split())
        assert "the clock runs on: in 19 minutes the exam is handed in as it is" in text
        await press(pilot, "enter")
        assert app.exam_screen.is_current
        await press(pilot, "q shift+tab enter")
        assert app.left == [None]
    assert on_disk(app).is_running


async def test_a_clock_that_pauses_has_counted_until_the_learner_left(sat: Sit, clock: Clock) -> None:
    app = sat(pauses=True)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c")
        clock.go_on(60)
        await press(pilot, "q enter")
        assert app.left == [None]
    clock.go_on(10_000)
    exam = invigilation.come_back(app.desk, app.bank, on_disk(app))
    assert exam.remaining(clock.now()) == timedelta(minutes=19)


# What goes wrong


async def test_what_cannot_be_kept_is_taken_back_and_said(sat: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    app = sat()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c")

        def fail(*_: object) -> None:
            raise HistoryError("The disk is full.")

        with monkeypatch.context() as patch:
            patch.setattr(Exams, "keep", fail)
            await press(pilot, "b")
            assert "Not saved. The disk is full." in seen(app)
            assert "C (•) Oxygen" in seen(app)
            await press(pilot, "m n")
            assert app.exam_screen.exam == on_disk(app)
            assert "1/4 ●" in seen(app)
            patch.setattr(Exams, "hand_in", fail)
            app.exam_screen._end()
            await settle(pilot)
            assert "Not handed in. The disk is full." in seen(app)
        await press(pilot, "b n")
        assert on_disk(app).position == 1


async def test_a_question_that_the_bank_no_longer_has_is_passed_over(sat: Sit) -> None:
    app = sat()
    whole = app.bank
    questions = tuple(question for question in whole.questions if question.id != "tasks")
    app.bank = Bank(
        id=whole.id,
        title=whole.title,
        language=whole.language,
        license="",
        topics=whole.topics,
        questions=questions,
        catalogue=catalogue_of(questions, tuple(whole.topics)),
    )
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "n")
        assert "The bank no longer has this question: it counts nowhere." in seen(app)
        await press(pilot, "a x u space m o escape enter a z shift+tab enter")
        assert list(held(app)) == ["nucleus"]
        assert isinstance(app.screen, ExamResultScreen)
        text = seen(app)
        assert "1 question has another key now, or left the bank, and counts nowhere." in text
        assert "≠" in text


async def test_text_that_is_hard_to_draw_is_drawn(tmp_path: Path, clock: Clock) -> None:
    app = sit(desk_with(tmp_path, clock, banks=BANKS / "hard"), count=3)
    async with app.run_test(size=(40, 24)) as pilot:
        for _ in range(3):
            await press(pilot, "o escape n")
        await press(pilot, "z escape q escape")
        assert app.exam_screen.exam.position == 2


# The map


@pytest.mark.parametrize(
    ("keys", "expected"),
    [("down down enter", 2), ("end enter", 3), ("escape", None), ("o", None), ("u enter", 2), ("u u u enter", 2)],
)
async def test_the_map_gives_the_place_to_go_to(keys: str, expected: int | None, sat: Sit) -> None:
    app = sat()
    given: list[int | None] = []
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c n a p")
        places = map_of(on_disk(app), app.desk.now())
        app.push_screen(QuestionMapDialog(places, [f"stem {place.question}" for place in places]), given.append)
        await settle(pilot)
        await press(pilot, keys)
    assert given == [expected]


# The terms


async def terms_of(desk: Desk, keys: str, size: tuple[int, int] = SIZE) -> Terms | None:
    """What the dialog gives for the small bank when these keys are pressed."""
    given: list[Terms | None] = []
    (bank,) = desk.usable_banks()
    app: App[int] = App()
    for theme in (themes.DARK, themes.LIGHT):
        app.register_theme(theme)
    async with app.run_test(size=size) as pilot:
        app.theme = "quiz-dark"
        app.push_screen(ExamSetupDialog(bank, desk.settings, SEED), given.append)
        await settle(pilot)
        await press(pilot, keys)
    assert len(given) == 1
    return given[0]


@pytest.mark.parametrize(
    ("keys", "changed"),
    [
        ("enter", {}),
        ("down space enter", {}),  # the time: 10 minutes, as it is already
        ("down down space enter", {"minutes": 15}),
        ("down " * 9 + "space enter", {"minutes": None}),
        ("down " * 10 + "space enter", {"blueprint": Blueprint((Part("white", 2),))}),
        ("down " * 11 + "space enter", {"blueprint": Blueprint((Part("red", 2),))}),
        ("down " * 12 + "space enter", {"pass_share": 0.5}),
        ("down " * 16 + "space enter", {"rule": Rule.OU}),
        ("down " * 17 + "space enter", {"rule": Rule.FALSE2}),
        ("down " * 19 + "space enter", {"with_certainty": True}),
        ("down " * 21 + "space enter", {"seconds_each": 30}),
        ("down " * 27 + "space enter", {"extra_time": 1.25}),
    ],
)
async def test_the_dialog_gives_the_terms(keys: str, changed: dict[str, object], tmp_path: Path, clock: Clock) -> None:
    desk = desk_with(tmp_path, clock)
    (bank,) = desk.usable_banks()
    usual = Terms(spread(bank, 4, SEED), minutes=10, rule=desk.settings.rule)
    terms = await terms_of(desk, keys)
    assert terms == replace(usual, **changed)  # type: ignore[arg-type]
    assert faults_of(terms) == ()


async def test_the_dialog_gives_nothing_where_no_exam_is_wanted(tmp_path: Path, clock: Clock) -> None:
    assert await terms_of(desk_with(tmp_path, clock), "escape") is None


async def test_an_exam_without_a_topic_does_not_begin(tmp_path: Path, clock: Clock) -> None:
    without = "down " * 10 + "space down space enter "
    assert await terms_of(desk_with(tmp_path, clock), without + "escape") is None
    terms = await terms_of(desk_with(tmp_path, clock), without + "space enter")
    assert terms
    assert terms.blueprint == Blueprint((Part("white", 2),))


# The result


async def handed_in(app: ExamApp, pilot: Pilot[int], keys: str) -> None:
    await press(pilot, keys)
    await press(pilot, "z shift+tab enter")
    assert isinstance(app.screen, ExamResultScreen)


async def test_the_result_gives_the_question_to_look_at(sat: Sit) -> None:
    app = sat()
    async with app.run_test(size=SIZE) as pilot:
        await handed_in(app, pilot, "c enter n a")
        # What is not wholly right comes first: tasks, nucleus, defenders; then carry.
        await press(pilot, "down enter")
        assert app.looks == ["nucleus"]


async def test_the_result_comes_back_to_the_question_that_was_looked_at(sat: Sit) -> None:
    app = sat()
    async with app.run_test(size=SIZE) as pilot:
        await handed_in(app, pilot, "c enter")
        await press(pilot, "q")
        assert app.looks == [None]
        exam = on_disk(app)
        sittings = invigilation.sittings_of(app.desk, app.bank)
        app.push_screen(ExamResultScreen(app.bank, exam, sittings, app.desk, at="defenders"), app.looks.append)
        await settle(pilot)
        await press(pilot, "enter")
        assert app.looks == [None, "defenders"]


async def test_each_question_has_its_mark_time_and_certainty(sat: Sit, clock: Clock) -> None:
    app = sat(with_certainty=True)
    async with app.run_test(size=(120, 60)) as pilot:
        await press(pilot, "c plus")
        clock.go_on(65)
        await handed_in(app, pilot, "enter")
        text = seen(app).replace("\u00a0", " ")
        assert "✓ 1 What do red blood cells carry?  1.00  in 1:05  certainty middle" in text
        assert "○ 2 Match each cell with its task.  0.00  in 0:00" in text
        assert "Middle: 1 of 1 wholly right" in text
        assert "✗ Not passed  1.00 of 4  25 %  60 % passes" in text


async def test_exams_of_the_bank_are_compared(tmp_path: Path, clock: Clock) -> None:
    app = sit(desk_with(tmp_path, clock))
    async with app.run_test(size=SIZE) as pilot:
        await handed_in(app, pilot, "")
        assert "Your exams of this bank" not in seen(app)
    clock.go_on(86_400)
    app = sit(desk_with(tmp_path, clock))
    async with app.run_test(size=(120, 60)) as pilot:
        await handed_in(app, pilot, "c")
        text = seen(app)
        assert "Your exams of this bank" in text
        assert "25 %, not passed, 25 percentage points more than before" in text
