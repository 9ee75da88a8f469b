"""The learner's screen of a drill: what is shown, what is sent, what became of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from quiz.banks.loader import load
from quiz.live.client.address import address_of
from quiz.live.client.joining import Entry, Visit
from quiz.live.client.kept_seat import kept_seat, seat_file
from quiz.live.protocol import LearnerView, Receipt, Status
from quiz.tui.joining import JoinApp
from tests.live.hall import TERMS, hall_of
from tests.tui.drill_apps import JoinBench, press, seen, settle, wait_for, wait_for_text
from tests.tui.drill_views import (
    CHOICE,
    MATCHING,
    MATCHING_REVEAL,
    NOW,
    REVEAL,
    SEVERAL,
    STANDINGS,
    learner_view,
    question_for,
    result_for,
)

SIZE = (80, 24)
OWN = {"chosen": [1], "matched": [], "certainty": None}


def receipt(status: Status = "accepted", sentence: str = "Your answer is kept.", place: int = 2) -> Receipt:
    return {"status": status, "learner": "l", "place": place, "round": 1, "key": "key-0", "sentence": sentence}


async def test_in_the_lobby_the_learner_is_named_and_waits() -> None:
    app = JoinBench()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert "Connecting" in seen(app)
        await app.join.show(learner_view(team="Red"))
        await settle(pilot)
        assert "You are in, Ada, in the team Red." in seen(app)
        assert "The first question comes when the host begins." in seen(app)


@pytest.mark.parametrize(
    ("view", "keys", "sent"),
    [
        (question_for(), "b enter", {"chosen": [1], "matched": []}),
        (question_for(), "b c enter", {"chosen": [2], "matched": []}),
        (question_for(SEVERAL), "a c a b enter", {"chosen": [1, 2], "matched": []}),
        (question_for(MATCHING), "c a b enter", {"chosen": [], "matched": [2, 0, 1]}),
        (question_for(MATCHING), "3 a enter enter", {"chosen": [], "matched": [None, None, 0]}),
        (question_for(), "down down space enter", {"chosen": [2], "matched": []}),
    ],
)
async def test_an_answer_is_changed_until_it_is_sent(view: LearnerView, keys: str, sent: dict[str, object]) -> None:
    app = JoinBench()
    async with app.run_test(size=SIZE) as pilot:
        await app.join.show(view)
        await press(pilot, keys)
        expected = {"place": 2, "round": 1, "certainty": None, "key": "key-0", **sent}
        assert app.answers == [expected]
        await press(pilot, "a enter enter")
        assert app.answers == [expected]


async def test_saved_is_said_only_once_the_receipt_is_there() -> None:
    app = JoinBench()
    async with app.run_test(size=SIZE) as pilot:
        await app.join.show(question_for())
        await press(pilot, "b enter")
        assert "Sending" in seen(app)
        assert "Saved" not in seen(app)
        app.join.lose()
        await settle(pilot)
        assert "Not saved yet: sending again" in seen(app)
        app.join.received(receipt(place=1))
        await settle(pilot)
        assert "✓ Saved" not in seen(app)
        app.join.received(receipt())
        await settle(pilot)
        assert "✓ Saved.  Wait for the others." in seen(app)


async def test_whoever_has_answered_is_told_to_discuss() -> None:
    app = JoinBench()
    async with app.run_test(size=SIZE) as pilot:
        await app.join.show(question_for())
        await press(pilot, "b enter")
        app.join.received(receipt())
        await app.join.show(question_for(phase="discussion", answer=OWN))
        await settle(pilot)
        assert "Discuss the question with those beside you" in seen(app)
        await app.join.show(question_for(round=2))
        await press(pilot, "c enter")
        assert [each["round"] for each in app.answers] == [1, 2]


@pytest.mark.parametrize(
    ("status", "sentence", "can_mend"),
    [
        ("late", "The time for this question is up.", False),
        ("taken", "Your first answer stands.", False),
        ("closed", "This question is not open.", False),
        ("unfit", "This cannot be an answer to the question.", True),
    ],
)
async def test_what_was_not_kept_is_said(status: Status, sentence: str, can_mend: bool) -> None:
    app = JoinBench()
    async with app.run_test(size=SIZE) as pilot:
        await app.join.show(question_for())
        await press(pilot, "b enter")
        app.join.received(receipt(status, sentence))
        await settle(pilot)
        assert sentence in seen(app)
        await press(pilot, "c enter")
        assert len(app.answers) == (2 if can_mend else 1)


async def test_what_was_begun_stays_while_the_connection_comes_and_goes() -> None:
    app = JoinBench()
    async with app.run_test(size=SIZE) as pilot:
        await app.join.show(question_for())
        await press(pilot, "c")
        app.join.lose()
        await settle(pilot)
        assert "Connection lost, trying again." in seen(app)
        await app.join.show(question_for(seq=21))
        await settle(pilot)
        assert "Connection lost" not in seen(app)
        assert "C (•) Platelets" in seen(app)
        await app.join.show(question_for(seq=22, round=2))
        await settle(pilot)
        assert "vote 2" in seen(app)
        assert "(•)" not in seen(app)


async def test_a_view_that_comes_after_a_later_one_changes_nothing() -> None:
    app = JoinBench()
    async with app.run_test(size=SIZE) as pilot:
        await app.join.show(question_for(seq=21))
        await app.join.show(learner_view(seq=20))
        await settle(pilot)
        assert "Question 3 of 10" in seen(app)
        await app.join.show(learner_view(seq=1, epoch="another server"))
        await settle(pilot)
        assert "You are in, Ada." in seen(app)


async def test_certainty_is_asked_for_where_it_is_agreed() -> None:
    app = JoinBench()
    async with app.run_test(size=SIZE) as pilot:
        await app.join.show(question_for())
        await settle(pilot)
        assert "How sure?" not in seen(app)
        await app.join.show(question_for(round=2, wants_certainty=True))
        await press(pilot, "b plus plus enter")
        assert app.answers[0]["certainty"] == "high"


async def test_an_answer_without_a_certainty_is_sent_the_second_time() -> None:
    app = JoinBench()
    async with app.run_test(size=SIZE) as pilot:
        await app.join.show(question_for(wants_certainty=True))
        await press(pilot, "b enter")
        assert "How sure are you? Sent again without, it counts as low." in seen(app)
        assert not app.answers
        await press(pilot, "enter")
        assert app.answers[0]["certainty"] is None


async def test_however_narrow_the_terminal_is_the_learner_is_named() -> None:
    app = JoinBench()
    async with app.run_test(size=(40, 24)) as pilot:
        await app.join.show(question_for(title="A title that is much longer than forty columns are wide"))
        await settle(pilot)
        assert "Ada · A title" in seen(app).splitlines()[0]


async def test_the_result_has_the_mark_the_points_the_explanations_and_the_passage() -> None:
    app = JoinBench()
    async with app.run_test(size=SIZE) as pilot:
        await app.join.show(result_for())
        await settle(pilot)
        for text in ("✓ Right", "1,000 points", "2,500 points, rank 3", "They carry oxygen.", "also need it to"):
            assert text in seen(app)
        await press(pilot, "s")
        assert "and by few others" in seen(app)
        await press(pilot, "s")
        assert "✓ Right" in seen(app)


async def test_a_pair_is_told_right_or_wrong_with_its_right_partner() -> None:
    app = JoinBench()
    async with app.run_test(size=SIZE) as pilot:
        own = {"chosen": [], "matched": [2, 1, None], "certainty": "low"}
        result = {"state": "partly right", "fraction": 1 / 3, "arithmetic": "1 of 3 pairs right: 0.33", "points": 333}
        await app.join.show(result_for(MATCHING, MATCHING_REVEAL, answer=own, result=result))
        await settle(pilot)
        assert "◐ Partly right  1 of 3 pairs right: 0.33, 333 points" in seen(app)
        assert "right partner: Carries oxygen" in seen(app)
        assert "no partner" in seen(app)


async def test_whoever_gave_no_answer_sees_the_key() -> None:
    app = JoinBench()
    async with app.run_test(size=SIZE) as pilot:
        await app.join.show(result_for(answer=None, result=None, leaderboard=STANDINGS))
        await settle(pilot)
        assert "You gave no answer to this question." in seen(app)
        assert "right, not chosen" in seen(app)
        assert "Standings" in seen(app)


async def test_nothing_before_the_reveal_looks_like_a_verdict() -> None:
    app = JoinBench()
    async with app.run_test(size=SIZE) as pilot:
        for view in (
            question_for({**CHOICE, "options": None}, phase="stem"),
            question_for(),
            question_for(answer=OWN),
            question_for(phase="closed", answer=OWN),
        ):
            await app.join.show(view)
            await settle(pilot)
            assert not [sign for sign in ("✗", "◐", "Right", "Wrong", "right,") if sign in seen(app)]


async def test_the_countdown_is_that_of_the_server() -> None:
    app = JoinBench()
    async with app.run_test(size=SIZE) as pilot:
        app.clock.now -= 7_200_000  # this machine's clock is two hours behind
        await app.join.show(question_for())
        await settle(pilot)
        assert "0:23 left" in seen(app)
        await app.join.show(question_for(now=NOW + 15_000))
        await settle(pilot)
        assert "! 0:08 left" in seen(app)


async def test_at_ones_own_pace_the_keys_go_from_question_to_question() -> None:
    app = JoinBench()
    own: dict[str, Any] = {"is_self_paced": True, "count": 4}
    async with app.run_test(size=SIZE) as pilot:
        await app.join.show(learner_view(**own, places=["unseen"] * 4))
        await press(pilot, "enter")
        assert app.places == [0]
        places = ["answered", "open", "unseen", "answered"]
        await app.join.show(question_for(**own, place=1, places=places))
        await press(pilot, "n p")
        assert app.places == [0, 2, 0]
        await app.join.show(question_for(**own, place=1, places=places, phase="closed", answer=OWN))
        await settle(pilot)
        assert "Saved. The result comes when the drill is over." in seen(app)
        await press(pilot, "enter")
        assert app.places == [0, 2, 0, 2]


async def test_at_the_end_the_points_stand_there_and_what_was_missed_can_be_kept() -> None:
    app = JoinBench()
    async with app.run_test(size=SIZE) as pilot:
        await app.join.show(learner_view(phase="over", points=2500, rank=3, leaderboard=STANDINGS))
        await settle(pilot)
        assert "The drill is over. Thank you, Ada." in seen(app)
        assert "2,500 points, rank 3" in seen(app)
        await press(pilot, "k q")
        assert app.wants_missed
        assert app.is_left


@pytest.mark.parametrize(
    "view",
    [learner_view(), question_for(), question_for(MATCHING), result_for(), result_for(MATCHING, MATCHING_REVEAL)],
)
async def test_every_size_of_a_terminal_will_do(view: LearnerView) -> None:
    app = JoinBench()
    async with app.run_test(size=SIZE) as pilot:
        await app.join.show(view)
        for size in ((40, 24), (120, 40), (30, 10), (12, 4)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert max(map(len, seen(app).splitlines())) <= size[0]


async def test_the_passage_stands_beside_the_result_where_there_is_room() -> None:
    app = JoinBench()
    async with app.run_test(size=(120, 40)) as pilot:
        await app.join.show(result_for(reveal=REVEAL))
        await settle(pilot)
        assert "✓ Right" in seen(app)
        assert "and by few others" in seen(app)


# On a real server


async def test_a_learner_joins_by_the_form_answers_and_comes_back_to_the_same_seat(tmp_path: Path) -> None:
    async with hall_of(tmp_path / "d.drill") as hall:
        url, seats = f"{hall.url}/{hall.code}", tmp_path / "seats"
        app = JoinApp(Visit(url, folder=seats))
        async with app.run_test(size=SIZE) as pilot:
            await wait_for_text(pilot, "Your name")
            await press(pilot, "A d a enter")
            await wait_for_text(pilot, "You are in, Ada.")
            await hall.do("open")
            await wait_for_text(pilot, "enter send")
            await press(pilot, "a enter")
            await wait_for_text(pilot, "✓ Saved.")
        again = JoinApp(Visit(url, folder=seats))
        async with again.run_test(size=SIZE) as pilot:
            await wait_for_text(pilot, "Saved.")
            await hall.do("close")
            await hall.do("reveal")
            await wait_for_text(pilot, "Why of a.")
            await hall.do("end")
            await wait_for_text(pilot, "The drill is over.")
            await press(pilot, "q")
        assert len(hall.server.hub.drill.learners) == 1
        assert kept_seat(seat_file(seats, address_of(url))) is None


async def test_a_name_that_is_taken_is_asked_for_again(tmp_path: Path) -> None:
    async with hall_of(tmp_path / "d.drill") as hall:
        await hall.join("Ada")
        app = JoinApp(Visit(f"{hall.url}/{hall.code}", Entry("Ada")))
        async with app.run_test(size=SIZE) as pilot:
            await wait_for_text(pilot, "Somebody here has this name already.")
            app.screen.query_one(Input).value = "Bea"
            await press(pilot, "enter")
            await wait_for_text(pilot, "You are in, Bea.")


async def test_teams_are_chosen_in_the_form(tmp_path: Path) -> None:
    async with hall_of(tmp_path / "d.drill", replace(TERMS, teams=("Red", "Blue"))) as hall:
        app = JoinApp(Visit(f"{hall.url}/{hall.code}", Entry("Ada")))
        async with app.run_test(size=SIZE) as pilot:
            await wait_for_text(pilot, "Your team")
            await press(pilot, "tab down enter tab enter")
            await wait_for_text(pilot, "You are in, Ada, in the team Blue.")


async def test_a_drill_at_ones_own_pace_on_a_real_server(tmp_path: Path) -> None:
    async with hall_of(tmp_path / "d.drill", replace(TERMS, until=32_503_680_000_000)) as hall:
        app = JoinApp(Visit(f"{hall.url}/{hall.code}", Entry("Ada")))
        async with app.run_test(size=SIZE) as pilot:
            await wait_for_text(pilot, "Everybody goes at their own pace here.")
            await press(pilot, "enter")
            await wait_for_text(pilot, "Question 1 of 3")
            await press(pilot, "a enter")
            await wait_for_text(pilot, "1 answered")
            await press(pilot, "enter")
            await wait_for_text(pilot, "Question 2 of 3")
            await hall.do("end")
            await wait_for_text(pilot, "The drill is over. Question 2 of 3")
            await press(pilot, "p")
            await wait_for_text(pilot, "The drill is over. Question 1 of 3")
            assert "Why of a." in seen(app)


async def test_whoever_is_sent_out_reads_why_and_the_application_ends(tmp_path: Path) -> None:
    async with hall_of(tmp_path / "d.drill") as hall:
        app = JoinApp(Visit(f"{hall.url}/{hall.code}", Entry("Ada")))
        async with app.run_test(size=SIZE) as pilot:
            await wait_for_text(pilot, "You are in, Ada.")
            await hall.do("kick", learner=next(iter(hall.server.hub.drill.learners)))
            await wait_for(pilot, lambda: app.failure is not None)
        assert "seat" in str(app.failure)


def questions_in(bank: Path) -> list[str]:
    return [question.id for question in load(bank).bank.questions]


async def test_what_was_missed_can_be_kept_when_the_host_has_closed_the_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with hall_of(tmp_path / "d.drill") as hall:
        app = JoinApp(Visit(f"{hall.url}/{hall.code}", Entry("Ada")))
        async with app.run_test(size=SIZE, notifications=True) as pilot:
            await wait_for_text(pilot, "You are in, Ada.")
            for command in ("open", "close", "reveal", "end"):
                await hall.do(command)
            await wait_for_text(pilot, "The drill is over.")
            await wait_for(pilot, lambda: app._missed is not None)
            await hall.server.close()
            await wait_for(pilot, lambda: not app.workers)
            assert "Connection lost" not in seen(app)
            await press(pilot, "k")
            await wait_for_text(pilot, "To learn it: quiz study")
    assert questions_in(next(tmp_path.glob("missed-bank-*.yaml"))) == ["a"]  # noqa: ASYNC240 - one small folder
