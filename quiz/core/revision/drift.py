"""How questions have changed, and what that means for what was learnt from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from quiz.core.bank import Bank
from quiz.core.questions import Choice, Matching, Question, Wording, all_cites, wording_of
from quiz.core.revision.facts import WHOLE, facts_of, origins_of, pairs_of
from quiz.core.text import fold, one_line


@dataclass(frozen=True, slots=True)
class StemReworded:
    """The question is asked in other words; what is remembered of it stays."""

    was: str
    now: str


@dataclass(frozen=True, slots=True)
class KeysChanged:
    """Other options are right now, or pairs stand where options stood; what is remembered is of no use any more."""

    was: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerChanged:
    """A prompt has another answer now; what is remembered of the pair is of no use any more."""

    prompt: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class PromptReworded:
    """A pair has another prompt now, and the same answer; what is remembered of it stays."""

    was: str
    now: str
    answer: str


@dataclass(frozen=True, slots=True)
class PairAdded:
    prompt: str
    answer: str


@dataclass(frozen=True, slots=True)
class PairRemoved:
    """A pair is asked no more; what is remembered of it is of no use any more."""

    prompt: str
    answer: str


@dataclass(frozen=True, slots=True)
class CitesChanged:
    """The question cites other facts; what is remembered of it stays, and is to be looked at again."""

    was: tuple[str, ...]
    now: tuple[str, ...]


Change = StemReworded | KeysChanged | AnswerChanged | PromptReworded | PairAdded | PairRemoved | CitesChanged


def is_forgotten(change: Change) -> bool:
    """Whether something that is remembered has no place in the question any more."""
    return isinstance(change, KeysChanged | AnswerChanged | PairRemoved)


def is_unlearned(change: Change) -> bool:
    """Whether a learner of the question as it was has something else to learn.

    A question that cites facts for the first time says nothing else, nor does one that cites none any more.
    """
    match change:
        case KeysChanged() | AnswerChanged():
            return True
        case CitesChanged(was, now):
            return bool(was and now)
        case StemReworded() | PromptReworded() | PairAdded() | PairRemoved():
            return False
        case _:
            assert_never(change)


def sentence_of(change: Change) -> str:
    """The change in words for a learner, fit to be printed."""
    match change:
        case StemReworded(was, now):
            return f"The question was: {one_line(was)} It is now: {one_line(now)}"
        case KeysChanged(was, now):
            return f"The answer was: {_listed(was)}. It is now: {_listed(now)}."
        case AnswerChanged(prompt, was, now):
            return f"The answer to {one_line(prompt)} was: {one_line(was)}. It is now: {one_line(now)}."
        case PromptReworded(was, now, answer):
            return f"{one_line(answer)} was the answer to: {one_line(was)}. The prompt is now: {one_line(now)}."
        case PairAdded(prompt, answer):
            return f"There is a new pair: {one_line(prompt)} → {one_line(answer)}."
        case PairRemoved(prompt, answer):
            return f"There is no longer this pair: {one_line(prompt)} → {one_line(answer)}."
        case CitesChanged(was, now):
            return _sentence_of_cites(was, now)
        case _:
            assert_never(change)


def _listed(texts: Sequence[str]) -> str:
    return "; ".join(map(one_line, texts))


def _sentence_of_cites(was: tuple[str, ...], now: tuple[str, ...]) -> str:
    gone, fresh = _without(was, now), _without(now, was)
    if not gone:
        return f"The answer now rests on this as well: {_quoted(fresh)}."
    if not fresh:
        return f"The answer no longer rests on this: {_quoted(gone)}."
    return f"The answer rested on: {_quoted(gone)}. It now rests on: {_quoted(fresh)}."


def _without(texts: Iterable[str], others: Iterable[str]) -> list[str]:
    known = set(map(fold, others))
    return [text for text in texts if fold(text) not in known]


def _quoted(texts: Sequence[str]) -> str:
    return "; ".join(f"“{one_line(text)}”" for text in texts)


def changes(was: Wording, parts: Collection[str], question: Question) -> tuple[Change, ...]:
    """How the question differs from its wording before, of which `parts` are those of `facts_of`.

    Texts that differ only in typing do not differ, nor do they in another order.
    """
    return (
        *_changed_stem(was.stem, question.stem),
        *_changed_keys(was, parts, question),
        *_changed_cites(was.cites, all_cites(question)),
    )


def _changed_stem(was: str, now: str) -> Iterable[Change]:
    if fold(was) != fold(now):
        yield StemReworded(was, now)


def _changed_cites(was: tuple[str, ...], now: tuple[str, ...]) -> Iterable[Change]:
    if not _is_same(was, now):
        yield CitesChanged(was, now)


def _is_same(texts: Iterable[str], others: Iterable[str]) -> bool:
    return sorted(map(fold, texts)) == sorted(map(fold, others))


def _changed_keys(was: Wording, parts: Collection[str], question: Question) -> Iterable[Change]:
    match question:
        case Matching() if WHOLE not in parts:
            yield from _changed_pairs(pairs_of(was.keys, parts), question)
        case Choice() | Matching():
            now = wording_of(question).keys
            if isinstance(question, Matching) or WHOLE not in parts or not _is_same(was.keys, now):
                yield KeysChanged(was.keys, now)
        case _:
            assert_never(question)


def _changed_pairs(was: Iterable[tuple[str, str]], question: Matching) -> Iterable[Change]:
    before = {fold(prompt): (prompt, answer) for prompt, answer in was}
    after = {fold(pair.prompt): (pair.prompt, pair.answer) for pair in question.pairs}
    origins = origins_of(_answers(after), _answers(before))
    for part, (prompt, answer) in after.items():
        origin = origins.get(part)
        if origin is None and part in before:
            yield AnswerChanged(prompt, before[part][1], answer)
        elif origin is None:
            yield PairAdded(prompt, answer)
        elif origin != part:
            yield PromptReworded(before[origin][0], prompt, answer)
    for part, (prompt, answer) in before.items():
        if part not in after and part not in origins.values():
            yield PairRemoved(prompt, answer)


def _answers(pairs: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    return {part: fold(answer) for part, (_, answer) in pairs.items()}


@dataclass(frozen=True, slots=True)
class Drift:
    """How one version of a bank differs from another: ids in the order of the newer file, then of the older."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: Mapping[str, tuple[Change, ...]]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def drift(old: Bank, new: Bank) -> Drift:
    """How the new version of the bank differs from the old one, in what its questions ask, drafts included."""
    before = {question.id: question for question in old.questions}
    changed: dict[str, tuple[Change, ...]] = {}
    added: list[str] = []
    for question in new.questions:
        known = before.pop(question.id, None)
        if known is None:
            added.append(question.id)
        elif found := changes(wording_of(known), facts_of(known), question):
            changed[question.id] = found
    return Drift(tuple(added), tuple(before), changed)
