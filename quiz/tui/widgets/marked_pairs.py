"""A matching question as it was marked."""

from __future__ import annotations

from textual.content import Content

from quiz.core.answers import Matched
from quiz.core.marking import right_parts
from quiz.core.questions import Extra, Matching, Pair
from quiz.core.shuffling import Layout
from quiz.tui.widgets.typesetting import fill, hang

NARROW = 60
"""Below this many cells prompts and choices stand above each other, and letters alone say what is matched."""


def marked_pairs(question: Matching, order: Layout, answer: Matched, width: int) -> list[Content]:
    """Each prompt with its partner, right or wrong, the right partner and why; then the choices that match nothing."""
    is_right = right_parts(question, answer)
    choices = question.choices
    lines = []
    for place, index in enumerate(order.prompts):
        given = answer.choices[index]
        partner = "no partner" if given is None else choices[given]
        lines += _pair(question.pairs[index], f"{place + 1}", partner, is_right[index], width)
    return lines + [line for extra in question.extras for line in _extra(extra, width)]


def _pair(pair: Pair, number: str, partner: str, is_right: bool, width: int) -> list[Content]:
    sign, word, style = ("✓", "right", "$text-success") if is_right else ("✗", "wrong", "$text-error")
    lead = Content.assemble((sign, f"bold {style}"), f" {number} ")
    indent = " " * lead.cell_length
    prompt = Content.styled(pair.prompt, "bold")
    line = Content.assemble((f"── {word} ── ", f"bold {style}"))
    if width < NARROW:
        lines = hang(lead, prompt, width) + hang(Content.assemble(indent, line), partner, width)
    else:
        column = (width - line.cell_length) * 2 // 5
        left = [fill(row, column) for row in hang(lead, prompt, column - 1)]
        right = hang(line, partner, width - column)
        lines = [
            Content.assemble(left[row] if row < len(left) else " " * column, right[row] if row < len(right) else "")
            for row in range(max(len(left), len(right)))
        ]
    if not is_right:
        lines += hang(indent, Content.assemble(("right partner: ", "bold $text-success"), pair.answer), width)
    return lines + _why(pair.why, indent, width)


def _extra(extra: Extra, width: int) -> list[Content]:
    text = Content.assemble(extra.text, ("  matches no prompt", "bold $foreground-muted"))
    return hang("  · ", text, width) + _why(extra.why, " " * 4, width)


def _why(why: str, indent: str, width: int) -> list[Content]:
    return hang(indent, Content.styled(why, "$foreground-muted"), width) if why else []
