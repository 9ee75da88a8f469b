from __future__ import annotations

import socket
import stat
from contextlib import ExitStack
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import pytest

from quiz.errors import QuizError
from quiz.live.host_key import HostKey, key_file, read_key, remove_key, socket_for, write_key
from quiz.live.server.pages import FOLDER, PAGE, parts_in
from quiz.live.server.places import hosts_of, listening, names_in, private_address, shown_address

KEY = HostKey("/run/s", "secret", "http://h:1", "ABCDEF", 17)


def test_the_usual_port_is_taken_or_else_any() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with listening("127.0.0.1", None, usual=port) as other:
            assert other.getsockname()[1] != port
        with pytest.raises(QuizError, match="taken by another program"):
            listening("127.0.0.1", port)


@pytest.mark.parametrize("address", ["192.0.2.77", "no.such.host.invalid"])
def test_an_address_of_another_machine_is_refused(address: str) -> None:
    with pytest.raises(QuizError, match="is no address of this machine"):
        listening(address, 0)


def test_a_request_may_name_this_machine_at_this_port() -> None:
    hosts = hosts_of("192.168.0.10", 8765)
    assert {"192.168.0.10:8765", "127.0.0.1:8765", "localhost:8765", "[::1]:8765"} <= hosts
    assert "192.168.0.10" not in hosts
    assert "192.168.0.10" in hosts_of("192.168.0.10", 80)


def test_a_name_at_the_port_of_its_scheme_may_come_with_it_or_without() -> None:
    hosts = hosts_of("192.168.0.10", 8765, ("quiz.example:443", "quiz.example:8443", "[fe80::1]:80"))
    assert {"quiz.example:443", "quiz.example", "quiz.example:8443", "[fe80::1]:80", "[fe80::1]"} <= hosts
    assert "192.168.0.10" not in hosts
    assert {"quiz.example", "[fe80::1]", "192.168.0.10", "[::1]"} <= names_in(hosts)


def test_of_all_addresses_that_in_the_network_is_shown() -> None:
    assert shown_address("0.0.0.0") == private_address()  # noqa: S104
    assert shown_address("192.168.0.10") == "192.168.0.10"
    assert shown_address("fd00::1") == "[fd00::1]"
    assert not any(host.startswith("0.0.0.0") for host in hosts_of("0.0.0.0", 80))  # noqa: S104


def test_the_page_is_what_is_in_its_folder(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("1")
    (tmp_path / "notes.py").write_text("1")
    (tmp_path / "folder.js").mkdir()
    assert list(parts_in(tmp_path)) == ["a.js"]
    assert parts_in(FOLDER)[PAGE].type.startswith("text/html")


def test_a_key_is_for_this_user_alone(tmp_path: Path) -> None:
    path = key_file(tmp_path / "d.drill")
    assert read_key(path) is None
    write_key(path, KEY)
    write_key(path, KEY)
    assert read_key(path) == KEY
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text('{"socket": 1}')
    assert read_key(path) is None
    remove_key(path)
    remove_key(path)


def test_a_socket_is_in_a_folder_of_this_user_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "t"))
    short = Path(mkdtemp(dir="/tmp"))  # short on every machine
    near = socket_for(short / "d.drill")
    assert near == short / "d.door" / "s"
    far = socket_for(tmp_path / ("x" * 100) / "d.drill")
    assert far.is_relative_to(tmp_path / "t")
    for each in (near, far):
        assert stat.S_IMODE(each.parent.stat().st_mode) == 0o700
    far.parent.chmod(0o755)
    with pytest.raises(QuizError, match="is not yours alone"):
        socket_for(tmp_path / ("x" * 100) / "d.drill")
    rmtree(short)


def test_nobody_is_turned_away_while_others_are_let_in() -> None:
    with listening("127.0.0.1", 0) as door, ExitStack() as waiting:
        door.listen(1)  # as asyncio does when it begins
        for _ in range(100):
            waiting.enter_context(socket.create_connection(door.getsockname(), timeout=2))
