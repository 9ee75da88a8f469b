"""A QR code in the terminal."""

from __future__ import annotations

import re
from functools import lru_cache

import segno
from textual.content import Content

from quiz.tui.widgets.big_text import halved

_QUIET = 4
"""Light modules around the code, without which cameras do not find it."""

_CORRECTIONS = "ml"
"""How much may be unreadable: 15 %, or 7 % where else the code does not fit; on a screen nothing is torn or stained."""

# Cameras want dark on light, whatever the theme.
_STYLE = "black on white"


def qr(text: str, width: int, height: int) -> list[Content] | None:
    """The code, as large as fits in so many cells and lines; None where it does not fit."""
    for correction in _CORRECTIONS:
        rows = _modules(text, correction)
        side = len(rows[0])
        if 2 * side <= width and side <= height:
            lines = ["".join("██" if dot == "1" else "  " for dot in row) for row in rows]
        elif side <= width and (side + 1) // 2 <= height:
            lines = halved(rows)
        else:
            continue
        return [Content.styled(line, _STYLE) for line in lines]
    return None


@lru_cache(maxsize=8)
def _modules(text: str, correction: str) -> list[str]:
    # The number sign is not among the characters that take little room: what is around it takes little by itself.
    parts = [part for part in re.split("(#)", text) if part]
    code = segno.make(parts, error=correction, boost_error=False, micro=False)  # type: ignore[arg-type]  # parts will do
    side = len(code.matrix) + 2 * _QUIET
    blank = ["0" * side] * _QUIET
    edge = "0" * _QUIET
    return [*blank, *(edge + "".join("1" if dot else "0" for dot in row) + edge for row in code.matrix), *blank]
