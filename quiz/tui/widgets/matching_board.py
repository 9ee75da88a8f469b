"""The board on which prompts get their partners."""

from __future__ import annotations

from itertools import pairwise
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from quiz.core.answers import Answer, Matched, blanks
from quiz.core.questions import Matching
from quiz.core.shuffling import Layout
from quiz.tui.widgets.answer_pad import AnswerPad
from quiz.tui.widgets.connectors import Link, draw
from quiz.tui.widgets.marked_pairs import NARROW, marked_pairs
from quiz.tui.widgets.typesetting import fill, hang, letter

_COLOURS = ("$primary", "$warning", "$success", "$accent", "$secondary", "$error")
"""Of the lines, by the place of their prompt; the letters tell them apart where colours repeat or are off."""


_SPACIOUS = 12
"""Up to this many lines the board leaves an empty one between prompts and between choices."""

_AT_ONCE = 16
"""Up to this many lines a narrow board is seen whole, and the choices stand below all prompts."""


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

    def lines(self, width: int) -> list[Content]:
        if self.verdict:
            return marked_pairs(self.matching, self.order, self.answer, width)
        return self._narrow(width) if width < NARROW else self._wide(width)

    def cursor_line(self, width: int) -> tuple[int, int]:
        if self.verdict:
            return 0, 0
        prompts, choices = self._spans(width)
        if self.is_choosing:
            _, _, choices_width = self._columns(width)
            return 2 + width - choices_width, choices[self.choice].start
        return 2, prompts[self.prompt].start

    def show_line(self) -> None:
        """Scrolls what is around: to the prompt at hand, or to the highlighted choice, with the other if both fit."""
        if self.verdict or not isinstance(self.parent, Widget):
            return
        width = self.content_size.width
        prompts, choices = self._spans(width)
        at_hand = prompts[self.prompt]
        if width < NARROW:
            at_hand = range(at_hand.start, max(at_hand.stop, choices[-1].stop))
        if self.is_choosing:
            choice = choices[self.choice]
            both = range(min(prompts[self.prompt].start, choice.start), max(prompts[self.prompt].stop, choice.stop))
            at_hand = both if len(both) <= self.parent.scrollable_content_region.height else choice
        place = Region(0, self.virtual_region.y + at_hand.start, 1, len(at_hand))
        self.parent.scroll_to_region(place, animate=False, immediate=True)
        self.call_after_refresh(self.place_cursor)

    def _spans(self, width: int) -> tuple[list[range], list[range]]:
        """Which lines each prompt and each choice takes."""
        prompts_width, _, choices_width = self._columns(width)
        prompts, choices = self._rows(prompts_width, choices_width)
        if width >= NARROW:
            return _below_one_another(prompts, 0), _below_one_another(choices, 0)
        above = self._above_choices(prompts, choices)
        first = _below_one_another(prompts[:above], 0)
        second = _below_one_another(choices, first[-1].stop + 1)
        return first + _below_one_another(prompts[above:], second[-1].stop + 1), second

    def _columns(self, width: int) -> tuple[int, int, int]:
        """The widths of the prompts, of the gap with the lines, and of the choices."""
        if width < NARROW:
            return width, 0, width
        gap = min(len(self.order.prompts) + 4, 14)
        room = width - gap
        # Each column gets what its longest text needs, or a share by need where both do not fit.
        prompts = 9 + max(cell_len(pair.prompt) for pair in self.matching.pairs)
        choices = 8 + max(cell_len(choice) for choice in self.matching.choices)
        if prompts + choices > room:
            prompts = max(room // 3, min(room * 3 // 5, room * prompts // (prompts + choices)))
        return prompts, gap, room - prompts

    def _rows(self, prompts_width: int, choices_width: int) -> tuple[list[list[Content]], list[list[Content]]]:
        """The lines of each prompt and of each choice, spaced out where the screen has room for it."""
        prompts = [self._prompt_lines(place, prompts_width) for place in range(len(self.order.prompts))]
        choices = [self._choice_lines(place, choices_width) for place in range(len(self.order.choices))]
        longest = max(sum(map(len, prompts)) + len(prompts), sum(map(len, choices)) + len(choices))
        if longest <= _SPACIOUS and prompts_width != choices_width:
            prompts = [[*lines, Content(" " * prompts_width)] for lines in prompts]
            choices = [[*lines, Content(" " * choices_width)] for lines in choices]
        return prompts, choices

    def _wide(self, width: int) -> list[Content]:
        prompts_width, gap, choices_width = self._columns(width)
        prompts, choices = self._rows(prompts_width, choices_width)
        height = max(sum(map(len, prompts)), sum(map(len, choices)))
        cells = draw(self._links(prompts, choices), height, gap)
        left = [line for lines in prompts for line in lines]
        right = [line for lines in choices for line in lines]
        drawn = []
        for row in range(height):
            middle = Content.assemble(
                *(
                    (cell.glyph, _COLOURS[cell.name % len(_COLOURS)] if cell.name is not None else "")
                    for cell in cells[row]
                )
            )
            drawn.append(
                Content.assemble(
                    left[row] if row < len(left) else " " * prompts_width,
                    middle,
                    right[row] if row < len(right) else " " * choices_width,
                )
            )
        return drawn

    def _links(self, prompts: list[list[Content]], choices: list[list[Content]]) -> list[Link]:
        from_, to = _below_one_another(prompts, 0), _below_one_another(choices, 0)
        return [
            Link(from_[place].start, to[self.order.choices.index(partner)].start, place)
            for place, pair in enumerate(self.order.prompts)
            if (partner := self.partners[pair]) is not None
        ]

    def _narrow(self, width: int) -> list[Content]:
        prompts, choices = self._rows(width, width)
        above = self._above_choices(prompts, choices)
        rule = [[Content.styled("─" * width, "$foreground-muted")]]
        rest = rule + prompts[above:] if prompts[above:] else []
        return [line for lines in [*prompts[:above], *rule, *choices, *rest] for line in lines]

    def _above_choices(self, prompts: list[list[Content]], choices: list[list[Content]]) -> int:
        """How many of the prompts stand above the choices on a narrow screen."""
        is_seen_whole = sum(map(len, prompts)) + 1 + sum(map(len, choices)) <= _AT_ONCE
        return len(prompts) if is_seen_whole else self.prompt + 1

    def _prompt_lines(self, place: int, width: int) -> list[Content]:
        pair = self.order.prompts[place]
        partner = self.partners[pair]
        given = letter(self.order.choices.index(partner)) if partner is not None else " "
        colour = _COLOURS[place % len(_COLOURS)]
        is_current = place == self.prompt
        lead = Content.assemble("▸ " if is_current else "  ", (str(place + 1), "bold $primary"), " ")
        box = Content.assemble("[", (given, f"bold {colour}"), "]").stylize(Style.from_meta({"clear": True}))
        text = Content(self.matching.pairs[pair].prompt)
        lead = Content.assemble(lead, box, " ")
        lines = [fill(line, width) for line in hang(lead, text, width - 1)]
        if is_current:
            lines = [line.stylize_before("on $boost" if self.is_choosing else "bold on $boost") for line in lines]
        return [line.stylize(Style.from_meta({"prompt": place})) for line in lines]

    def _choice_lines(self, place: int, width: int) -> list[Content]:
        index = self.order.choices[place]
        users = [i for i, pair in enumerate(self.order.prompts) if self.partners[pair] == index]
        is_current = self.is_choosing and place == self.choice
        lead = Content.assemble("▸ " if is_current else "  ", (letter(place), "bold $primary"), " ")
        text = Content(self.matching.choices[index])
        if index in self.struck:
            # The sign is for terminals that strike nothing out.
            text = Content.assemble("– ", text.stylize("strike")).stylize("dim")
        for user in users:
            text = Content.assemble(text, (f" ←{user + 1}", f"bold {_COLOURS[user % len(_COLOURS)]}"))
        lines = [fill(line, width) for line in hang(lead, text, width)]
        if is_current:
            lines = [line.stylize_before("bold on $boost") for line in lines]
        return [line.stylize(Style.from_meta({"choice": place})) for line in lines]


def _below_one_another(rows: list[list[Content]], first: int) -> list[range]:
    """Which lines each of the rows takes, the first of them from the line `first` on."""
    starts = [first]
    for lines in rows:
        starts.append(starts[-1] + len(lines))
    return [range(start, stop) for start, stop in pairwise(starts)]
