"""Drafts from lists and headings: what each entry is, and what belongs to a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quiz.checks.skeletons.clauses import is_sentence
from quiz.checks.skeletons.draft import Desk, Draft, Source
from quiz.checks.skeletons.from_tables import in_parts
from quiz.checks.skeletons.gathering import Gathered, phrase_of
from quiz.checks.skeletons.leads import stem_of_list
from quiz.checks.skeletons.outline import Statement
from quiz.checks.skeletons.sentences import Defined
from quiz.checks.skeletons.structure import Entry, Listing

_MOST_KEYS = 5
_FEWEST_PAIRS = 3
_STEPS = re.compile(r"\b(?:steps?|stages?|phases?|order|sequence|procedure|cycle|how to)\b", re.IGNORECASE)


def drafts(desk: Desk, gathered: Gathered) -> Iterator[Draft]:
    matched: set[Statement] = set()
    for parent, entries in gathered.headed:
        title = desk.title(parent) if parent is not None else ""
        for draft in _of_entries(desk, gathered, entries, title, Source.HEADINGS):
            matched.update(draft.statements)
            yield draft
    for run in gathered.runs:
        left = [entry for entry in run if entry.statement not in matched]
        for draft in _of_entries(desk, gathered, left, desk.title(run[0].statement.section), Source.LIST):
            matched.update(draft.statements)
            yield draft
    for listing, entries in gathered.lists:
        left = [entry for entry in entries if entry.statement not in matched]
        made = list(_of_entries(desk, gathered, left, desk.title(listing.section), Source.LIST))
        yield from made
        if not made and (told := gathered.subjects(listing)):
            yield from _of_subjects(desk, listing, told)
        is_led = listing.lead is not None and listing.lead.text.endswith(":")
        if is_led or not made:
            yield from _of_listing(desk, gathered, listing, entries)


def _of_entries(desk: Desk, gathered: Gathered, entries: list[Entry], title: str, source: Source) -> Iterator[Draft]:
    """What each entry is, in as many questions as they need."""
    told = [entry for entry in entries if entry.term.lower() not in entry.what.lower()]
    if desk.is_english:
        stem = "Which description belongs to which term?"
        stem = stem if not title or title.endswith("?") else f"{stem[:-1]} of “{title}”?"
    else:
        stem = f"{title.rstrip('?')}?" if title else " – ".join(entry.term for entry in told[:3]) + "?"
    ours = {entry.term for entry in entries}
    others = [entry.what for entry in gathered.definitions if entry.term not in ours] if len(told) < 4 else []
    for part in in_parts(told):
        draft = desk.matching(
            source,
            f"{title or part[0].term} terms",
            stem,
            [(it.term, it.what, it.statement) for it in part],
            extra=others,
        )
        if draft:
            yield draft


def _of_listing(desk: Desk, gathered: Gathered, listing: Listing, entries: list[Entry]) -> Iterator[Draft]:
    lead, title = listing.lead, desk.title(listing.section)
    is_led = lead is not None and lead.text.endswith(":")
    by_statement = {entry.statement: entry.term for entry in entries}
    told = {} if is_led else {statement: found.subject for statement, found in gathered.subjects(listing)}
    items = [
        (item[0], by_statement.get(item[0]) or told.get(item[0]) or phrase_of(item[0].text)) for item in listing.items
    ]
    if desk.is_english and not is_led and any(is_sentence(text) for _, text in items):
        return
    items = _alike([(statement, text) for statement, text in items if text])
    if len(items) < 2:
        return
    if (
        listing.is_numbered
        and len(items) > 2
        and desk.is_english
        and _STEPS.search(f"{title} {lead.text if lead else ''}")
    ):
        pairs = [(f"Step {i}", text, statement) for i, (statement, text) in enumerate(items, start=1)]
        name = re.sub(r"\W+$", "", lead.text) if lead and is_led else title
        stem = f"Which step comes when in “{name}”?" if name else "Which step comes when?"
        for part in in_parts(pairs):
            if draft := desk.matching(
                Source.LIST, f"{name} order", stem, part, leads=[lead] if lead and is_led else []
            ):
                yield draft
        return
    before = desk.outline.before(lead) if lead and is_led else None
    stem = _stem(desk, lead if is_led else None, before, title)
    keys = [text for _, text in items[:_MOST_KEYS]]
    leads = [lead] if lead and is_led else []
    if before and stem.startswith(before.text):
        leads.insert(0, before)
    cited = [*leads, *(statement for statement, _ in items[:_MOST_KEYS])]
    everything = " ".join([*(statement.text for statement, _ in items), lead.text if lead else ""])
    is_said = desk.is_english and any(map(is_sentence, keys))
    wrong = () if is_said else gathered.terms.distractors(keys, everything, cited[0].span.start)
    name = title if not is_led or not lead else re.sub(r"\W*$", "", " ".join(lead.text.split()[:6]))
    if draft := desk.choice(Source.SEVERAL, name, stem, keys, wrong, cited, may_lack_wrong=is_led):
        yield draft


def _of_subjects(desk: Desk, listing: Listing, told: list[tuple[Statement, Defined]]) -> Iterator[Draft]:
    """What each sentence of the list says of its subject."""
    title = desk.title(listing.section)
    pairs = [
        (found.subject, found.predicate, statement)
        for statement, found in told
        if found.subject.lower() not in found.predicate.lower()
    ]
    if len(pairs) < _FEWEST_PAIRS:
        return
    of = f" term of “{title}”" if title and not title.endswith("?") else ""
    stem = f"What is true of which{of}?"
    for part in in_parts(pairs):
        if draft := desk.matching(Source.LIST, f"{title or part[0][0]} terms", stem, part):
            yield draft


def _alike(items: list[tuple[Statement, str]]) -> list[tuple[Statement, str]]:
    """The items without those of another form, where most of them begin with a word such as "Making"."""
    doing = [each for each in items if each[1].split()[0].endswith("ing")]
    return doing if len(items) > len(doing) >= max(2, len(items) / 2) else items


def _stem(desk: Desk, lead: Statement | None, before: Statement | None, title: str) -> str:
    if not desk.is_english:
        return f"{(lead.text if lead else title).rstrip(':?').strip()}?".lstrip("?")
    return stem_of_list(lead.text if lead else "", before.text if before else "", title, desk.within)
