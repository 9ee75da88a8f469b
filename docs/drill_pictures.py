"""Draws the README's pictures of a drill: the wall, a phone and the report, of a real class on a real server."""

from __future__ import annotations

import asyncio
import os
import random
import sys
import tempfile
import time
from pathlib import Path

import aiohttp
from playwright.async_api import Browser, async_playwright

from quiz.banks.loader import load
from quiz.core.bank import Bank
from quiz.core.drills.events import Created
from quiz.core.drills.terms import DrillTerms
from quiz.core.questions import Choice
from quiz.core.shuffling import layout
from quiz.live.client.client import HostDoor
from quiz.live.log.embedded import open_log
from quiz.live.protocol import Command, CommandName
from quiz.live.server.server import Options, Server, serve
from quiz.settings import Settings
from quiz.tui.hosting import HostApp

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "pictures"
QUESTIONS = ("gut-disorder", "sepsis-trigger", "lupus-antibodies", "case-sepsis")
NAMES = ("Ada", "Ben", "Chiara", "Dilek", "Emil", "Farah", "Gita", "Hugo", "Ines", "Jonas", "Kofi", "Lena")
SEED = 4
_READING = 2.0
"""Seconds: whoever answers in less than a fifth of one is told of in the report."""

CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def created(bank: Bank, ids: tuple[str, ...]) -> Created:
    return Created(
        at=time.time_ns() // 1_000_000,
        id="drill",
        bank=bank.id,
        title=bank.title,
        language=bank.language,
        topics=tuple(bank.topics.items()),
        questions=tuple(bank.question(id) for id in ids),
        document=bank.document.text,
        seed=SEED,
        terms=DrillTerms(seconds=60, with_certainty=True, shows_leaderboard=True, closes_when_all_answered=False),
    )


class Class:
    """Learners who join and answer over the network."""

    def __init__(self, server: Server, of: Created) -> None:
        self._server = server
        self._of = of
        self._http = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), headers={"X-Quiz": "1"})
        self._seats: list[str] = []
        self._streams: list[aiohttp.ClientResponse] = []
        self._dice = random.Random(SEED)

    async def join(self) -> None:
        for name in NAMES:
            said = {"code": self._server.code, "name": name, "team": "", "identifier": "", "number": ""}
            async with self._http.post(f"{self._server.url}/api/join", json=said) as reply:
                self._seats.append((await reply.json())["seat"])
            headers = {"Authorization": f"Bearer {self._seats[-1]}"}
            self._streams.append(await self._http.get(f"{self._server.url}/api/events", headers=headers))

    async def answer(self, place: int) -> None:
        question = self._of.questions[place]
        if not isinstance(question, Choice):
            raise TypeError("the class answers choice questions")
        order = layout(question, SEED).choices
        await asyncio.sleep(_READING)
        for seat in self._seats:
            chosen = self._dice.choice(order) if self._dice.random() < 0.5 else min(question.keys)
            said = {
                "place": place,
                "round": 1,
                "chosen": [order.index(chosen)],
                "certainty": self._dice.choice(["low", "middle", "high"]),
                "key": f"{place}",
            }
            headers = {"Authorization": f"Bearer {seat}"}
            async with self._http.post(f"{self._server.url}/api/answer", json=said, headers=headers) as reply:
                await reply.read()

    async def close(self) -> None:
        for stream in self._streams:
            stream.close()
        await self._http.close()


async def main() -> None:
    bank = load(ROOT / "questions" / "il2-neonatal" / "bank.yaml").bank
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "drills" / "drill.drill"
        of = created(bank, QUESTIONS)
        log = open_log(path)
        await log.append([of])
        server = await serve(log, Options(bind="127.0.0.1", port=0))
        pupils = Class(server, of)
        async with async_playwright() as driver:
            browser = await driver.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
            try:
                await _play(server, pupils, browser)
                await _report(Path(folder), browser)
            finally:
                await browser.close()
                await pupils.close()
                await server.close()
                await log.close()


async def _play(server: Server, pupils: Class, browser: Browser) -> None:
    door = HostDoor(server.host_socket, server.host_secret)

    async def do(command: CommandName) -> None:
        fault = await door.command(Command(command=command))
        if fault:
            sys.exit(f"{command}: {fault['sentence']}")

    page = await browser.new_page(viewport={"width": 390, "height": 780}, color_scheme="light")
    await pupils.join()
    app = HostApp(HostDoor(server.host_socket, server.host_secret), Settings(theme="dark"))
    async with app.run_test(size=(100, 32)) as pilot:

        async def settle() -> None:
            await page.wait_for_timeout(1500)
            await pilot.pause()

        await page.goto(f"{server.url}/{server.code}")
        await page.locator("input[name=name]").fill("Mia")
        await page.locator("button.go").click()
        await settle()
        _export(app, "host-lobby")
        await do("open")
        await settle()
        await page.locator("main button, main label").first.click()
        await settle()
        await page.screenshot(path=TARGET / "phone-question.png")
        await pupils.answer(0)
        await settle()
        _export(app, "host-question")
        await page.locator("button.go").click()
        await settle()
        await do("close")
        await do("reveal")
        await settle()
        _export(app, "host-revealed")
        await page.screenshot(path=TARGET / "phone-result.png")
    for place in range(1, len(QUESTIONS)):
        await do("open")
        await pupils.answer(place)
        await do("close")
        await do("reveal")
    await do("end")
    await door.close()


async def _report(home: Path, browser: Browser) -> None:
    page_file = home / "report.html"
    command = (sys.executable, "-m", "quiz", "drill", "report", "drill", "--html", str(page_file))
    process = await asyncio.create_subprocess_exec(*command, env={**os.environ, "QUIZ_HOME": str(home)})
    if await process.wait():
        sys.exit("there is no report")
    page = await browser.new_page(viewport={"width": 1000, "height": 900}, color_scheme="light")
    await page.goto(page_file.as_uri())
    await page.screenshot(path=TARGET / "report.png")


def _export(app: HostApp, name: str) -> None:
    (TARGET / f"{name}.svg").write_text(app.export_screenshot(title="quiz host"), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
