"""The commands of the screens of a drill; `quiz.tui.commands` has those of all others, and what a command is."""

from __future__ import annotations

from collections.abc import Mapping

from quiz.tui.commands import KEYS, THEME, Command

HOST = (
    Command(
        "host.next", "enter", "go_on", "Go on", "What the drill needs next; the line at the foot names it", "go on"
    ),
    Command(
        "host.discuss",
        "a",
        "discuss",
        "Discuss",
        "Let the class discuss the question and then vote again",
        "discuss and vote again",
    ),
    Command("host.close", "c", "close", "Close the question", "Take no more answers to the question", "close"),
    Command(
        "host.more_time", "plus,equals_sign", "more_time", "More time", "Give everybody 15 seconds more", "15 s more"
    ),
    Command("host.hide", "d", "hide", "Hide the answers", "Hide how the class answered until the reveal", "hide"),
    Command("host.passage", "p", "passage", "Show the passage", "Show or hide the passage in the document", "passage"),
    Command("host.skip", "n", "skip", "Next question", "Ask the next question without more of this one", "skip"),
    Command("host.standings", "b", "standings", "Standings", "Show the standings to all, or go back", "standings"),
    Command("host.joining", "j", "joining", "How to join", "Show the address and the code, or go back", "join"),
    Command("host.seats", "s", "seats", "Who is here", "Rename, give extra time, send out", "seats"),
    Command("host.lock", "l", "lock", "Lock or unlock", "Let nobody else join, or let them join again", "lock"),
    Command("host.questions", "g", "questions", "Questions", "All questions, and the way to each", "questions"),
    Command("host.end", "x", "end", "End the drill", "End the drill for everybody", "end"),
    THEME,
    Command(
        "host.leave", "q", "leave", "Leave", "Leave this screen; the drill goes on, and can be come back to", "leave"
    ),
    KEYS,
)

SEATS = (
    Command("seats.rename", "r", "rename", "Rename", "Give the learner another name", "rename"),
    Command("seats.grant", "e", "grant", "Extra time", "Give the learner more time for each question", "extra time"),
    Command("seats.kick", "k", "kick", "Send out", "Send the learner out, who may join again", "send out"),
    Command("seats.ban", "b", "ban", "Send out for good", "Send the learner out for good", "for good"),
    Command(
        "seats.flood",
        "f",
        "flood",
        "Send out the latest",
        "Send out all who came in the last minute",
        "send out the newest",
    ),
    Command("seats.close", "escape,q", "close", "Back", "Go back to the drill", "back"),
)

QUESTIONS = (
    Command("questions.next", "n", "find", "Next not asked", "Find the next question that was not asked", "not asked"),
    Command("questions.close", "escape,g,q", "close", "Back", "Go back to the drill", "back"),
    KEYS,
)

# Their keys stand beside the levels, and not among the hints.
JOIN_SURER = Command("join.surer", "plus,equals_sign", "surer", "Surer", "Be surer of the answer")
JOIN_LESS_SURE = Command("join.less_sure", "minus", "less_sure", "Less sure", "Be less sure of the answer")
JOIN_CERTAINTY = (JOIN_LESS_SURE, JOIN_SURER)

JOIN = (
    Command("join.submit", "enter", "submit", "Send the answer", "Send the answer, then go on", "send"),
    Command("join.passage", "s", "passage", "Show the passage", "Show or hide the passage in the document", "passage"),
    Command("join.strike", "x", "strike", "Strike out", "Strike out the choice whose key comes next", "strike"),
    JOIN_SURER,
    JOIN_LESS_SURE,
    Command("join.next", "n", "next", "Next question", "Go to the next question, at your own pace", "next"),
    Command("join.previous", "p", "previous", "Previous question", "Go back to the question before", "prev"),
    Command("join.keep", "k", "keep", "Keep what you missed", "Keep what you missed as a file to study", "keep missed"),
    THEME,
    Command("join.leave", "q", "leave", "Leave", "Leave the drill; what you answered counts", "leave"),
    KEYS,
)

WITHOUT_ANSWERS = (HOST, SEATS, QUESTIONS)
"""The commands of the host, who answers no question."""

TABLES = (*WITHOUT_ANSWERS, JOIN)
"""The commands of each screen and dialog of a drill."""

OTHER_KEYS: Mapping[tuple[Command, ...], tuple[str, tuple[tuple[str, str], ...]]] = {
    QUESTIONS: ("Moving", (("↑ ↓", "move"), ("enter", "ask the question that is highlighted"))),
}
"""The keys that the widgets of a dialog have of their own, under a heading, for the page of keys."""
