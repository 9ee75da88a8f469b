from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from quiz.core.drills.events import Ended, Event, Removed
from quiz.core.drills.standing import Phase
from quiz.errors import QuizError, RequestError
from quiz.live.log.embedded import EmbeddedLog, open_log
from quiz.live.log.shelf import Head, Unreadable, discard, drill_at, drills, events_at, find, is_over
from tests.live.log.happenings import answered, created, joined, opening


async def begun(folder: Path, id: str, events: Sequence[Event]) -> EmbeddedLog:
    log = open_log(folder / f"{id}.drill")
    await log.append(events)
    return log


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def test_the_heads_are_those_of_the_drills_the_last_created_first(tmp_path: Path) -> None:
    old = await begun(tmp_path, "old", [created("old", at=1), joined("ada"), Ended(9)])
    await old.close()
    running = await begun(tmp_path, "running", [created("running", at=5), *opening("ada", "bob")[1:], answered("ada")])
    assert drills(tmp_path) == [
        Head(tmp_path / "running.drill", "running", "The Title", "bank", 5, None, questions=3, seated=2, answers=1),
        Head(tmp_path / "old.drill", "old", "The Title", "bank", 1, 9, questions=3, seated=1, answers=0),
    ]
    await running.close()


async def test_who_was_sent_out_is_counted_once_and_not_among_the_learners(tmp_path: Path) -> None:
    out = [Removed(5, "bob", is_banned=False), Removed(6, "bob", is_banned=True)]
    log = await begun(tmp_path, "d", [*opening("ada", "bob", "eve"), answered("ada"), answered("bob"), *out])
    (head,) = drills(tmp_path)
    assert isinstance(head, Head)
    assert head.seated == len(drill_at(log.path).seated) == 2
    await log.close()


@pytest.mark.parametrize(
    ("events", "is_left"),
    [([], False), ([created("d")], False), ([created("d"), joined("ada")], True), ([created("d"), Ended(9)], True)],
)
async def test_a_drill_in_which_nobody_was_is_discarded_with_what_lies_beside_it(
    tmp_path: Path, events: Sequence[Event], is_left: bool
) -> None:
    await (await begun(tmp_path, "d", events)).close()
    await (await begun(tmp_path, "d2", [created("d2")])).close()
    (tmp_path / "d.log").write_text("what its server said")
    (tmp_path / "d.tls").mkdir()
    (tmp_path / "d.tls" / "key.pem").write_text("secret")
    discard(tmp_path / "d.drill")
    left = {"d.drill", "d.log", "d.tls"} if is_left else set()
    assert names_in(tmp_path) == left | {"d2.drill"}


async def test_a_drill_that_a_server_holds_is_not_discarded(tmp_path: Path) -> None:
    log = await begun(tmp_path, "d", [created("d")])
    discard(log.path)
    assert log.path.exists()
    await log.close()


async def test_a_drill_is_over_once_it_was_ended(tmp_path: Path) -> None:
    log = await begun(tmp_path, "d", [created("d")])
    assert not is_over(log.path)
    await log.append([Ended(9)])
    assert is_over(log.path)
    await log.close()


async def test_what_cannot_be_read_is_listed_with_its_sentence_and_hides_nothing(tmp_path: Path) -> None:
    log = await begun(tmp_path, "good", [created("good")])
    await log.close()
    await (await begun(tmp_path, "never created", [])).close()
    (tmp_path / "bad.drill").write_text("Minutes of a meeting. " * 300)
    (tmp_path / "notes.txt").write_text("nothing of ours")
    (tmp_path / "folder.drill").mkdir()
    good, bad = drills(tmp_path)
    assert isinstance(good, Head)
    assert good.id == "good"
    assert isinstance(bad, Unreadable)
    assert "bad.drill is no drill" in bad.sentence


def test_where_there_is_no_folder_there_are_no_drills(tmp_path: Path) -> None:
    assert drills(tmp_path / "none") == []


@pytest.mark.parametrize(
    ("id", "found"),
    [("0192-a", "0192-a"), ("0192-ab", "0192-ab"), ("0193", "0193-c"), ("0192", "Several"), ("x", "There is no drill")],
)
def test_a_drill_is_found_by_its_id_or_a_beginning_that_is_its_alone(tmp_path: Path, id: str, found: str) -> None:
    for name in ("0192-a", "0192-ab", "0193-c"):
        (tmp_path / f"{name}.drill").touch()
    try:
        assert find(tmp_path, id) == tmp_path / f"{found}.drill"
    except RequestError as error:
        assert str(error).startswith(found)  # noqa: PT017 - the table says which


@pytest.mark.parametrize("id", ["../secret", "/etc/passwd", "", "\x1b[2J"])
def test_an_id_never_leads_out_of_the_folder(tmp_path: Path, id: str) -> None:
    (tmp_path / "secret.drill").touch()
    (tmp_path / "drills").mkdir()
    with pytest.raises(RequestError) as refusal:
        find(tmp_path / "drills", id)
    assert str(refusal.value).isprintable()


async def test_a_drill_is_read_while_its_server_writes(tmp_path: Path) -> None:
    log = await begun(tmp_path, "d", [*opening("ada"), answered("ada")])
    assert [seq for seq, _ in events_at(log.path)] == [1, 2, 3, 4]
    assert drill_at(log.path).phase is Phase.OPEN
    await log.append([Ended(9)])
    assert drill_at(log.path).phase is Phase.OVER
    await log.close()


async def test_a_drill_that_is_not_there_or_was_never_created_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuizError, match="There is no drill"):
        drill_at(tmp_path / "none.drill")
    log = await begun(tmp_path, "empty", [])
    with pytest.raises(QuizError, match="no drill in it"):
        drill_at(log.path)
    await log.close()
