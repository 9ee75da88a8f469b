"""A question while its author writes it: every text may be empty still. `quiz.core.unfinished` says what is missing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar, assert_never

from quiz.core.questions import Choice, Extra, Level, Matching, Option, Pair, Question

_ROW = re.compile(r"(options|match|extra)\[(\d+)\](?:\.(\w+))?")
_T = TypeVar("_T")
_Row = TypeVar("_Row", Option, Pair, Extra)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A question as it stands in the editor, with options and pairs both, so that to change its kind loses nothing.

    Parts of it are named as in the bank's file: "q", "why", "tags", "options[2]", "options[2].why", "match[0].prompt",
    "match[0].answer", "match[0].why", "extra[1]", "extra[1].why".
    """

    id: str = ""
    stem: str = ""
    topic: str = ""
    why: str = ""
    cites: tuple[str, ...] = ()
    level: Level | None = None
    tags: tuple[str, ...] = ()
    is_draft: bool = False
    is_matching: bool = False
    options: tuple[Option, ...] = ()
    any_key_will_do: bool = False
    pairs: tuple[Pair, ...] = ()
    extras: tuple[Extra, ...] = ()


def fresh(topic: str, cites: tuple[str, ...] = ()) -> Draft:
    """A question with nothing written but what it cites: four empty options, the first one right, and three pairs."""
    options = tuple(Option("", is_key=place == 0) for place in range(4))
    return Draft(topic=topic, cites=cites, options=options, pairs=(Pair("", ""),) * 3)


def draft_of(question: Question) -> Draft:
    """The question to be changed; `question_of` gives it back."""
    draft = Draft(
        id=question.id,
        stem=question.stem,
        topic=question.topic,
        why=question.why,
        cites=question.cites,
        level=question.level,
        tags=question.tags,
        is_draft=question.is_draft,
    )
    match question:
        case Choice():
            return replace(draft, options=question.options, any_key_will_do=question.any_key_will_do)
        case Matching():
            return replace(draft, is_matching=True, pairs=question.pairs, extras=question.extras)
        case _:
            assert_never(question)


def question_of(draft: Draft) -> Question:
    """The question that the draft is by now, without white space around its texts."""
    stem, why = draft.stem.strip(), draft.why.strip()
    if draft.is_matching:
        return Matching(
            id=draft.id,
            stem=stem,
            topic=draft.topic,
            why=why,
            cites=draft.cites,
            level=draft.level,
            tags=draft.tags,
            is_draft=draft.is_draft,
            pairs=tuple(Pair(it.prompt.strip(), it.answer.strip(), it.why.strip(), it.cites) for it in draft.pairs),
            extras=tuple(Extra(it.text.strip(), it.why.strip()) for it in draft.extras),
        )
    options = tuple(it._replace(text=it.text.strip(), why=it.why.strip()) for it in draft.options)
    return Choice(
        id=draft.id,
        stem=stem,
        topic=draft.topic,
        why=why,
        cites=draft.cites,
        level=draft.level,
        tags=draft.tags,
        is_draft=draft.is_draft,
        options=options,
        any_key_will_do=draft.any_key_will_do and sum(option.is_key for option in options) > 1,
    )


# What is changed


def with_text(draft: Draft, part: str, text: str) -> Draft:
    """The draft with another text in the part; tags are separated by commas. KeyError where it has no such part."""
    match part:
        case "id":
            return replace(draft, id=text)
        case "q":
            return replace(draft, stem=text)
        case "why":
            return replace(draft, why=text)
        case "tags":
            return replace(draft, tags=tuple(dict.fromkeys(tag.strip() for tag in text.split(",") if tag.strip())))
        case _:
            name, place, field = _row(part)
    match name:
        case "options":
            return replace(draft, options=_put(draft.options, place, _named(draft.options[place], field, text)))
        case "match":
            return replace(draft, pairs=_put(draft.pairs, place, _named(draft.pairs[place], field, text)))
        case _:
            return replace(draft, extras=_put(draft.extras, place, _named(draft.extras[place], field, text)))


def _named(row: _Row, field: str, text: str) -> _Row:
    """The row with another text in the field of that name, without a name its own text."""
    name = field or "text"
    if name not in row._fields:
        raise KeyError(field)
    return row._replace(**{name: text})  # type: ignore[arg-type]  # the names of texts alone come here


def with_key(draft: Draft, place: int, *, is_key: bool) -> Draft:
    """The draft with the option of that place right or wrong."""
    return replace(draft, options=_put(draft.options, place, draft.options[place]._replace(is_key=is_key)))


def with_pin(draft: Draft, place: int, *, is_pinned: bool) -> Draft:
    """The draft with the option of that place kept last, or shuffled as the others are."""
    return replace(draft, options=_put(draft.options, place, draft.options[place]._replace(is_pinned=is_pinned)))


def with_row(draft: Draft, name: str) -> Draft:
    """The draft with one more empty option ("options"), pair ("match") or extra answer ("extra") at the end."""
    match name:
        case "options":
            return replace(draft, options=(*draft.options, Option("", is_key=False)))
        case "match":
            return replace(draft, pairs=(*draft.pairs, Pair("", "")))
        case "extra":
            return replace(draft, extras=(*draft.extras, Extra("")))
        case _:
            raise KeyError(name)


def without_row(draft: Draft, part: str) -> Draft:
    """The draft without the option, the pair or the extra answer that the part is of."""
    name, place, _ = _row(part)
    match name:
        case "options":
            return replace(draft, options=draft.options[:place] + draft.options[place + 1 :])
        case "match":
            return replace(draft, pairs=draft.pairs[:place] + draft.pairs[place + 1 :])
        case _:
            return replace(draft, extras=draft.extras[:place] + draft.extras[place + 1 :])


def added(draft: Draft, name: str) -> tuple[Draft, str]:
    """The draft with one more empty option, pair or extra answer, and the part that is the first of its texts."""
    changed = with_row(draft, name)
    return changed, f"{name}[{len(_rows(changed, name)) - 1}]{'.prompt' if name == 'match' else ''}"


def removed(draft: Draft, part: str) -> tuple[Draft, str]:
    """The draft without the row that the part is of, and that which is in its place; the one before after the last."""
    name, place, _ = _row(part)
    changed = without_row(draft, part)
    left = len(_rows(changed, name))
    return changed, f"{name}[{min(place, left - 1)}]" if left else "q"


def turned(draft: Draft, part: str) -> Draft:
    """The draft with the option that the part is of right instead of wrong, or wrong instead of right."""
    _, place, _ = _row(part)
    return with_key(draft, place, is_key=not draft.options[place].is_key)


def pin_turned(draft: Draft, part: str) -> Draft:
    """The draft with the option that the part is of always last, or no longer."""
    _, place, _ = _row(part)
    return with_pin(draft, place, is_pinned=not draft.options[place].is_pinned)


def _rows(draft: Draft, name: str) -> Collection[object]:
    return {"options": draft.options, "match": draft.pairs, "extra": draft.extras}[name]


def moved(draft: Draft, part: str, step: int) -> tuple[Draft, str]:
    """The draft with the row that the part is of so many places further down, as far as it goes; and the part then."""
    name, place, field = _row(part)
    match name:
        case "options":
            to = _within(place + step, draft.options)
            changed = replace(draft, options=_shift(draft.options, place, to))
        case "match":
            to = _within(place + step, draft.pairs)
            changed = replace(draft, pairs=_shift(draft.pairs, place, to))
        case _:
            to = _within(place + step, draft.extras)
            changed = replace(draft, extras=_shift(draft.extras, place, to))
    return changed, f"{name}[{to}].{field}" if field else f"{name}[{to}]"


def cites_of(draft: Draft, part: str) -> tuple[str, ...]:
    """What the question cites, or of it the pair that the part is of."""
    name, place, _ = _row(part) if part.startswith("match") else ("", 0, "")
    return draft.pairs[place].cites if name else draft.cites


def cite_at(draft: Draft, part: str, place: int | None) -> str:
    """The quotation of the part at the place; the latest of the part, or of the question, where that is None."""
    cites = cites_of(draft, part)
    return cites[place] if place is not None else next(reversed(cites or draft.cites), "")


def with_cites(draft: Draft, part: str, cites: Iterable[str]) -> Draft:
    """The draft with these quotations, each once, of the question, or of the pair that the part is of."""
    each_once = tuple(dict.fromkeys(cites))
    if part.startswith("match"):
        _, place, _ = _row(part)
        return replace(draft, pairs=_put(draft.pairs, place, draft.pairs[place]._replace(cites=each_once)))
    return replace(draft, cites=each_once)


def requoted(draft: Draft, part: str, place: int | None, cites: Iterable[str]) -> Draft:
    """The draft with these quotations of the part, in the place of the one at `place` or, where that is None, last."""
    known = list(cites_of(draft, part))
    place = len(known) if place is None else place
    return with_cites(draft, part, [*known[:place], *cites, *known[place + 1 :]])


def _row(part: str) -> tuple[str, int, str]:
    found = _ROW.fullmatch(part)
    if found is None:
        raise KeyError(part)
    return found[1], int(found[2]), found[3] or ""


def _put(rows: tuple[_T, ...], place: int, row: _T) -> tuple[_T, ...]:
    return (*rows[:place], row, *rows[place + 1 :])


def _shift(rows: tuple[_T, ...], place: int, to: int) -> tuple[_T, ...]:
    others = [*rows[:place], *rows[place + 1 :]]
    others.insert(to, rows[place])
    return tuple(others)


def _within(place: int, rows: Collection[object]) -> int:
    return max(0, min(place, len(rows) - 1))
