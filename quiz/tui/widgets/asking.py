"""What the room sees while a question is asked: the question, the time left, and how many have answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from textual.content import Content
from textual.geometry import Size

from quiz.core.durations import on_a_clock
from quiz.live.protocol import HostView, PublicQuestion
from quiz.tui.widgets.bars import bar
from quiz.tui.widgets.big_text import big
from quiz.tui.widgets.distribution_bars import chip
from quiz.tui.widgets.typesetting import hang, letter
from quiz.tui.widgets.wall import is_large, side_by_side

_SHORT = timedelta(seconds=10)
_GAP = 4
_WIDEST = 110
"""Lines longer than this are hard to read from afar."""


def asking(view: HostView, size: Size, left: timedelta | None) -> list[Content]:
    """The stem, what there is to choose from, the time that is left (None where it is not limited) and the counts."""
    public = view["public"]
    if public is None:
        return []
    width = min(size.width, _WIDEST)
    lines = _head(view, size, left)
    question = question_lines(public, width, is_spacious=True)
    if len(lines) + 1 + len(question) > size.height:
        question = question_lines(public, width, is_spacious=False)
    return [*lines, Content(" "), *question]


def _head(view: HostView, size: Size, left: timedelta | None) -> list[Content]:
    match view["phase"]:
        case "stem":
            return []
        case "discussion":
            return _discussion_head(size)
        case _:
            large = _large_head(view, size, left) if is_large(size) else None
            return large if large is not None else _small_head(view, size.width, left)


def _large_head(view: HostView, size: Size, left: timedelta | None) -> list[Content] | None:
    """The time and the counts in large letters, side by side; None where they do not fit."""
    height = _letters(size)
    half = size.width // 2 - _GAP
    counts = big(f"{view['answered']}/{view['connected']}", half, height, "bold $foreground")
    clock = big(on_a_clock(left), half, height, f"bold {_style(left)}") if left is not None else []
    if counts is None or clock is None:
        return None
    while len(clock) < len(counts) and clock:
        clock.append(Content(" "))
    sign = "! " if left is not None and left <= _SHORT else ""
    words = f"{sign}{'some have longer' if some_have_longer(view, left) else 'time left'}"
    time_block = [*clock, Content.styled(words, _style(left))] if left is not None else []
    count_block = [*counts, Content.styled("answered of those connected", "$foreground-muted")]
    return side_by_side([block for block in (time_block, count_block) if block], half + _GAP)


def _letters(size: Size) -> int:
    """How many lines high the large letters are."""
    return 7 if size.height >= 34 else 4


def _discussion_head(size: Size) -> list[Content]:
    title = big("Discuss", size.width, _letters(size), "bold $primary") if is_large(size) else None
    title = [*title, Content(" ")] if title else [Content.styled("Discuss", "bold $primary")]
    sentence = Content.styled("Talk with those beside you. Then you vote again.", "bold")
    return [*title, *hang("", sentence, size.width)]


def _small_head(view: HostView, width: int, left: timedelta | None) -> list[Content]:
    answered, connected = view["answered"], view["connected"]
    share = answered / connected if connected else 0.0
    counts = Content.assemble((f"{answered}", "bold"), " of ", (f"{connected}", "bold"), " connected have answered")
    if left is not None:
        sign = "! " if left <= _SHORT else ""
        longer = ", some have longer" if some_have_longer(view, left) else ""
        clock = Content.styled(f"{sign}{on_a_clock(left)}{longer}", f"bold {_style(left)}")
        counts = Content("   ").join([clock, counts])
    return [*hang("", counts, width), bar(share, min(width, 60), "$primary")]


def some_have_longer(view: HostView, left: timedelta | None) -> bool:
    """Whether the time of the class is up while that of learners with extra time goes on."""
    return left == timedelta() and view["last_closes_at"] != view["closes_at"]


def _style(left: timedelta | None) -> str:
    return "$text-warning" if left is not None and left <= _SHORT else "$text-primary"


def question_lines(public: PublicQuestion, width: int, *, is_spacious: bool) -> list[Content]:
    """The stem and, where they are shown, the lettered options; or the numbered prompts and the lettered choices."""
    lines = hang("", Content.styled(public["stem"], "bold"), width)
    options = public["options"]
    if options is None:
        return lines
    lines.append(Content(" "))
    if not public["prompts"]:
        return lines + _listed([letter(place) for place in range(len(options))], options, width, is_spacious)
    numbers = [str(place + 1) for place in range(len(public["prompts"]))]
    letters = [letter(place) for place in range(len(options))]
    if width < 60:
        return [
            *lines,
            *_listed(numbers, public["prompts"], width, is_spacious),
            Content.styled("─" * width, "$foreground-muted"),
            *_listed(letters, options, width, is_spacious),
        ]
    half = width // 2
    prompts = _listed(numbers, public["prompts"], half - _GAP, is_spacious)
    choices = _listed(letters, options, width - half, is_spacious)
    return lines + side_by_side([prompts, choices], half)


def _listed(labels: Sequence[str], texts: Sequence[str], width: int, is_spacious: bool) -> list[Content]:
    lines: list[Content] = []
    for label, text in zip(labels, texts, strict=True):
        lines += hang(chip(label) + Content(" "), text, width)
        if is_spacious:
            lines.append(Content(" "))
    return lines[:-1] if is_spacious and lines else lines
