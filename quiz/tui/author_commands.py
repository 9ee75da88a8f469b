"""The commands of the author's screens; `quiz.tui.commands` has those of the learner's, and what a command is.

No key here answers a question. Where texts are typed, a command has a key that types nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from quiz.tui.commands import KEYS, THEME, Command

BROWSE = (
    Command("browse.look", "enter", "look", "Look at it", "To the questions; of a question, to its passages", "look"),
    Command("browse.side", "tab", "turn", "Other side", "From the document to the questions, and back"),
    Command("browse.next", "n", "next", "Next gap", "To the next statement that no question examines", "gap"),
    Command("browse.previous", "N", "previous", "Gap before", "To the statement before that no question examines"),
    Command("browse.search", "slash", "search", "Search", "Find words in the document and in questions", "search"),
    Command("browse.edit", "e", "edit", "Edit", "Change the question that is highlighted", "edit"),
    Command("browse.ignore", "i", "ignore", "Ignore", "Say why no question need examine the statement", "ignore"),
    Command("browse.new", "a", "new", "Add a question", "Write a question on the statement at hand", "add"),
    THEME,
    Command("browse.leave", "q,escape", "leave", "Leave", "Back to the list of questions, and out", "leave"),
    KEYS,
)

EDITOR = (
    Command("editor.save", "ctrl+s", "save", "Save", "Write the question into the bank's file", "save"),
    Command("editor.passage", "ctrl+o", "passage", "Pick a passage", "Pick words of the document to quote", "passage"),
    Command("editor.turn", "ctrl+t", "turn", "Right or wrong", "Turn the option at hand right or wrong", "right/wrong"),
    Command("editor.allow", "f4", "allow", "Leave it so", "Say why what a rule found is right as it is", "leave it so"),
    Command("editor.preview", "ctrl+r", "preview", "Preview", "See it as a learner will, or go back", "preview"),
    Command("editor.leave", "escape", "leave", "Leave", "Leave the editor, and be asked what is not saved", "leave"),
    Command("editor.new", "ctrl+n", "new", "New question", "Write a new question", "new"),
    Command("editor.find", "ctrl+f", "find", "Find a question", "Go to another question of the bank", "find"),
    Command("editor.add", "ctrl+l,insert", "add", "One more", "One more option, pair or answer", "one more"),
    Command("editor.remove", "f8", "remove", "Remove", "Remove the option, pair or answer at hand"),
    Command("editor.up", "alt+up,ctrl+up", "move_row(-1)", "Move up", "Move the option or pair at hand up"),
    Command("editor.down", "alt+down,ctrl+down", "move_row(1)", "Move down", "Move the option or pair at hand down"),
    Command("editor.pin", "alt+end,f10", "pin", "Always last", "Keep the option at hand last when others are shuffled"),
    Command("editor.ready", "ctrl+g", "ready", "Draft or not", "Take the draft mark away, or put it there", "draft"),
    Command("editor.next", "ctrl+pagedown,f3", "turn_to(1)", "Next question", "Go on to the next question"),
    Command("editor.previous", "ctrl+pageup,f2", "turn_to(-1)", "Question before", "Go back to the question before"),
    Command("editor.delete", "f9", "delete", "Delete", "Take the question out of the bank; you are asked first"),
    Command("editor.theme", "f5", "app.turn_theme", "Light or dark", "Change between the light and the dark theme"),
    Command("editor.keys", "f1", "app.keys", "Keys", "Show the keys of this screen", "keys"),
)

TABLES = (BROWSE, EDITOR)
"""The commands of each screen."""

_OF_FORMS = (
    ("enter", "go on to the next text"),
    ("tab", "go on to what comes next, text or not; shift+tab goes back"),
    ("ctrl+j", "begin a new line within a text"),
    ("ctrl+a", "mark all of a text"),
    ("space", "turn what is picked or switched"),
    ("delete", "take a passage away; enter picks another"),
)
_OF_LISTS = (("↑ ↓ or k j", "move from statement to statement"), ("home end", "to the first and the last statement"))

OTHER_KEYS: Mapping[tuple[Command, ...], tuple[str, tuple[tuple[str, str], ...]]] = {
    EDITOR: ("Writing", _OF_FORMS),
    BROWSE: ("Moving", _OF_LISTS),
}
"""The keys that the widgets of a screen have of their own, under a heading, for the page of keys."""
