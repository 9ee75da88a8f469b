"""What a class is shown between two changes, made once for all who look."""

from __future__ import annotations

from functools import cached_property

from quiz.core.drills.asking import Asking
from quiz.core.drills.drill import Drill
from quiz.core.drills.standing import Phase
from quiz.live.protocol import LearnerView, Reveal, Standing
from quiz.live.server.reveals import Revealing
from quiz.live.server.views import (
    NOTHING_EARNED,
    Common,
    Earned,
    Moment,
    Personal,
    common_of,
    earned_at,
    frame_of,
    moment_of,
    own_moment_of,
    personal_of,
    text_of,
    view_of,
)

_SHOWN_TO_LEARNERS = 10
"""How many of the leaderboard a learner is shown."""


class Scene:
    """The drill as it is shown until something changes for the class; `is_past` says that it has.

    What `before` has counted already is taken over from it.
    """

    def __init__(self, drill: Drill, epoch: str, before: Scene | None = None, *, shows_leaderboard: bool) -> None:
        self.is_past = False
        self.revealing: Revealing = before.revealing if before else Revealing(drill)
        self._drill = drill
        self._epoch = epoch
        self._shows_leaderboard = shows_leaderboard
        self._earned_before = before.earned_so_far if before else None
        self._moment = moment_of(drill)
        self._reveals: dict[int, Reveal] = {}

    def forget_scores(self) -> None:
        """Somebody was sent out or has another name: all is counted anew."""
        self.is_past = True
        self._earned_before = None
        self.__dict__.pop("earned", None)

    @property
    def earned_so_far(self) -> Earned | None:
        """What was counted, where it was."""
        return self.__dict__.get("earned", self._earned_before)

    @cached_property
    def earned(self) -> Earned:
        """The points of what was revealed: those of other questions would tell its key."""
        drill = self._drill
        is_own = drill.terms.is_self_paced
        places = frozenset(
            range(len(drill.questions)) if drill.phase is Phase.OVER else () if is_own else drill.revealed
        )
        known = self._earned_before
        if known is not None and known.places == places:
            return known
        return earned_at(drill, places, known or NOTHING_EARNED) if places else NOTHING_EARNED

    @cached_property
    def leaderboard(self) -> list[Standing] | None:
        """All who have points, the best first; None where that is not wanted, or not now."""
        is_time = self._drill.phase in {Phase.REVEALED, Phase.OVER} and bool(self.earned.places)
        return list(self.earned.leaderboard) if self._shows_leaderboard and is_time else None

    @cached_property
    def _common(self) -> Common:
        return self._common_of(self._moment)

    @cached_property
    def _text(self) -> bytes:
        return text_of(self._common)

    def frame(self, learner: str, place: int, *, seq: int, now: int) -> bytes:
        """The `LearnerView` of the learner as JSON; `place` counts in a drill at one's own pace alone."""
        moment = self._moment_for(learner, place, now)
        text = self._text if moment is self._moment else text_of(self._common_of(moment))
        return frame_of(text, self._personal(moment, learner, seq, now))

    def view(self, learner: str, place: int, *, seq: int, now: int) -> LearnerView:
        """The `LearnerView` of the learner."""
        moment = self._moment_for(learner, place, now)
        common = self._common_of(moment)
        return view_of(common, self._personal(moment, learner, seq, now))

    def _personal(self, moment: Moment, learner: str, seq: int, now: int) -> Personal:
        has_ranks = self.leaderboard is not None
        return personal_of(self._drill, moment, learner, self.earned, has_ranks=has_ranks, seq=seq, now=now)

    def _moment_for(self, learner: str, place: int, now: int) -> Moment:
        is_own = self._drill.terms.is_self_paced and place >= 0
        return own_moment_of(self._drill, learner, place, now) if is_own else self._moment

    def _common_of(self, moment: Moment) -> Common:
        reveal = self._reveal(moment.asking) if moment.is_revealed and moment.asking else None
        shown = None if self.leaderboard is None else self.leaderboard[:_SHOWN_TO_LEARNERS]
        return common_of(self._drill, moment, self._epoch, reveal, shown)

    def _reveal(self, asking: Asking) -> Reveal:
        if asking.place not in self._reveals:
            rounds = self._drill.rounds.get(asking.place, [])
            before = rounds[-2] if len(rounds) > 1 else None
            self._reveals[asking.place] = self.revealing.reveal(asking.place, asking, before)
        return self._reveals[asking.place]
