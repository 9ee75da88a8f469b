"""How a drill stands at one moment: who sits in it, what was asked, and what the class is at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from quiz.core.answers import Answer, Given, answer_of, fault_of
from quiz.core.drills.asking import Asking
from quiz.core.drills.events import Created
from quiz.core.drills.names import skeleton
from quiz.core.drills.terms import DrillTerms
from quiz.core.questions import Choice, Question
from quiz.core.shuffling import Layout, layout


class Phase(StrEnum):
    """Where a drill stands; one at each one's own pace is in the lobby until it is over."""

    LOBBY = "lobby"
    STEM = "stem"
    OPEN = "open"
    CLOSED = "closed"
    DISCUSSION = "discussion"
    REVEALED = "revealed"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Learner:
    """Someone who took a seat. Whoever was removed has none, and no place in any figure of the class."""

    id: str
    name: str
    joined_at: int
    identifier: str = ""
    team: str = ""
    extra_time: float = 1.0
    generation: int = 1
    is_removed: bool = False
    is_banned: bool = False


class Standing:
    """What a drill holds, to be read; the drill alone changes it.

    `rounds` has the rounds of each place that was opened, in their order; `own` has, for a drill at one's own pace,
    the askings of each learner by place. `names` has the seated learner of each name, by its skeleton, `keys` the
    learner who joined with each key, and `stems` the places whose stem was shown alone. `locks` is how often the room
    was locked while it was open.
    """

    def __init__(self, created: Created) -> None:
        self.created = created
        self.phase = Phase.LOBBY
        self.place = -1
        self.learners: dict[str, Learner] = {}
        self.names: dict[str, str] = {}
        self.keys: dict[str, str] = {}
        self.is_locked = False
        self.locks = 0
        self.stems: set[int] = set()
        self.rounds: dict[int, list[Asking]] = {}
        self.own: dict[str, dict[int, Asking]] = {}
        self.revealed: set[int] = set()
        self.ended_at: int | None = None
        self._layouts: dict[int, Layout] = {}
        self._answers: dict[tuple[int, Given], Answer] = {}
        self._seated: dict[str, Learner] | None = None

    @property
    def terms(self) -> DrillTerms:
        return self.created.terms

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.created.questions

    def layout(self, place: int) -> Layout:
        """The order of showing of the question, the same for the whole class."""
        if place not in self._layouts:
            self._layouts[place] = _order_of(self.questions[place], self.created.seed)
        return self._layouts[place]

    def answer_in(self, place: int, given: Given) -> Answer | None:
        """The answer that the words give to the question, None where it cannot be handed in; found once for a class."""
        answer = self._answers.get((place, given))
        if answer is None:
            question = self.questions[place]
            answer = answer_of(question, given)
            if answer is None or fault_of(question, answer):
                return None
            self._answers[place, given] = answer
        return answer

    # Who sits in it

    @property
    def seated(self) -> Mapping[str, Learner]:
        """The learners who were not removed; what was given stays as it was."""
        if self._seated is None:
            self._seated = {id: learner for id, learner in self.learners.items() if not learner.is_removed}
            self._slowest = max((learner.extra_time for learner in self._seated.values()), default=1.0)
        return self._seated

    def joined_with(self, key: str) -> Learner | None:
        """The learner who joined with this key, removed or not."""
        return self.learners.get(self.keys.get(key, ""))

    def name_is_taken(self, name: str) -> bool:
        """Whether a seated learner has this name, or one that cannot be told from it."""
        return skeleton(name) in self.names

    # What was asked, and what the class is at

    @property
    def current(self) -> Asking | None:
        """The latest round of the question that the class is at; None in the lobby and while a stem alone is shown."""
        rounds = self.rounds.get(self.place)
        return rounds[-1] if rounds else None

    @property
    def next_place(self) -> int | None:
        """The next place that was neither opened nor shown yet; None where all were.

        It is the current one while its stem alone is shown. After the last comes the first again, for the host may have
        begun further on.
        """
        if self.phase is Phase.STEM:
            return self.place
        order = (*range(self.place + 1, len(self.questions)), *range(self.place))
        return next((place for place in order if place not in self.rounds and place not in self.stems), None)

    def asking(self, learner: str, place: int, round: int = 1) -> Asking | None:
        """The round of the question in which this learner may answer, or might have."""
        if self.terms.is_self_paced:
            return self.own.get(learner, {}).get(place) if round == 1 else None
        rounds = self.rounds.get(place, [])
        return rounds[round - 1] if 0 < round <= len(rounds) else None

    def deadline(self, asking: Asking, learner: str) -> int | None:
        """When this learner's time for the question is up, with the extra time due; None where it is not limited."""
        return asking.deadline(self.learners[learner].extra_time)

    def last_deadline(self, asking: Asking) -> int | None:
        """When the time of the last seated learner is up, and the clock closes the question."""
        return asking.deadline(self._slowest if self.seated else 1.0)

    def has_all(self, asking: Asking, among: Iterable[str]) -> bool:
        """Whether every seated learner of these has answered, and there is at least one."""
        awaited = [id for id in among if id in self.learners and not self.learners[id].is_removed]
        return bool(awaited) and all(id in asking.answers for id in awaited)


def _order_of(question: Question, seed: int) -> Layout:
    """The order that the seed gives, for choices to match that of their texts: in the file they follow the key."""
    order = layout(question, seed)
    if isinstance(question, Choice):
        return order
    choices = question.choices
    by_text = sorted(range(len(choices)), key=choices.__getitem__)
    return Layout(tuple(by_text[i] for i in order.choices), order.prompts)
