"""A study session as a conversation by lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quiz.core.answers import Answer
from quiz.core.bank import Bank
from quiz.core.certainty import Certainty
from quiz.core.proof import proves, reasoning
from quiz.core.questions import Question, all_cites, fingerprint_of
from quiz.core.session import Answered, Session
from quiz.core.shuffling import layout
from quiz.core.text import fold, one_line
from quiz.core.typed import read_answer, read_certainty
from quiz.desk.desk import Desk
from quiz.plain.asking import explanation_lines, how_to_answer, question_lines, verdict_line
from quiz.plain.page import hang, number_of
from quiz.plain.passages import passage_lines
from quiz.plain.proof import ask_for_proof
from quiz.plain.results import result_lines
from quiz.plain.talk import HELP_WORDS, Left, Talk

_COMMANDS = frozenset({"skip", "undo", "passage", "flag", "quit", *HELP_WORDS})

_HELP = (
    "Type the letter of an option (b) or, where several are right, all their letters (a c).",
    "To match, type each prompt's number with a choice's letter (1b 2a 3d); a prompt left out stays blank.",
    "skip: leave this question for later.",
    "undo: take your last answer back and answer again.",
    "passage: show the passage for your last answer again.",
    "flag: mark this question for later; what follows the word is kept as your note.",
    "quit: leave; your answers are kept.",
    "guess, low, middle or high after an answer (b high): how sure you are of it.",
    "help: this.",
)


@dataclass(slots=True)
class Study:
    """A session being asked, and those of its missed questions after it, until there is nothing left to ask.

    Each answer is in the history before its feedback is written. `resume` is the command that goes on with a session
    that was left, `missed` the one that asks only what was missed, "" where none is told. `remarks` are what is said of
    a question: the first before it is asked, the others after its answer.
    """

    bank: Bank
    desk: Desk
    talk: Talk
    session: Session
    resume: str = ""
    missed: str = ""
    remarks: Mapping[str, Sequence[str]] = field(default_factory=dict)
    _last: Answered | None = field(default=None, init=False)

    def run(self) -> None:
        """Asks until the session is over or left; the end of the input ends the session.

        KeyboardInterrupt leaves it unfinished and is raised again.
        """
        try:
            self._greet()
            while self._ask_to_the_end() and self._wants_again():
                self.session = self.desk.begin_again(self.session)
                plan = self.session.plan
                self._last = None
                self.talk.tell(["", f"Again: {number_of(len(plan.questions), 'question')}, seed {plan.seed}."])
        except Left:
            self._tell_how_to_resume()
        except KeyboardInterrupt:
            self.talk.tell([""])
            self._tell_how_to_resume()
            raise

    def _greet(self) -> None:
        plan = self.session.plan
        talk = self.talk
        lines = hang("", one_line(self.bank.title), talk.width)
        lines.append(f"{number_of(len(plan.questions), 'question')}, seed {plan.seed}.")
        if done := len(self.session.answered):
            lines.append(f"Going on with a session that was left: {done} of {len(plan.questions)} answered.")
            self._last = self.session.answered[-1]
        talk.tell(lines)
        talk.say("Type your answer and press Enter. Other words: skip, undo, passage, flag, quit, help.")

    def _ask_to_the_end(self) -> bool:
        """Whether more input may come after the session, which is over and in the history as ended."""
        try:
            if not self.session.open_positions:
                self.session = self.session.finish()
            while not self.session.is_over:
                self._ask()
            more = True
        except EOFError:
            self.session = self.session.finish()
            more = False
        self.desk.history.end(self.session.plan.id, self.desk.now())
        self.talk.tell(["", *result_lines(self.bank, self.session, self.talk.width)])
        if self.session.missed and self.missed and not (more and self.talk.is_interactive):
            # Whoever can answer is offered it instead.
            self.talk.say(f"To be asked only what you missed: {self.missed}")
        return more

    def _ask(self) -> None:
        """Asks the current question until it is answered, or the session turns to another."""
        question = self.bank.question(self.session.current)
        order = layout(question, self.session.plan.seed)
        source = self._source(question)
        topic = one_line(self.bank.topics[question.topic])
        if source is not self.bank and source.title != self.bank.title:
            topic = f"{one_line(source.title)} · {topic}"
        number = f"Question {self.session.position + 1} of {len(self.session)}"
        self.talk.tell(["", *hang("", f"{number} · {topic}", self.talk.width)])
        for remark in self.remarks.get(question.id, ())[:1]:
            self.talk.say(remark)
        self.talk.tell(question_lines(question, order, self.talk.width))
        began = self.desk.ticks()
        while True:
            line = self.talk.ask(how_to_answer(question, order) + self._how_to_be_sure)
            command, rest = _command_of(line)
            if command == "skip":
                self._skip()
                return
            if command == "undo":
                if self._undo():
                    return
            elif command:
                self._follow(command, rest, question)
            else:
                typed, certainty = read_certainty(line)
                answer = read_answer(question, order, typed)
                if not isinstance(answer, str):
                    seconds = max(self.desk.ticks() - began, 0.0)
                    try:
                        proof = self._proof(question)
                    except Left:
                        self._record(question, answer, seconds, certainty, None)
                        raise
                    self._mark(question, answer, seconds, certainty, proof)
                    return
                self.talk.say(answer if line.strip() else f"{answer} Type help to see how.")

    @property
    def _how_to_be_sure(self) -> str:
        return "; then guess, low, middle or high for how sure you are" if self.desk.settings.certainty else ""

    def _source(self, question: Question) -> Bank:
        """The bank that the question is written in."""
        return self.bank.source(question.id)[0]

    def _proof(self, question: Question) -> str | None:
        """The sentence that the learner marks as proving the answer, where the settings ask for it."""
        document = self._source(question).document
        if not (self.desk.settings.proof and all_cites(question) and document):
            return None
        return ask_for_proof(self.talk, document)

    def _mark(
        self, question: Question, answer: Answer, seconds: float, certainty: Certainty | None, proof: str | None
    ) -> None:
        self._tell_feedback(question, self._record(question, answer, seconds, certainty, proof))
        if not self.talk.is_interactive or self._pause(question):
            self.session = self.session.go_on()

    def _record(
        self, question: Question, answer: Answer, seconds: float, certainty: Certainty | None, proof: str | None
    ) -> Answered:
        """The answer, which the history has once this returns."""
        session, answered = self.session.answer(
            question, answer, self.desk.now(), seconds, certainty=certainty, proof=proof
        )
        self.desk.history.record(session.plan, question, answered)
        self.session, self._last = session, answered
        return answered

    def _tell_feedback(self, question: Question, answered: Answered) -> None:
        order = layout(question, self.session.plan.seed)
        width = self.talk.width
        self.talk.tell(["", *hang("", verdict_line(answered.mark, answered.certainty), width)])
        for remark in self.remarks.get(question.id, ())[1:]:
            self.talk.say(remark)
        if answered.proof is not None:
            is_proved = proves(self._source(question).document, question, answered.proof)
            self.talk.say(reasoning(answered.mark.state, is_proved=is_proved))
        self.talk.tell(explanation_lines(question, order, answered.answer, width))
        self._tell_passage(question)

    def _tell_passage(self, question: Question) -> None:
        if lines := passage_lines(self._source(question).document, all_cites(question), self.talk.width):
            self.talk.tell(["", *lines])

    def _pause(self, question: Question) -> bool:
        """Whether to go on, once the feedback is read; not where the answer was taken back."""
        is_last = not self.session.open_positions
        self.talk.tell([""])
        while True:
            command, rest = _command_of(line := self.talk.ask("Press Enter for the result" if is_last else _ENTER))
            if command == "undo":
                return not self._undo()
            if command == "skip" or (command == "quit" and is_last) or not line.strip():
                return True
            if command:
                self._follow(command, rest, question)
            else:
                self.talk.say("This question is answered. Press Enter to go on, or type undo to answer it again.")

    # Commands

    def _follow(self, command: str, rest: str, question: Question) -> None:
        """Does what a command asks for that leaves the question where it is."""
        match command:
            case "passage" if self._last:
                self._tell_passage(self.bank.question(self._last.question))
            case "passage":
                self.talk.say("There is no passage to show yet: it follows your answer.")
            case "flag":
                self._flag(question, rest)
                self.talk.say(f"Marked for later: {one_line(rest)}" if rest else "Marked for later.")
            case "quit":
                raise Left
            case _:
                for sentence in _HELP:
                    self.talk.say(sentence)

    def _flag(self, question: Question, note: str) -> None:
        bank, id = self.bank.source(question.id)
        self.desk.history.flag(bank.id, id, fingerprint_of(question), note, self.desk.now())

    def _skip(self) -> None:
        position = self.session.position
        self.session = self.session.go_on()
        if self.session.position == position:
            self.talk.say("This is the only question left.")

    def _undo(self) -> bool:
        """Whether there was an answer to take back; the session is then at its question again."""
        if not self.session.answered:
            self.talk.say("There is no answer to take back.")
            return False
        self.session, undone = self.session.undo()
        self.desk.history.retract(self.session.plan.id, undone.question, self.desk.now())
        self._last = self.session.answered[-1] if self.session.answered else None
        self.talk.say("Your answer is taken back.")
        return True

    def _wants_again(self) -> bool:
        """Whether the learner wants the missed questions again; only a person is asked."""
        missed = len(self.session.missed)
        if not missed or not self.talk.is_interactive:
            return False
        offer = f"Ask again only what you missed, {number_of(missed, 'question')}? yes or no"
        while True:
            try:
                line = fold(self.talk.ask(offer))
            except EOFError:
                return False
            if line in {"y", "yes", "n", "no", "quit"}:
                return line.startswith("y")
            self.talk.say("Type yes or no.")

    def _tell_how_to_resume(self) -> None:
        answered = len(self.session.answered)
        how = f" To go on: {self.resume}" if self.resume else " What is still due is asked in the next review."
        self.talk.say(f"Left with {answered} of {len(self.session)} answered.{how}")


_ENTER = "Press Enter for the next question"


def _command_of(line: str) -> tuple[str | None, str]:
    """The command that the line gives, if any, and what follows it; a word after anything but flag makes it none."""
    word, _, rest = line.strip().partition(" ")
    command = fold(word)
    if command not in _COMMANDS or (rest.strip() and command != "flag"):
        return None, ""
    return command, rest.strip()
