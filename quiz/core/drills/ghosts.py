"""A class against its earlier self: what a past drill was at the same question, after the same time."""

from __future__ import annotations

from dataclasses import dataclass

from quiz.core.drills.drill import Drill
from quiz.core.drills.standing import Phase
from quiz.core.drills.tally import tally, tally_at
from quiz.core.questions import Question, fingerprint_of


@dataclass(frozen=True, slots=True)
class Race:
    """How two classes stand after the questions that both were asked: the mean shares of right answers, from 0 to 1."""

    questions: int
    share: float
    earlier_share: float

    @property
    def lead(self) -> int:
        """By how many points of a hundred the class is ahead; less than 0 where its earlier self is."""
        return round(100 * self.share) - round(100 * self.earlier_share)


class Ghosts:
    """The earlier self of a class that is asked these questions, of which some may have been asked then."""

    def __init__(self, earlier: Drill, questions: tuple[Question, ...]) -> None:
        self.earlier = earlier
        then = {_same(question): place for place, question in enumerate(earlier.questions)}
        self._then = {
            place: then[_same(question)] for place, question in enumerate(questions) if _same(question) in then
        }

    @property
    def has_any(self) -> bool:
        """Whether any of the questions was asked then."""
        return any(tally_at(self.earlier, then).answered for then in self._then.values())

    def answered(self, place: int, round: int, elapsed: int) -> tuple[int, int] | None:
        """How many had answered so many milliseconds after the opening, and how many sat there as it opened.

        None where that question was not asked of all then, or not in so many rounds.
        """
        rounds = self.earlier.rounds.get(self._then.get(place, -1), [])
        if not 0 < round <= len(rounds):
            return None
        asking, seated = rounds[round - 1], self.earlier.seated
        answered = sum(id in seated and kept.at - asking.opened_at <= elapsed for id, kept in asking.answers.items())
        # Who came late and answered sat there too.
        return answered, len((asking.present | asking.answers.keys()) & seated.keys())

    def share_right(self, place: int, round: int) -> float | None:
        """The share of the answers that were right then, from 0 to 1; None where there were none."""
        rounds = self.earlier.rounds.get(self._then.get(place, -1), [])
        return tally(self.earlier, rounds[round - 1]).share_right if 0 < round <= len(rounds) else None

    def race(self, now: Drill) -> Race | None:
        """How the class stands against its earlier self, after what was revealed; None before the first question.

        Of each question the last round counts, on both sides.
        """
        is_over = now.phase is Phase.OVER
        shares = []
        for place, then in self._then.items():
            if is_over or place in now.revealed:
                share, earlier = tally_at(now, place).share_right, tally_at(self.earlier, then).share_right
                if share is not None and earlier is not None:
                    shares.append((share, earlier))
        if not shares:
            return None
        count = len(shares)
        return Race(count, sum(share for share, _ in shares) / count, sum(earlier for _, earlier in shares) / count)


def _same(question: Question) -> tuple[str, str]:
    """What two questions have in common that are the same to those who answer."""
    return question.id, fingerprint_of(question)
