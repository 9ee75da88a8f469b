"""Drafts from English sentences: what is defined, named, enumerated or counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from quiz.checks.skeletons.draft import Desk, Draft, Source
from quiz.checks.skeletons.english import CONNECTIVE, is_plural
from quiz.checks.skeletons.from_numbers import draft as of_number, numbered
from quiz.checks.skeletons.from_tables import in_parts
from quiz.checks.skeletons.gathering import Gathered
from quiz.checks.skeletons.outline import Statement
from quiz.checks.skeletons.sentences import Called, Defined, Listed, Renamed, Said
from quiz.checks.skeletons.terms import MOST_DISTRACTORS
from quiz.core.text import fold

_FEWEST_PAIRS = 3


def drafts(desk: Desk, gathered: Gathered, statements: Sequence[Statement]) -> Iterator[Draft]:
    """At most one draft for each of the statements: of a number that stands against others of the document, or of what
    the sentence says, or of a number against others that are made up; and one of what is left of a section."""
    left: dict[int, list[tuple[Statement, Defined]]] = {}
    for statement in statements:
        found = gathered.said.get(statement)
        asked = None if isinstance(found, Listed) else numbered(gathered, statement)
        draft = of_number(desk, asked) if asked and asked.of_document else None
        if draft is None and found is not None:
            # One wrong option is too few where there is a number to ask for.
            draft = _of_said(desk, gathered, statement, found, least=2 if asked else 1)
        if draft is None and asked:
            draft = of_number(desk, asked)
        if draft:
            yield draft
        elif isinstance(found, Defined):
            left.setdefault(statement.section, []).append((statement, found))
    for told in left.values():
        yield from _of_several(desk, gathered, told)


def _of_several(desk: Desk, gathered: Gathered, told: list[tuple[Statement, Defined]]) -> Iterator[Draft]:
    """What each of several sentences of a section says of its subject, where none gives another's away."""
    everything = " ".join(found.predicate.lower() for _, found in told)
    pairs = [
        (found.subject, found.predicate, statement)
        for statement, found in told
        if found.subject.lower() not in everything and not gathered.is_everywhere(found.subject)
    ]
    if len(pairs) < _FEWEST_PAIRS:
        return
    for part in in_parts(pairs):
        title = desk.title(part[0][2].section)
        if draft := desk.matching(Source.SENTENCES, f"{title or part[0][0]} said", "What is true of which?", part):
            yield draft


def _of_said(desk: Desk, gathered: Gathered, statement: Statement, found: Said, *, least: int) -> Draft | None:
    """The draft, where there are so many wrong options for it at least."""
    source, about, contrast = Source.ONE, "", ""
    match found:
        case Listed(before=before, about=what, after=after, items=items):
            source, name, keys = Source.SEVERAL, what, items
            stem = " ".join(f"Which of these {before} {desk.within(what)} {after}".split())
        case Defined(subject=subject, predicate=predicate, contrast=contrast):
            name, keys, about = subject, (subject,), predicate
            refers = predicate.startswith(
                ("refer", "mean", "is defined", "are defined", "denote", "stand for", "stands for")
            )
            stem = f"Which {'term' if refers else 'of these'} {predicate}"
        case Called(verb=verb, what=what, name=name):
            keys, about = (name,), what
            stem = f"What {verb} {desk.within(CONNECTIVE.sub('', what))} called"
        case Renamed(subject=subject, other=other):
            name, keys = other, (other,)
            stem = f"What is another name for {desk.within(subject)}"
        case _:
            assert_never(found)
    if source is Source.ONE and fold(keys[0]) in fold(stem):
        return None
    if isinstance(found, Defined) and not found.is_definition and gathered.is_everywhere(found.subject):
        return None
    # What the sentence goes on to say of another thing stands in no option's way, and that thing is the best of them.
    said = stem if contrast else statement.text
    is_bare = isinstance(found, Defined) and not found.is_definition and not contrast
    wrong = gathered.terms.distractors(keys, said, statement.span.start, about=about, is_near=is_bare)
    if contrast and is_plural(contrast) == is_plural(keys[0]):
        wrong = (contrast, *(each for each in wrong if fold(each) != fold(contrast)))[:MOST_DISTRACTORS]
    if len(wrong) < (2 if is_bare else least):
        return None
    return desk.choice(source, name, f"{stem}?", keys, wrong, [statement])
