"""An exam as a conversation by lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from quiz.core.answers import Answer
from quiz.core.bank import Bank
from quiz.core.exams.events import Cleared, Event, Flagged, Turned, answering, striking
from quiz.core.exams.exam import Exam, Sheet
from quiz.core.exams.map import loose_ends, map_of
from quiz.core.exams.words import leaving_sentence, loose_sentences, standing_sentence, terms_sentence, warning_sentence
from quiz.core.questions import Question
from quiz.core.shuffling import Layout, layout
from quiz.core.text import fold, one_line
from quiz.core.typed import label, read_answer
from quiz.desk import invigilation
from quiz.desk.desk import Desk
from quiz.plain.asking import how_to_answer, question_lines
from quiz.plain.exam_result import look_lines, result_lines, stem_of
from quiz.plain.exam_sheet import held_sentences, map_lines, struck_sentence, times_left
from quiz.plain.exam_words import WORDS, help_sentences, place_named, place_of, without_certainty
from quiz.plain.page import hang
from quiz.plain.talk import HELP_WORDS, Left, Talk


class _Over(Exception):  # noqa: N818 - nothing went wrong
    """The time ran out while the learner thought, and the exam is handed in."""


@dataclass(slots=True)
class ExamByLines:
    """An exam being sat until it is handed in or left; then its result.

    What is typed is on the disk before "Kept." is written. `resume` is the command that goes on with an exam that was
    left, and `day_of` writes a moment.
    """

    bank: Bank
    desk: Desk
    talk: Talk
    exam: Exam
    resume: str
    day_of: Callable[[datetime], str]
    _left: timedelta | None = field(default=None, init=False)

    def run(self) -> None:
        """Asks until the exam is handed in or left; where the input ends it is left, unless its time is up.

        KeyboardInterrupt leaves it too and is raised again.
        """
        self._greet()
        try:
            while self.exam.is_running:
                self._ask()
        except (Left, EOFError):
            self._leave()
        except _Over:
            pass  # it was said
        except KeyboardInterrupt:
            self.talk.tell([""])
            self._leave()
            raise
        if self.exam.handed_in:
            self._tell_result()
            if self.talk.is_interactive:
                self._look_back()

    def _greet(self) -> None:
        exam, talk = self.exam, self.talk
        talk.tell(hang("", f"Mock exam: {one_line(self.bank.title)}", talk.width))
        talk.say(f"{terms_sentence(exam.terms, len(exam))} Seed {exam.plan.seed}.")
        if exam.handed_in:
            talk.say("The time was up while you were away, and the exam is handed in.")
            return
        self._left = exam.remaining(self.desk.now())
        if exam.events > 1:
            talk.say(f"Going on with it: {standing_sentence(map_of(exam, self.desk.now()))}.")
        talk.say(f"Type your answer and press Enter. Other words: {WORDS}.")

    # Asking

    @property
    def _question(self) -> Question | None:
        """The question at hand, None where the bank no longer has it."""
        return self.bank.question(self.exam.current) if self.exam.current in self.bank else None

    @property
    def _sheet(self) -> Sheet:
        return self.exam.sheet(self.exam.current)

    def _order(self, question: Question) -> Layout:
        return layout(question, self.exam.plan.seed)

    def _ask(self) -> None:
        """Shows the question at hand, and does what is typed until another is at hand."""
        self._show_question()
        while self._stays_after(self.talk.ask(self._prompt(), self._meanwhile)):
            pass

    def _show_question(self) -> None:
        question, width = self._question, self.talk.width
        parts = [f"Question {self.exam.position + 1} of {len(self.exam)}"]
        if question:
            parts.append(one_line(self.bank.topics[question.topic]))
        self.talk.tell(["", *hang("", " · ".join([*parts, *times_left(self.exam, self.desk.now())]), width)])
        if question is None:
            self.talk.say(stem_of(self.bank, self.exam.current))
            return
        self.talk.tell(question_lines(question, self._order(question), width))
        for sentence in held_sentences(self._sheet, question, self._order(question)):
            self.talk.say(sentence)

    def _prompt(self) -> str:
        if self._question is None:
            return "next, back or hand in"
        prompt = how_to_answer(self._question, self._order(self._question))
        sure = "; then guess, low, middle or high for how sure you are" if self.exam.terms.with_certainty else ""
        return f"{prompt}{sure}"

    def _stays_after(self, line: str) -> bool:
        """Does what the line says; whether the question is at hand still, so that it need not be shown again."""
        if self._is_up():
            return False
        words = fold(line).split()
        place = place_named(words, self.exam.position)
        return self._stays_after_command(words, line) if place is None else self._stays_at(place)

    def _stays_after_command(self, words: Sequence[str], line: str) -> bool:
        match words:
            case ["hand", "in"] | ["handin"]:
                return not self._hands_in()
            case ["quit"]:
                raise Left
            case ["flag"]:
                is_flagged = not self._sheet.is_flagged
                said = "Flagged." if is_flagged else "The flag is taken away."
                self._keep(Flagged(self.desk.now(), self.exam.current, is_flagged), said)
            case ["clear"]:
                self._keep(Cleared(self.desk.now(), self.exam.current), "Your answer is taken away.")
            case ["strike", *letters]:
                self._strike(letters)
            case ["map"]:
                self.talk.tell(map_lines(self.exam, self.bank, self.desk.now(), self.talk.width))
            case ["time"]:
                self.talk.say(f"{'; '.join(times_left(self.exam, self.desk.now())) or 'The time is not limited'}.")
            case [word] if word in HELP_WORDS:
                for sentence in help_sentences(with_certainty=self.exam.terms.with_certainty):
                    self.talk.say(sentence)
            case _:
                return self._stays_after_answer(line)
        return True

    def _stays_after_answer(self, line: str) -> bool:
        question, sheet = self._question, self._sheet
        if question is None:
            self.talk.say("There is nothing to answer here.")
            return True
        asks = self.exam.terms.with_certainty
        text, certainty = without_certainty(question, line) if asks else (line, None)
        answer: Answer | str | None = sheet.answer_to(question)
        if text or answer is None:
            answer = read_answer(question, self._order(question), text)
        if isinstance(answer, str):
            self.talk.say(f"{answer} Type help to see what can be typed.")
            return True
        event = answering(question, answer, self.desk.now(), certainty or sheet.certainty)
        if not self._keep(event, f"Kept, certainty {certainty}." if certainty else "Kept."):
            return self.exam.is_running
        return self._stays_at(self.exam.position + 1)

    def _strike(self, letters: Sequence[str]) -> None:
        question = self._question
        if question is None:
            return
        order = self._order(question).choices
        named = {label(place): index for place, index in enumerate(order)}
        if not letters or any(letter not in named for letter in letters):
            self.talk.say(f"Say what to strike out, from a to {label(len(order) - 1)}, such as strike b.")
            return
        struck = self._sheet.struck_in(question) ^ {named[letter] for letter in letters}
        self._keep(striking(question, struck, self.desk.now()), struck_sentence(self._order(question), struck))

    # What is kept

    def _keep(self, event: Event, said: str = "") -> bool:
        """Whether the event counts; then this is said, else why not."""
        try:
            self.exam = invigilation.keep(self.desk, self.exam, event)
        except ValueError as refusal:
            self.talk.say(str(refusal))
            return False
        if said:
            self.talk.say(said)
        return True

    def _stays_at(self, place: int) -> bool:
        """Turns to the place; whether there is none, and the question at hand stays."""
        if 0 <= place < len(self.exam):
            return not self._keep(Turned(self.desk.now(), place))
        if place == len(self.exam) == self.exam.position + 1:
            self.talk.say("This is the last question: map shows what is open, hand in ends the exam.")
        else:
            self.talk.say(f"There is no such question: they go from 1 to {len(self.exam)}.")
        return True

    def _is_up(self) -> bool:
        """Whether the time is up, so that the exam is handed in; else warns of its end."""
        now = self.desk.now()
        if self.exam.is_up(now):
            self.exam = invigilation.hand_in(self.desk, self.bank, self.exam)
            self.talk.say("The time is up: what was kept before is handed in.")
            return True
        if warning := self._warning(now):
            self.talk.say(warning)
        return False

    def _warning(self, now: datetime) -> str:
        """The warning that the time left has come to since this was asked last, "" for none."""
        left, before = self.exam.remaining(now), self._left
        self._left = left
        if left is None or before is None:
            return ""
        reached = self.exam.terms.warnings(before, left)
        return warning_sentence(reached[-1]) if reached else ""

    def _meanwhile(self) -> tuple[str, float | None]:
        """What is to be told while the learner thinks, and in how many seconds there may be more."""
        now = self.desk.now()
        if self.exam.is_up(now):
            self.talk.tell([""])
            self._is_up()
            raise _Over
        warning = self._warning(now)
        left = self.exam.remaining(now)
        if left is None:
            return warning, None
        coming = self.exam.terms.warnings(left, timedelta())
        return warning, (left - max(coming, default=timedelta())).total_seconds()

    def _hands_in(self) -> bool:
        """Whether the exam is handed in: where something is open, only if the learner says so once more."""
        loose = loose_sentences(loose_ends(self.exam, self.bank))
        for sentence in loose:
            self.talk.say(sentence)
        while loose:
            wish = fold(self.talk.ask("Hand in all the same? yes or no", self._meanwhile))
            if self._is_up():
                return True
            if wish in {"n", "no"}:
                return False
            if wish in {"y", "yes"}:
                break
            self.talk.say("Type yes or no.")
        self.exam = invigilation.hand_in(self.desk, self.bank, self.exam)
        return True

    def _leave(self) -> None:
        """Leaves the exam for later, or for good where its time is up."""
        if self.exam.handed_in or self._is_up():
            return
        # A clock that pauses has counted up to here.
        self._keep(Turned(self.desk.now(), self.exam.position))
        self.talk.say(leaving_sentence(self.exam, self.desk.now()))
        self.talk.say(f"To go on: {self.resume}")

    # Afterwards

    def _tell_result(self) -> None:
        sittings = invigilation.sittings_of(self.desk, self.bank)
        self.talk.tell(["", *result_lines(self.bank, self.exam, sittings, self.day_of, self.talk.width)])

    def _look_back(self) -> None:
        """Shows questions with their explanations, as long as some are asked for."""
        last = len(self.exam)
        while True:
            try:
                typed = fold(self.talk.ask(f"Question to look at, from 1 to {last}, or Enter to end"))
            except EOFError:
                return
            if not typed or typed == "quit":
                return
            place = place_of(typed)
            if 0 <= place < last:
                self.talk.tell(["", *look_lines(self.bank, self.exam, place, self.talk.width), ""])
            else:
                self.talk.say(f"Type a number from 1 to {last}, or only press Enter.")
