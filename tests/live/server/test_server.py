from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from quiz.banks.loader import load
from quiz.core.drills.drill import Drill
from quiz.core.drills.events import Closed, ClosedBy, Joined, Opened, Prolonged
from quiz.core.drills.scoring import Scoring
from quiz.core.drills.terms import DrillTerms, Naming
from quiz.errors import QuizError
from quiz.live.log.embedded import EmbeddedLog, open_log
from quiz.live.server.listeners import BEATS
from quiz.live.server.places import listening
from quiz.live.server.server import Options, serve
from quiz.live.server.tls import Tls, self_signed, tls_of
from tests.live.hall import LOCAL, TERMS, Hall, created, hall_of


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    async with hall_of(tmp_path / "drill-1.drill") as hall:
        yield hall


async def test_a_room_is_described_before_joining(hall: Hall) -> None:
    reply = await hall.post("/api/room", {"code": hall.code.lower()})
    assert reply.status == 200
    assert reply.json == {
        "title": "The Title",
        "language": "en",
        "is_right_to_left": False,
        "teams": [],
        "draws_names": False,
        "wants_identifier": False,
        "wants_number": False,
        "is_open": True,
    }


async def test_a_learner_joins_answers_and_sees_the_mark(hall: Hall) -> None:
    ann = await hall.join("  Ann\u202e ")
    assert ann.name == "Ann"
    lobby = await ann.view()
    assert (lobby["phase"], lobby["question"], lobby["name"]) == ("lobby", None, "Ann")
    await hall.do("open")
    shown = await ann.view()
    assert shown["phase"] == "open"
    right = shown["question"]["options"].index("a option 0")
    receipt = await ann.answer(0, "k1", [right])
    assert receipt.status == 200
    assert receipt.json == {
        "status": "accepted",
        "learner": ann.id,
        "place": 0,
        "round": 1,
        "key": "k1",
        "sentence": "Your answer is kept.",
    }
    assert (await ann.view())["answer"] == {"chosen": [right], "matched": [], "certainty": None}
    await hall.do("close")
    assert (await ann.view())["reveal"] is None
    await hall.do("reveal")
    revealed = await ann.view()
    assert revealed["reveal"]["key"] == [right]
    assert revealed["reveal"]["counts"][right] == revealed["reveal"]["answered"] == 1
    assert revealed["reveal"]["passages"] == [
        {"heading": "Part", "parts": [["Before. ", False], ["Words to cite.", True], [" After.", False]]}
    ]
    assert revealed["result"] == {"state": "right", "fraction": 1.0, "arithmetic": "right: 1.00", "points": 1000}
    assert (revealed["points"], revealed["rank"], revealed["leaderboard"]) == (1000, None, None)


async def test_a_matching_question_is_answered_by_places_of_showing(hall: Hall) -> None:
    ann = await hall.join("Ann")
    await hall.do("open", place=2)
    shown = (await ann.view())["question"]
    partner = {"c prompt 0": "x", "c prompt 1": "y"}
    matched = [shown["options"].index(partner[prompt]) for prompt in shown["prompts"]]
    assert (await ann.answer(2, "k", matched=[matched[0], None])).json["status"] == "accepted"
    await hall.do("close")
    await hall.do("reveal")
    view = await ann.view()
    assert view["reveal"]["key"] == matched
    assert view["result"]["fraction"] == 0.5
    assert view["reveal"]["pairs"][0][matched[0]] == 1


async def test_the_first_answer_stands_and_its_key_can_be_sent_again(hall: Hall) -> None:
    ann = await hall.join("Ann")
    await hall.do("open")
    first = await ann.answer(0, "k1", [0])
    again = await ann.answer(0, "k1", [1])
    other = await ann.answer(0, "k2", [1])
    assert [reply.status for reply in (first, again, other)] == [200, 200, 409]
    assert [reply.json["status"] for reply in (first, again, other)] == ["accepted", "duplicate", "taken"]
    assert other.json["key"] == "k1"
    assert len(await hall.answers()) == 1


@pytest.mark.parametrize(
    ("place", "round", "more", "status"),
    [
        (1, 1, {"chosen": [0]}, "closed"),
        (0, 2, {"chosen": [0]}, "closed"),
        (99, 1, {"chosen": [0]}, "unknown"),
        (0, 1, {"chosen": [3]}, "unfit"),
        (0, 1, {"chosen": [0, 1]}, "unfit"),
        (0, 1, {"chosen": []}, "unfit"),
        (0, 1, {"matched": [0]}, "unfit"),
    ],
)
async def test_what_cannot_be_an_answer_is_refused_with_a_receipt(
    hall: Hall, place: int, round: int, more: dict[str, list[int]], status: str
) -> None:
    ann = await hall.join("Ann")
    await hall.do("open")
    reply = await ann.answer(place, "k", round=round, **{"chosen": [], **more})
    assert (reply.status, reply.json["status"], reply.json["key"]) == (409, status, "k")
    assert await hall.answers() == []


async def test_an_answer_after_the_host_closed_is_refused(hall: Hall) -> None:
    ann = await hall.join("Ann")
    await hall.do("open")
    await hall.do("close")
    assert (await ann.answer(0, "k", [0])).json["status"] == "closed"


async def test_the_clock_closes_and_the_class_is_told(tmp_path: Path) -> None:
    async with hall_of(tmp_path / "drill-1.drill", replace(TERMS, seconds=1.0)) as hall:
        ann = await hall.join("Ann")
        async with ann.stream() as events:
            await anext(events)
            await hall.do("open")
            phases = [json.loads((await anext(events)).data)["phase"] for _ in range(2)]
        assert phases == ["open", "closed"]
        opened, closed = [event for event in await hall.events() if isinstance(event, Opened | Closed)]
        assert isinstance(closed, Closed)
        assert closed.by is ClosedBy.CLOCK
        assert 1000 <= closed.at - opened.at < 2000


async def test_it_closes_when_all_have_answered(tmp_path: Path) -> None:
    async with hall_of(tmp_path / "drill-1.drill", replace(TERMS, closes_when_all_answered=True)) as hall:
        ann, bob = await hall.join("Ann"), await hall.join("Bob")
        async with ann.stream() as events:
            await anext(events)
            await hall.do("open")
            assert json.loads((await anext(events)).data)["phase"] == "open"
            await ann.answer(0, "a", [0])
            await bob.answer(0, "b", [1])
            assert json.loads((await anext(events)).data)["phase"] == "closed"
        closed = [event for event in await hall.events() if isinstance(event, Closed)]
        assert [event.by for event in closed] == [ClosedBy.ALL]


async def test_a_stream_begins_with_padding_and_the_view_and_is_resumed(hall: Hall) -> None:
    ann = await hall.join("Ann")
    async with hall.http.get(hall.url + "/api/events", headers=ann.headers) as reply:
        head = await reply.content.readexactly(2060)
        assert head.startswith(b": ")
        assert b"retry: 1000\n" in head + await reply.content.readline()
        assert reply.headers["X-Accel-Buffering"] == "no"
    async with ann.stream() as events:
        first = await anext(events)
    await hall.do("open")
    await hall.do("close")
    async with ann.stream(last=first.id) as events:
        second = await anext(events)
    assert json.loads(second.data)["phase"] == "closed"
    assert int(second.id) == json.loads(second.data)["seq"] > int(first.id)


async def test_a_stream_has_beats_that_a_page_can_hear(hall: Hall) -> None:
    ann = await hall.join("Ann")
    async with hall.http.get(hall.url + "/api/events", headers=ann.headers) as reply:
        await reply.content.readuntil(b'"places":null}\n\n')
        for _ in range(BEATS):
            hall.server.hub.listeners.beat()
        assert await reply.content.readuntil(b"\n\n") == b"event: beat\ndata\n\n"


async def test_a_poll_waits_for_what_is_new(hall: Hall) -> None:
    ann = await hall.join("Ann")
    seq = (await ann.view())["seq"]
    waiting = asyncio.create_task(ann.poll(seq))
    bob = await hall.join("Bob")
    assert not waiting.done()
    await hall.do("open")
    assert (await waiting).json["phase"] == "open"
    # A number of before a restart is no reason to wait.
    assert (await bob.poll(10**9)).status == 200


async def test_a_poll_ends_without_news(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.live.server.routes.POLL", 0.01)
    ann = await hall.join("Ann")
    seq = (await ann.view())["seq"]
    reply = await ann.poll(seq)
    assert (reply.status, reply.body) == (204, b"")


async def test_a_poll_that_knows_a_view_of_another_server_has_the_next_at_once(tmp_path: Path) -> None:
    path = tmp_path / "drill-1.drill"
    async with hall_of(path) as hall:
        ann = await hall.join("Ann")
        await hall.do("leaderboard", is_shown=True)  # numbered, and no event
        known = await ann.view()
        await hall.do("open")
    async with hall_of(path, options=replace(LOCAL, port=None)) as hall:
        query = f"/api/poll?after={known['seq']}&epoch="
        reply = await hall.get(query + known["epoch"], ann.headers)
        assert (reply.status, reply.json["phase"]) == (200, "open")
        assert reply.json["epoch"] != known["epoch"]
        assert reply.json["seq"] == known["seq"]


async def test_polls_of_one_seat_that_push_one_another_out_are_held(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.live.server.routes._CROWDED", 0.2)
    ann = await hall.join("Ann")
    seq = (await ann.view())["seq"]
    replies: list[int] = []

    async def ask_again_and_again() -> None:
        while True:
            replies.append((await ann.poll(seq)).status)

    asking = [asyncio.create_task(ask_again_and_again()) for _ in range(6)]
    await asyncio.wait(asking, timeout=0.5)
    for task in asking:
        task.cancel()
    assert len(replies) < 15
    assert set(replies) == {204}


async def test_only_the_host_hears_of_answers(hall: Hall) -> None:
    ann, bob = await hall.join("Ann"), await hall.join("Bob")
    await hall.do("open")
    seq = (await bob.view())["seq"]
    await ann.answer(0, "k", [0])
    assert not hall.server.hub.has_news(bob.id, seq)
    view = await hall.host_view()
    assert (view["joined"], view["answered"], view["reveal"]) == (2, 1, None)
    assert [seat["has_answered"] for seat in view["seats"]] == [True, False]


async def test_the_host_sees_the_distribution_from_the_close_on(hall: Hall) -> None:
    ann, bob = await hall.join("Ann"), await hall.join("Bob")
    await hall.do("open")
    right = (await ann.view())["question"]["options"].index("a option 0")
    await ann.answer(0, "a", [right])
    await bob.answer(0, "b", [(right + 1) % 3])
    await hall.do("close")
    view = await hall.host_view()
    assert (view["share_right"], len(view["votes"]), view["reveal"]["before"]) == (0.5, 1, None)
    await hall.do("again")
    await ann.answer(0, "a2", [right], round=2)
    await bob.answer(0, "b2", [right], round=2)
    await hall.do("close")
    view = await hall.host_view()
    assert (view["round"], view["share_right"]) == (2, 1.0)
    assert [(each["asked"], each["right"]) for each in view["votes"]] == [(2, 1), (2, 2)]
    assert sum(view["reveal"]["before"]) == 2
    await hall.do("reveal")
    assert (await bob.view())["points"] == 1000


async def test_the_leaderboard_is_shown_when_the_host_wants_it(hall: Hall) -> None:
    ann, bob = await hall.join("Ann"), await hall.join("Bob")
    await hall.do("open")
    right = (await ann.view())["question"]["options"].index("a option 0")
    await bob.answer(0, "b", [right])
    await hall.do("close")
    await hall.do("reveal")
    seq = (await ann.view())["seq"]
    await hall.do("leaderboard", is_shown=True)
    view = (await ann.poll(seq)).json
    assert view["leaderboard"] == [
        {"rank": 1, "name": "Bob", "points": 1000.0},
        {"rank": 2, "name": "Ann", "points": 0.0},
    ]
    assert view["rank"] == 2


async def test_the_leaderboard_stays_as_the_host_wanted_it_when_the_server_begins_again(tmp_path: Path) -> None:
    path = tmp_path / "drill-1.drill"
    for wanted in (True, False):
        async with hall_of(path) as hall:
            await hall.do("leaderboard", is_shown=wanted)
        async with hall_of(path) as hall:
            assert (await hall.host_view())["shows_leaderboard"] is wanted


async def test_a_learner_who_is_sent_out_is_gone(hall: Hall) -> None:
    ann = await hall.join("Ann")
    async with ann.stream() as events:
        await anext(events)
        await hall.do("kick", learner=ann.id)
        assert [event async for event in events] == []
    assert (await ann.poll()).status == 401
    assert (await hall.join("Ann")).id != ann.id


async def test_a_page_that_joins_again_with_its_seat_keeps_it(hall: Hall) -> None:
    ann = await hall.join("Ann")
    reply = await hall.post("/api/join", {"code": hall.code, "name": "Ann"}, {"Cookie": f"seat={ann.seat}"})
    assert reply.json["learner"] == ann.id
    cookie = reply.headers["Set-Cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=Strict", "Path=/"))


async def test_a_seat_that_was_left_is_worthless(hall: Hall) -> None:
    ann = await hall.join("Ann")
    assert (await hall.post("/api/leave", {}, ann.headers)).status == 200
    assert (await ann.poll()).status == 401


@pytest.mark.parametrize(
    ("terms", "joining", "status", "code"),
    [
        (TERMS, {"name": " \u200b "}, 409, "name"),
        (TERMS, {"name": "fuck"}, 409, "name"),
        (replace(TERMS, teams=("Red", "Blue")), {"name": "Ann", "team": "Green"}, 409, "team"),
        (replace(TERMS, roster=(("17", "Ann A."),)), {"name": "Ann", "identifier": "18"}, 403, "identifier"),
    ],
)
async def test_who_cannot_join_is_told_why(
    tmp_path: Path, terms: DrillTerms, joining: dict[str, str], status: int, code: str
) -> None:
    async with hall_of(tmp_path / "drill-1.drill", terms) as hall:
        reply = await hall.post("/api/join", {"code": hall.code, **joining})
        assert (reply.status, reply.json["code"]) == (status, code)
        assert not [event for event in await hall.events() if isinstance(event, Joined)]


async def test_an_identifier_seats_one_learner(tmp_path: Path) -> None:
    terms = replace(TERMS, roster=(("17", "Ann A."),))
    async with hall_of(tmp_path / "drill-1.drill", terms) as hall:
        ann = await hall.join("Ann", identifier="17")
        again = await hall.post("/api/join", {"code": hall.code, "name": "Eve", "identifier": "17"})
        assert (again.status, again.json["code"]) == (409, "identifier")
        await hall.do("ban", learner=ann.id)
        banned = await hall.post("/api/join", {"code": hall.code, "name": "Ann", "identifier": "17"})
        assert (banned.status, banned.json["code"]) == (403, "banned")


async def test_names_are_drawn_where_that_is_agreed(tmp_path: Path) -> None:
    async with hall_of(tmp_path / "drill-1.drill", replace(TERMS, naming=Naming.DRAWN)) as hall:
        names = {(await hall.join("Mallory")).name for _ in range(5)}
        assert len(names) == 5
        assert "Mallory" not in names


async def test_of_many_who_take_one_name_at_once_one_has_it(hall: Hall) -> None:
    wanted = {"code": hall.code, "name": "Ann"}
    replies = await asyncio.gather(*(hall.post("/api/join", wanted) for _ in range(20)))
    assert sorted(reply.status for reply in replies) == [200, *[409] * 19]


async def test_the_number_on_the_wall_is_asked_for(tmp_path: Path) -> None:
    async with hall_of(tmp_path / "drill-1.drill", options=replace(LOCAL, asks_number=True)) as hall:
        number = (await hall.host_view())["number"]
        wrong = await hall.post("/api/join", {"code": hall.code, "name": "Eve", "number": "x"})
        assert (wrong.status, wrong.json["code"]) == (403, "number")
        assert (await hall.join("Ann", number=number)).name == "Ann"


async def test_pings_are_answered_where_speed_counts(tmp_path: Path) -> None:
    terms = replace(TERMS, seconds=30.0, scoring=Scoring(is_speed=True))
    async with hall_of(tmp_path / "drill-1.drill", terms) as hall:
        ann = await hall.join("Ann")
        async with ann.stream() as events:
            kinds = {}
            for _ in range(2):
                event = await anext(events)
                kinds[event.kind] = event.data
        nonce = json.loads(kinds["ping"])["nonce"]
        assert (await hall.post("/api/pong", {"nonce": nonce}, ann.headers)).status == 200


async def test_everybody_goes_at_their_own_pace(tmp_path: Path) -> None:
    async with hall_of(tmp_path / "drill-1.drill", replace(TERMS, until=2**50)) as hall:
        ann, bob = await hall.join("Ann"), await hall.join("Bob")
        assert (await ann.view())["places"] == ["unseen"] * 3
        opened = (await hall.post("/api/own", {"place": 1}, ann.headers)).json
        assert (opened["phase"], opened["place"], opened["places"]) == ("open", 1, ["unseen", "open", "unseen"])
        assert (await ann.answer(1, "k", [0, 1])).json["status"] == "accepted"
        view = await ann.view()
        assert (view["phase"], view["reveal"], view["points"]) == ("closed", None, None)
        assert (await bob.view())["phase"] == "lobby"
        await hall.post("/api/own", {"place": 0}, ann.headers)
        assert (await hall.post("/api/own", {"place": 1}, ann.headers)).json["place"] == 1
        assert (await hall.post("/api/own", {"place": 9}, ann.headers)).status == 409
        await hall.do("end")
        over = await ann.view()
        assert (over["phase"], over["reveal"]["answered"]) == ("over", 1)
        assert over["points"] is not None


async def test_whose_own_time_is_up_is_shown_so(tmp_path: Path) -> None:
    terms = replace(TERMS, until=2**50, seconds=0.5)
    async with hall_of(tmp_path / "drill-1.drill", terms) as hall:
        ann = await hall.join("Ann")
        async with ann.stream() as events:
            assert json.loads((await anext(events)).data)["phase"] == "lobby"
            opened = (await hall.post("/api/own", {"place": 1}, ann.headers)).json
            waiting = asyncio.create_task(ann.poll(opened["seq"]))
            async with asyncio.timeout(5):
                while (view := json.loads((await anext(events)).data))["phase"] != "closed":
                    assert view["phase"] == "open"
            assert (view["place"], view["answer"], view["closes_at"]) == (1, None, None)
            assert (await waiting).json["phase"] == "closed"
        assert (await ann.answer(1, "k", [0, 1])).json["status"] == "late"


async def test_what_was_missed_is_a_bank(hall: Hall, tmp_path: Path) -> None:
    ann = await hall.join("Ann")
    await hall.do("open")
    assert (await hall.get("/api/missed", ann.headers)).status == 404
    await hall.do("close")
    await hall.do("reveal")
    reply = await hall.get("/api/missed", ann.headers)
    assert re.search(r'filename="missed-bank-[0-9-]{10}.yaml"', reply.headers["Content-Disposition"])
    file = tmp_path / "missed.yaml"
    file.write_bytes(reply.body)
    bank = load(file).bank
    assert (bank.id, [question.id for question in bank.questions]) == ("bank", ["a"])


async def test_a_server_that_comes_back_gives_the_class_its_time(tmp_path: Path) -> None:
    path = tmp_path / "drill-1.drill"
    terms = replace(TERMS, seconds=60.0)
    async with hall_of(path, terms) as hall:
        ann = await hall.join("Ann")
        await hall.do("open")
        await ann.answer(0, "k", [0])
        url, code, closes_at = hall.url, hall.code, (await ann.view())["closes_at"]
    async with hall_of(path, terms, replace(LOCAL, port=None)) as hall:
        assert (hall.url, hall.code) == (url, code)
        view = (await hall.get("/api/poll", ann.headers)).json
        assert (view["phase"], view["answer"]["chosen"]) == ("open", [0])
        (prolonged,) = [event for event in await hall.events() if isinstance(event, Prolonged)]
        assert view["closes_at"] == closes_at + prolonged.milliseconds


async def test_a_question_without_a_clock_needs_no_time_back(tmp_path: Path) -> None:
    async with hall_of(tmp_path / "drill-1.drill") as hall:
        await hall.do("open")
    async with hall_of(tmp_path / "drill-1.drill") as hall:
        assert not [event for event in await hall.events() if isinstance(event, Prolonged)]


async def test_the_drill_ends_and_then_its_server(hall: Hall) -> None:
    ann = await hall.join("Ann")
    await hall.do("end")
    assert (await ann.view())["phase"] == "over"
    assert not hall.server.stopping.is_set()
    await hall.do("end")
    assert hall.server.stopping.is_set()


async def test_a_port_that_is_taken_is_said(hall: Hall, tmp_path: Path) -> None:
    log = open_log(tmp_path / "other.drill")
    await log.append([created()])
    port = int(hall.url.rpartition(":")[2])
    with pytest.raises(QuizError, match=f"Port {port} of 127.0.0.1 is taken"):
        await serve(log, Options(bind="127.0.0.1", port=port))
    await log.close()


async def test_a_server_that_does_not_begin_leaves_its_port_free(tmp_path: Path) -> None:
    def no_certificate(names: frozenset[str]) -> Tls:
        raise QuizError(f"No certificate for {len(names)} names.")

    log = open_log(tmp_path / "d.drill")
    await log.append([created()])
    with listening("127.0.0.1", 0) as probe:
        port = probe.getsockname()[1]
    with pytest.raises(QuizError, match="No certificate"):
        await serve(log, Options(bind="127.0.0.1", port=port, tls=no_certificate))
    listening("127.0.0.1", port).close()
    await log.close()


async def test_whoever_comes_while_the_log_is_replayed_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "d.drill"
    async with hall_of(path) as hall:
        port = int(hall.url.rpartition(":")[2])
    writers = []
    replayed = EmbeddedLog.snapshot

    async def connected_first(log: EmbeddedLog) -> tuple[int, Drill]:
        writers.append((await asyncio.open_connection("127.0.0.1", port))[1])
        return await replayed(log)

    monkeypatch.setattr(EmbeddedLog, "snapshot", connected_first)
    log = open_log(path)
    server = await serve(log, LOCAL)
    assert server.url.endswith(f":{port}")
    assert len(writers) == 1
    writers[0].close()
    await server.close()
    await log.close()


async def test_behind_a_proxy_for_https_a_browser_may_leave_out_the_port(tmp_path: Path) -> None:
    options = replace(LOCAL, names=("quiz.example:443",))
    async with hall_of(tmp_path / "d.drill", options=options) as hall:
        for host in ("quiz.example", "quiz.example:443"):
            fields = {"Host": host, "Origin": "https://quiz.example"}
            reply = await hall.post("/api/join", {"code": hall.code, "name": host}, fields)
            assert reply.status == 200
        reply = await hall.post("/api/join", {"code": hall.code, "name": "X"}, {"Host": "quiz.example:80"})
        assert reply.status == 403
        assert f"https://quiz.example:443/{hall.code}" in (await hall.host_view())["addresses"]


async def test_connections_are_encrypted_with_a_certificate_made_for_it(tmp_path: Path) -> None:
    options = replace(LOCAL, tls=partial(self_signed, tmp_path))
    async with hall_of(tmp_path / "drill-1.drill", options=options) as hall:
        assert hall.url.startswith("https://127.0.0.1:")
        reply = await hall.post("/api/join", {"code": hall.code, "name": "Ann"})
        assert reply.status == 200
        assert "Secure" in reply.headers["Set-Cookie"]
        view = await hall.host_view()
        assert view["is_secure"]
        assert len(view["fingerprint"]) == 64
    files = tmp_path / "certificate.pem", tmp_path / "key.pem"
    assert tls_of(*files).fingerprint == view["fingerprint"]
    assert files[1].stat().st_mode & 0o077 == 0


def test_files_that_are_no_certificate_are_refused(tmp_path: Path) -> None:
    for name in ("c", "k"):
        (tmp_path / name).write_text("no certificate")
    with pytest.raises(QuizError, match="are no certificate"):
        tls_of(tmp_path / "c", tmp_path / "k")


async def test_a_log_that_takes_nothing_is_said_to_all(hall: Hall) -> None:
    ann = await hall.join("Ann")
    await hall.do("open")
    await hall.log.close()
    reply = await ann.answer(0, "k", [0])
    assert (reply.status, reply.json["code"]) == (503, "server")
    assert reply.json["sentence"] == "This could not be kept. Tell the host, and try again."
    (notice,) = (await hall.host_view())["notices"]
    assert "log of this drill is closed" in notice
