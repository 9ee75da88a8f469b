"""Several banks as one, for sessions that go across them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import overload

from quiz.core.bank import MIXED, Bank, Catalogue, mixed_id, parts_of
from quiz.core.questions import Question


class Mixture(Bank):
    """The banks as one whose question and topic ids are those of the banks with the bank's own id before them.

    `source` leads back to the bank of a question; the mixture has no document of its own.
    """

    def __init__(self, banks: Sequence[Bank], title: str) -> None:
        self._banks = {bank.id: bank for bank in banks}
        super().__init__(
            id=MIXED,
            title=title,
            language=banks[0].language if len({bank.language for bank in banks}) == 1 else "",
            license="",
            topics={mixed_id(bank.id, id): title for bank in banks for id, title in bank.topics.items()},
            questions=_Mixed(banks),
            catalogue=_catalogue(banks),
        )

    def source(self, question_id: str) -> tuple[Bank, str]:
        bank, id = parts_of(question_id)
        if bank not in self._banks or id not in self._banks[bank]:
            raise KeyError(question_id)
        return self._banks[bank], id


class _Mixed(Sequence[Question]):
    """The questions of the banks one after another, each read only when it is asked for."""

    def __init__(self, banks: Sequence[Bank]) -> None:
        self._banks = banks

    def __len__(self) -> int:
        return sum(len(bank.questions) for bank in self._banks)

    @overload
    def __getitem__(self, place: int) -> Question: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Question]: ...
    def __getitem__(self, place: int | slice) -> Question | Sequence[Question]:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        index = place + len(self) if place < 0 else place
        for bank in self._banks:
            if 0 <= index < len(bank.questions):
                question = bank.questions[index]
                return replace(question, id=mixed_id(bank.id, question.id), topic=mixed_id(bank.id, question.topic))
            index -= len(bank.questions)
        raise IndexError(place)

    def __iter__(self) -> Iterator[Question]:
        return (self[i] for i in range(len(self)))


def _catalogue(banks: Sequence[Bank]) -> Catalogue:
    ids: list[str] = []
    topics: list[int] = []
    tags: dict[int, tuple[str, ...]] = {}
    drafts: set[int] = set()
    topics_before = 0
    for bank in banks:
        known: Mapping[int, tuple[str, ...]] = bank.catalogue.tags
        before = len(ids)
        tags |= {before + i: names for i, names in known.items()}
        drafts |= {before + i for i in bank.catalogue.drafts}
        ids += [mixed_id(bank.id, id) for id in bank.catalogue.ids]
        topics += [topics_before + topic for topic in bank.catalogue.topics]
        topics_before += len(bank.topics)
    return Catalogue(
        ids=ids,
        kinds="".join(bank.catalogue.kinds for bank in banks),
        topics=topics,
        levels="".join(bank.catalogue.levels for bank in banks),
        tags=tags,
        drafts=frozenset(drafts),
    )
