"""What is drawn on the wall of a room: large letters, the QR code, bars, names, standings."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from ipaddress import IPv4Address
from typing import Any, cast

import pytest
import segno
from hypothesis import given, strategies as st
from textual.content import Content
from textual.geometry import Size

from quiz.core.drills.join_code import ALPHABET
from quiz.live.client.address import Address, address_of
from quiz.live.protocol import HostView, Seated, Standing
from quiz.tui.widgets.big_text import big
from quiz.tui.widgets.distribution_bars import Votes, distribution
from quiz.tui.widgets.lobby import link_of, lobby
from quiz.tui.widgets.outcome import votes_of
from quiz.tui.widgets.qr import qr
from quiz.tui.widgets.seat_names import seat_names
from quiz.tui.widgets.stage import Page, drawn
from quiz.tui.widgets.standings import standings
from tests.tui.drill_views import (
    MATCHING,
    MATCHING_REVEAL,
    NOW,
    REVEAL,
    STANDINGS,
    TOKEN,
    at_own_pace,
    closed,
    host_view,
    questions,
    revealed,
    seats,
    voted_twice,
)

URL = f"HTTP://192.168.0.10:8080/#{TOKEN}"


def plain(lines: list[Content] | None) -> list[str]:
    assert lines is not None
    return [line.plain for line in lines]


@pytest.mark.parametrize("character", [*ALPHABET, *"0123456789:/"])
def test_every_character_of_a_code_and_a_clock_has_a_large_glyph_of_its_own(character: str) -> None:
    assert len(plain(big(character, 20, 7))) == 7
    others = [other for other in ALPHABET if other != character]
    assert all(plain(big(character, 20, 7)) != plain(big(other, 20, 7)) for other in others)


@pytest.mark.parametrize(
    ("width", "height", "lines"), [(70, 7, 7), (69, 7, 4), (35, 4, 4), (34, 40, None), (200, 6, 4), (200, 3, None)]
)
def test_large_letters_are_as_large_as_there_is_room_for(width: int, height: int, lines: int | None) -> None:
    drawn = big("7K2XQ4", width, height)
    assert (drawn and len(drawn)) == lines
    assert all(line.cell_length <= width for line in drawn or [])


@pytest.mark.parametrize("text", ["", "ä", "7K2\x1b"])
def test_what_has_no_glyph_is_not_drawn_large(text: str) -> None:
    assert big(text, 500, 50) is None


def modules(lines: list[str]) -> list[list[bool]]:
    """The dark modules that the half blocks draw."""
    upper = [[cell in "▀█" for cell in line] for line in lines]
    lower = [[cell in "▄█" for cell in line] for line in lines]
    return [row for pair in zip(upper, lower, strict=True) for row in pair]


def test_the_qr_code_is_the_one_of_the_address_with_four_light_modules_around() -> None:
    parts: Any = URL.partition("#")
    matrix = segno.make(parts, error="m", boost_error=False, micro=False).matrix
    side = len(matrix)
    drawn = modules(plain(qr(URL, 60, 30)))
    inner = [row[4 : 4 + side] for row in drawn[4 : 4 + side]]
    assert inner == [[bool(dot) for dot in row] for row in matrix]
    assert not any(any(row) for row in [*drawn[:4], *drawn[4 + side :]])
    assert not any(any(row[:4]) or any(row[4 + side :]) for row in drawn)


def test_with_room_its_modules_are_drawn_larger_and_without_room_it_is_not_drawn() -> None:
    small, large = plain(qr(URL, 60, 30)), plain(qr(URL, 100, 40))
    assert len(large) > len(small)
    assert [[cell == "█" for cell in line[::2]] for line in large] == modules(small)[: len(large)]
    assert all(line[::2] == line[1::2] for line in large)
    assert qr(URL, len(small[0]) - 1, 100) is None
    assert qr(URL, 100, len(small) - 1) is None


def test_where_it_fits_in_no_other_way_it_bears_less_damage() -> None:
    text = URL.replace("8080", "8080/7K2XQ4")
    thorough, slight = plain(qr(text, 60, 30)), plain(qr(text, 40, 30))
    assert (len(thorough[0]), len(slight[0])) == (41, 37)


def test_the_code_is_dark_on_light_whatever_the_theme() -> None:
    lines = qr(URL, 60, 30) or []
    assert {span.style for line in lines for span in line.spans} == {"black on white"}


def test_the_code_says_the_address_and_the_fingerprint() -> None:
    assert link_of(host_view()) == URL
    secure = host_view(addresses=["https://h:1/7K2XQ4"], fingerprint="ab" * 32)
    assert address_of(link_of(secure)) == Address("https://h:1", "", bytes.fromhex("ab" * 32), TOKEN)


ROOM = Size(74, 20)
"""What a terminal of 80 columns and 24 lines has for the wall."""


def drawn_beside(view: HostView, size: Size = ROOM) -> list[Content]:
    """The QR code that is drawn to the right of the words, empty where there is none."""
    spans = [(line, span) for line in lobby(view, size)[: size.height] for span in line.spans]
    return [line[span.start : span.end] for line, span in spans if span.style == "black on white"]


@given(
    st.ip_addresses(v=4),
    st.integers(1, 65535),
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=26, max_size=26),
    st.sampled_from(["", "ab" * 32]),
    st.none() | st.just("42"),
)
def test_the_qr_code_of_any_address_is_beside_the_words_in_the_smallest_terminal(
    host: IPv4Address, port: int, token: str, fingerprint: str, number: str | None
) -> None:
    scheme = "https" if fingerprint else "http"
    view = host_view(
        addresses=[f"{scheme}://{host}:{port}/7K2XQ4"], token=token, fingerprint=fingerprint, number=number
    )
    # A phone has no use for the fingerprint, with which the code would be too large here.
    expected = qr(link_of({**view, "fingerprint": ""}), 37, 20)
    assert plain(drawn_beside(view)) == plain(expected)


def test_where_there_is_room_the_fingerprint_is_in_the_qr_code() -> None:
    view = host_view(addresses=["https://192.168.0.10:8443/7K2XQ4"], fingerprint="ab" * 32)
    assert plain(drawn_beside(view, Size(114, 36))) == plain(qr(link_of(view), 77, 36))


def test_in_a_locked_room_no_way_in_is_on_the_wall() -> None:
    said = "\n".join(plain(lobby(host_view(is_locked=True, number="42"), ROOM)))
    assert "The room is locked" in said
    assert "Ada Lovelace" in said
    code = plain(big("7K2XQ4", 74, 4))[0]
    assert code in "\n".join(plain(lobby(host_view(), ROOM)))
    assert code not in said
    assert not drawn_beside(host_view(is_locked=True))


VOTES = st.builds(
    Votes,
    label=st.sampled_from("ABC1"),
    text=st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=80),
    count=st.integers(0, 2000),
    answered=st.integers(0, 2000),
    is_key=st.none() | st.booleans(),
    before=st.none() | st.tuples(st.integers(0, 100), st.integers(0, 100)),
    why=st.text(st.characters(categories=["L", "N", "Zs"]), max_size=80),
)


@given(st.lists(VOTES, max_size=5), st.integers(30, 150), st.booleans())
def test_bars_are_never_wider_than_the_wall(votes: list[Votes], width: int, is_spacious: bool) -> None:
    lines = distribution(votes, width, is_spacious=is_spacious)
    assert all(line.cell_length <= width for line in lines)


def test_the_key_is_told_by_a_sign_and_a_word_and_only_once_it_is_told() -> None:
    votes = Votes("A", "T cells", 6, 10)
    unknown = "\n".join(plain(distribution([votes], 60)))
    assert "✓" not in unknown
    assert "right" not in unknown
    key = "\n".join(plain(distribution([Votes("A", "T cells", 6, 10, is_key=True)], 60)))
    assert "✓  A  T cells  right" in key
    assert "60 %  6" in key


def test_a_prompt_shows_its_right_partner_and_until_the_reveal_the_one_most_chose() -> None:
    reveal = {**MATCHING_REVEAL, "key": [0, 0, 1]}
    before = votes_of(MATCHING, reveal, is_revealed=False)[0]  # type: ignore[arg-type]
    after = votes_of(MATCHING, reveal, is_revealed=True)[0]  # type: ignore[arg-type]
    assert (before.count, before.note) == (9, "C Adaptive immunity; others: A 1")
    assert (after.count, after.note) == (1, "A Carries oxygen; others: C 9")


def test_of_a_matching_question_that_nobody_answered_no_choice_is_shown_as_chosen() -> None:
    reveal = {**MATCHING_REVEAL, "pairs": [[0, 0, 0]] * 3, "answered": 0}
    rows = votes_of(MATCHING, reveal, is_revealed=False)  # type: ignore[arg-type]
    assert [(row.text, row.count, row.note) for row in rows] == [(prompt, 0, "") for prompt in MATCHING["prompts"]]


WALL = Size(100, 34)


def said_of(view: HostView, page: Page = Page.DRILL) -> str:
    return "\n".join(plain(drawn(view, WALL, None, page, is_hidden=False)))


@pytest.mark.parametrize(
    ("view", "sentence"),
    [
        (closed(), "Closed. 10 answered; 10 are connected."),
        (closed(reveal={**REVEAL, "answered": 0}, connected=5), "Closed. Nobody answered; 5 are connected."),
        (closed(connected=1), "Closed. 10 answered; 1 is connected."),
        (revealed(), "6 of 10 who answered are right (60 %)"),
        (revealed(right=1), "1 of 10 who answered is right (10 %)"),
        (revealed(), "1 of 4 who were sure is wrong"),
        (revealed(sure=1, wrong_of_sure=1), "1 of 1 who were sure is wrong"),
        (revealed(reveal={**REVEAL, "answered": 0}), "Nobody answered."),
        (voted_twice(), "Of the 12 asked each time 3 were right, then 6: +25 percentage points."),
        (host_view(phase="over"), "12 learners, none of 10 questions asked."),
        (host_view(phase="over", questions=questions(1, 1)), "12 learners, 2 of 10 questions asked."),
        (host_view(phase="over", questions=questions(10), joined=1), "1 learner, 10 questions."),
        (host_view(phase="over", is_self_paced=True), "12 learners, 10 questions."),
        (host_view(), "7 K 2 X Q 4"),
    ],
)
def test_a_count_is_told_with_what_it_is_of(view: HostView, sentence: str) -> None:
    assert sentence in said_of(view)


@pytest.mark.parametrize(("sure", "wrong"), [(0, 0), (4, 0)])
def test_where_none_who_was_sure_is_wrong_nothing_is_said_of_them(sure: int, wrong: int) -> None:
    assert "sure" not in said_of(revealed(sure=sure, wrong_of_sure=wrong))


@pytest.mark.parametrize("size", [Size(38, 21), ROOM, Size(114, 36), Size(30, 8)])
def test_the_code_is_in_plain_letters_too(size: Size) -> None:
    assert "\n".join(plain(lobby(host_view(), size))).count("7 K 2 X Q 4") == 1


@pytest.mark.parametrize(("width", "is_advised"), [(149, False), (150, True)])
def test_where_the_letters_are_small_the_host_is_advised_to_enlarge_them(width: int, is_advised: bool) -> None:
    for view in (host_view(), host_view(is_locked=True)):
        said = " ".join(" ".join(plain(lobby(view, Size(width, 54)))).split())
        assert ("read at the back" in said) == is_advised


def moment(milliseconds: int) -> str:
    return f"{datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone():%H:%M}"


def test_at_ones_own_pace_the_wall_says_until_when_and_how_far_the_class_is_by_counts_alone() -> None:
    today = said_of(at_own_pace(until=NOW, seats=[]))
    assert f"Everybody goes at their own pace, until {moment(NOW)}." in today
    tomorrow = said_of(at_own_pace())
    assert f"until {moment(NOW + 86_400_000)} on 2026-" in " ".join(tomorrow.split())
    for words in ("3 have answered all", "5 half or more", "2 less than half", "2 nothing yet"):
        assert words in today


@given(st.integers(1, 60).flatmap(lambda count: st.lists(st.integers(0, 9), min_size=count + 1, max_size=count + 1)))
def test_every_learner_is_counted_once_in_how_far_the_class_is(counts: list[int]) -> None:
    view = at_own_pace(progress=counts, seats=[])
    rows = re.findall(
        r"^ *(\d+) (?:ha\w+ answered all|half or more|less than half|nothing yet)", said_of(view), re.MULTILINE
    )
    assert sum(map(int, rows)) == sum(counts)


@given(st.integers(0, 400), st.integers(4, 150), st.integers(1, 30))
def test_as_many_names_are_shown_as_there_is_room_for_and_the_rest_is_counted(
    count: int, width: int, height: int
) -> None:
    everybody = seats(count)
    lines = plain(seat_names(everybody, width, height))
    assert len(lines) <= height
    shown = sum(line.count("●") + line.count("○") for line in lines)
    hidden = int(lines[-1].split()[1].replace(",", "")) if lines and lines[-1].startswith("and ") else 0
    assert shown + hidden == count


def test_a_name_is_one_line_and_no_markup() -> None:
    seat = cast("Seated", {**seats(1)[0], "name": "[bold]a\nb[/]"})
    assert plain(seat_names([seat], 60, 5)) == ["● [bold]a b[/]  "]


@given(st.integers(20, 150), st.integers(0, 10))
def test_standings_keep_their_ranks_at_any_width(width: int, most: int) -> None:
    lines = plain(standings("Standings", STANDINGS, width, most))
    shown = min(most or len(STANDINGS), len(STANDINGS))
    assert [line.split()[0] for line in lines[2 : 2 + shown]] == ["1", "2", "2", "4"][:shown]
    assert all(len(line) <= width for line in lines)


def test_where_nobody_has_points_there_is_still_a_leaderboard() -> None:
    rows: list[Standing] = [{"rank": 1, "name": "Ada", "points": 0.0}]
    assert "Ada" in "\n".join(plain(standings("Standings", rows, 60)))
