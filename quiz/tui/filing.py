"""What an author wrote, put into the bank's file apart from the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual.screen import Screen

from quiz.desk.manuscript import Manuscript
from quiz.errors import QuizError
from quiz.tui.dialogs.writing import reading_again
from quiz.tui.widgets.status_line import StatusLine


class Filing:
    """Puts one thing at a time into the file of a bank, and says on the status line where that fails.

    Where it fails because the file is another by now, the author is asked whether to read that.
    """

    def __init__(self, screen: Screen[str | None], read_again: Callable[[], object]) -> None:
        """`read_again` is called where the author wants the file read again."""
        self._screen = screen
        self._read_again = read_again
        self.is_busy = False

    @property
    def _status(self) -> StatusLine:
        return self._screen.query_one(StatusLine)

    async def put(
        self, written: Manuscript, doing: str, failed: str, write: Callable[[Manuscript], Manuscript]
    ) -> Manuscript | None:
        """What `write` makes of what is written; None where the author was told that it fails."""
        self.is_busy = True
        self._status.tell(doing)
        try:
            return await asyncio.to_thread(write, written)
        except QuizError as error:
            self._status.warn(f"{failed} {error}")
            if written.bench.is_outdated():
                self._screen.app.push_screen(reading_again(), self._go_on)
            return None
        finally:
            self.is_busy = False

    def _go_on(self, is_wanted: bool | None) -> None:
        if is_wanted:
            self._read_again()
