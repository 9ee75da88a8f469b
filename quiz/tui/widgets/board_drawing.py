"""The lines of a board on which prompts get their partners, at any width."""

from __future__ import annotations

from collections.abc import Sequence, Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style

from quiz.core.questions import Matching
from quiz.core.shuffling import Layout
from quiz.tui.widgets.connectors import Link, draw
from quiz.tui.widgets.marked_pairs import NARROW
from quiz.tui.widgets.typesetting import fill, hang, letter

_COLOURS = ("$primary", "$warning", "$success", "$accent", "$secondary", "$error")
"""Of the lines, by the place of their prompt; the letters tell them apart where colours repeat or are off."""

_SPACIOUS = 12
"""Up to this many lines the board leaves an empty one between prompts and between choices."""

_AT_ONCE = 16
"""Up to this many lines a narrow board is seen whole, and the choices stand below all prompts."""


@dataclass(frozen=True, slots=True)
class BoardDrawing:
    """How far the pairs are matched: `partners` and `struck` choices by their places in the file, None where blank.

    The prompt at hand and the highlighted choice are places on the screen; the choice is None while the arrows move
    among the prompts.
    """

    matching: Matching
    order: Layout
    partners: Sequence[int | None]
    struck: AbstractSet[int]
    prompt: int
    choice: int | None

    def lines(self, width: int) -> list[Content]:
        return self._narrow(width) if width < NARROW else self._wide(width)

    def cursor(self, width: int) -> tuple[int, int]:
        """Column and line of the prompt at hand, or of the choice that is highlighted."""
        prompts, choices = self._spans(width)
        if self.choice is None:
            return 2, prompts[self.prompt].start
        _, _, choices_width = self._columns(width)
        return 2 + width - choices_width, choices[self.choice].start

    def at_hand(self, width: int, height: int) -> range:
        """The lines to be seen: of the prompt at hand, or of the highlighted choice, with the other if both fit."""
        prompts, choices = self._spans(width)
        at_hand = prompts[self.prompt]
        if self.choice is not None:
            choice = choices[self.choice]
            both = range(min(at_hand.start, choice.start), max(at_hand.stop, choice.stop))
            return both if len(both) <= height else choice
        return range(at_hand.start, max(at_hand.stop, choices[-1].stop)) if width < NARROW else at_hand

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
            lines = [line.stylize_before("bold on $boost" if self.choice is None else "on $boost") for line in lines]
        return [line.stylize(Style.from_meta({"prompt": place})) for line in lines]

    def _choice_lines(self, place: int, width: int) -> list[Content]:
        index = self.order.choices[place]
        users = [i for i, pair in enumerate(self.order.prompts) if self.partners[pair] == index]
        is_current = place == self.choice
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
