"""The lines of the board on which prompts get their partners."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from quiz.tui.widgets.board_drawing import BoardDrawing
from tests.tui.pads import ARMS, straight


def drawing(
    prompt: int = 0,
    choice: int | None = None,
    partners: tuple[int | None, ...] = (None, None, None),
    struck: frozenset[int] = frozenset(),
) -> BoardDrawing:
    return BoardDrawing(
        matching=ARMS, order=straight(3, 3), partners=partners, struck=struck, prompt=prompt, choice=choice
    )


PLACES = st.integers(0, 2)


@given(
    st.integers(20, 160),
    PLACES,
    st.none() | PLACES,
    st.tuples(*[st.none() | PLACES] * 3),
    st.frozensets(PLACES),
    st.integers(1, 40),
)
def test_at_any_width_every_line_fits_and_what_is_at_hand_is_among_them(
    width: int,
    prompt: int,
    choice: int | None,
    partners: tuple[int | None, ...],
    struck: frozenset[int],
    height: int,
) -> None:
    it = drawing(prompt, choice, partners, struck)
    lines = it.lines(width)
    assert all(line.cell_length <= width for line in lines)
    column, line = it.cursor(width)
    at_hand = it.at_hand(width, height)
    assert line in at_hand
    assert at_hand.stop <= len(lines)
    wanted = ARMS.choices[choice] if choice is not None else ARMS.pairs[prompt].prompt
    assert wanted.split()[0] in lines[line].plain[column:]


@pytest.mark.parametrize(("choice", "height", "at_hand"), [(None, 9, range(2)), (2, 9, range(6)), (2, 3, range(4, 6))])
def test_the_choice_is_seen_with_its_prompt_where_both_fit(choice: int | None, height: int, at_hand: range) -> None:
    assert drawing(choice=choice).at_hand(80, height) == at_hand
