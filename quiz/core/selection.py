"""Which questions of a bank a session asks, and in which order."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quiz.core.bank import KIND_LETTERS, LEVEL_LETTERS, Bank, Catalogue
from quiz.core.questions import Kind, Level
from quiz.core.reports.progress import Standing


@dataclass(frozen=True, slots=True)
class Selection:
    """What a learner wants to be asked; an empty set leaves that side open, and `count` None takes all that fit.

    A question fits where its topic, kind and level are among those named, it has one of the tags named, its standing
    is among those named (an unseen question's is UNSEEN), and so is its id.
    """

    topics: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    levels: frozenset[Level] = frozenset()
    tags: frozenset[str] = frozenset()
    standings: frozenset[Standing] = frozenset()
    ids: frozenset[str] = frozenset()
    count: int | None = None


UNSEEN = frozenset({Standing.UNSEEN, Standing.CHANGED})
"""Questions to which the learner's answers say nothing: a changed key makes a question new."""

MISSED = frozenset({Standing.MISSED, Standing.CHANGED})
"""Questions whose latest answer was not wholly right, or was to another key."""


def fitting(bank: Bank, wanted: Selection, standings: Mapping[str, Standing]) -> Sequence[int]:
    """The indexes of the questions that fit, in file order; drafts never do. `standings` is of those not unseen."""
    catalogue = bank.catalogue
    chosen: Sequence[int] = range(len(catalogue))
    if wanted.ids:
        chosen = [i for i, id in enumerate(catalogue.ids) if id in wanted.ids]
    if wanted.topics:
        topics = {i for i, topic in enumerate(bank.topics) if topic in wanted.topics}
        chosen = [i for i in chosen if catalogue.topics[i] in topics]
    if wanted.kinds:
        kinds = {KIND_LETTERS[kind] for kind in wanted.kinds}
        chosen = [i for i in chosen if catalogue.kinds[i] in kinds]
    if wanted.levels:
        levels = {LEVEL_LETTERS[level] for level in wanted.levels}
        chosen = [i for i in chosen if catalogue.levels[i] in levels]
    if wanted.tags:
        chosen = [i for i in chosen if not wanted.tags.isdisjoint(catalogue.tags.get(i, ()))]
    if wanted.standings:
        chosen = [i for i in chosen if standings.get(catalogue.ids[i], Standing.UNSEEN) in wanted.standings]
    return [i for i in chosen if i not in catalogue.drafts] if catalogue.drafts else chosen


def draw(bank: Bank, wanted: Selection, standings: Mapping[str, Standing], seed: int) -> tuple[str, ...]:
    """The ids of the questions to ask, in the order that the seed gives: the same for the same seed, always."""
    dice = random.Random(f"{seed}/draw")
    indexes = fitting(bank, wanted, standings)
    count = len(indexes) if wanted.count is None else min(wanted.count, len(indexes))
    return tuple(bank.catalogue.ids[i] for i in dice.sample(indexes, count))


def has_only_drafts(catalogue: Catalogue) -> bool:
    """Whether no question can be asked, since every one of them is a draft."""
    return len(catalogue.drafts) == len(catalogue)


def all_tags(catalogue: Catalogue) -> tuple[str, ...]:
    """Every tag of the questions that can be asked, drafts left out, each once, in alphabetical order."""
    return tuple(sorted({tag for i, tags in catalogue.tags.items() if i not in catalogue.drafts for tag in tags}))
