"""Tables of rows and cells as Markdown."""

from __future__ import annotations

from collections.abc import Iterator


class Table:
    """A table as its rows and cells come; text outside cells becomes a paragraph before it."""

    def __init__(self) -> None:
        self._outside: list[str] = []
        self._rows: list[list[str]] = []
        self._is_in_cell = False

    def begin_row(self) -> None:
        self._rows.append([])

    def begin_cell(self) -> None:
        if not self._rows:
            self.begin_row()
        self._is_in_cell = True

    def end_cell(self, text: str) -> None:
        """Ends the cell that is open with this text; without one the text is kept beside the table."""
        line = " ".join(text.split())
        if self._is_in_cell:
            self._rows[-1].append(line.replace("|", "/"))
        elif line:
            self._outside.append(line)
        self._is_in_cell = False

    @property
    def is_list(self) -> bool:
        """Whether the table has one column alone and so is no table at all."""
        return max(map(len, self._rows), default=0) == 1

    def blocks(self) -> Iterator[str]:
        """The paragraphs and the table, its first row being the heads of its columns."""
        yield from self._outside
        rows = [row for row in self._rows if any(row)]
        if self.is_list:
            yield from (row[0] for row in rows)
            return
        if rows:
            width = max(map(len, rows))
            head, *body = [[*row, *[""] * (width - len(row))] for row in rows]
            yield "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * width, *body))
