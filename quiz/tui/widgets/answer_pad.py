"""What the widgets that take an answer have in common."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.widget import Widget

from quiz.core.answers import Answer, fault_of
from quiz.core.marking import Mark
from quiz.core.questions import Question
from quiz.core.shuffling import Layout
from quiz.tui.widgets.typesetting import stack


class AnswerPad(Widget, can_focus=True):
    """A widget that shows a question's options or pairs, takes the answer, and then shows how it was marked.

    It draws itself as whole lines. The terminal's cursor follows the highlighted line, so that screen readers and
    braille displays do.
    """

    DEFAULT_CSS = "AnswerPad { height: auto; width: 1fr; }"

    class Refused(Message):
        """What the learner wanted cannot be done; the sentence says why and what to do."""

        def __init__(self, pad: AnswerPad, sentence: str) -> None:
            super().__init__()
            self.pad = pad
            self.sentence = sentence

        @property
        def control(self) -> AnswerPad:
            return self.pad

    class Changed(Message):
        """The answer being made is another now."""

        def __init__(self, pad: AnswerPad) -> None:
            super().__init__()
            self.pad = pad

        @property
        def control(self) -> AnswerPad:
            return self.pad

    def __init__(self, question: Question, layout: Layout) -> None:
        super().__init__()
        self.question = question
        self.order = layout
        self.verdict: tuple[Answer, Mark] | None = None
        self.is_striking = False

    @property
    def is_locked(self) -> bool:
        """Whether the answer is marked already."""
        return self.verdict is not None

    @property
    def answer(self) -> Answer:
        """The answer as it stands, which may be one that cannot be handed in yet."""
        raise NotImplementedError

    def lines(self, width: int) -> list[Content]:
        """What is drawn at this width."""
        raise NotImplementedError

    def cursor_line(self, width: int) -> tuple[int, int]:
        """The column and the line, from 0, of the highlighted place."""
        raise NotImplementedError

    def take(self, place: int, *, is_digit: bool) -> None:
        """Does what a typed letter or digit asks for."""
        raise NotImplementedError

    def show(self, answer: Answer, mark: Mark) -> None:
        """Locks the pad and shows how the answer was marked."""
        self.verdict = (answer, mark)
        self.redraw()

    def begin_again(self, answer: Answer) -> None:
        """Opens the pad, with the answer as the start of a new one."""
        raise NotImplementedError

    def strike(self) -> None:
        """Lets the next letter or digit strike a choice out instead of choosing it."""
        if not self.is_locked:
            self.is_striking = not self.is_striking
            self.post_message(self.Changed(self))

    def hand_in(self) -> Answer | None:
        """The answer as it stands, or None, and a sentence posted, where it cannot be handed in yet."""
        if fault := fault_of(self.question, self.answer):
            self.post_message(self.Refused(self, fault))
            return None
        return self.answer

    # Drawing

    def render(self) -> Content:
        return stack(self.lines(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  Textual's signature
        return len(self.lines(width))

    def redraw(self) -> None:
        """Draws the widget anew, its height included, and takes the terminal's cursor along."""
        self.refresh(layout=True)
        self.call_after_refresh(self.place_cursor)

    def changed(self) -> None:
        self.redraw()
        self.post_message(self.Changed(self))

    def moved(self) -> None:
        """Draws the widget with another line highlighted, and that line in view."""
        if self.is_mounted:
            self.redraw()
            self.call_after_refresh(self.show_line)

    def place_cursor(self) -> None:
        """Puts the terminal's cursor on the highlighted line."""
        width = self.content_size.width
        if not (self.has_focus and width):
            return
        column, line = self.cursor_line(width)
        region = self.content_region
        if self.app.cursor_position != (place := Offset(region.x + column, region.y + line)):
            self.app.cursor_position = place
            self.refresh()  # the terminal's cursor moves only when something is drawn

    def show_line(self) -> None:
        """Scrolls what is around so that the highlighted line is in view."""
        if isinstance(self.parent, Widget):
            _, line = self.cursor_line(self.content_size.width)
            self.parent.scroll_to_region(Region(0, self.virtual_region.y + line, 1, 1), animate=False)

    def on_focus(self) -> None:
        self.place_cursor()

    def on_resize(self) -> None:
        self.call_after_refresh(self.place_cursor)
