"""A class of one host, phones and terminals, each the real program, through a whole drill in which everything fails."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.async_api import Page, Response, expect

from quiz.banks.loader import load
from quiz.core.answers import Given
from quiz.core.drills.drill import Drill
from quiz.core.drills.events import Answered, Prolonged
from quiz.core.drills.scores import leaderboard, mark_of, points, points_at
from quiz.core.drills.tally import tally
from quiz.core.marking import percent
from quiz.core.questions import Choice, Matching
from quiz.live.host_key import HostKey, read_key
from quiz.live.log.shelf import drill_at, events_at
from tests.live.web.conftest import Phone
from tests.live.web.seats import Watched
from tests.live.web.serving import ROOT
from tests.live.web.taps import ask_in, choose, send

pytestmark = pytest.mark.asyncio(loop_scope="module")

BANK = ROOT / "tests" / "data" / "banks" / "cells"
ORDER = ["defenders", "tasks", "carry", "nucleus"]
SEED = "8"
"""With it the questions come in that order."""


def texts(*chosen: str) -> Given:
    return Given(chosen=chosen)


def pairs(**partners: str) -> Given:
    return Given(matched=tuple(partners.items()))


BOTH = texts("Neutrophils", "Lymphocytes")
ALL = pairs(Neutrophils="Coming first", Lymphocytes="Remembering", Eosinophils="Fighting parasites")
TWISTED = pairs(Neutrophils="Remembering", Lymphocytes="Coming first", Eosinophils="Fighting parasites")
FIRST = pairs(Neutrophils="Coming first")
OXYGEN, ANTIBODIES, PARASITES = texts("Oxygen"), texts("Antibodies"), texts("Parasites")

ROUNDS: Mapping[tuple[int, int], Mapping[str, Given]] = {
    (0, 1): {"Ann": BOTH, "Bo": texts("Neutrophils"), "Cy": texts("Neutrophils", "Red blood cells"), "Di": BOTH},
    (1, 1): {"Ann": ALL, "Bo": TWISTED, "Cy": ALL, "Eve": ALL, "Di": FIRST},
    (2, 1): {"Ann": OXYGEN, "Bo": ANTIBODIES, "Cy": PARASITES, "Di": ANTIBODIES, "Eve": OXYGEN},
    (2, 2): {"Ann": OXYGEN, "Bo": OXYGEN, "Cy": OXYGEN, "Di": ANTIBODIES, "Eve": OXYGEN},
    (3, 1): {"Ann": texts("False"), "Bo": texts("True"), "Cy": texts("False"), "Eve": texts("False")},
}
"""Who answers what in which round of which question."""

EARNED = {"Ann": 4000, "Cy": 3500, "Eve": 3000, "Bo": 1833, "Di": 1333}
"""The points in the end, by hand: a half for one of two right choices, a third for one of three pairs."""


@dataclass
class Class:
    """Everybody in the room: the host's terminal, that of Cy, Di by lines, and phones by name."""

    home: Path
    phone: Phone
    host: Watched
    cy: Watched
    di: Watched
    phones: dict[str, Page] = field(default_factory=dict)
    acknowledged: dict[str, tuple[int, int]] = field(default_factory=dict)
    """The place and round of each answer for which a phone has the receipt, by its key."""

    @property
    def file(self) -> Path:
        (path,) = (self.home / "drills").glob("*.drill")
        return path

    @property
    def key(self) -> HostKey:
        return key_in(self.home)

    @property
    def url(self) -> str:
        return f"{self.key.url}/{self.key.code}"

    @property
    def drill(self) -> Drill:
        """What the log says."""
        return drill_at(self.file)

    async def take_phone(self, name: str) -> Page:
        page = await self.phone(self.url)
        page.on("response", self._note)
        await ask_in(page, name)
        await expect(page.locator("#who")).to_have_text(name)
        self.phones[name] = page
        return page

    def _note(self, response: Response) -> None:
        if response.ok and response.url.endswith("/api/answer"):
            sent = json.loads(response.request.post_data or "")
            self.acknowledged[sent["key"]] = sent["place"], sent["round"]

    def letters(self, place: int, given: Given, separator: str = "") -> str:
        """What is typed for the answer: the letters of options, or for each prompt in its order that of its choice."""
        question, order = self.drill.questions[place], self.drill.layout(place)
        if isinstance(question, Choice):
            options = [question.options[i].text for i in order.choices]
            return separator.join("abcdef"[options.index(text)] for text in given.chosen)
        choices = [question.choices[i] for i in order.choices]
        partners = dict(given.matched)
        prompts = [question.pairs[i].prompt for i in order.prompts]
        typed = [(n, "abcdef"[choices.index(partners[it])]) for n, it in enumerate(prompts, 1) if it in partners]
        return separator.join(f"{n}{letter}" if separator else letter for n, letter in typed)


def key_in(home: Path) -> HostKey:
    """The key of the one server there."""
    (path,) = (home / "drills").glob("*.host")
    key = read_key(path)
    assert key
    return key


async def tap(page: Page, given: Given) -> None:
    """Makes the answer on a phone, without sending it."""
    await choose(page, *given.chosen)
    prompts, choices = page.locator("section").first, page.locator("section").last
    for prompt, choice in given.matched:
        await prompts.get_by_role("button", name=prompt).click()
        await choices.get_by_role("button", name=choice).click()


@asynccontextmanager
async def host_of(home: Path) -> AsyncIterator[Watched]:
    """The terminal of the host, whose server ends with the test at the latest."""
    words = ["--seed", SEED, "--seconds", "300", "--leaderboard", "--bind", "127.0.0.1", "--port", "0"]
    with Watched(["host", str(BANK), *words], home, (90, 40)) as host:
        try:
            await host.shows("0 joined  0 connected")
            yield host
        finally:
            for file in (home / "drills").glob("*.host"):
                if key := read_key(file):
                    with suppress(ProcessLookupError):
                        os.kill(key.pid, signal.SIGKILL)


async def resume(room: Class) -> asyncio.subprocess.Process:
    """Serves the drill again, in a process of the test."""
    command = [sys.executable, "-m", "quiz", "host", "--resume", room.file.stem, "--headless"]
    environment = {**os.environ, "QUIZ_HOME": str(room.home)}
    server = await asyncio.create_subprocess_exec(*command, env=environment, stdout=asyncio.subprocess.PIPE)
    assert server.stdout
    assert (await server.stdout.readline()).decode().strip() == f"Join at {room.url}"
    return server


def votes(drill: Drill) -> list[tuple[str, int, int]]:
    """Each option with how many chose it, or each prompt with how many gave it its partner, of how many answers."""
    asking = drill.current
    assert asking
    counted, question = tally(drill, asking), drill.questions[asking.place]
    match question:
        case Choice():
            of_options = zip(question.options, counted.counts, strict=True)
            return [(option.text, count, counted.answered) for option, count in of_options]
        case Matching():
            of_pairs = zip(question.pairs, counted.pairs, question.key, strict=True)
            return [(pair.prompt, given[key], counted.answered) for pair, given, key in of_pairs]


async def agree(room: Class) -> None:
    """Every screen has the numbers of the log, now that a question is resolved."""
    drill = room.drill
    asking = drill.current
    assert asking
    seated = len(drill.seated)
    await room.host.shows(f"of {len(asking.answers)} who answered", f"{seated} joined  {seated} connected")
    for text, count, answered in votes(drill):
        share = percent(count / answered)
        bar = re.compile(rf"{text}.*\n.* {share} +{count}\b")
        await room.host.shows(bar.search)
        for page in room.phones.values():
            await expect(page.locator(".row", has_text=text)).to_contain_text(f"{share.replace(' ', '')} · {count}")
    earned, here = points(drill), points_at(drill, drill.place)
    for placed in leaderboard(drill):
        mark = mark_of(drill, asking, placed.learner)
        state = mark.state.capitalize() if mark else "no answer"
        total, standing = earned[placed.learner], f"rank {placed.rank}"
        match placed.name:
            case "Cy":
                await room.cy.shows(state, f"{total:,} points, {standing}")
            case "Di":
                said = re.compile(rf"You have {total:,} points, {standing}\.\s*$")
                await room.di.shows(state, said.search)
            case name:
                page = room.phones[name]
                await expect(page.locator(".note")).to_contain_text(state)
                await expect(page.locator(".note")).to_contain_text(f"+{here[placed.learner]:,} points")
                await expect(page.locator("#score")).to_have_text(f"{total:,} points · {standing}")


async def test_a_class_plays_a_whole_drill_and_every_screen_agrees_with_the_log(phone: Phone, tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        host = await stack.enter_async_context(host_of(tmp_path))
        url = f"{key_in(tmp_path).url}/{key_in(tmp_path).code}"
        await host.shows(key_in(tmp_path).url.removeprefix("http://"))
        cy = stack.enter_context(Watched(["join", url, "--name", "Cy"], tmp_path / "cy"))
        di = stack.enter_context(Watched(["join", url, "--name", "Di", "--plain"], tmp_path / "di", (80, 400)))
        room = Class(tmp_path, phone, host, cy, di)
        assert [question.id for question in room.drill.questions] == ORDER
        for name in ("Ann", "Bo"):
            await room.take_phone(name)
        await cy.shows("You are in, Cy.")
        await di.shows("You are in, Di.")
        await host.shows("4 joined  4 connected")

        await a_phone_is_reloaded_and_the_host_comes_back(room, stack)
        server = await the_server_is_killed_and_somebody_comes_late(room)
        await the_class_votes_again(room)
        await the_host_closes_before_all_have_answered(room)
        await room.host.go_on("\r", "The drill is over.")
        await it_is_over(room)

        cy.press("q")
        assert await cy.ends() == 0
        di.press("keep\n")
        await di.shows("Kept. To learn it: quiz study missed-")
        assert await di.ends() == 0
        assert kept_by(tmp_path / "di") == ["tasks", "carry", "nucleus"]
        await room.host.go_on("\r", "Close the room?")
        room.host.press("y")
        assert await room.host.ends() == 0
        assert await server.wait() == 0
    the_log_has_each_answer_once(room)


async def a_phone_is_reloaded_and_the_host_comes_back(room: Class, stack: AsyncExitStack) -> None:
    given, ann, bo = ROUNDS[0, 1], room.phones["Ann"], room.phones["Bo"]
    await room.host.go_on("\r", "connected have answered")
    await tap(ann, given["Ann"])
    await ann.reload()
    for text in given["Ann"].chosen:
        await expect(ann.get_by_role("checkbox", name=text)).to_be_checked()
    await send(ann)
    await room.host.shows("1 of 4 connected have answered")
    room.host.kill()
    await tap(bo, given["Bo"])
    await send(bo)
    room.host = stack.enter_context(Watched(["attach"], room.home, (90, 40)))
    await room.host.shows("2 of 4 connected have answered", "4 joined  4 connected")
    await room.cy.shows("Question 1 of 4", "Several answers")
    room.cy.press(room.letters(0, given["Cy"]) + "\r")
    await room.host.shows("3 of 4 connected have answered")
    await room.cy.shows("✓ Saved.")
    room.di.press(room.letters(0, given["Di"], " ") + "\n")
    await room.host.shows("Closed. 4 answered; 4 are connected.")
    await room.host.go_on("\r", "2 of 4 who answered are right")
    await agree(room)


async def the_server_is_killed_and_somebody_comes_late(room: Class) -> asyncio.subprocess.Process:
    """It dies while answers are kept, begun and on their way. Gives the process of the server that follows it."""
    given, ann, bo, cy = ROUNDS[1, 1], room.phones["Ann"], room.phones["Bo"], room.cy
    await room.host.go_on("\r", "connected have answered")
    await tap(ann, given["Ann"])
    await send(ann)
    await tap(bo, given["Bo"])
    await cy.shows("Question 2 of 4", "A letter gives")
    cy.press(room.letters(1, given["Cy"]))
    await room.host.shows("1 of 4 connected have answered")
    os.kill(room.key.pid, signal.SIGKILL)
    for page in (ann, bo):
        await expect(page.locator("#state")).to_have_text("Reconnecting …")
    await room.host.shows("The server of the drill has died")
    for terminal in (cy, room.di):
        await terminal.shows("Connection lost, trying again.")
    await bo.get_by_role("button", name="Send answer").click()
    await expect(bo.locator(".note")).to_have_text("Sending …")
    cy.press("\r")
    await cy.shows("Not saved yet: sending again …")
    server = await resume(room)
    for page in (ann, bo):
        await expect(page.get_by_text("Saved")).to_be_visible()
        await expect(page.locator("#state")).to_be_empty()
    await cy.shows("✓ Saved.", lambda text: "Connection lost" not in text)
    await room.di.shows("Connected again.")
    await room.host.shows("3 of 4 connected have answered", "4 joined  4 connected")
    eve = await room.take_phone("Eve")
    await tap(eve, given["Eve"])
    await send(eve)
    await room.host.shows("4 of 5 connected have answered", "5 joined  5 connected")
    room.di.press(room.letters(1, given["Di"], " ") + "\n")
    await room.host.shows("Closed. 5 answered; 5 are connected.")
    await room.host.go_on("\r", "3 of 5 who answered are right")
    await agree(room)
    return server


async def the_class_votes_again(room: Class) -> None:
    for round, heading in ((1, "Question 3 of 4"), (2, "Question 3 of 4, vote 2")):
        given = ROUNDS[2, round]
        if round == 2:
            await room.host.go_on("a", "Then you vote again.")
        await room.host.go_on("\r", heading, "connected have answered")
        await room.host.shows("0 of 5 connected have answered")
        await room.cy.shows(heading, "One answer")
        for name, page in room.phones.items():
            await expect(page.locator("main")).to_contain_text("vote 2" if round == 2 else heading)
            await tap(page, given[name])
            await send(page)
        room.cy.press(room.letters(2, given["Cy"]) + "\r")
        await room.host.shows("4 of 5 connected have answered")
        room.di.press(room.letters(2, given["Di"], " ") + "\n")
        await room.host.shows("Closed. 5 answered; 5 are connected.")
    await room.host.go_on("\r", "Of the 5 asked each time 2 were right, then 4: +40 percentage points.")
    await expect(room.phones["Ann"].locator(".row", has_text="Oxygen")).to_contain_text("80% · 4 (before: 2)")
    await agree(room)


async def the_host_closes_before_all_have_answered(room: Class) -> None:
    given = ROUNDS[3, 1]
    await room.host.go_on("\r", "connected have answered")
    await room.cy.shows("Question 4 of 4", "One answer")
    room.cy.press(room.letters(3, given["Cy"]) + "\r")
    for name, page in room.phones.items():
        await tap(page, given[name])
        await send(page)
    await room.host.shows("4 of 5 connected have answered")
    await room.host.go_on("c", "Closed. 4 answered; 5 are connected.")
    await room.di.shows("Closed. You sent no answer; the result comes soon.")
    await room.host.go_on("\r", "3 of 4 who answered are right")
    await agree(room)


async def it_is_over(room: Class) -> None:
    """The last figures are those of the log, and those that they should be."""
    drill = room.drill
    board = leaderboard(drill)
    assert {line.name: line.points for line in board} == EARNED
    await room.host.shows("The drill is over.", "5 learners, 4 questions.")
    await room.cy.shows("The drill is over. Thank you, Cy.")
    await room.di.shows("Type keep to keep what you missed")
    for line in board:
        total = f"{line.points:,}"
        await room.di.shows(f"{line.rank}. {line.name}: {total}")
        await room.cy.shows(re.compile(rf"{line.rank} +{line.name} .* {total}$", re.MULTILINE).search)
        await room.host.shows(re.compile(rf"{line.rank} +{line.name} .* {total}$", re.MULTILINE).search)
        for page in room.phones.values():
            row = page.locator("#board li", has_text=line.name)
            await expect(row).to_have_text(f"{line.rank}{line.name}{total}")
    for name, page in room.phones.items():
        rank = next(line.rank for line in board if line.name == name)
        await expect(page.locator("h1")).to_have_text("The drill is over")
        await expect(page.locator("main")).to_contain_text(f"{EARNED[name]:,} points · rank {rank}")
    missed = "Take along what you missed"
    await expect(room.phones["Bo"].get_by_role("link", name=missed)).to_be_visible()
    await expect(room.phones["Ann"].get_by_role("link", name=missed)).to_be_hidden()


def kept_by(home: Path) -> list[str]:
    """The ids of the questions in the file that was made there."""
    (file,) = home.glob("missed-*.yaml")
    return [question.id for question in load(file).bank.questions]


def the_log_has_each_answer_once(room: Class) -> None:
    """What was acknowledged to somebody is in the log once, and nothing else is."""
    drill = room.drill
    events = [event for _, event in events_at(room.file)]
    answers = [event for event in events if isinstance(event, Answered)]
    kept = {(it.place, it.round, drill.learners[it.learner].name): it.given for it in answers}
    assert len(kept) == len(answers)
    for (place, round), given in ROUNDS.items():
        of_round = {name: _unordered(it) for (p, r, name), it in kept.items() if (p, r) == (place, round)}
        assert of_round == {name: _unordered(it) for name, it in given.items()}
    by_key = {it.key: (it.place, it.round) for it in answers}
    assert len(by_key) == len(answers)
    assert room.acknowledged.items() <= by_key.items()
    assert len(room.acknowledged) == sum(name in {"Ann", "Bo", "Eve"} for given in ROUNDS.values() for name in given)
    assert sum(isinstance(event, Prolonged) for event in events) == 1


def _unordered(given: Given) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    return frozenset(given.chosen), frozenset(given.matched)
