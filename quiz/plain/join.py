"""A drill as a conversation by lines, for one learner."""

from __future__ import annotations

import asyncio
import secrets
import threading
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from quiz.core.certainty import Certainty
from quiz.core.text import fold, one_line
from quiz.core.typed import read_answer, read_certainty
from quiz.errors import QuizError
from quiz.live.client.client import LearnerDoor, Missed
from quiz.live.client.door import Away, DoorClosed
from quiz.live.client.joining import Visit, keep_missed
from quiz.live.client.shown import answering_of
from quiz.live.client.turn import Turn, is_saved, is_stale, next_own, turn_of, waiting_sentence
from quiz.live.protocol import Answering, LearnerView, Receipt
from quiz.plain.drill_scenes import ask, known_of, tell_end, tell_heading, tell_result
from quiz.plain.drill_seat import take_seat
from quiz.plain.talk import HELP_WORDS, Talk

_HELP = (
    "Type the letter of an option (b) or, where several are right, all their letters (a c), and press Enter.",
    "To match, type each prompt's number with a choice's letter (1b 2a 3d); a prompt left out stays blank.",
    "guess, low, middle or high after an answer (b high): how sure you are of it, where that is asked.",
    "keep: keep what you missed as a file to study, when the drill is over.",
    "quit: leave; what you answered counts. help or ?: this.",
)


Happening = LearnerView | Away | Receipt | QuizError | str | None
"""A view, a line that was typed or, as None, that no more of them come; a receipt; what went wrong."""


@dataclass(slots=True)
class Attendance:
    """A learner who takes part in a drill by lines, from the seat to the end."""

    visit: Visit
    talk: Talk
    _door: LearnerDoor = field(init=False)
    _happenings: asyncio.Queue[Happening] = field(default_factory=asyncio.Queue, init=False)
    _typed: deque[str] = field(default_factory=deque, init=False)  # lines that wait for a question
    _view: LearnerView | None = field(default=None, init=False)
    _told: tuple[object, ...] = field(default=(), init=False)
    _is_lost: bool = field(default=False, init=False)
    _is_over: bool = field(default=False, init=False)
    _is_read_out: bool = field(default=False, init=False)
    _wants_missed: bool = field(default=False, init=False)
    _sending: asyncio.Task[None] | None = field(default=None, init=False)
    _receipt: Receipt | None = field(default=None, init=False)
    _unsure: str = field(default="", init=False)  # an answer that waits to be told how sure it is

    async def run(self) -> None:
        """Takes part until the drill is over or left.

        RequestError where the URL is none of a drill; DoorClosed where the server takes this learner no further.
        """
        self._door = self.visit.door()
        async with self._door:
            if not await self.visit.resumed(self._door):
                await take_seat(self.visit, self._door, self.talk)
            await self._attend()

    # The drill

    async def _attend(self) -> None:
        """Deals with what happens, one after the other: views that come in, lines that are typed, receipts."""
        following = asyncio.create_task(self._follow())
        self._read_lines()
        try:
            while not self._is_over:
                await self._deal_with(await self._happenings.get())
        finally:
            following.cancel()
            if self._sending:
                self._sending.cancel()

    async def _follow(self) -> None:
        try:
            async for view in self._door.views():
                self._happenings.put_nowait(view)
        except QuizError as error:
            self._happenings.put_nowait(error)

    def _read_lines(self) -> None:
        """Has the lines read beside the drill. The thread ends with the process: nothing can wake it from reading."""
        loop = asyncio.get_running_loop()

        def read() -> None:
            for line in iter(self.talk.lines.readline, ""):
                tell(line.rstrip("\r\n"))
            tell(None)

        def tell(line: str | None) -> None:
            with suppress(RuntimeError):  # the drill is over, and its loop with it
                loop.call_soon_threadsafe(self._happenings.put_nowait, line)

        threading.Thread(target=read, daemon=True).start()

    async def _deal_with(self, happening: Happening) -> None:
        match happening:
            case QuizError():
                raise happening
            case Away():
                if not self._is_lost:
                    self.talk.say("Connection lost, trying again.")
                self._is_lost = True
            case None:
                self._is_read_out = True
            case str():
                self._typed.append(happening)
                if not self._can_answer and (self.talk.is_interactive or fold(happening) in {"keep", "quit"}):
                    self._follow_word(self._typed.pop())
            case _:
                await self._take_in(happening)
        while self._typed and self._can_answer:
            self._answer(self._typed.popleft())

    async def _take_in(self, happening: LearnerView | Receipt) -> None:
        if "status" in happening:
            await self._tell_receipt(cast("Receipt", happening))
        else:
            await self._show(happening)

    @property
    def _can_answer(self) -> bool:
        view = self._view
        return view is not None and turn_of(view) is Turn.ANSWER and self._sending is None and self._receipt is None

    async def _show(self, view: LearnerView) -> None:
        """Says what is new in the view."""
        if self._is_lost:
            self._is_lost = False
            self.talk.say("Connected again.")
        if is_stale(view, self._view):
            return
        self._view = view
        scene = (turn_of(view), view["place"], view["round"])
        if scene == self._told:
            return
        if scene[1:] != self._told[1:]:
            self._receipt, self._unsure = None, ""
        self._told = scene
        turn = turn_of(view)
        if turn is Turn.WAIT and view["is_self_paced"] and (place := next_own(view)) is not None:
            await self._go_to(place)
            return
        self._tell(turn, view)
        if turn is Turn.OVER or view["phase"] == "over":
            await self._end(view)

    def _tell(self, turn: Turn, view: LearnerView) -> None:
        match turn:
            case Turn.ANSWER:
                ask(self.talk, view)
            case Turn.RESULT:
                tell_result(self.talk, view)
            case Turn.READ:
                tell_heading(self.talk, view)
                self.talk.say(view["question"]["stem"] if view["question"] else "")
                self.talk.say(waiting_sentence(view))
            case Turn.WAIT:
                self.talk.say(f"You are in, {one_line(view['name'])}. {waiting_sentence(view)}")
            case Turn.SAVED | Turn.CLOSED:
                # Where the receipt is here, it is said already that the answer is saved.
                if not (self._receipt and is_saved(self._receipt)):
                    self.talk.say(waiting_sentence(view))
            case Turn.DISCUSS:
                self.talk.say(waiting_sentence(view))
            case Turn.OVER:
                pass

    def _answer(self, line: str) -> None:
        """Sends the answer that the line gives, or says why it gives none."""
        view = self._view
        if view is None or self._follow_word(line, is_asked=True):
            return
        known = known_of(view)
        unsure, self._unsure = self._unsure, ""
        if unsure and (not line.strip() or fold(line) in set(Certainty)):
            line = f"{unsure} {line}"
        typed, certainty = read_certainty(line) if view["wants_certainty"] else (line, None)
        answer = read_answer(*known, typed)
        if isinstance(answer, str):
            before, _, word = line.strip().rpartition(" ")
            if view["wants_certainty"] and before and not isinstance(read_answer(*known, before), str):
                answer = f'"{one_line(word)[:20]}" does not say how sure you are: guess, low, middle or high do.'
            self.talk.say(answer if line.strip() else f"{answer} Type help to see how.")
            return
        if view["wants_certainty"] and certainty is None and self.talk.is_interactive and not unsure:
            self._unsure = line
            self.talk.say("How sure are you? Type guess, low, middle or high; Enter alone sends it as low.")
            return
        answering = answering_of(view, known, answer, certainty, secrets.token_hex(16))
        self._sending = asyncio.create_task(self._send(answering))

    async def _send(self, answering: Answering) -> None:
        try:
            self._happenings.put_nowait(await self._door.answer(answering))
        except QuizError as error:
            self._happenings.put_nowait(error)

    def _follow_word(self, line: str, *, is_asked: bool = False) -> bool:
        """Whether the line was a word and no answer."""
        word = fold(line)
        if word == "quit":
            self._is_over = True
        elif word == "keep":
            self._wants_missed = True
            self.talk.say("What you miss will be kept when the drill is over.")
        elif word in HELP_WORDS:
            for sentence in _HELP:
                self.talk.say(sentence)
        elif not is_asked:
            self.talk.say("There is no question to answer now. Type quit to leave.")
        return is_asked and word in {"keep", "quit", *HELP_WORDS}

    async def _tell_receipt(self, receipt: Receipt) -> None:
        self._sending = None
        view = self._view
        if view is None or (receipt["place"], receipt["round"]) != (view["place"], view["round"]):
            return
        if receipt["status"] == "unfit":
            self.talk.say(receipt["sentence"])
            return
        self._receipt = receipt
        self.talk.say("Saved." if is_saved(receipt) else receipt["sentence"])
        if view["is_self_paced"]:
            # The server tells nothing that the receipt says, but for which places are answered.
            await self._go_to(receipt["place"])
            place = next_own(self._view or view)
            if place is None or place == receipt["place"]:
                self.talk.say("You have answered all. The result comes when the drill is over.")
            else:
                await self._go_to(place)

    async def _go_to(self, place: int) -> None:
        try:
            await self._show(await self._door.open_own(place))
        except DoorClosed as closed:
            self.talk.say(str(closed))

    async def _end(self, view: LearnerView) -> None:
        """Says how it went; at one's own pace with the result of each question that was seen."""
        self._is_over = True
        for place, standing in enumerate(view["places"] or []):
            if standing != "unseen" and place != view["place"]:
                with suppress(DoorClosed):
                    tell_result(self.talk, await self._door.open_own(place))
        tell_end(self.talk, view)
        self.visit.left(self._door)
        with suppress(DoorClosed):  # there was nothing missed
            missed = await self._door.missed()
            if self._wants_missed or await self._is_to_be_kept():
                self._keep(missed)

    async def _is_to_be_kept(self) -> bool:
        """Whether the person here wants what was missed as a file. What the server says meanwhile is of no interest."""
        if not self.talk.is_interactive or self._is_read_out:
            return False
        self.talk.say("Type keep to keep what you missed as a file to study, or press Enter to leave.")
        while True:
            line = await self._happenings.get()
            if line is None or isinstance(line, str):
                return line is not None and fold(line) == "keep"

    def _keep(self, missed: Missed) -> None:
        try:
            path = keep_missed(Path.cwd(), missed)
        except QuizError as error:
            self.talk.say(str(error))
        else:
            self.talk.say(f"Kept. To learn it: quiz study {path.name}")
