"""An exam as a conversation by lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import assert_never

from quiz.core.answers import Answer, Chosen, Matched
from quiz.core.certainty import Certainty
from quiz.core.durations import in_words
from quiz.core.exams.events import Cleared, Event, Flagged, Turned, answering, striking
from quiz.core.exams.exam import Exam, Sheet
from quiz.core.exams.map import Place, loose_ends, map_of
from quiz.core.exams.words import leaving_sentence, loose_sentences, standing_sentence, terms_sentence, warning_sentence
from quiz.core.questions import Bank, Choice, Question
from quiz.core.shuffling import Layout, layout
from quiz.core.text import fold, one_line
from quiz.core.typed import label, read_answer, read_certainty
from quiz.desk import invigilation
from quiz.desk.desk import Desk
from quiz.plain.asking import how_to_answer, question_lines
from quiz.plain.exam_result import look_lines, result_lines, stem_of
from quiz.plain.page import hang
from quiz.plain.talk import Talk

_WORDS = "next, back, goto, flag, strike, clear, map, time, hand in, quit, help"
_HELP = (
    "Type the letter of an option (b) or, where several are right, all their letters (a c).",
    "To match, type each prompt's number with a choice's letter (1b 2a 3d); a prompt left out stays blank.",
    "An answer is kept at once, and the next question comes; you can come back and answer otherwise.",
    "next, or only Enter: go on to the next question. back: go to the one before. goto 5: go to question 5.",
    "flag: flag this question, or take the flag away.",
    "strike b: strike out an option that it cannot be, or take that back.",
    "clear: take the answer to this question away.",
    "map: show which questions are answered and flagged, and the time left.",
    "time: tell the time left.",
    "hand in: end the exam.",
    "quit: leave; the exam can be gone on with.",
    "help: this.",
)
_CERTAINTY_HELP = "guess, low, middle or high, after an answer (b high) or alone: how sure you are of it."


class _Left(Exception):  # noqa: N818 - nothing went wrong
    """The learner leaves, and the exam stays as it is."""


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
        except (_Left, EOFError):
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
        talk.say(f"Type your answer and press Enter. Other words: {_WORDS}.")

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
        self.talk.tell(["", *hang("", " · ".join([*parts, *self._times_left()]), width)])
        if question is None:
            self.talk.say(stem_of(self.bank, self.exam.current))
            return
        self.talk.tell(question_lines(question, self._order(question), width))
        for sentence in self._held(question):
            self.talk.say(sentence)

    def _times_left(self) -> list[str]:
        now = self.desk.now()
        left, for_this = self.exam.remaining(now), self.exam.remaining_for(self.exam.current, now)
        times = [] if left is None else [f"{in_words(left)} left"]
        return times if for_this is None else [*times, f"{in_words(for_this)} for this question"]

    def _held(self, question: Question) -> list[str]:
        """What the exam holds of the question already."""
        sheet, order = self._sheet, self._order(question)
        sentences = []
        if answer := sheet.answer_to(question):
            sure = f", certainty {sheet.certainty}" if sheet.certainty else ""
            sentences.append(f"Your answer: {_in_letters(order, answer)}{sure}.")
        if struck := sheet.struck_in(question):
            sentences.append(f"Struck out: {_letters(order, struck)}.")
        if sheet.is_flagged:
            sentences.append("Flagged.")
        return sentences

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
        place = self._place_named(words)
        return self._stays_after_command(words, line) if place is None else self._stays_at(place)

    def _place_named(self, words: Sequence[str]) -> int | None:
        """The place that the words turn to, which there may not be; None where they turn to none."""
        match words:
            case [] | ["next"]:
                return self.exam.position + 1
            case ["back"]:
                return self.exam.position - 1
            case ["goto", number] | ["go", "to", number]:
                return _place_of(number)
            case _:
                return None

    def _stays_after_command(self, words: Sequence[str], line: str) -> bool:
        match words:
            case ["hand", "in"] | ["handin"]:
                return not self._hands_in()
            case ["quit"]:
                raise _Left
            case ["flag"]:
                is_flagged = not self._sheet.is_flagged
                said = "Flagged." if is_flagged else "The flag is taken away."
                self._keep(Flagged(self.desk.now(), self.exam.current, is_flagged), said)
            case ["clear"]:
                self._keep(Cleared(self.desk.now(), self.exam.current), "Your answer is taken away.")
            case ["strike", *letters]:
                self._strike(letters)
            case ["map"]:
                self._show_map()
            case ["time"]:
                self.talk.say(f"{'; '.join(self._times_left()) or 'The time is not limited'}.")
            case ["help"]:
                for sentence in (*_HELP, *([_CERTAINTY_HELP] if self.exam.terms.with_certainty else [])):
                    self.talk.say(sentence)
            case _:
                return self._stays_after_answer(line)
        return True

    def _stays_after_answer(self, line: str) -> bool:
        question, sheet = self._question, self._sheet
        if question is None:
            self.talk.say("There is nothing to answer here.")
            return True
        text, certainty = self._split(question, line)
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

    def _split(self, question: Question, line: str) -> tuple[str, Certainty | None]:
        """The line without the certainty that it ends with, if any, and that; the text of an option is an answer."""
        is_option = isinstance(question, Choice) and fold(line) in {fold(option.text) for option in question.options}
        if not self.exam.terms.with_certainty or is_option:
            return line, None
        return ("", Certainty(fold(line))) if fold(line) in set(Certainty) else read_certainty(line)

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
        said = f"Struck out: {_letters(self._order(question), struck)}." if struck else "Nothing is struck out."
        self._keep(striking(question, struck, self.desk.now()), said)

    def _show_map(self) -> None:
        places = map_of(self.exam, self.desk.now())
        self.talk.say("; ".join([standing_sentence(places), *self._times_left()]) + ".")
        for number, place in enumerate(places, start=1):
            said = f"{_said_of(place)}: {stem_of(self.bank, place.question)}"
            self.talk.tell(hang(f"  {number}. ", said, self.talk.width))

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
            place = _place_of(typed)
            if 0 <= place < last:
                self.talk.tell(["", *look_lines(self.bank, self.exam, place, self.talk.width), ""])
            else:
                self.talk.say(f"Type a number from 1 to {last}, or only press Enter.")


def _in_letters(order: Layout, answer: Answer) -> str:
    """The answer as it would be typed."""
    match answer:
        case Chosen():
            return _letters(order, answer.options)
        case Matched():
            pairs = [(place + 1, answer.choices[index]) for place, index in enumerate(order.prompts)]
            return " ".join(f"{n}{label(order.choices.index(choice))}" for n, choice in pairs if choice is not None)
        case _:
            assert_never(answer)


def _letters(order: Layout, indexes: frozenset[int]) -> str:
    return " ".join(label(place) for place, index in enumerate(order.choices) if index in indexes)


def _said_of(place: Place) -> str:
    said = [str(place.status)]
    if place.is_flagged:
        said.append("flagged")
    if place.is_locked:
        said.append("time used up")
    return ", ".join(said)


def _place_of(number: str) -> int:
    """The place of the question of that number, -1 where it is none."""
    # No exam has as many questions as a number of six digits says.
    return int(number) - 1 if number.isdecimal() and len(number) < 6 else -1
