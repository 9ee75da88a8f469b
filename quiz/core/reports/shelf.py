"""The banks of a report, and what their questions and topics are called in each of its exhibits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from quiz.core.bank import Bank, mixed_id
from quiz.core.reports.exhibits import Share
from quiz.core.reports.statistics import Facility
from quiz.core.revision.memory import Memory
from quiz.core.revision.waiting import Learnt
from quiz.core.text import one_line

RANGE = "Where answers are few, the range in brackets has the true one with a confidence of 95 % (Wilson)."


class Shelf:
    """The banks of a report, and what their questions and topics are called in it.

    Topics are told apart by their ids in a Mixture, and questions of several banks likewise.
    """

    def __init__(self, learnt: Sequence[Learnt]) -> None:
        self.learnt = learnt
        self.banks = {each.bank.id: each.bank for each in learnt}
        self._are_several = len(learnt) > 1

    def name(self, bank: str, question: str) -> str:
        return mixed_id(bank, question) if self._are_several else question

    @cached_property
    def topics(self) -> dict[str, str]:
        """The titles of the topics, in the order of the banks and their files."""
        return {
            mixed_id(bank.id, id): f"{bank.title}: {title}" if self._are_several else title
            for bank in self.banks.values()
            for id, title in bank.topics.items()
        }

    @cached_property
    def topic_of(self) -> Mapping[str, dict[str, str]]:
        """The topic of each question, by bank and question."""
        return {bank.id: _topics_of(bank) for bank in self.banks.values()}

    def label(self, bank: str, question: str) -> str:
        """The question's name and its stem."""
        stem = self.banks[bank].question(question).stem
        return f"{self.name(bank, question)}: {one_line(stem)}"

    def memories(self) -> Iterator[tuple[str, Memory]]:
        """What is remembered of the questions that there are, with the topic of each."""
        for each in self.learnt:
            topics = self.topic_of[each.bank.id]
            for question, parts in each.memories.items():
                if question in topics:
                    yield from ((topics[question], memory) for memory in parts.values())


def _topics_of(bank: Bank) -> dict[str, str]:
    keys = [mixed_id(bank.id, topic) for topic in bank.topics]
    return {id: keys[topic] for id, topic in zip(bank.catalogue.ids, bank.catalogue.topics, strict=True)}


def number(count: int, noun: str) -> str:
    """The count and the noun, in the plural but for one."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def share_row(label: str, it: Facility) -> Share:
    """The facility as a row, with its interval where it is rough."""
    bounds = (it.interval.low, it.interval.high) if it.is_rough else (None, None)
    return Share(one_line(label), it.share, it.answers, *bounds)
