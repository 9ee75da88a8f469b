"""Text in letters made of blocks, to be read from the back row."""

from __future__ import annotations

from textual.content import Content

# Each glyph is seven rows of dots, five across for letters and figures.
_GLYPHS = {
    "0": "01110 10001 10011 10101 11001 10001 01110",
    "1": "00100 01100 00100 00100 00100 00100 01110",
    "2": "01110 10001 00001 00110 01000 10000 11111",
    "3": "11110 00001 00001 01110 00001 00001 11110",
    "4": "00010 00110 01010 10010 11111 00010 00010",
    "5": "11111 10000 11110 00001 00001 10001 01110",
    "6": "00110 01000 10000 11110 10001 10001 01110",
    "7": "11111 00001 00010 00100 01000 01000 01000",
    "8": "01110 10001 10001 01110 10001 10001 01110",
    "9": "01110 10001 10001 01111 00001 00010 01100",
    "A": "01110 10001 10001 11111 10001 10001 10001",
    "B": "11110 10001 10001 11110 10001 10001 11110",
    "C": "01110 10001 10000 10000 10000 10001 01110",
    "D": "11110 10001 10001 10001 10001 10001 11110",
    "E": "11111 10000 10000 11110 10000 10000 11111",
    "F": "11111 10000 10000 11110 10000 10000 10000",
    "G": "01110 10001 10000 10111 10001 10001 01110",
    "H": "10001 10001 10001 11111 10001 10001 10001",
    "I": "01110 00100 00100 00100 00100 00100 01110",
    "J": "00111 00010 00010 00010 00010 10010 01100",
    "K": "10001 10010 10100 11000 10100 10010 10001",
    "L": "10000 10000 10000 10000 10000 10000 11111",
    "M": "10001 11011 10101 10101 10001 10001 10001",
    "N": "10001 11001 10101 10101 10011 10001 10001",
    "O": "01110 10001 10001 10001 10001 10001 01110",
    "P": "11110 10001 10001 11110 10000 10000 10000",
    "Q": "01110 10001 10001 10001 10101 10010 01101",
    "R": "11110 10001 10001 11110 10100 10010 10001",
    "S": "01111 10000 10000 01110 00001 00001 11110",
    "T": "11111 00100 00100 00100 00100 00100 00100",
    "U": "10001 10001 10001 10001 10001 10001 01110",
    "V": "10001 10001 10001 10001 10001 01010 00100",
    "W": "10001 10001 10001 10101 10101 11011 10001",
    "X": "10001 10001 01010 00100 01010 10001 10001",
    "Y": "10001 10001 01010 00100 00100 00100 00100",
    "Z": "11111 00001 00010 00100 01000 10000 11111",
    ":": "000 010 010 000 010 010 000",
    "/": "00001 00001 00010 00100 01000 10000 10000",
    "%": "11001 11010 00010 00100 01000 01011 10011",
    ".": "000 000 000 000 000 010 010",
    "-": "0000 0000 0000 1111 0000 0000 0000",
    " ": "000 000 000 000 000 000 000",
    "+": "00000 00100 00100 11111 00100 00100 00000",
}
_ROWS = 7


def big(text: str, width: int, height: int, style: str = "bold") -> list[Content] | None:
    """The text in the largest letters that fit, 7 or 4 lines high; None where none do, or a character has no glyph."""
    glyphs = [_GLYPHS.get(character) for character in text.upper()]
    if None in glyphs or not glyphs:
        return None
    rows = ["0".join(parts) for parts in zip(*(glyph.split() for glyph in glyphs if glyph), strict=True)]
    if 2 * len(rows[0]) <= width and height >= _ROWS:
        lines = ["".join("██" if dot == "1" else "  " for dot in row) for row in rows]
    elif len(rows[0]) <= width and height >= (_ROWS + 1) // 2:
        lines = halved(rows)
    else:
        return None
    return [Content.styled(line, style) for line in lines]


def halved(rows: list[str]) -> list[str]:
    """Rows of 0 and 1 drawn two to a line, as a cell is about twice as high as it is wide."""
    blank = "0" * len(rows[0])
    pairs = zip(rows[::2], [*rows[1::2], blank], strict=False)
    return ["".join(_HALVES[dots] for dots in zip(upper, lower, strict=True)) for upper, lower in pairs]


_HALVES = {("0", "0"): " ", ("1", "0"): "▀", ("0", "1"): "▄", ("1", "1"): "█"}
