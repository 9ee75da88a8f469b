"""The board on which prompts get their partners."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive
from textual.widget import Widget

from quiz.core.answers import Answer, Matched, blanks
from quiz.core.questions import Matching
from quiz.core.shuffling import Layout
from quiz.tui.widgets.answer_pad import AnswerPad
from quiz.tui.widgets.board_drawing import BoardDrawing
from quiz.tui.widgets.marked_pairs import marked_pairs


class MatchingBoard(AnswerPad):
    """Prompts on the left, choices on the right, and lines between what is matched.

    On a narrow screen the choices stand below the prompts, or, where that is too much to be seen at once, below the one
    at hand.

    A letter gives the prompt at hand its partner and goes on to the next without one; a digit takes a prompt at hand.
    With the arrows: up and down move, right goes to the choices, where enter or space gives, left comes back.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("right", "aim(True)", "To the choices", show=False),
        Binding("left", "aim(False)", "To the prompts", show=False),
        Binding("space", "pick", "Match", show=False),
        Binding("backspace,delete", "clear", "Clear", show=False),
    ]

    prompt: reactive[int] = reactive(0)
    """The place on the screen of the prompt at hand."""
    choice: reactive[int] = reactive(0)
    """The place on the screen of the highlighted choice."""
    is_choosing: reactive[bool] = reactive(False)
    """Whether the arrows move among the choices."""

    def __init__(self, question: Matching, layout: Layout) -> None:
        super().__init__(question, layout)
        self.matching = question
        self.partners: list[int | None] = [None] * len(question.pairs)  # in the file's order
        self.struck: frozenset[int] = frozenset()
        self._given: list[int] = []  # the places of the prompts, in the order they got a partner
        self._warned = False

    @property
    def answer(self) -> Matched:
        return Matched(tuple(self.partners))

    # What the learner does

    def take(self, place: int, *, is_digit: bool) -> None:
        if is_digit and not self.is_striking:
            self._take_prompt(place)
        elif place >= len(self.order.choices):
            self.post_message(self.Refused(self, f"There are only {len(self.order.choices)} choices."))
        elif self.is_striking:
            self.is_striking = False
            self._strike(self.order.choices[place])
        else:
            self._match(place)

    def _take_prompt(self, place: int) -> None:
        if place >= len(self.order.prompts):
            self.post_message(self.Refused(self, f"There are only {len(self.order.prompts)} prompts."))
            return
        self.prompt = place
        self.is_choosing = False

    def _strike(self, choice: int) -> None:
        self.struck ^= {choice}
        self.partners = [None if partner in self.struck else partner for partner in self.partners]
        self.changed()

    def _match(self, place: int) -> None:
        choice = self.order.choices[place]
        pair = self.order.prompts[self.prompt]
        self.choice = place
        self.is_choosing = False
        self._warned = False
        if self.partners[pair] == choice:
            self.partners[pair] = None
        else:
            self.struck -= {choice}
            self.partners[pair] = choice
            self._given.append(self.prompt)
            self._go_to_next_blank()
        self.changed()

    def _go_to_next_blank(self) -> None:
        count = len(self.order.prompts)
        following = [(self.prompt + step) % count for step in range(1, count)]
        open_places = [place for place in following if self.partners[self.order.prompts[place]] is None]
        if open_places:
            self.prompt = open_places[0]

    def hand_in(self) -> Answer | None:
        """The pairs; among the choices gives the highlighted one instead, and warns once of prompts left blank."""
        left = blanks(self.answer)
        if self.is_choosing:
            self._match(self.choice)
        elif 0 < left < len(self.partners) and not self._warned:
            self._warned = True
            prompts = "1 prompt has" if left == 1 else f"{left} prompts have"
            self.post_message(self.Refused(self, f"{prompts} no partner yet. Enter again hands it in as it is."))
        else:
            return super().hand_in()
        return None

    def begin_again(self, answer: Answer) -> None:
        self.verdict = None
        self._warned = False
        if isinstance(answer, Matched):
            self.partners = list(answer.choices)
        self.redraw()

    def action_move(self, step: int) -> None:
        if self.is_choosing:
            self.choice = max(0, min(len(self.order.choices) - 1, self.choice + step))
        else:
            self.prompt = max(0, min(len(self.order.prompts) - 1, self.prompt + step))

    def action_aim(self, is_choosing: bool) -> None:
        self.is_choosing = is_choosing

    def action_pick(self) -> None:
        if self.is_choosing:
            self._match(self.choice)
        else:
            self.is_choosing = True

    def action_clear(self) -> None:
        """Clears the prompt at hand; where it is blank, the one that got its partner last."""
        if self.partners[self.order.prompts[self.prompt]] is None and self._given:
            self.prompt = self._given.pop()
        self.partners[self.order.prompts[self.prompt]] = None
        self.changed()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return not self.is_locked if action in {"move", "aim", "pick", "clear"} else True

    def watch_prompt(self) -> None:
        self.moved()

    def watch_choice(self) -> None:
        self.moved()

    def watch_is_choosing(self) -> None:
        self.moved()

    def on_click(self, event: events.Click) -> None:
        meta = event.style.meta
        if self.is_locked or not meta:
            return
        if isinstance(place := meta.get("choice"), int):
            event.stop()
            self.is_striking |= event.button == 3
            self.take(place, is_digit=False)
        elif isinstance(place := meta.get("prompt"), int):
            event.stop()
            self._take_prompt(place)
            if meta.get("clear"):
                self.action_clear()

    # Drawing

    @property
    def _drawing(self) -> BoardDrawing:
        return BoardDrawing(
            matching=self.matching,
            order=self.order,
            partners=self.partners,
            struck=self.struck,
            prompt=self.prompt,
            choice=self.choice if self.is_choosing else None,
        )

    def lines(self, width: int) -> list[Content]:
        if self.verdict:
            return marked_pairs(self.matching, self.order, self.answer, width)
        return self._drawing.lines(width)

    def cursor_line(self, width: int) -> tuple[int, int]:
        return (0, 0) if self.verdict else self._drawing.cursor(width)

    def show_line(self) -> None:
        """Scrolls what is around: to the prompt at hand, or to the highlighted choice, with the other if both fit."""
        if self.verdict or not isinstance(self.parent, Widget):
            return
        at_hand = self._drawing.at_hand(self.content_size.width, self.parent.scrollable_content_region.height)
        place = Region(0, self.virtual_region.y + at_hand.start, 1, len(at_hand))
        self.parent.scroll_to_region(place, animate=False, immediate=True)
        self.call_after_refresh(self.place_cursor)
