"""What is picked about a question rather than typed: its topic, its level, and what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from quiz.core.drafting import Draft
from quiz.core.questions import Level
from quiz.tui.widgets.picks import Group, Picks

_NO_LEVEL = "none"
_MORE = (("draft", "a draft: never asked"), ("any", "any one of several right options will do"))


class AboutQuestion(Picks):
    """Topic, level, whether it is a draft, and whether any right option will do."""

    def __init__(self, topics: Mapping[str, str], draft: Draft, *, id: str | None = None) -> None:
        levels = ((_NO_LEVEL, "not said"), *((str(level), str(level)) for level in Level))
        groups = [
            Group("topic", "Topic", tuple(topics.items()), is_single=True),
            Group("level", "What it asks for", levels, is_single=True),
            Group("more", "It is", _MORE),
        ]
        picked = {"topic": {draft.topic}, "level": {str(draft.level or _NO_LEVEL)}, "more": _more(draft)}
        super().__init__(groups, picked, id=id, is_quiet=True)

    def given_to(self, draft: Draft) -> Draft:
        """The draft with what is picked."""
        (topic,), (level,), more = self.picked("topic"), self.picked("level"), self.picked("more")
        return replace(
            draft,
            topic=topic,
            level=None if level == _NO_LEVEL else Level(level),
            is_draft="draft" in more,
            any_key_will_do="any" in more,
        )

    def show(self, draft: Draft) -> None:
        """Has picked what the draft is, and says nothing of it."""
        self.pick("more", _more(draft))


def _more(draft: Draft) -> set[str]:
    return {name for name, is_so in [("draft", draft.is_draft), ("any", draft.any_key_will_do)] if is_so}
