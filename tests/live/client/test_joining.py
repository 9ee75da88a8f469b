"""What a learner's terminal joins with, and the files it keeps."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.live.client.address import address_of
from quiz.live.client.client import Missed
from quiz.live.client.joining import Entry, keep_missed
from quiz.live.client.kept_seat import forget_seat, keep_seat, kept_seat, seat_file
from quiz.live.protocol import Room, Seat

ROOM: Room = {
    "title": "T",
    "language": "en",
    "is_right_to_left": False,
    "teams": [],
    "draws_names": False,
    "wants_identifier": False,
    "wants_number": False,
    "is_open": True,
}
SEAT: Seat = {"seat": "secret", "learner": "l1", "name": "Ada", "drill": "d1"}


@pytest.mark.parametrize(
    ("room", "entry", "lacks"),
    [
        (ROOM, Entry(), True),
        (ROOM, Entry(" "), True),
        (ROOM, Entry("Ada"), False),
        ({**ROOM, "draws_names": True}, Entry(), False),
        ({**ROOM, "teams": ["Red", "Blue"]}, Entry("Ada"), True),
        ({**ROOM, "teams": ["Red", "Blue"]}, Entry("Ada", "Green"), True),
        ({**ROOM, "teams": ["Red", "Blue"]}, Entry("Ada", "Red"), False),
        ({**ROOM, "wants_identifier": True}, Entry("Ada"), True),
        ({**ROOM, "wants_number": True}, Entry("Ada", number="42"), False),
    ],
)
def test_an_entry_lacks_what_the_room_asks_for_and_it_does_not_say(room: Room, entry: Entry, lacks: bool) -> None:
    assert entry.lacks(room) is lacks


def test_a_seat_is_kept_for_its_owner_alone_and_forgotten(tmp_path: Path) -> None:
    path = seat_file(tmp_path / "seats", address_of("http://h:1/7K2XQ4"))
    assert kept_seat(path) is None
    keep_seat(path, SEAT)
    keep_seat(path, SEAT)
    assert kept_seat(path) == SEAT
    assert path.stat().st_mode & 0o077 == 0
    forget_seat(path)
    forget_seat(path)
    assert kept_seat(path) is None


def test_a_damaged_seat_is_none(tmp_path: Path) -> None:
    path = seat_file(tmp_path, address_of("http://h:1/7K2XQ4"))
    path.write_text('{"seat": 1}')
    assert kept_seat(path) is None


def test_seats_at_different_addresses_are_different_files(tmp_path: Path) -> None:
    places = [
        "http://h:1/7K2XQ4",
        "http://h:2/7K2XQ4",
        "https://h:1/7K2XQ4",
        "http://[::1]:1/7K2XQ4",
    ]
    assert len({seat_file(tmp_path, address_of(place)) for place in places}) == len(places)


def test_the_seat_is_found_whatever_code_the_drill_has_by_now(tmp_path: Path) -> None:
    places = ["http://h:1/7K2XQ4", "http://h:1/7K2XQ5", "HTTP://H:1/#6XW5S4ZKJ3T7QH2MBNAYR6DLFE"]
    assert len({seat_file(tmp_path, address_of(place)) for place in places}) == 1


def test_what_was_missed_never_replaces_a_file(tmp_path: Path) -> None:
    name = "missed-il2-2026-02-02.yaml"
    first, second = (keep_missed(tmp_path, Missed(name, text)) for text in (b"a", b"b"))
    assert (first.name, first.read_bytes()) == (name, b"a")
    assert (second.name, second.read_bytes()) == ("missed-il2-2026-02-02-2.yaml", b"b")


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/x", ".yaml", "\x1b[2J", "a" * 500, ""])
def test_what_a_server_calls_a_file_is_no_path(name: str, tmp_path: Path) -> None:
    path = keep_missed(tmp_path, Missed(name, b""))
    assert path.parent == tmp_path
    assert path.suffix == ".yaml"
    assert not path.name.startswith((".", "-"))


def test_where_nothing_can_be_written_a_sentence_says_so(tmp_path: Path) -> None:
    with pytest.raises(QuizError, match="cannot be written"):
        keep_missed(tmp_path / "gone", Missed("d.yaml", b""))
