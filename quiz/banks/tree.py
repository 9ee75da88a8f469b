"""What a file of YAML holds as a tree of texts: nothing is interpreted, everything keeps its line and column."""

from __future__ import annotations

from dataclasses import dataclass, field

from quiz.errors import Problem


class Scalar:
    """A text as typed.

    `style` is the character that begins a quoted or a block text, and empty or None for a plain one; `is_cut` says
    that a comment follows a plain text on its line.
    """

    __slots__ = ("column", "is_cut", "line", "style", "text")

    def __init__(self, text: str, line: int, column: int, style: str | None, is_cut: bool) -> None:
        self.text = text
        self.line = line
        self.column = column
        self.style = style
        self.is_cut = is_cut


class Sequence:
    """A list of nodes."""

    __slots__ = ("column", "items", "line")

    def __init__(self, line: int, column: int) -> None:
        self.items: list[Node] = []
        self.line = line
        self.column = column


class Mapping:
    """Keys and values in the order of the file; a key may come twice."""

    __slots__ = ("column", "entries", "line")

    def __init__(self, line: int, column: int) -> None:
        self.entries: list[tuple[Scalar, Node]] = []
        self.line = line
        self.column = column


Node = Scalar | Sequence | Mapping


@dataclass(slots=True)
class Tree:
    """What a file holds, and what in it is refused.

    `root` is None where the file holds nothing. Where `is_partial`, reading stopped at the last of the problems and
    the tree ends with the last whole entry before it.
    """

    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    is_partial: bool = False
