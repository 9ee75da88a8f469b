"""Where the connections of a drill meet its log: what is sent becomes an event, and what is on the disk is shown."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from contextlib import suppress

from quiz.core.answers import Given
from quiz.core.certainty import Certainty
from quiz.core.drills.drill import Drill
from quiz.core.drills.events import Answered, Event, Granted, Joined, Locked, Opened, Removed, Renamed, Returned
from quiz.core.drills.refusals import Refusal
from quiz.errors import QuizError
from quiz.live.log.log import Conflict, EventLog
from quiz.live.protocol import Answering, LearnerView, Receipt, Status
from quiz.live.server.clock import Clock
from quiz.live.server.frames import given_in
from quiz.live.server.listeners import Listeners
from quiz.live.server.pings import Pings
from quiz.live.server.scene import Scene

_REMEMBERED = 4096
"""How many different answers are kept in words."""

_logger = logging.getLogger(__name__)


class Hub:
    """The drill as its log has it, and everybody who is to hear of it.

    Events are applied in the order of the log by one follower, so whatever was appended is decided by what was
    before it. `version` numbers what is shown: the events of the log, and what is shown otherwise without one.
    """

    def __init__(self, log: EventLog, seq: int, drill: Drill, clock: Clock) -> None:
        self.log = log
        self.drill = drill
        self.seq = seq
        self.clock = clock
        self.epoch = secrets.token_hex(8)
        self.moved = asyncio.Event()
        self.listeners = Listeners(time.monotonic, self._seats_moved)
        self.pings = Pings(time.monotonic)
        self.shows_leaderboard = drill.terms.shows_leaderboard
        self.notices: list[str] = []
        self._scene: Scene | None = None
        self._nudges = 0
        self._class_version = seq
        self._versions: dict[str, int] = {}
        self._own_place: dict[str, int] = {}
        self._given: dict[tuple[int, tuple[int, ...], tuple[int | None, ...]], Given | None] = {}
        self._reached = asyncio.Event()

    @property
    def version(self) -> int:
        return self.seq + self._nudges

    async def follow(self) -> None:
        """Applies what the log has, as it comes, until the log closes."""
        async for seq, event in self.log.follow(self.seq):
            self.drill.take(event)
            self.seq = seq
            self._show(event)
            reached, self._reached = self._reached, asyncio.Event()
            reached.set()

    async def append(self, *events: Event) -> None:
        """Returns once the events are on the disk and decided; Conflict where the slot of one is taken."""
        try:
            await self._reach(await self.log.append(events))
        except Conflict as conflict:
            await self._reach(conflict.seq)
            raise
        except QuizError as error:
            self.note(str(error))
            raise

    async def _reach(self, seq: int) -> None:
        while self.seq < seq:
            await self._reached.wait()

    # Answers

    async def answer(self, learner: str, answering: Answering, at: int) -> Receipt:
        """What became of the answer that came in at that moment; `accepted` only once it is on the disk."""
        event = self._answered(learner, answering, at)
        is_kept = False
        if self.drill.refusal_of_answer(event) is None:
            with suppress(Conflict):
                await self.append(event)
                is_kept = True
        return self._receipt(event, is_kept=is_kept)

    def _answered(self, learner: str, answering: Answering, at: int) -> Answered:
        drill, place = self.drill, answering["place"]
        given = self._given_in(answering) if place < len(drill.questions) else None
        level = answering.get("certainty") if drill.terms.with_certainty else None
        return Answered(
            at=at,
            learner=learner,
            place=place,
            round=answering["round"],
            given=given or Given(),
            key=answering["key"],
            certainty=Certainty(level) if level else None,
            credit=self.pings.credit(learner),
        )

    def _given_in(self, answering: Answering) -> Given | None:
        """The answer in words, found once for all of a class who choose alike."""
        place = answering["place"]
        said = place, tuple(answering.get("chosen", ())), tuple(answering.get("matched", ()))
        if said not in self._given:
            if len(self._given) >= _REMEMBERED:
                self._given.clear()
            self._given[said] = given_in(self.drill.questions[place], self.drill.layout(place), answering)
        return self._given[said]

    def _receipt(self, event: Answered, *, is_kept: bool) -> Receipt:
        """By what the log has made of it: the question may have been closed in the log before the answer."""
        asking = self.drill.asking(event.learner, event.place, event.round)
        kept = asking.answers.get(event.learner) if asking else None
        key, sentence = event.key, "Your answer is kept."
        status: Status
        if kept is not None and kept.key == event.key:
            status = "accepted" if is_kept else "duplicate"
        else:
            refusal = self.drill.refusal_of_answer(event) or Refusal.CLOSED
            status = refusal.value
            key = kept.key if kept else key
            sentence = self.drill.refusal(event) or "This question is not open."
        return {
            "status": status,
            "learner": event.learner,
            "place": event.place,
            "round": event.round,
            "key": key,
            "sentence": sentence,
        }

    async def open_own(self, learner: str, place: int) -> str | None:
        """Opens the question for this learner, or turns to it again; the sentence that says why not, None where so."""
        if place not in self.drill.own.get(learner, {}):
            event = Opened(self.clock.now(), place, 1, learner)
            if refusal := self.drill.refusal(event):
                return refusal
            if not self.drill.terms.is_self_paced:
                return "The host opens the questions of this drill."
            with suppress(Conflict):
                await self.append(event)
        self._own_place[learner] = place
        self.show_again(learner)
        return None

    # What is shown

    @property
    def scene(self) -> Scene:
        """What the class is shown now, made anew where something changed."""
        if self._scene is None or self._scene.is_past:
            board = self.shows_leaderboard
            self._scene = Scene(self.drill, self.epoch, self._scene, shows_leaderboard=board)
        return self._scene

    def frame(self, learner: str) -> bytes:
        """The `LearnerView` of the learner as JSON."""
        place = self.place_of(learner)
        return self.scene.frame(learner, place, seq=self.version, now=self.clock.now())

    def view(self, learner: str) -> LearnerView:
        """The `LearnerView` of the learner."""
        place = self.place_of(learner)
        return self.scene.view(learner, place, seq=self.version, now=self.clock.now())

    def place_of(self, learner: str) -> int:
        """Where the learner is in a drill at one's own pace: at the question last turned to, or else last opened."""
        own = self.drill.own.get(learner)
        return self._own_place.get(learner, next(reversed(own))) if own else -1

    def has_news(self, learner: str, after: int) -> bool:
        """Whether the learner is to be shown something that a view with that version had not."""
        return max(self._class_version, self._versions.get(learner, 0)) > after or after > self.version

    def show_again(self, learner: str) -> None:
        """Shows the learner what has changed without an event."""
        self._nudges += 1
        self._turn(learner)

    def show_leaderboard(self, *, is_shown: bool) -> None:
        self.shows_leaderboard = is_shown
        self._nudges += 1
        self._turn_all()

    def note(self, sentence: str) -> None:
        """Tells the host, above what was told before."""
        if sentence in self.notices[:1]:
            return
        _logger.warning("%s", sentence)
        self.notices = [sentence, *(each for each in self.notices if each != sentence)][:5]
        self.listeners.tell_host()

    def _show(self, event: Event) -> None:
        match event:
            case Answered(learner=learner) | Granted(learner=learner):
                # Whoever sent the answer has the receipt: only the other pages of this learner are told.
                if not isinstance(event, Answered) or len(self.listeners.of(learner)) > 1:
                    self._turn(learner)
            case Joined() | Locked():
                pass
            case Returned(learner=learner):
                self.listeners.close(learner)
            case Removed(learner=learner):
                self.listeners.close(learner)
                self._forget_scores()
            case Renamed(learner=learner):
                self._forget_scores()
                self._turn(learner)
            case Opened(learner=learner) if learner:
                self._turn(learner)
            case _:
                self._turn_all()
        self.moved.set()
        self.listeners.tell_host()

    def _turn(self, learner: str) -> None:
        self._versions[learner] = self.version
        self.listeners.tell(learner)

    def _turn_all(self) -> None:
        self._class_version = self.version
        if self._scene is not None:
            self._scene.is_past = True
        self.listeners.tell_all()
        self.listeners.tell_host()

    def _forget_scores(self) -> None:
        if self._scene is not None:
            self._scene.forget_scores()

    def _seats_moved(self) -> None:
        self.moved.set()
        self.listeners.tell_host()
