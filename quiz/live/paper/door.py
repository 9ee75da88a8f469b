"""A door behind which there is no server, but the sheet of a drill and the learner's notebook."""

from __future__ import annotations

from collections.abc import Callable

from quiz.core.certainty import Certainty
from quiz.core.drills.asking import Asking
from quiz.core.drills.assignment import Reply, gather
from quiz.core.drills.drill import Drill
from quiz.core.drills.events import Answered, Opened
from quiz.core.drills.standing import Phase
from quiz.errors import QuizError
from quiz.live.paper.notebook import Notebook
from quiz.live.paper.sheet import Sheet
from quiz.live.protocol import PAPER, Answering, LearnerView, Receipt, Status
from quiz.live.server.frames import given_in
from quiz.live.server.reveals import Revealing
from quiz.live.server.views import NOTHING_EARNED, Moment, common_of, personal_of, view_of


class PaperDoor:
    """Shows the questions of a sheet, and keeps the answers in the notebook before it says that they are saved.

    Unless it is an exam, what is right is shown as soon as a question is answered. `now` gives milliseconds since 1970.
    """

    def __init__(self, sheet: Sheet, notebook: Notebook, now: Callable[[], int]) -> None:
        """QuizError where the notebook is not one for this sheet."""
        self._sheet = sheet
        self._notebook = notebook
        self._now = now
        self._seq = 0
        self._learner = notebook.paper.attempt
        self._drill = Drill(sheet.created)
        for _, fault in gather(self._drill, [notebook.paper]).faults:
            raise QuizError(f"Your answers in {notebook.path} do not fit this drill. {fault}")
        self._revealing = Revealing(self._drill)

    def first_view(self) -> LearnerView:
        """The first question that is not answered; the last where all are."""
        done = {reply.place for reply in self._notebook.paper.replies}
        count = len(self._drill.questions)
        return self.open_own(next((place for place in range(count) if place not in done), count - 1))

    def open_own(self, place: int) -> LearnerView:
        """The question at the place, opened where it was not; QuizError where there is none."""
        self._opened(place)
        return self._view(place)

    def answer(self, answering: Answering) -> Receipt:
        """What became of the answer; QuizError where it cannot be kept, and then it is not."""
        drill, place = self._drill, answering["place"]
        asking = self._opened(place)
        if self._learner in asking.answers:
            return self._receipt(answering, "taken", "Your first answer stands.")
        given = given_in(drill.questions[place], drill.layout(place), answering)
        if given is None:
            return self._receipt(answering, "unfit", "This cannot be an answer to the question.")
        level = answering.get("certainty")
        certainty = Certainty(level) if level and drill.terms.with_certainty else None
        # A clock that was set back meanwhile would have the answer come before the question.
        at = max(self._now(), asking.opened_at)
        self._notebook.add(Reply(place, asking.opened_at, at, given, certainty))
        drill.apply(Answered(at, self._learner, place, 1, given, answering["key"], certainty))
        return self._receipt(answering, "accepted", "Saved.")

    def _opened(self, place: int) -> Asking:
        if self._drill.asking(self._learner, place) is None:
            opened = Opened(self._now(), place, learner=self._learner)
            if refusal := self._drill.refusal(opened):
                raise QuizError(refusal)
            self._drill.apply(opened)
        return self._drill.own[self._learner][place]

    def _receipt(self, answering: Answering, status: Status, sentence: str) -> Receipt:
        return {
            "status": status,
            "learner": self._learner,
            "place": answering["place"],
            "round": answering["round"],
            "key": answering["key"],
            "sentence": sentence,
        }

    def _view(self, place: int) -> LearnerView:
        drill, learner = self._drill, self._learner
        asking = drill.own[learner][place]
        is_answered = learner in asking.answers
        moment = Moment(
            Phase.CLOSED if is_answered else Phase.OPEN,
            place,
            asking,
            is_revealed=is_answered and not self._sheet.is_exam,
        )
        reveal = self._revealing.reveal(place, asking) if moment.is_revealed else None
        self._seq += 1
        common = common_of(drill, moment, PAPER, reveal, None)
        own = personal_of(drill, moment, learner, NOTHING_EARNED, has_ranks=False, seq=self._seq, now=self._now())
        return view_of(common, own)
