"""The options of a choice question."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from quiz.core.answers import Answer, Chosen
from quiz.core.questions import Choice, Option
from quiz.core.shuffling import Layout
from quiz.tui.widgets.answer_pad import AnswerPad
from quiz.tui.widgets.typesetting import fill, hang, letter


class ChoiceList(AnswerPad):
    """Options to choose one or several of; once marked, each with its verdict and its explanation."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("space", "choose", "Choose", show=False),
    ]

    highlighted: reactive[int] = reactive(0)
    """The place on the screen of the option that space chooses."""

    def __init__(self, question: Choice, layout: Layout) -> None:
        super().__init__(question, layout)
        self.choice = question
        self.chosen: frozenset[int] = frozenset()
        self.struck: frozenset[int] = frozenset()

    @property
    def answer(self) -> Chosen:
        return Chosen(self.chosen)

    def take(self, place: int, *, is_digit: bool) -> None:  # noqa: ARG002  a digit and a letter mean the same here
        if place >= len(self.order.choices):
            self.post_message(self.Refused(self, f"There are only {len(self.order.choices)} options."))
            return
        option = self.order.choices[place]
        self.highlighted = place
        if self.is_striking:
            self.is_striking = False
            self.struck ^= {option}
            self.chosen -= self.struck
        else:
            self.struck -= {option}
            if self.choice.takes_several:
                self.chosen ^= {option}
            else:
                self.chosen = frozenset({option})
        self.changed()

    def hand_in(self) -> Answer | None:
        """The options chosen; where none is, chooses the highlighted one, to be handed in next."""
        if self.chosen:
            return super().hand_in()
        self.action_choose()
        return None

    def begin_again(self, answer: Answer) -> None:
        self.verdict = None
        self.chosen = answer.options if isinstance(answer, Chosen) else frozenset()
        self.redraw()

    def action_move(self, step: int) -> None:
        self.highlighted = max(0, min(len(self.order.choices) - 1, self.highlighted + step))

    def action_choose(self) -> None:
        self.take(self.highlighted, is_digit=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        # Once marked there is nothing to choose, and the arrows scroll what is around.
        return not self.is_locked if action in {"move", "choose"} else True

    def watch_highlighted(self) -> None:
        self.moved()

    def on_click(self, event: events.Click) -> None:
        option = event.style.meta.get("option")
        if isinstance(option, int) and not self.is_locked:
            event.stop()
            self.is_striking |= event.button == 3
            self.take(option, is_digit=False)

    # Drawing

    def lines(self, width: int) -> list[Content]:
        return [line for place in range(len(self.order.choices)) for line in self._option_lines(place, width)]

    def cursor_line(self, width: int) -> tuple[int, int]:
        return 2, sum(len(self._option_lines(place, width)) for place in range(self.highlighted))

    def show_line(self) -> None:
        """Scrolls what is around so that all of the highlighted option is in view, or as much as there is room for."""
        if isinstance(self.parent, Widget):
            width = self.content_size.width
            _, line = self.cursor_line(width)
            height = len(self._option_lines(self.highlighted, width))
            place = Region(0, self.virtual_region.y + line, 1, height)
            self.parent.scroll_to_region(place, animate=False, immediate=True)
            self.call_after_refresh(self.place_cursor)

    def _option_lines(self, place: int, width: int) -> list[Content]:
        index = self.order.choices[place]
        option = self.choice.options[index]
        if self.verdict:
            return self._marked(place, index, option, width)
        box = self._box(index)
        is_highlighted = place == self.highlighted
        lead = Content.assemble("▸ " if is_highlighted else "  ", (letter(place), "bold $primary"), f" {box} ")
        text = Content(option.text)
        if index in self.struck:
            text = text.stylize("strike dim")
        elif index in self.chosen:
            text = text.stylize("bold")
        lines = [fill(line, width) for line in hang(lead, text, width)]
        if is_highlighted:
            lines = [line.stylize_before("on $boost") for line in lines]
        return [line.stylize(Style.from_meta({"option": place})) for line in lines]

    def _box(self, index: int) -> str:
        """The option's box; while it is struck out there is a sign in it, for terminals that strike nothing out."""
        sign = ("x" if self.choice.takes_several else "•") if index in self.chosen else " "
        if index in self.struck and not self.is_locked:
            sign = "–"
        return f"[{sign}]" if self.choice.takes_several else f"({sign})"

    def _marked(self, place: int, index: int, option: Option, width: int) -> list[Content]:
        is_chosen = index in self.chosen
        if option.is_key:
            sign, word, style = "✓", "right" if is_chosen else "right, not chosen", "$text-success"
        elif is_chosen:
            sign, word, style = "✗", "wrong", "$text-error"
        else:
            sign, word, style = " ", "", "$foreground-muted"
        lead = Content.assemble((sign, f"bold {style}"), " ", (letter(place), "bold"), f" {self._box(index)} ")
        text = Content.assemble((option.text, "bold" if is_chosen or option.is_key else ""))
        if word:
            text = Content.assemble(text, (f"  {word}", f"bold {style}"))
        lines = hang(lead, text, width)
        if option.why:
            lines += hang(" " * lead.cell_length, Content.styled(option.why, "$foreground-muted"), width)
        return lines
