"""What is picked about a question rather than typed: its topic, its level, and what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from textual.containers import Vertical

from quiz.core.drafting import Draft
from quiz.core.questions import Level
from quiz.tui.widgets.picks import Group, Picks

_NO_LEVEL = "none"
_MORE = (("draft", "a draft: never asked"), ("any", "any one of several right options will do"))


class AboutQuestion(Vertical):
    """Topic, level, whether it is a draft and whether any right option will do: lists that have the focus each."""

    DEFAULT_CSS = "AboutQuestion { height: auto; width: 1fr; }"

    def __init__(self, topics: Mapping[str, str], draft: Draft, *, id: str | None = None) -> None:
        super().__init__(id=id)
        levels = ((_NO_LEVEL, "not said"), *((str(level), str(level)) for level in Level))
        self._topic = _picks(Group("topic", "Topic", tuple(topics.items()), is_single=True), {draft.topic})
        level = str(draft.level or _NO_LEVEL)
        self._level = _picks(Group("level", "What it asks for", levels, is_single=True), {level})
        self._more = _picks(Group("more", "It is", _MORE), _more(draft))

    def compose(self) -> Iterator[Picks]:
        yield self._topic
        yield self._level
        yield self._more

    def given_to(self, draft: Draft) -> Draft:
        """The draft with what is picked."""
        (topic,), (level,), more = self._topic.picked("topic"), self._level.picked("level"), self._more.picked("more")
        return replace(
            draft,
            topic=topic,
            level=None if level == _NO_LEVEL else Level(level),
            is_draft="draft" in more,
            any_key_will_do="any" in more,
        )

    def show(self, draft: Draft) -> None:
        """Has picked what the draft is, and says nothing of it."""
        self._more.pick("more", _more(draft))


def _picks(group: Group, picked: set[str]) -> Picks:
    return Picks([group], {group.name: picked}, is_quiet=True)


def _more(draft: Draft) -> set[str]:
    return {name for name, is_so in [("draft", draft.is_draft), ("any", draft.any_key_will_do)] if is_so}
