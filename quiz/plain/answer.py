"""A drill that was handed out as a file, answered line by line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from quiz.core.answers import Answer, answer_of, given_of
from quiz.core.certainty import Certainty
from quiz.core.documents.document import Document
from quiz.core.drills.assignment import Reply
from quiz.core.drills.drill import Drill
from quiz.core.marking import mark
from quiz.core.questions import Question, all_cites
from quiz.core.shuffling import Layout
from quiz.core.text import fold, one_line
from quiz.core.typed import read_answer, read_certainty
from quiz.live.paper.notebook import Notebook
from quiz.live.paper.sheet import Sheet
from quiz.plain.asking import explanation_lines, how_to_answer, question_lines, verdict_line
from quiz.plain.page import number_of
from quiz.plain.passages import passage_lines
from quiz.plain.talk import HELP_WORDS, Talk

_HELP = (
    "Type the letter of an option (b) or, where several are right, all their letters (a c), and press Enter.",
    "To match, type each prompt's number with a choice's letter (1b 2a 3d); a prompt left out stays blank.",
    "guess, low, middle or high after an answer (b high): how sure you are of it, where that is asked.",
    "skip: leave this question for later. quit: leave; what you answered is kept. help or ?: this.",
)


class _Left(Exception):  # noqa: N818 - nothing went wrong
    """The learner leaves."""


@dataclass(slots=True)
class AnswerByLines:
    """The questions of a sheet, asked until all are answered or the learner leaves.

    Each answer is in the notebook before its feedback is written. `now` gives milliseconds since 1970.
    """

    sheet: Sheet
    notebook: Notebook
    talk: Talk
    now: Callable[[], int]
    _drill: Drill = field(init=False)
    _document: Document = field(init=False)

    def run(self) -> None:
        """Asks what is not answered; the end of the input leaves the rest open."""
        self._drill = Drill(self.sheet.created)
        self._document = Document(self.sheet.created.document)
        self._greet()
        try:
            while place := self._open:
                self._ask_in_turn(place)
        except (EOFError, _Left):
            return
        self._tell_how_it_went()

    @property
    def _open(self) -> list[int]:
        """The places that have no answer."""
        done = {reply.place for reply in self.notebook.paper.replies}
        return [place for place in range(len(self.sheet.created.questions)) if place not in done]

    def _greet(self) -> None:
        talk, count = self.talk, len(self.sheet.created.questions)
        talk.say(one_line(self.sheet.created.title))
        talk.say(f"{number_of(count, 'question')}, for {one_line(self.notebook.paper.name)}, at your own pace.")
        if done := count - len(self._open):
            talk.say(f"Going on where you left: {done} of {count} answered.")
        if self.sheet.is_exam:
            talk.say("What is right is told by whoever gave you this, once you have handed it in.")
        if self._open:
            talk.say("Type your answer and press Enter. Other words: skip, quit, help.")

    def _ask_in_turn(self, places: list[int]) -> None:
        """Asks each of the questions once."""
        for place in places:
            self._ask(place)

    def _ask(self, place: int) -> None:
        question, order = self._shown(place)
        talk = self.talk
        talk.tell(["", f"Question {place + 1} of {len(self.sheet.created.questions)}"])
        talk.tell(question_lines(question, order, talk.width))
        opened_at = self.now()
        while True:
            line = talk.ask(how_to_answer(question, order) + self._how_to_be_sure)
            word = fold(line.strip())
            if word == "skip":
                if len(self._open) > 1:
                    return
                talk.say("This is the only question left.")
            elif self._is_word(word):
                continue
            else:
                typed, certainty = read_certainty(line) if self._drill.terms.with_certainty else (line, None)
                answer = read_answer(question, order, typed)
                if not isinstance(answer, str):
                    self._keep(place, opened_at, question, answer, certainty)
                    return
                talk.say(answer if line.strip() else f"{answer} Type help to see how.")

    def _is_word(self, word: str) -> bool:
        if word == "quit":
            raise _Left
        if word in HELP_WORDS:
            for sentence in _HELP:
                self.talk.say(sentence)
        return word in HELP_WORDS

    @property
    def _how_to_be_sure(self) -> str:
        return "; then guess, low, middle or high for how sure you are" if self._drill.terms.with_certainty else ""

    def _shown(self, place: int) -> tuple[Question, Layout]:
        return self.sheet.created.questions[place], self._drill.layout(place)

    def _keep(
        self, place: int, opened_at: int, question: Question, answer: Answer, certainty: Certainty | None
    ) -> None:
        # A clock that was set back meanwhile would have the answer come before the question.
        at = max(self.now(), opened_at)
        self.notebook.add(Reply(place, opened_at, at, given_of(question, answer), certainty))
        if self.sheet.is_exam:
            self.talk.say("Saved.")
            return
        self._tell_feedback(place, answer, certainty)
        if self.talk.is_interactive and self._open:
            self._pause()

    def _tell_feedback(self, place: int, answer: Answer, certainty: Certainty | None) -> None:
        question, order = self._shown(place)
        talk = self.talk
        talk.tell([""])
        talk.say(verdict_line(mark(question, answer, self._drill.terms.rule), certainty))
        talk.tell(explanation_lines(question, order, answer, talk.width))
        if lines := passage_lines(self._document, all_cites(question), talk.width):
            talk.tell(["", *lines])

    def _pause(self) -> None:
        while word := fold(self.talk.ask("Press Enter for the next question").strip()):
            if not self._is_word(word):
                self.talk.say("This question is answered. Press Enter to go on.")

    def _tell_how_it_went(self) -> None:
        replies = self.notebook.paper.replies
        self.talk.tell([""])
        if self.sheet.is_exam:
            self.talk.say(f"You have answered all {len(replies)} questions.")
            return
        right = sum(self._is_right(reply) for reply in replies)
        self.talk.say(f"You have answered all: {right} of {len(replies)} wholly right.")

    def _is_right(self, reply: Reply) -> bool:
        question = self.sheet.created.questions[reply.place]
        answer = answer_of(question, reply.given)
        return answer is not None and mark(question, answer, self._drill.terms.rule).is_right
