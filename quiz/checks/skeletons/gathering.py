"""What a document holds for drafts: its terms, definitions, lists and tables, gathered before any draft is made."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cached_property
from itertools import chain

from quiz.checks.skeletons.clauses import is_sentence
from quiz.checks.skeletons.english import head_of, is_plural
from quiz.checks.skeletons.forms import NO_CAPITALS, capitals_of, spaced
from quiz.checks.skeletons.naming import plain, without_stop
from quiz.checks.skeletons.outline import Outline, Statement
from quiz.checks.skeletons.quantities import Quantity, quantities
from quiz.checks.skeletons.sentences import Called, Defined, Listed, Renamed, Said, said
from quiz.checks.skeletons.structure import Entry, Grid, Listing, entry_of, grids, headed, listings, paragraphs
from quiz.checks.skeletons.terms import ONCE, Terms

_CLAUSE = re.compile(r",\s+(?:which|who|whose|where|so that|because)\b.*$")
_LONGEST_ITEM = 110
_BOLD = re.compile(r"\*\*([^*\n]{2,60})\*\*")


class Gathered:
    """The lists with their entries, the tables and the sections beside one another, and the terms in all of these."""

    def __init__(self, outline: Outline, *, is_english: bool) -> None:
        self.outline = outline
        self.is_english = is_english
        self.terms = Terms(
            [section.statements[0].span.start for section in outline.sections if section.statements],
            capitals_of(outline.document.text) if is_english else NO_CAPITALS,
        )
        self.lists: list[tuple[Listing, list[Entry]]] = []
        self.runs: list[list[Entry]] = []  # of paragraphs that are entries
        self.grids: list[Grid] = []
        self.headed: list[tuple[int | None, list[Entry]]] = list(headed(outline, is_english=is_english))
        for section in range(len(outline.sections)):
            self._gather(section)
        for number, (_, entries) in enumerate(self.headed):
            self._add_entries(entries, f"headings {number}")
        for statement in outline.statements:
            self._gather_terms(statement)
        self._note_mentions()

    @cached_property
    def said(self) -> dict[Statement, Said]:
        """What each sentence says, where that can be told."""
        if not self.is_english:
            return {}
        found = ((statement, said(statement.text)) for statement in self.outline.statements)
        return {statement: each for statement, each in found if each is not None}

    @cached_property
    def quantities(self) -> dict[str, list[tuple[Statement, Quantity]]]:
        """The numbers of the document by their unit, in order."""
        by_unit: dict[str, list[tuple[Statement, Quantity]]] = defaultdict(list)
        for statement in self.outline.statements:
            for each in quantities(statement.text):
                by_unit[each.unit].append((statement, each))
        return by_unit

    @cached_property
    def definitions(self) -> list[Entry]:
        """Every entry of a list or paragraph, in order."""
        return [entry for _, entries in self.lists for entry in entries] + [each for run in self.runs for each in run]

    def is_everywhere(self, term: str) -> bool:
        """Whether so many statements name the term that to ask which term is meant asks nothing."""
        mentions = sum(self._mentions[name] for name in self.terms.names(term))
        return mentions > max(4, 0.25 * len(self.outline.statements))

    @cached_property
    def _mentions(self) -> Counter[str]:
        """How many statements have each run of up to four words."""
        return Counter(chain.from_iterable(map(_runs_of, self.outline.statements)))

    def _note_mentions(self) -> None:
        """Tells the terms which sections name them."""
        told = [section for section in self.outline.sections if section.statements]
        for number, section in enumerate(told, 1):
            self.terms.mention(number, set(chain.from_iterable(map(_runs_of, section.statements))))

    def _gather(self, section: int) -> None:
        for listing in listings(self.outline, section):
            entries = [entry for item in listing.items if (entry := self._entry(item[0]))]
            entries = entries if 3 * len(entries) >= 2 * len(listing.items) else []
            group = f"list {len(self.lists)}"
            self.lists.append((listing, entries))
            self._add_entries(entries, group)
            if not entries:
                self._add_items(listing, group)
        for run in paragraphs(self.outline.sections[section]):
            entries = [entry for each in run if (entry := self._entry(each, from_sentence=False))]
            if len(entries) > 2:
                self._add_entries(entries, f"run {len(self.runs)}")
                self.runs.append(entries)
        for grid in grids(self.outline, section):
            for column in range(len(grid.heads)):
                for cells, statement in grid.rows:
                    is_name = not any(map(str.isdigit, cells[column])) and len(cells[column].split()) <= 6
                    if is_name and not (self.is_english and is_sentence(cells[column])):
                        group = f"table {len(self.grids)} {column}"
                        others = " ".join(cells[:column] + cells[column + 1 :])
                        self.terms.add(cells[column], statement.span.start, group, others)
            self.grids.append(grid)

    def _add_defined(self, found: Defined, at: int) -> None:
        subject, predicate = found.subject, found.predicate
        if found.is_definition:
            self.terms.add(subject, at, "defined", predicate)
            if kind := kind_of(predicate):
                self.terms.relate(subject, f"kind {kind}")
        else:
            # What a sentence merely begins with is a term where the document comes back to it.
            is_term = subject in self.terms or self._mentions[spaced(subject)] > 1
            self.terms.add(subject, at, "subjects" if is_term else ONCE, predicate)

    def _add_items(self, listing: Listing, group: str) -> None:
        """The items of the list as terms; of those that are sentences what they are about."""
        for statement, *_ in listing.items:
            found = self.said.get(statement)
            if isinstance(found, Defined):
                self.terms.add(found.subject, statement.span.start, group, found.predicate)
                self.terms.relate(found.subject, self._kind_of_list(listing))
            elif not (self.is_english and is_sentence(statement.text)):
                self.terms.add(phrase_of(statement.text), statement.span.start, group)

    def _kind_of_list(self, listing: Listing) -> str:
        """What the heading says that the items are, as a group; empty where it names no several things."""
        title = self.outline.sections[listing.section].title
        return f"kind {head_of(title).removesuffix('s')}" if is_plural(title) else ""

    def subjects(self, listing: Listing) -> list[tuple[Statement, Defined]]:
        """What the items of the list are about, where each is a sentence about another thing; else none."""
        found = [(item[0], self.said.get(item[0])) for item in listing.items]
        told = [(statement, each) for statement, each in found if isinstance(each, Defined)]
        return told if len(told) == len(found) == len({each.subject for _, each in told}) else []

    def _entry(self, statement: Statement, *, from_sentence: bool = True) -> Entry | None:
        raw = self.outline.document.text[statement.span.start : statement.span.end]
        entry = entry_of(statement, " ".join(raw.split()), is_english=self.is_english and from_sentence)
        # The whole of a "Term: what it is" with nothing but a stop after it stands in one sentence.
        return entry if entry and entry.what else None

    def _add_entries(self, entries: list[Entry], group: str) -> None:
        for entry in entries:
            self.terms.add(entry.term, entry.statement.span.start, group, entry.what)

    def _gather_terms(self, statement: Statement) -> None:
        at = statement.span.start
        raw = self.outline.document.text[statement.span.start : statement.span.end]
        for bold in _BOLD.findall(raw):
            if len(bold.split()) <= 5:
                self.terms.add(without_stop(plain(bold)), at, "bold")
        match self.said.get(statement):
            case Defined() as found:
                self._add_defined(found, at)
            case Called(name=name, what=what):
                self.terms.add(name, at, "defined", what)
            case Renamed(subject=subject, other=other):
                self.terms.same(subject, other)
                self.terms.add(subject, at, "defined", statement.text)
            case Listed(items=items, about=about):
                for item in items:
                    self.terms.add(item, at, f"items of {about}", about)
            case None:
                pass


def _runs_of(statement: Statement) -> set[str]:
    """Each run of up to four words of the statement."""
    words = spaced(statement.text).split()
    return {" ".join(words[i : i + n]) for n in range(1, 5) for i in range(len(words) - n + 1)}


def kind_of(predicate: str) -> str:
    """The noun of "is a hormone that ...", which says what kind of thing it is; empty where none is found."""
    found = re.match(
        r"(?:is|are|was|were)\s+(?:an?|the|one of the)\s+(?P<kind>[^,;:]+?)"
        r"(?=\s(?:that|which|who|whose|where|when|made|used|called|produced)\b|,|$)",
        predicate,
    )
    return head_of(found["kind"]).removesuffix("s") if found else ""


def phrase_of(item: str) -> str:
    """An item of a list as an option shows it: without its stop, and without a clause at its end."""
    text = without_stop(item)
    short = _CLAUSE.sub("", text)
    return short if len(short) <= _LONGEST_ITEM else ""
