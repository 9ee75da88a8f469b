"""How sure the learner is of the answer, in one line, each level of which can be clicked."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from quiz.core.certainty import Certainty


class CertaintyBar(Static):
    """The levels of certainty, the one that was said in brackets; a click runs the screen's action `certain`."""

    DEFAULT_CSS = "CertaintyBar { height: auto; width: 1fr; }"

    def show(self, certainty: Certainty | None, less_sure: str, surer: str) -> None:
        """Shows the levels between the keys that go down and up."""
        levels = [self._drawn(level, is_said=level is certainty) for level in Certainty]
        keys = [Content.styled(key, "bold $primary") for key in (less_sure, surer)]
        question = Content.styled("How sure?", "$foreground-muted")
        self.update(Content(" ").join([question, keys[0], *levels, keys[1]]))

    def remind(self, less_sure: str, surer: str) -> None:
        """Says, of an answer that came without it, that one can say how sure one is."""
        self.update(
            Content.styled(f"{surer} and {less_sure} say how sure you are, before you check.", "$foreground-muted")
        )

    @staticmethod
    def _drawn(level: Certainty, *, is_said: bool) -> Content:
        text = Content.styled(f"[{level}]", "bold $primary") if is_said else Content.styled(level, "$foreground")
        return text.stylize(Style.from_meta({"@click": f"screen.certain({level.value!r})"}))
