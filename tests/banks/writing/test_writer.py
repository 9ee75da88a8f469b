from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from quiz.banks.loader import Loaded, load, load_text
from quiz.banks.parsers import PureParser, fastest_parser
from quiz.banks.source import read_tree
from quiz.banks.writing.scalars import WIDTH
from quiz.banks.writing.writer import bank_text, question_text
from quiz.core.bank import Bank
from quiz.core.exemptions import Exemptions, Ignored
from quiz.core.questions import Choice, Extra, Level, Matching, Option, Pair
from tests.banks.strategies import banks

HERE = Path(__file__).parents[1]
SHIPPED = HERE.parents[1] / "questions" / "il2-neonatal" / "bank.yaml"
GOOD = [
    SHIPPED,
    *sorted((HERE / "good").glob("*/bank.yaml")),
    *sorted((HERE.parent / "data" / "banks").glob("*/bank.yaml")),
]

OF_ANY_KIND = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


def written(loaded: Loaded, file: Path) -> str:
    path = loaded.document_path
    return bank_text(loaded.bank, path.relative_to(file.parent).as_posix() if path else "", loaded.exemptions)


def parts(bank: Bank) -> tuple[object, ...]:
    """What a bank says, to be compared."""
    return (bank.id, bank.title, bank.language, bank.license, list(bank.topics.items()), list(bank.questions))


def test_the_shipped_questions_are_written_as_their_author_typed_them() -> None:
    typed = SHIPPED.read_text(encoding="utf-8").splitlines(keepends=True)
    comments = {i for i, line in enumerate(typed) if line.lstrip().startswith("#")}
    blanks_after = {i + 1 for i in comments if typed[i + 1] == "\n"}
    kept = "".join(line for i, line in enumerate(typed) if i not in comments | blanks_after)
    assert written(load(SHIPPED), SHIPPED).partition("\nquestions:\n")[2] == kept.partition("\nquestions:\n")[2]


@pytest.mark.parametrize("file", GOOD, ids=lambda file: str(file.parent.name))
def test_a_bank_that_is_written_reads_as_it_did(file: Path) -> None:
    before = load(file)
    after = load_text(written(before, file), file)
    assert parts(after.bank) == parts(before.bank)
    assert after.exemptions == before.exemptions
    assert not after.warnings


@OF_ANY_KIND
@given(banks(), st.lists(st.text()))
def test_any_bank_is_read_as_it_was_written(bank: Bank, note: list[str]) -> None:
    text = bank_text(bank, "", note=note)
    loaded = load_text(text, Path("bank.yaml"))
    assert parts(loaded.bank) == parts(bank)
    assert not loaded.warnings


@OF_ANY_KIND
@given(banks())
def test_both_parsers_read_what_is_written(bank: Bank) -> None:
    text = bank_text(bank, "")
    for parser in (fastest_parser(), PureParser):
        assert not read_tree(text, "bank.yaml", parser).problems


_words = st.text(st.sampled_from("abcé漢א-?:#'\"\\,[]{}&*!|>%@`~=<"), min_size=1, max_size=12)


@OF_ANY_KIND
@given(st.lists(_words, min_size=1, max_size=60).map(" ".join), st.integers(0, 2))
def test_a_long_text_is_broken_between_words_and_read_whole(text: str, kind: int) -> None:
    question = Choice(id="q", stem="Which?", topic="t", options=(Option("a", is_key=True), Option("b", is_key=False)))
    match kind:
        case 0:
            question = replace(question, stem=text)
        case 1:
            question = replace(question, options=(Option("a", is_key=True), Option(f"b {text}", is_key=False)))
        case _:
            question = replace(question, why=text, tags=(text,))
    head = "quiz: 1\nid: b\ntitle: B\ntopics: {t: T}\nquestions:\n"
    text = head + question_text(question)
    assert list(load_text(text, Path("bank.yaml")).bank.questions) == [question]


@given(st.lists(st.text(st.sampled_from("abcé漢א:-"), min_size=1, max_size=12), min_size=1, max_size=90), st.booleans())
def test_no_line_is_longer_than_it_must_be(words: list[str], is_quoted: bool) -> None:
    stem = " ".join(["Of: the" if is_quoted else "Of the", *(word.strip(":-") + "x" for word in words)])
    question = Choice(id="q", stem=stem, topic="t", options=(Option("a", is_key=True), Option("b", is_key=False)))
    lines = question_text(question).splitlines()[1:-4]
    assert " ".join(line.strip() for line in lines).removeprefix("q: ").strip('"') == stem
    for line, following in pairwise(lines):
        assert len(line) <= WIDTH < len(f"{line} {following.split()[0]}")


def test_a_question_is_written_in_the_order_of_the_format_with_its_note() -> None:
    choice = Choice(
        id="heart",
        stem="What does the heart do: once more?",
        topic="organs",
        why="It beats.\nAlways.",
        cites=("one", "two # three"),
        level=Level.APPLY,
        tags=("a-b", "c, d"),
        is_draft=True,
        options=(
            Option("It beats", is_key=True, why="So it is."),
            Option("It rests", is_key=False),
            Option("- Neither", is_key=False),
            Option("True", is_key=True, is_pinned=True),
        ),
        any_key_will_do=True,
    )
    assert question_text(choice, ["From a definition.", "Two\nlines"], {"all-of-the-above": "It is so."}) == (
        "  # From a definition.\n"
        "  # Two\n"
        "  # lines\n"
        "  - id: heart\n"
        '    q: "What does the heart do: once more?"\n'
        "    options:\n"
        "      - right: It beats\n"
        "        why: So it is.\n"
        "      - It rests\n"
        '      - "- Neither"\n'
        '      - right: "True"\n'
        "        pin: last\n"
        "    pick: one\n"
        "    why: |-\n"
        "      It beats.\n"
        "      Always.\n"
        "    cite:\n"
        "      - one\n"
        '      - "two # three"\n'
        "    topic: organs\n"
        "    level: apply\n"
        '    tags: [a-b, "c, d"]\n'
        "    draft: true\n"
        "    allow:\n"
        "      all-of-the-above: It is so.\n"
    )
    matching = Matching(
        id="pairs",
        stem="Match.",
        topic="organs",
        pairs=(Pair("Heart", "Beats", "So.", ("one",)), Pair("Lung", 'Says "ah"; breathes', cites=("one", "two"))),
        extras=(Extra("Digests"), Extra("'Thinks'", "No.")),
    )
    assert question_text(matching) == (
        "  - id: pairs\n"
        "    q: Match.\n"
        "    match:\n"
        "      - prompt: Heart\n"
        "        answer: Beats\n"
        "        why: So.\n"
        "        cite: one\n"
        "      - prompt: Lung\n"
        '        answer: Says "ah"; breathes\n'
        "        cite:\n"
        "          - one\n"
        "          - two\n"
        "    extra:\n"
        "      - Digests\n"
        "      - answer: \"'Thinks'\"\n"
        "        why: No.\n"
        "    topic: organs\n"
    )


def test_what_is_switched_off_is_written_with_the_bank(tmp_path: Path) -> None:
    (tmp_path / "document.md").write_text("Red cells carry oxygen.\n", encoding="utf-8")
    exemptions = Exemptions(
        {"key-length": "They are names."},
        {"cells": {"topic: odd": "#1"}},
        (Ignored("Red cells", "Known: well"), Ignored("carry oxygen.", "Why not?", "oxygen")),
    )
    options = (Option("Red", is_key=True), Option("White", is_key=False))
    question = Choice(id="cells", stem="Which?", topic="blood", options=options)
    loaded = load_text(
        "quiz: 1\nid: b\ntitle: B\ntopics: {blood: Blood}\nquestions:\n" + question_text(question), Path("bank.yaml")
    )
    text = bank_text(loaded.bank, "document.md", exemptions, ["A note."])
    assert text.startswith("# A note.\nquiz: 1\nid: b\n")
    assert load_text(text, tmp_path / "bank.yaml").exemptions == exemptions
