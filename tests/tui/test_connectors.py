from __future__ import annotations

from hypothesis import given, strategies as st

from quiz.tui.widgets.connectors import Link, draw


def drawn(links: list[Link], height: int, width: int) -> list[str]:
    return ["".join(cell.glyph for cell in row) for row in draw(links, height, width)]


def test_a_level_link_is_a_straight_line() -> None:
    assert drawn([Link(1, 1, 0)], 3, 5) == ["     ", "─────", "     "]


def test_a_link_that_ends_in_a_row_turns_after_the_one_that_begins_there() -> None:
    assert drawn([Link(0, 1, 0), Link(1, 2, 1)], 3, 8) == ["────╮   ", "──╮ ╰───", "  ╰─────"]


def test_links_to_the_same_row_join() -> None:
    assert drawn([Link(0, 1, 0), Link(2, 1, 1)], 3, 8) == ["──╮     ", "  ╰─┬───", "────╯   "]


def test_links_that_fall_beside_one_another_do_not_cross() -> None:
    rows = drawn([Link(0, 2, 0), Link(1, 3, 1)], 4, 9)
    assert "┼" not in "".join(rows)


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=10, unique_by=lambda pair: pair[0]),
    st.integers(4, 20),
)
def test_every_link_reaches_both_edges(pairs: list[tuple[int, int]], width: int) -> None:
    links = [Link(left, right, name) for name, (left, right) in enumerate(pairs)]
    rows = draw(links, 10, width)
    assert [len(row) for row in rows] == [width] * 10
    for link in links:
        assert rows[link.left][0].name == link.name
        assert rows[link.right][-1].name is not None
    bare = set(range(10)) - {link.left for link in links}
    assert all(rows[row][0].glyph == " " for row in bare)
