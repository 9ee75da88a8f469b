"""The line in which words are sought, over what they are sought in."""

from __future__ import annotations

from textual import events, on
from textual.message import Message
from textual.widgets import Input

_ENDS = frozenset({"escape", "down", "up", "tab"})


class SearchLine(Input):
    """Seeks at each key, and further at enter; escape, tab and the arrows end it."""

    class Sought(Message):
        """The words are to be found, from where one is or, where `is_further`, from the next place on."""

        def __init__(self, words: str, *, is_further: bool) -> None:
            super().__init__()
            self.words = words
            self.is_further = is_further

    class Ended(Message):
        """What was found is to be gone on with."""

    def __init__(self, placeholder: str, *, id: str | None = None) -> None:
        super().__init__(id=id, placeholder=placeholder, max_length=100, compact=True)

    @on(Input.Changed)
    def _seek(self, message: Input.Changed) -> None:
        message.stop()
        self.post_message(self.Sought(self.value, is_further=False))

    @on(Input.Submitted)
    def _seek_further(self, message: Input.Submitted) -> None:
        message.stop()
        self.post_message(self.Sought(self.value, is_further=True))

    def on_key(self, event: events.Key) -> None:
        if event.key in _ENDS:
            event.stop()
            event.prevent_default()
            self.post_message(self.Ended())
