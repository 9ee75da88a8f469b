from __future__ import annotations

import pytest
from textual.pilot import Pilot

from quiz.core.answers import Matched
from quiz.core.marking import mark
from quiz.core.questions import Matching, Pair
from quiz.tui.widgets.matching_board import MatchingBoard
from tests.tui.pads import ARMS, PadApp, straight

EIGHT = Matching(
    id="eight",
    stem="Match each with its own.",
    topic="t",
    pairs=tuple(
        Pair(f"prompt {i} is so long that it is two lines high", f"choice {i} is as long, and two lines high as well")
        for i in range(1, 9)
    ),
)


def board() -> PadApp:
    """Prompts 1 T cells, 2 B cells, 3 NK cells; choices A adaptive, B innate, C digestion."""
    return PadApp(MatchingBoard(ARMS, straight(3, 3)))


def type_keys(app: PadApp, keys: str) -> None:
    for key in keys:
        app.pad.take(int(key) - 1 if key.isdigit() else "abcdefghij".index(key), is_digit=key.isdigit())


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("aab", (0, 0, 1)),
        ("2b", (None, 1, None)),
        ("3b1a", (0, None, 1)),
        ("ab2c", (0, 2, None)),
        ("a1a", (None, None, None)),
        ("aab1c", (2, 0, 1)),
    ],
)
async def test_letters_give_partners_and_digits_take_a_prompt(keys: str, expected: tuple[int | None, ...]) -> None:
    app = board()
    async with app.run_test():
        type_keys(app, keys)
        assert app.pad.answer == Matched(expected)


async def test_arrows_and_enter_match() -> None:
    app = board()
    async with app.run_test() as pilot:
        await pilot.press("down", "right", "down")
        app.hand_in()
        assert app.pad.answer == Matched((None, 1, None))
        await pilot.press("right", "up", "space")
        assert app.pad.answer == Matched((None, 1, 0))


async def test_backspace_clears_the_prompt_at_hand() -> None:
    app = board()
    async with app.run_test() as pilot:
        type_keys(app, "aab2")
        await pilot.press("backspace")
        assert app.pad.answer == Matched((0, None, 1))


async def test_backspace_on_a_blank_prompt_clears_the_one_given_last() -> None:
    app = board()
    async with app.run_test() as pilot:
        type_keys(app, "ab")
        await pilot.press("backspace")
        assert app.pad.answer == Matched((0, None, None))
        await pilot.press("backspace", "backspace")
        assert app.pad.answer == Matched((None, None, None))


async def test_blanks_are_warned_of_once_and_then_handed_in() -> None:
    app = board()
    async with app.run_test() as pilot:
        type_keys(app, "a")
        app.hand_in()
        await pilot.pause()
        assert app.answers == []
        assert app.refusals == ["2 prompts have no partner yet. Enter again hands it in as it is."]
        app.hand_in()
    assert app.answers == [Matched((0, None, None))]


async def test_an_empty_board_cannot_be_handed_in() -> None:
    app = board()
    async with app.run_test() as pilot:
        app.hand_in()
        app.hand_in()
        await pilot.pause()
    assert app.answers == []
    assert app.refusals == ["Match a prompt first."] * 2


async def test_a_struck_choice_loses_its_prompts() -> None:
    app = board()
    async with app.run_test():
        type_keys(app, "aab")
        app.pad.strike()
        type_keys(app, "a")
        assert app.pad.answer == Matched((None, None, 1))


async def click(pilot: Pilot[None], text: str, within: int = 0) -> None:
    """Clicks on the first place where the text is drawn."""
    app = pilot.app
    assert isinstance(app, PadApp)
    for row, line in enumerate(app.text()):
        if text in line:
            await pilot.click(MatchingBoard, offset=(line.index(text) + within, row))
            return
    raise AssertionError(f"{text!r} is not drawn")


@pytest.mark.parametrize("width", [80, 40])
async def test_a_click_on_a_prompt_and_one_on_a_choice_match(width: int) -> None:
    app = board()
    async with app.run_test(size=(width, 24)) as pilot:
        await click(pilot, "NK cells")
        await click(pilot, "Innate")
        assert app.pad.answer == Matched((None, None, 1))
        await click(pilot, "[B]", within=1)
        assert app.pad.answer == Matched((None, None, None))


async def test_lines_join_what_is_matched_and_letters_say_it_too() -> None:
    app = board()
    async with app.run_test(size=(80, 24)):
        type_keys(app, "ba3b")
        first = app.text()[0]
        assert first.startswith("  1 [B] T cells")
        assert "╮" in first or "─" in first
        assert any(line.endswith("Innate immunity ←1 ←3") for line in app.text())


async def test_narrow_screens_stack_prompts_and_choices() -> None:
    app = board()
    async with app.run_test(size=(40, 24)):
        type_keys(app, "a")
        assert app.text() == [
            "  1 [A] T cells",
            "▸ 2 [ ] B cells",
            "  3 [ ] NK cells",
            "─" * app.pad.content_size.width,
            "  A Adaptive immunity ←1",
            "  B Innate immunity",
            "  C Digestion",
        ]


def in_view(app: PadApp) -> str:
    """What is on the screen, as one line."""
    strips = app.screen._compositor.render_strips()
    return " ".join(" ".join(strip.text.rstrip("▁▂▃▄▅▆▇ ") for strip in strips).split())


async def test_of_eight_long_pairs_the_prompt_at_hand_and_the_highlighted_choice_are_in_view_whole() -> None:
    app = PadApp(MatchingBoard(EIGHT, straight(8, 8)))
    async with app.run_test(size=(40, 24)) as pilot:
        for prompt in EIGHT.pairs:
            # Without an answer: each prompt can be read, and the first choices with it.
            assert prompt.prompt in in_view(app)
            assert EIGHT.choices[0] in in_view(app)
            await pilot.press("down")
            await pilot.pause()
        await pilot.press("right")
        for choice in EIGHT.choices:
            await pilot.pause()
            assert choice in in_view(app)
            assert EIGHT.pairs[7].prompt in in_view(app)
            await pilot.press("down")
        assert app.pad.answer == Matched((None,) * 8)


async def test_on_a_narrow_screen_the_choices_of_a_long_board_stand_below_the_prompt_at_hand() -> None:
    app = PadApp(MatchingBoard(EIGHT, straight(8, 8)))
    async with app.run_test(size=(40, 24)) as pilot:
        type_keys(app, "b")
        await pilot.pause()
        rule = "─" * app.pad.content_size.width
        starts = [line.split(" is")[0] for line in app.text() if "prompt" in line or "choice" in line or line == rule]
        assert starts == [
            "  1 [B] prompt 1",
            "▸ 2 [ ] prompt 2",
            rule,
            *(f"  {letter} choice {place}" for place, letter in enumerate("ABCDEFGH", 1)),
            rule,
            *(f"  {place} [ ] prompt {place}" for place in range(3, 9)),
        ]


async def test_a_struck_choice_is_told_by_a_sign_too() -> None:
    app = board()
    async with app.run_test(size=(80, 24)):
        app.pad.strike()
        type_keys(app, "c")
        assert any(line.endswith("C – Digestion") for line in app.text())


async def test_once_marked_each_line_says_right_or_wrong_and_the_right_partner() -> None:
    app = board()
    async with app.run_test(size=(80, 24)):
        type_keys(app, "ac")
        app.pad.show(app.pad.answer, mark(ARMS, app.pad.answer))
        assert [" ".join(line.split()) for line in app.text()] == [
            "✓ 1 T cells ── right ── Adaptive immunity",
            "They learn.",
            "✗ 2 B cells ── wrong ── Digestion",
            "right partner: Adaptive immunity",
            "They learn too.",
            "✗ 3 NK cells ── wrong ── no partner",
            "right partner: Innate immunity",
            "They are born ready.",
            "· Digestion matches no prompt",
            "Not an arm of immunity.",
        ]


@pytest.mark.parametrize("width", [80, 40])
async def test_the_cursor_follows_prompts_and_choices(width: int) -> None:
    app = board()
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.press("down")
        await pilot.pause()
        lines = app.text()
        assert lines[app.cursor_position[1]].startswith("▸ 2")
        await pilot.press("right", "down")
        await pilot.pause()
        column, row = app.cursor_position
        assert app.text()[row][column:].startswith("B Innate")


@pytest.mark.parametrize("width", [80, 40])
async def test_the_cursor_follows_on_a_board_higher_than_the_screen(width: int) -> None:
    app = PadApp(MatchingBoard(EIGHT, straight(8, 8)))
    async with app.run_test(size=(width, 16)) as pilot:

        def at_cursor() -> str:
            column, row = app.cursor_position
            return app.screen._compositor.render_strips()[row].text[column:]

        for number in range(2, 9):
            await pilot.press("down")
            for _ in range(3):  # it is drawn, scrolled, and the cursor placed
                await pilot.pause()
            assert at_cursor().startswith(f"{number} [ ] prompt {number}")
        await pilot.press("right")
        for number in range(2, 9):
            await pilot.press("down")
            for _ in range(3):  # it is drawn, scrolled, and the cursor placed
                await pilot.pause()
            assert at_cursor().startswith(f"{'ABCDEFGH'[number - 1]} choice {number}")
