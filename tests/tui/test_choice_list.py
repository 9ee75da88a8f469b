from __future__ import annotations

import pytest

from quiz.core.answers import Chosen
from quiz.core.marking import Rule, mark
from quiz.core.questions import Choice, Option
from quiz.core.shuffling import Layout
from quiz.tui.widgets.choice_list import ChoiceList
from tests.tui.pads import CELLS, PRODUCERS, PadApp, straight


def chosen(*options: int) -> Chosen:
    return Chosen(frozenset(options))


async def test_a_letter_chooses_and_another_replaces_it_in_a_single_answer() -> None:
    app = PadApp(ChoiceList(PRODUCERS, straight(3)))
    async with app.run_test() as pilot:
        app.pad.take(1, is_digit=False)
        app.pad.take(0, is_digit=True)
        assert app.pad.answer == chosen(0)
        app.hand_in()
        await pilot.pause()
    assert app.answers == [chosen(0)]


async def test_letters_and_space_toggle_where_several_apply() -> None:
    app = PadApp(ChoiceList(CELLS, straight(4)))
    async with app.run_test() as pilot:
        app.pad.take(0, is_digit=False)
        await pilot.press("down", "down", "space", "up", "up", "space")
        assert app.pad.answer == chosen(2)


async def test_handing_in_nothing_chooses_the_highlighted_option_first() -> None:
    app = PadApp(ChoiceList(PRODUCERS, straight(3)))
    async with app.run_test() as pilot:
        await pilot.press("down")
        app.hand_in()
        assert app.pad.answer == chosen(1)
        await pilot.pause()
        assert app.answers == []
        app.hand_in()
    assert app.answers == [chosen(1)]


async def test_the_layout_decides_which_option_a_letter_means() -> None:
    app = PadApp(ChoiceList(PRODUCERS, Layout((2, 0, 1))))
    async with app.run_test():
        app.pad.take(0, is_digit=False)
        assert app.pad.answer == chosen(2)
        assert app.text()[0].endswith("Platelets")


async def test_striking_out_takes_a_choice_back_and_choosing_undoes_the_strike() -> None:
    pad = ChoiceList(CELLS, straight(4))
    app = PadApp(pad)
    async with app.run_test():
        pad.take(1, is_digit=False)
        pad.strike()
        pad.take(1, is_digit=False)
        assert (pad.answer, pad.struck) == (chosen(), frozenset({1}))
        pad.take(1, is_digit=False)
        assert (pad.answer, pad.struck) == (chosen(1), frozenset())


async def test_a_letter_without_an_option_is_refused() -> None:
    app = PadApp(ChoiceList(PRODUCERS, straight(3)))
    async with app.run_test():
        app.pad.take(7, is_digit=False)
    assert app.refusals == ["There are only 3 options."]
    assert app.pad.answer == chosen()


async def test_a_struck_option_is_told_by_a_sign_until_it_is_marked() -> None:
    pad = ChoiceList(CELLS, straight(4))
    app = PadApp(pad)
    async with app.run_test():
        pad.strike()
        pad.take(1, is_digit=False)
        assert app.text()[1] == "▸ B [–] Antibodies"
        pad.take(0, is_digit=False)
        pad.show(pad.answer, mark(CELLS, pad.answer))
        assert "  B [ ] Antibodies" in app.text()


async def test_a_click_chooses_and_a_right_click_strikes_out() -> None:
    pad = ChoiceList(PRODUCERS, straight(3))
    app = PadApp(pad)
    async with app.run_test() as pilot:
        await pilot.click(ChoiceList, offset=(8, 1))
        assert pad.answer == chosen(1)
        await pilot.click(ChoiceList, offset=(8, 2), button=3)
        assert (pad.answer, pad.struck) == (chosen(1), frozenset({2}))


async def test_the_cursor_follows_the_highlighted_option() -> None:
    long = Choice(
        id="long",
        stem="?",
        topic="t",
        options=tuple(Option(f"{word} " * 30, is_key=word == "one") for word in ("one", "two", "three")),
    )
    app = PadApp(ChoiceList(long, straight(3)))
    async with app.run_test(size=(40, 24)) as pilot:
        await pilot.pause()
        assert app.cursor_position == (2, 0)
        await pilot.press("down")
        await pilot.pause()
        width = app.pad.content_size.width
        first = len([line for line in app.pad.lines(width) if "one" in line.plain])
        assert app.cursor_position == (2, first)
        assert first > 1


async def test_each_option_says_what_it_was_in_a_sign_and_a_word_and_explains_itself() -> None:
    app = PadApp(ChoiceList(CELLS, straight(4)))
    async with app.run_test():
        app.pad.take(0, is_digit=False)
        app.pad.take(1, is_digit=False)
        app.pad.show(app.pad.answer, mark(CELLS, app.pad.answer, Rule.OU))
        assert app.text() == [
            "✓ A [x] Macrophages  right",
            "        They are cells.",
            "✗ B [x] Antibodies  wrong",
            "        They are proteins.",
            "✓ C [ ] Neutrophils  right, not chosen",
            "        They are cells too.",
            "  D [ ] Vitamins",
            "        They are small molecules.",
        ]


async def test_once_marked_nothing_can_be_chosen_until_it_is_taken_back() -> None:
    app = PadApp(ChoiceList(PRODUCERS, straight(3)))
    async with app.run_test() as pilot:
        app.pad.take(0, is_digit=False)
        app.pad.show(app.pad.answer, mark(PRODUCERS, app.pad.answer))
        await pilot.press("down", "space")
        await pilot.click(ChoiceList, offset=(8, 2))
        assert app.pad.answer == chosen(0)
        app.pad.begin_again(app.pad.answer)
        await pilot.press("down", "space")
        assert app.pad.answer == chosen(1)


@pytest.mark.parametrize("text", ["[bold]cells[/bold]", "[/]", "[@click=app.quit]x[/]", "[red", "$primary"])
async def test_text_from_a_bank_is_never_markup(text: str) -> None:
    question = Choice(
        id="m", stem="?", topic="t", options=(Option(text, is_key=True, why=text), Option("b", is_key=False))
    )
    app = PadApp(ChoiceList(question, straight(2)))
    async with app.run_test():
        assert app.text()[0].endswith(text)
        app.pad.take(0, is_digit=False)
        app.pad.show(app.pad.answer, mark(question, app.pad.answer))
        assert app.text()[1].endswith(text)
