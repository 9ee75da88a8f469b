"""What a draft needs before it is a question that a bank can have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from quiz.core.documents.document import Document
from quiz.core.drafting import Draft, cites_of
from quiz.core.questions import Extra, Option, Pair
from quiz.core.text import fold, is_unprintable

_WORDS_OF_AN_ID = 5
_LONGEST_ID = 60
_SLIGHT = (
    " a an and are as at be by do does each for from has have how in is it its match of on or that the this to was "
    "were what which with "
)


class Missing(NamedTuple):
    """Something without which the draft is no question yet, and the part of the draft that it is about."""

    part: str
    sentence: str


def missing(draft: Draft, topics: Mapping[str, str], taken: Collection[str], document: Document) -> tuple[Missing, ...]:
    """All that is missing, in the order of the form; `taken` are the ids of the bank's other questions.

    Where nothing is, the loader of banks takes the question once it has an id, which `suggested_id` can give it, unless
    a text has a character that no file can hold.
    """
    found = [*_of_the_item(draft, topics), *(_of_pairs(draft) if draft.is_matching else _of_options(draft))]
    found += _of_cites(draft, document)
    found += _of_the_id(draft, taken)
    return tuple(found)


def _of_the_item(draft: Draft, topics: Mapping[str, str]) -> Iterator[Missing]:
    if not draft.stem.strip():
        yield Missing("q", "Write the question.")
    yield from _unshowable("q", draft.stem)
    yield from _unshowable("why", draft.why)
    yield from _unshowable("tags", "".join(draft.tags))
    if draft.topic not in topics:
        yield Missing("topic", "Choose a topic.")


def _of_options(draft: Draft) -> Iterator[Missing]:
    options = draft.options
    for place, option in enumerate(options):
        yield from _of_text(f"options[{place}]", option.text, "Write this option, or remove it.")
        yield from _unshowable(f"options[{place}].why", option.why)
    yield from _repeated("options", [option.text for option in options], "another option")
    yield from _too_few("options", options, "options")
    if len(options) > 1 and not any(option.is_key for option in options):
        yield Missing("options", "Mark at least one option as right.")
    elif len(options) > 1 and all(option.is_key for option in options):
        yield Missing("options", "Mark at least one option as wrong: every option is right.")


def _of_pairs(draft: Draft) -> Iterator[Missing]:
    pairs, extras = draft.pairs, draft.extras
    for place, pair in enumerate(pairs):
        yield from _of_text(f"match[{place}].prompt", pair.prompt, "Write this prompt, or remove the pair.")
        yield from _of_text(f"match[{place}].answer", pair.answer, "Write this answer, or remove the pair.")
        yield from _unshowable(f"match[{place}].why", pair.why)
    for place, extra in enumerate(extras):
        yield from _of_text(f"extra[{place}]", extra.text, "Write this answer, or remove it.")
        yield from _unshowable(f"extra[{place}].why", extra.why)
    yield from _repeated("match", [pair.prompt for pair in pairs], "another prompt", ".prompt")
    yield from _too_few("match", pairs, "pairs")
    yield from _of_answers(pairs, extras)


def _of_answers(pairs: Collection[Pair], extras: Collection[Extra]) -> Iterator[Missing]:
    """Answers may serve several prompts, but are then to be written alike; extras serve none."""
    first: dict[str, str] = {}
    for place, pair in enumerate(pairs):
        text = pair.answer.strip()
        if text and first.setdefault(fold(text), text) != text:
            sentence = f'Write it exactly as the other answer that reads the same: "{first[fold(text)]}".'
            yield Missing(f"match[{place}].answer", sentence)
    if len(pairs) > 1 and len(first) == 1 and all(pair.answer.strip() for pair in pairs):
        yield Missing("match", "Give at least two different answers: every prompt has the same.")
    for place, extra in enumerate(extras):
        if (form := fold(extra.text)) and form in first:
            yield Missing(f"extra[{place}]", "Change or remove it: another answer reads the same.")
        first.setdefault(form, extra.text)


def _of_cites(draft: Draft, document: Document) -> Iterator[Missing]:
    parts = ["cite", *(f"match[{place}]" for place in range(len(draft.pairs)) if draft.is_matching)]
    for part in parts:
        for cite in cites_of(draft, part):
            if not document:
                yield Missing(part, "Remove the passage: the bank has no document.")
            elif not document.find(cite):
                yield Missing(part, f'Pick the passage anew: the document does not say "{cite}".')


def _of_the_id(draft: Draft, taken: Collection[str]) -> Iterator[Missing]:
    if draft.id in taken:
        yield Missing("id", "Choose another id: another question has it.")


def _of_text(part: str, text: str, sentence: str) -> Iterator[Missing]:
    if not text.strip():
        yield Missing(part, sentence)
    yield from _unshowable(part, text)


def _unshowable(part: str, text: str) -> Iterator[Missing]:
    if character := next(filter(is_unprintable, text), None):
        yield Missing(part, f"Remove the character U+{ord(character):04X}, which cannot be shown.")


def _too_few(part: str, rows: Collection[Option | Pair], what: str) -> Iterator[Missing]:
    if len(rows) < 2:
        yield Missing(part, f"Give at least two {what}.")


def _repeated(name: str, texts: Iterable[str], what: str, field: str = "") -> Iterator[Missing]:
    seen: set[str] = set()
    for place, text in enumerate(texts):
        if (form := fold(text)) and form in seen:
            yield Missing(f"{name}[{place}]{field}", f"Change or remove it: {what} reads the same.")
        seen.add(form)


def suggested_id(stem: str, taken: Collection[str]) -> str:
    """An id that is not taken, from the words of the stem that say most; where there are none, a number."""
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    words = [word for word in re.findall(r"[a-z0-9]+(?:[.-][a-z0-9]+)*", plain) if f" {word} " not in _SLIGHT]
    name = "-".join(words[:_WORDS_OF_AN_ID])[:_LONGEST_ID].rstrip("-.") or "question"
    if name not in taken and words:
        return name
    return next(
        numbered for number in range(2 if words else 1, len(taken) + 3) if (numbered := f"{name}-{number}") not in taken
    )
