"""How long it takes to find the quotations of a bank in a long document, and to tell what they cover of it."""

from __future__ import annotations

import random
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.figures import Effort, Table, shown
from benchmarks.generated import Phrases
from quiz.checks.coverage import coverage
from quiz.core.bank import Bank, catalogue_of
from quiz.core.documents.document import Document
from quiz.core.questions import Choice, Option

NAME = "covering"

_CHARACTERS = 1_000_000
_QUOTATIONS = 5_000
_GOAL = "2.00 s"


def measure(folder: Path, effort: Effort) -> Iterator[Table]:  # noqa: ARG001 - as all measurements have it
    table = Table(
        "Coverage of a long document",
        ("document", "statements", "folding", "statements cut", "finding", "counting", "in all", "goal"),
        note=f"{_CHARACTERS:,} characters, and {_QUOTATIONS:,} questions that cite a stretch of it each; the least of "
        "several. A quotation of repeated words stands in some 50 places, and loading the bank warns of each.",
    )
    for title, text, is_repeated in _documents():
        quotes = _quotes(text, is_repeated=is_repeated)
        rounds = [_taken(text, quotes) for _ in range(2 if effort.is_quick else 5)]
        statements, _ = rounds[0]
        least = min((taken for _, taken in rounds), key=sum)
        table.add(title, f"{statements:,}", *map(shown, least), shown(sum(least)), "" if is_repeated else _GOAL)
    yield table


def _documents() -> Iterator[tuple[str, str, bool]]:
    english = _english()
    yield "English, in ASCII", english, False
    yield (
        "English, set with dashes and quotation marks",
        english.replace("the ", "the “").replace(" in ", "” – in "),
        False,
    )
    yield "English, of repeated words", english, True
    yield (
        "with accents as signs of their own",
        unicodedata.normalize("NFD", english.replace("e ", "é "))[:_CHARACTERS],
        False,
    )
    yield "Devanagari", _drawn("कखगघचछजटडतदनपबमयरलवसह", "ािीुूेैोौं्", " ", "। "), False
    yield "Chinese", _drawn([chr(code) for code in range(0x4E00, 0x7000)], "", "", "。"), False


def _english() -> str:
    phrases = Phrases(1)
    sentences: list[str] = []
    size = 0
    while size < _CHARACTERS:
        sentences.append(f"Finding {len(sentences)} is that {phrases.statement()}")
        size += len(sentences[-1]) + 2
    return "\n\n".join(sentences)[:_CHARACTERS]


def _drawn(letters: str | list[str], vowels: str, space: str, stop: str) -> str:
    """A text of drawn words and sentences of some 60 characters."""
    dice = random.Random(1)
    parts: list[str] = []
    size = 0
    while size < _CHARACTERS:
        vowel = dice.choice(vowels) if vowels and dice.random() < 0.6 else ""
        end = stop if dice.random() < 1 / 40 else space if dice.random() < 0.2 else ""
        parts.append(f"{dice.choice(letters)}{vowel}{end}")
        size += len(parts[-1])
    return "".join(parts)[:_CHARACTERS]


def _quotes(text: str, *, is_repeated: bool) -> list[str]:
    """Whole statements, or stretches of 20 to 90 characters from anywhere."""
    dice = random.Random(1)
    if is_repeated:
        starts = (dice.randrange(len(text) - 100) for _ in range(_QUOTATIONS))
        return [text[start : start + dice.randrange(20, 90)] for start in starts]
    statements = [text[span.start : span.end] for span in Document(text).statements]
    long = [statement for statement in statements if len(statement) >= 15]
    return dice.sample(long, min(_QUOTATIONS, len(long)))


def _taken(text: str, quotes: list[str]) -> tuple[int, tuple[float, float, float, float]]:
    """How many statements the document has, and the seconds of each step of what `coverage` does."""
    document = Document(text)
    questions = [
        Choice(id=f"q{number}", stem="?", topic="t", cites=(quote,), options=(Option("a", True), Option("b", False)))
        for number, quote in enumerate(quotes)
    ]
    bank = Bank(
        id="long",
        title="",
        language="en",
        license="",
        topics={"t": ""},
        questions=questions,
        catalogue=catalogue_of(questions, ["t"]),
        document=lambda: document,
    )
    folding = _seconds(lambda: document.find("x" * 20))
    cutting = _seconds(lambda: document.statements)
    finding = _seconds(lambda: document.find_all(quotes))
    counting = _seconds(lambda: coverage(bank))
    return len(document.statements), (folding, cutting, finding, counting)


def _seconds(step: Callable[[], object]) -> float:
    began = time.perf_counter()
    step()
    return time.perf_counter() - began
