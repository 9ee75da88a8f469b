"""Every command of the user interface, in one place: its key, its help, its entry in the palette and its action.

The keys that answer a question (letters a to j, digits 1 to 9, space, the arrows) are the widgets' own and fixed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import ClassVar, NamedTuple, Protocol, runtime_checkable

from textual.binding import Binding

from quiz.tui.widgets.key_hints import Hint


class Command(NamedTuple):
    """Something the learner can have done.

    `id` names it in the settings, `keys` are its keys as Textual writes them, `action` is what the screen or the app
    does, `title` and `help` stand in the palette and on the page of keys, `hint` in the line at the foot ("" for none).
    """

    id: str
    keys: str
    action: str
    title: str
    help: str
    hint: str = ""

    @property
    def binding(self) -> Binding:
        return Binding(self.keys, self.action, self.title, id=self.id, show=False)


@runtime_checkable
class Offering(Protocol):
    """A screen with commands of its own; `offers` says whether an action has something to do now."""

    OFFERS: ClassVar[tuple[Command, ...]]

    def offers(self, action: str) -> bool: ...


@runtime_checkable
class Lasting(Protocol):
    """A screen with something that goes on without the program.

    `asks_before_the_end` has the learner say whether the program is to end all the same, and gives whether it did.
    """

    def asks_before_the_end(self) -> bool: ...


KEYS = Command("app.keys", "question_mark,f1", "app.keys", "Keys", "Show the keys of this screen", "keys")
THEME = Command("app.theme", "t", "app.turn_theme", "Light or dark", "Change between the light and the dark theme")

# Their keys stand beside the levels, and not among the hints.
STUDY_SURER = Command("study.surer", "plus,equals_sign", "surer", "Surer", "Be surer of the answer")
STUDY_LESS_SURE = Command("study.less_sure", "minus", "less_sure", "Less sure", "Be less sure of the answer")
STUDY_CERTAINTY = (STUDY_LESS_SURE, STUDY_SURER)
EXAM_SURER = Command("exam.surer", "plus,equals_sign", "surer", "Surer", "Be surer of the answer")
EXAM_LESS_SURE = Command("exam.less_sure", "minus", "less_sure", "Less sure", "Be less sure of the answer")
EXAM_CERTAINTY = (EXAM_LESS_SURE, EXAM_SURER)

REVIEW = Command("home.review", "r", "review", "Review", "Be asked what is due in all banks, and some new", "review")

HOME = (  # the most used first: where there is little room, the line at the foot has no more than these
    Command("home.start", "enter", "start", "Start", "Study the bank, or go on where it was left", "study"),
    Command("home.new", "n", "new", "New session", "Start anew, though a session was left unfinished", "new"),
    REVIEW,
    Command("home.options", "o", "options", "Choose what to study", "Topics, kinds, levels and number", "options"),
    Command("home.missed", "m", "missed", "Only what I missed", "Study the questions missed last time", "missed"),
    Command("home.exam", "x", "exam", "Mock exam", "Set up a mock exam, or go on with the one that runs", "exam"),
    Command("home.plan", "p", "plan", "Day of the exam", "What to do today for an exam on a day to come", "plan"),
    Command("home.statistics", "s", "statistics", "Where you stand", "Figures of your answers and memory", "figures"),
    Command("home.quit", "q", "app.quit", "Quit", "Leave the program", "quit"),
    Command("home.browse", "v", "browse", "View the document", "The document beside the questions on it", "document"),
    Command("home.edit", "w", "edit", "Write questions", "Change the questions of the bank, or add some", "edit"),
    THEME,
    KEYS,
)

STUDY = (
    Command("study.submit", "enter", "submit", "Submit and go on", "Hand in the answer, then go on", "check"),
    Command("study.passage", "s", "passage", "Show the passage", "Show or hide the passage in the document", "passage"),
    Command("study.strike", "x", "strike", "Strike out", "Strike out the choice whose key comes next", "strike"),
    STUDY_SURER,
    STUDY_LESS_SURE,
    Command("study.undo", "u", "undo", "Undo", "Take the latest answer back", "undo"),
    Command("study.flag", "m", "flag", "Mark for later", "Mark the question, with a note on what is wrong", "mark"),
    Command("study.next", "n", "next", "Next question", "Look at the next question", "next"),
    Command("study.previous", "p", "previous", "Previous question", "Look at the previous question", "prev"),
    THEME,
    Command("study.leave", "q", "leave", "Leave", "Leave; what was answered is kept and can be resumed", "leave"),
    KEYS,
)

RESULTS = (
    Command("results.look", "enter", "look", "Look at it again", "Go back into the question", "look"),
    Command("results.again", "r", "again", "Again: only what I missed", "Ask the missed questions again", "again"),
    THEME,
    Command("results.leave", "q", "leave", "Leave", "Leave the session's result", "leave"),
    KEYS,
)

EXAM = (
    Command("exam.submit", "enter", "submit", "Keep and go on", "Keep the answer, then go on to the next", "go on"),
    Command("exam.map", "o", "map", "Overview", "All questions at a glance, and the way to each", "map"),
    Command("exam.hand_in", "z", "hand_in", "Hand in", "End the exam, after a look at what is open", "hand in"),
    Command("exam.flag", "m", "flag", "Flag", "Flag the question to come back to it, or take the flag away", "flag"),
    Command("exam.next", "n", "next", "Next question", "Go on to the next question", "next"),
    Command("exam.previous", "p", "previous", "Previous question", "Go back to the previous question", "prev"),
    EXAM_SURER,
    EXAM_LESS_SURE,
    Command("exam.strike", "x", "strike", "Strike out", "Strike out the choice whose key comes next", "strike"),
    Command("exam.clear", "u", "clear", "Clear", "Take the answer away", "clear"),
    THEME,
    Command("exam.leave", "q", "leave", "Leave", "Leave; the exam is kept and can be gone on with", "leave"),
    KEYS,
)

EXAM_RESULT = (
    Command("exam_result.look", "enter", "look", "Look at it again", "See the question and its explanation", "look"),
    THEME,
    Command("exam_result.leave", "q", "leave", "Leave", "Leave the exam's result", "leave"),
    KEYS,
)

PLAN = (
    Command("plan.study", "enter", "study", "Study today's list", "Study what adds most to the score first", "study"),
    Command("plan.change", "m", "change", "Change the day", "Another day of the exam, or other minutes", "change"),
    THEME,
    Command("plan.leave", "q", "leave", "Leave", "Leave the plan for the exam", "leave"),
    KEYS,
)

STATISTICS = (
    Command("statistics.drill", "r", "drill", "Drill", "Study the questions in which you confuse things", "drill"),
    Command("statistics.next", "n", "next", "Next figure", "Go on to the next figure", "next"),
    Command("statistics.previous", "p", "previous", "Previous figure", "Go back to the previous figure", "prev"),
    THEME,
    Command("statistics.leave", "q", "leave", "Leave", "Leave the figures", "leave"),
    KEYS,
)

SELECTION = (
    Command("selection.start", "enter", "start", "Start", "Study what is marked"),
    Command("selection.cancel", "escape", "cancel", "Cancel", "Go back, and study nothing"),
    KEYS,
)

EXAM_SETUP = (
    Command("exam_setup.start", "enter", "start", "Start", "Begin the exam: its clock runs from then on"),
    Command("exam_setup.cancel", "escape", "cancel", "Cancel", "Go back, and begin no exam"),
    KEYS,
)

EXAM_MAP = (
    Command("exam_map.unanswered", "u", "find_unanswered", "Next unanswered", "Find the next unanswered question"),
    Command("exam_map.close", "escape,o,q", "cancel", "Close", "Go back to the question at hand"),
    KEYS,
)

TABLES = (HOME, STUDY, RESULTS, EXAM, EXAM_RESULT, PLAN, STATISTICS, SELECTION, EXAM_SETUP, EXAM_MAP)
"""The commands of each screen and dialog."""

EVERY: Mapping[str, Command] = {command.id: command for table in TABLES for command in table}

ANSWERING = (
    ("a to j", "choose an option, or the partner of the prompt at hand"),
    ("1 to 9", "choose an option, or take a prompt at hand"),
    ("space", "choose what is highlighted; the way to choices with · for a letter"),
    ("↑ ↓", "move; after the answer, scroll"),
    ("→ ←", "matching: to the choices, and back to the prompts"),
    ("backspace", "matching: clear the prompt"),
)
"""The keys of the widgets that take an answer, for the page of keys."""

_PICKING = (
    ("↑ ↓", "move"),
    ("space", "mark what is highlighted, or take the mark away"),
    ("tab", "go to the buttons, and back"),
)

OTHER_KEYS: Mapping[tuple[Command, ...], tuple[str, tuple[tuple[str, str], ...]]] = {
    SELECTION: ("Marking", _PICKING),
    EXAM_SETUP: ("Marking", _PICKING),
    EXAM_MAP: ("Moving", (("↑ ↓", "move"), ("enter", "go to the question that is highlighted"))),
}
"""The keys that the widgets of a dialog have of their own, under a heading, for the page of keys."""


def bindings(commands: Iterable[Command]) -> list[Binding | tuple[str, str] | tuple[str, str, str]]:
    return [command.binding for command in commands]


_SHOWN = {
    "question_mark": "?",
    "slash": "/",
    "full_stop": ".",
    "comma": ",",
    "backspace": "⌫",
    "plus": "+",
    "minus": "-",
}


def shown_key(keys: str) -> str:
    """The first of the keys as it is written for people."""
    first = keys.partition(",")[0].strip()
    return _SHOWN.get(first, first)


def key_of(command: Command, keys: Mapping[str, str]) -> str:
    """The command's key as it is set."""
    return shown_key(keys.get(command.id, command.keys))


def hints(
    offers: Callable[[str], bool], commands: Sequence[Command], keys: Mapping[str, str], labels: Mapping[str, str]
) -> list[Hint]:
    """The hints for the commands whose action has something to do now; `labels` has other words for some, by id."""
    return [
        Hint(
            key_of(command, keys),
            labels.get(command.id, command.hint),
            command.action if command.action.startswith("app.") else f"screen.{command.action}",
        )
        for command in commands
        if command.hint and offers(command.action)
    ]
