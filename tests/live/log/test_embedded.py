"""What the log in one file does beyond the contract: kills, full disks, and files that are not to be touched."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from quiz.core.drills.events import Answered, Event
from quiz.errors import QuizError
from quiz.live.log.drillfile import DiskFullError
from quiz.live.log.embedded import EmbeddedLog, open_log
from quiz.live.log.log import Conflict
from quiz.live.log.shelf import events_at
from tests.live.log.happenings import answered, created, joined, opening

REPOSITORY = Path(__file__).parents[3]


def sql(path: Path, statement: str, values: tuple[str, ...] = ()) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement, values)
        connection.commit()


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


async def test_the_file_is_one_of_this_user_alone_once_it_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "drills" / "d.drill"
    log = open_log(path)
    await log.append([created()])
    await log.close()
    assert [each.name for each in path.parent.iterdir()] == ["d.drill"]
    assert path.stat().st_mode & 0o077 == 0


async def test_texts_by_name_are_kept_and_are_no_events(tmp_path: Path) -> None:
    log = open_log(tmp_path / "d.drill")
    assert log.kept("code") is None
    await log.keep("code", "ABC234")
    await log.keep("code", "XYZ567")
    assert log.kept("code") == "XYZ567"
    assert await log.append([created()]) == 1
    await log.close()
    log = open_log(tmp_path / "d.drill")
    assert log.kept("code") == "XYZ567"
    assert await log.read() == [(1, created())]
    await log.close()


async def test_appends_that_come_together_share_a_transaction(tmp_path: Path) -> None:
    log = open_log(tmp_path / "d.drill")
    await log.append(opening())
    commits: list[str] = []
    log._writer._connection.set_trace_callback(lambda text: commits.append(text) if text == "COMMIT" else None)
    await asyncio.gather(*(log.append([joined(str(i))]) for i in range(500)))
    assert len(commits) < 50
    await log.close()


async def test_what_is_appended_is_asked_of_the_disk_before_it_is_acknowledged(tmp_path: Path) -> None:
    log = open_log(tmp_path / "d.drill")
    connection = log._writer._connection
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    await log.close()


async def test_a_follower_who_falls_far_behind_misses_nothing(tmp_path: Path) -> None:
    log = open_log(tmp_path / "d.drill")
    await log.append([created()])
    follower = log.follow()
    assert await anext(follower) == (1, created())
    for start in range(0, 10_000, 1000):
        await log.append([joined(str(i)) for i in range(start, start + 1000)])
    assert [(await anext(follower))[0] for _ in range(10_000)] == list(range(2, 10_002))
    await log.close()


async def test_a_conflict_is_told_once_the_event_in_its_way_is_on_the_disk(tmp_path: Path) -> None:
    log = open_log(tmp_path / "d.drill")
    await log.append(opening("ada"))

    async def second() -> int:
        with pytest.raises(Conflict) as conflict:
            await log.append([answered("ada", 1)])
        with closing(sqlite3.connect(log.path)) as other:
            (seq,) = other.execute("SELECT seq FROM event WHERE slot = 'answered/0/1/ada'").fetchone()
        assert conflict.value.seq == seq
        return int(seq)

    assert set(await asyncio.gather(log.append([answered("ada", 0)]), second(), second())) == {4}
    await log.close()


async def test_a_drill_is_written_by_one_server_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "d.drill"
    log = open_log(path)
    with pytest.raises(QuizError, match="held already"):
        open_log(path)
    await log.append([created()])
    await log.close()
    log = open_log(path)
    assert len(await log.read()) == 1
    await log.close()


# Kills


def start(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.live.log.happenings", str(path)],
        stdout=subprocess.PIPE,
        cwd=REPOSITORY,
        text=True,
    )
    assert process.stdout is not None
    return process


async def test_every_answer_that_was_acknowledged_before_a_kill_is_there_once(tmp_path: Path) -> None:
    path = tmp_path / "d.drill"
    dice = random.Random(7)
    acknowledged: list[str] = []
    for _ in range(6):
        process = start(path)
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "ready\n"
            acknowledged += [process.stdout.readline().strip() for _ in range(dice.choice((0, 1, 40, 200)))]
        finally:
            process.kill()
            rest, _ = process.communicate()
        acknowledged += [line.strip() for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    log = open_log(path)
    kept = Counter(event.key for _, event in await log.read() if isinstance(event, Answered))
    assert len(acknowledged) > 200
    assert set(acknowledged) <= set(kept)
    assert set(kept.values()) == {1}
    assert [seq for seq, _ in await log.read()] == list(range(1, len(kept) + 2))
    await log.close()


def test_a_kill_while_the_file_is_made_leaves_none_or_a_whole_one(tmp_path: Path) -> None:
    path = tmp_path / "d.drill"
    (tmp_path / "d.drill-new").write_bytes(b"half of a dri")
    log = open_log(path)
    asyncio.run(log.close())
    assert [each.name for each in tmp_path.iterdir()] == ["d.drill"]


# Full disks


async def fill(log: EmbeddedLog) -> list[int]:
    """The numbers of what was acknowledged until the disk was full."""
    acknowledged = [await log.append([created()])]
    while True:
        try:
            seq = await log.append([joined(f"{len(acknowledged)} {'x' * 5000}")])
        except DiskFullError as error:
            assert "is full: this was not kept. Free some space" in str(error)  # noqa: PT017 - some time it comes
            return acknowledged
        acknowledged.append(seq)


async def test_a_full_file_takes_nothing_more_and_keeps_what_it_has(tmp_path: Path) -> None:
    log = open_log(tmp_path / "d.drill")
    log._writer._connection.execute("PRAGMA max_page_count = 60")
    acknowledged = await fill(log)
    assert [seq for seq, _ in await log.read()] == acknowledged
    log._writer._connection.execute("PRAGMA max_page_count = 600")
    assert await log.append([joined("when there is room")]) == acknowledged[-1] + 1
    await log.close()
    log = open_log(tmp_path / "d.drill")
    assert len(await log.read()) == len(acknowledged) + 1
    await log.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a megabyte; root alone may have one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if not mount or not umount:
        pytest.skip("no disk can be mounted here")
    how = ["-t", "tmpfs", "-o", "size=1m", "tmpfs"]
    if subprocess.run([mount, *how, str(disk)], check=False, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run([umount, str(disk)], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="a disk in memory is mounted")
async def test_a_full_disk_takes_nothing_more_until_there_is_room(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * 300_000)
    log = open_log(small_disk / "d.drill")
    acknowledged = await fill(log)
    with pytest.raises(DiskFullError):
        await log.append([joined("y" * 50_000)])
    assert [seq for seq, _ in await log.read()] == acknowledged
    ballast.unlink()
    assert await log.append([joined("when there is room")]) == acknowledged[-1] + 1
    await log.close()
    log = open_log(small_disk / "d.drill")
    assert [seq for seq, _ in await log.read()] == [*acknowledged, acknowledged[-1] + 1]
    await log.close()


# Files that are refused


def spoil_header(path: Path) -> None:
    path.write_bytes(b"no database" + path.read_bytes()[11:])


def spoil_middle(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = os.urandom(16) * ((len(content) - 4096) // 16)
    path.write_bytes(content)


REFUSED: list[tuple[str, Callable[[Path], object], str]] = [
    ("empty", lambda path: path.write_bytes(b""), "is no drill"),
    ("text", lambda path: path.write_text("Minutes of a meeting. " * 300), "is no drill"),
    ("another program's", lambda path: sql(path, "PRAGMA application_id = 7"), "of another program"),
    ("newer", lambda path: sql(path, "PRAGMA user_version = 2"), "newer version of quiz: its format is 2"),
    ("header", spoil_header, "is no drill"),
    ("pages", spoil_middle, "is damaged"),
    ("cut off", lambda path: path.write_bytes(path.read_bytes()[:5000]), "is damaged"),
]


@pytest.mark.parametrize(("spoil", "sentence"), [each[1:] for each in REFUSED], ids=[each[0] for each in REFUSED])
async def test_a_file_that_cannot_be_used_is_refused_and_left(
    tmp_path: Path, spoil: Callable[[Path], object], sentence: str
) -> None:
    path = tmp_path / "d.drill"
    log = open_log(path)
    await log.append(opening("ada", "bob"))
    await log.close()
    spoil(path)
    before = files(tmp_path)
    with pytest.raises(QuizError, match=sentence) as refusal:
        open_log(path)
    assert str(path) in str(refusal.value)
    assert files(tmp_path) == before


@pytest.mark.parametrize("text", ["{", "{}", '{"event":"exploded","at":1}'])
async def test_an_event_that_cannot_be_read_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "d.drill"
    log = open_log(path)
    await log.append([created()])
    sql(path, "INSERT INTO event VALUES (2, NULL, ?)", (text,))
    with pytest.raises(QuizError, match=r"damaged \(event 2: "):
        await log.read()
    with pytest.raises(QuizError, match=r"damaged \(event 2: "):
        await log.snapshot()
    await log.close()


async def test_after_a_fault_of_the_file_nothing_is_taken_until_it_is_opened_anew(tmp_path: Path) -> None:
    path = tmp_path / "d.drill"
    log = open_log(path)
    await log.append([created()])
    # Somebody else writes where the log is to go on.
    sql(path, """INSERT INTO event VALUES (2, NULL, '{"event":"locked","at":1,"is_locked":true}')""")
    for learner in ("ada", "bob"):
        with pytest.raises(QuizError, match="cannot be used"):
            await log.append([joined(learner)])
    await log.close()
    log = open_log(path)
    assert await log.append([joined("ada")]) == 3
    await log.close()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(QuizError, match="QUIZ_HOME"):
        open_log(tmp_path / "d.drill")
    tmp_path.chmod(0o700)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "drills").write_text("a file")
    with pytest.raises(QuizError, match="cannot be made"):
        open_log(tmp_path / "drills" / "d.drill")


async def test_half_a_surrogate_harms_the_append_it_is_in_alone(tmp_path: Path) -> None:
    log = open_log(tmp_path / "d.drill")
    await log.append([created()])
    events: list[list[Event]] = [[joined("\ud800")], [joined("ada")]]
    refused, seq = await asyncio.gather(*map(log.append, events), return_exceptions=True)
    assert isinstance(refused, ValueError)
    assert seq == 2
    await log.close()


INTERRUPTED = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN")
for seq in range(100, 400):
    connection.execute("INSERT INTO event VALUES (?, NULL, ?)", (seq, "x" * 5000))
os.kill(os.getpid(), signal.SIGKILL)
"""


def interrupt(path: Path) -> None:
    subprocess.run([sys.executable, "-c", INTERRUPTED, str(path)], check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
@pytest.mark.parametrize("is_read_first", [True, False])
async def test_what_a_kill_left_half_written_in_the_file_itself_is_taken_back(
    tmp_path: Path, is_read_first: bool
) -> None:
    path = tmp_path / "d.drill"
    log = open_log(path)
    await log.append([created()])
    await log.close()
    interrupt(path)
    assert (tmp_path / "d.drill-journal").exists()
    if is_read_first:
        assert events_at(path) == [(1, created())]
    log = open_log(path)
    assert await log.read() == [(1, created())]
    await log.close()
