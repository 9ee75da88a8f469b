import gc
import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from quiz.banks import source
from quiz.banks.loader import DOCUMENT_SIZE_LIMIT, Loaded, load
from quiz.banks.parsers import PureParser
from quiz.banks.textfile import LINE_BREAK, Place
from quiz.core.bank import Bank
from quiz.core.questions import Choice, Extra, Level, Matching, Option, Pair
from quiz.errors import BankError, Severity
from tests.banks.golden import told
from tests.banks.strategies import banks, yaml_of

HERE = Path(__file__).parent
BROKEN = sorted((HERE.parent / "data" / "broken").iterdir())
SHIPPED = HERE.parents[1] / "questions" / "il2-neonatal"

SMALL = """quiz: 1
id: cells
title: Cells
topics: {blood: Blood}
questions:
  - id: carriers
    q: Which cells carry oxygen?
    options: [right: Red cells, wrong: White cells]
    topic: blood
"""

OF_ANY_KIND = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder to write a bank into."""
    path = tmp_path / "bank"
    path.mkdir()
    return path


def loaded(folder: Path, text: str | bytes = SMALL, document: str | bytes | None = None) -> Loaded:
    """The bank of that text, with document.md beside it where one is given."""
    (folder / "bank.yaml").write_bytes(text.encode() if isinstance(text, str) else text)
    if document is not None:
        (folder / "document.md").write_bytes(document.encode() if isinstance(document, str) else document)
    return load(folder)


def said(folder: Path, text: str | bytes = SMALL, document: str | bytes | None = None) -> list[str]:
    """What is wrong with the bank of that text, with paths from the folder."""
    with pytest.raises(BankError) as caught:
        loaded(folder, text, document)
    return [str(problem).replace(f"{folder}{os.sep}", "") for problem in caught.value.problems]


@pytest.mark.parametrize("folder", BROKEN, ids=lambda folder: str(folder.name))
def test_every_problem_of_a_broken_bank_is_told_at_once(folder: Path) -> None:
    expected = (folder / "expected.txt").read_text(encoding="utf-8")
    assert expected
    assert told(folder) == expected


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        (SMALL.encode("utf-16"), ["1:1: Save the file as UTF-8; it is UTF-16 or UTF-32 now."]),
        (
            SMALL.replace("Cells", "Zéllen").encode("latin-1"),
            ["3:9: Save the file as UTF-8; the byte 0xE9 that stands here is not."],
        ),
        (SMALL.replace("Cells", "Ce\0lls").encode(), ["3:10: Remove the character U+0000, which cannot be shown."]),
        (
            SMALL.replace("Cells", "Ce\x1b[2Jlls").encode(),
            ["3:10: Remove the character U+001B, which cannot be shown."],
        ),
        (
            SMALL.replace("Cells", "Ce\x9blls").replace("topic: blood", "topic: bl\u202eod").encode(),
            [
                "3:10: Remove the character U+009B, which cannot be shown.",
                '9:12: Use one of the bank\'s topics instead of "bl\ufffdod"; did you mean "blood"?',
                "9:14: Remove the character U+202E, which cannot be shown.",
            ],
        ),
    ],
)
def test_hostile_bytes_are_told_with_their_places(folder: Path, data: bytes, problems: list[str]) -> None:
    assert said(folder, data) == [f"bank.yaml:{problem}" for problem in problems]


@pytest.mark.parametrize("line_break", [b"\r\n", b"\r"])
def test_line_breaks_of_any_system_read_the_same(folder: Path, line_break: bytes) -> None:
    bank = loaded(folder, b"\xef\xbb\xbf" + SMALL.encode().replace(b"\n", line_break)).bank
    assert bank.questions == loaded(folder).bank.questions
    broken = SMALL.replace("topic: blood", "topic: skin").encode().replace(b"\n", line_break)
    assert said(folder, broken)[0].startswith("bank.yaml:9:12: ")


def test_texts_that_yaml_would_take_for_something_else_stay_texts() -> None:
    bank = load(HERE / "good" / "norway").bank
    assert (bank.title, bank.language, bank.license, bank.topics) == ("NO", "no", "1.10", {"012": "12:30", "null": "~"})
    first, second = bank.questions
    assert isinstance(first, Choice)
    assert (first.id, first.stem, first.tags) == ("12", "2024-02-30", ("off", "on", "y"))
    texts = ["NO", "012", "12:30", "~", "null", "1.10", "=", ".inf", "0x1F", "yes"]
    assert [option.text for option in first.options] == texts
    assert isinstance(second, Choice)
    assert (second.id, second.stem, second.options[0].text, second.is_draft) == ("true", "-1", "True", True)


def test_every_field_is_read() -> None:
    given = load(HERE / "good" / "whole")
    bank = given.bank
    assert (bank.id, bank.title) == ("whole", "Everything: a bank may hold")
    assert (bank.language, bank.license) == ("pt-BR", "CC-BY-4.0")
    assert bank.topics == {"blood": "Blood", "bone": "Bone marrow"}
    assert bank.document.text.startswith("# Blood\n\nRed cells carry\noxygen.")
    assert given.document_path == HERE / "good" / "whole" / "notes" / "document.md"
    assert bank.catalogue.kinds == "ccmp"
    assert bank.questions == (
        Choice(
            id="carriers",
            stem="Which cells carry oxygen?",
            topic="blood",
            why="Red cells carry oxygen.\n\nWhite cells do not.",
            cites=("Red cells carry oxygen.",),
            level=Level.RECALL,
            tags=("cells", "oxygen"),
            options=(
                Option("Red cells", True, "The document says that they do."),
                Option("White cells", False, "They fight germs."),
                Option("Platelets", False),
                Option("None of these", False, is_pinned=True),
            ),
        ),
        Choice(
            id="any",
            stem="Name one of the cells of the blood.",
            topic="bone",
            cites=("“Marrow” makes both", "White   CELLS fight"),
            tags=("blood",),
            options=(Option("Red cells", True), Option("White cells", True), Option("Neurons", False)),
            any_key_will_do=True,
        ),
        Choice(
            id="both",
            stem="Which are cells of the blood?",
            topic="blood",
            options=(Option("Red cells", True), Option("White cells", True), Option("Neurons", False)),
        ),
        Matching(
            id="tasks",
            stem="What does each do?",
            topic="blood",
            why="Each has its task.",
            level=Level.APPLY,
            is_draft=True,
            pairs=(
                Pair("Red cells", "carry oxygen", "So it is written.", ("Red cells carry oxygen.",)),
                Pair("White cells", "fight germs"),
                Pair("Killer cells", "fight germs", cites=("White cells fight germs.",)),
            ),
            extras=(Extra("think"), Extra("digest", "The gut does.")),
        ),
    )


def test_common_other_names_of_fields_are_read() -> None:
    bank = load(HERE / "good" / "aliases").bank
    one, two = bank.questions
    assert (bank.title, bank.license, one.stem, two.stem) == (
        "Other names",
        "MIT",
        "Which cells carry oxygen?",
        "Match them.",
    )
    assert isinstance(one, Choice)
    assert one.options == (Option("Red cells", True, "So it is."), Option("White cells", False, "No."))
    assert (one.why, one.level, one.tags) == ("They do.", Level.APPLY, ("cells",))
    assert isinstance(two, Matching)
    assert two.pairs == (Pair("a", "b", "c"), Pair("d", "e"))
    assert two.extras == (Extra("f"), Extra("g"))


@pytest.mark.parametrize(
    ("question", "part", "place"),
    [
        ("carriers", "", (12, 5)),
        ("carriers", "q", (13, 8)),
        ("carriers", "options", (15, 7)),
        ("carriers", "options[0]", (15, 9)),
        ("carriers", "options[0].right", (15, 16)),
        ("carriers", "options[0].why", (16, 14)),
        ("carriers", "options[2]", (21, 9)),
        ("carriers", "options[2].why", (21, 9)),
        ("carriers", "options[9]", (15, 7)),
        ("carriers", "tags[1]", (31, 19)),
        ("carriers", "pick", (12, 5)),
        ("any", "cite[1]", (40, 9)),
        ("tasks", "match[0].cite[0]", (60, 15)),
        ("tasks", "extra[1].why", (65, 31)),
        ("nobody", "q", (1, 1)),
    ],
)
def test_each_part_of_a_question_has_a_place(question: str, part: str, place: tuple[int, int]) -> None:
    assert load(HERE / "good" / "whole").places.of(question, part) == Place(*place)


def test_parts_are_found_by_their_documented_names_whatever_the_file_calls_them() -> None:
    places = load(HERE / "good" / "aliases").places
    assert places.of("one", "options[0].why") == Place(12, 22)
    assert places.of_bank("title") == Place(3, 7)
    assert places.of_bank("topics.blood") == Place(6, 17)


def test_a_text_that_a_comment_may_have_cut_is_a_warning(folder: Path) -> None:
    text = SMALL.replace("oxygen?", "oxygen in #5?").replace("topic: blood", "topic: blood  # of two")
    warnings = loaded(folder, text).warnings
    assert {warning.severity for warning in warnings} == {Severity.WARNING}
    assert [(warning.line, warning.column) for warning in warnings] == [(7, 8)]


def test_a_quotation_that_stands_twice_is_a_warning(folder: Path) -> None:
    text = SMALL.replace("topics:", "document: document.md\ntopics:") + "    cite: red cells\n"
    (warning,) = loaded(folder, text, "Red cells. Red\ncells.").warnings
    assert str(warning).endswith(":11:11: warning: Quote more words; these stand in the document 2 times.")


@pytest.mark.parametrize("name", ["../other/document.md", "link.md", "folder/document.md"])
def test_no_document_outside_the_folder_is_read(folder: Path, name: str) -> None:
    outside = folder.parent / "other"
    outside.mkdir()
    (outside / "document.md").write_text("secret", encoding="utf-8")
    (folder / "link.md").symlink_to(outside / "document.md")
    (folder / "folder").symlink_to(outside)
    sentence = f'Put the document into the folder of the bank and name it from there; "{name}" is outside.'
    assert said(folder, f"document: {name}\n{SMALL}") == [f"bank.yaml:1:11: {sentence}"]


def test_a_link_within_the_folder_is_followed(folder: Path) -> None:
    (folder / "link.md").symlink_to("document.md")
    assert loaded(folder, f"document: link.md\n{SMALL}", "Text.").bank.document.text == "Text."


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        (b"caf\xe9", "document.md:1:4: Save the file as UTF-8; the byte 0xE9 that stands here is not."),
        ("a\r\nb\u2028c", "document.md:2:2: Remove the character U+2028, which cannot be shown."),
        (b"x" * (DOCUMENT_SIZE_LIMIT + 1), "document.md: The file is larger than 16 MiB; split it into several."),
    ],
)
def test_a_document_is_trusted_as_little_as_a_bank(folder: Path, document: str | bytes, problem: str) -> None:
    assert said(folder, f"document: document.md\n{SMALL}", document) == [problem]


@pytest.mark.parametrize("name", [".", "x" * 300])
def test_a_document_that_is_no_file_is_told(folder: Path, name: str) -> None:
    (problem,) = said(folder, f"document: {name}\n{SMALL}")
    assert "file" in problem


def test_a_bank_that_is_too_large_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "SIZE_LIMIT", 2**20)
    assert said(folder, b"#" * (2**20 + 1)) == ["bank.yaml: The file is larger than 1 MiB; split it into several."]


def test_a_bank_that_is_not_there_is_told(folder: Path) -> None:
    with pytest.raises(BankError) as caught:
        load(folder)
    assert str(caught.value) == f"{folder / 'bank.yaml'}: There is no such file; check the name."


def test_a_flood_of_faults_is_counted_fast(folder: Path) -> None:
    fields = "".join(f"    field{i}: x\n" for i in range(50_000))
    topics = "".join(f"  - topic: u{i}\n" for i in range(50_000))
    began = time.process_time()
    said(folder, SMALL + fields + topics)
    assert time.process_time() - began < 20  # with a hint for each it would be minutes


def test_problems_beyond_a_thousand_are_counted(folder: Path) -> None:
    problems = said(folder, SMALL + "".join(f"    field{i}: x\n" for i in range(1500)))
    assert len(problems) == 1001
    assert problems[0] == "bank.yaml: Mend what is named here first; 500 more problems are left out."


def test_the_garbage_collector_is_left_as_it_was(folder: Path) -> None:
    assert gc.isenabled()
    loaded(folder)
    assert gc.isenabled()
    said(folder, "x")
    assert gc.isenabled()


@pytest.mark.skipif(not SHIPPED.exists(), reason="the shipped bank is not in this checkout")
def test_the_shipped_bank_is_whole() -> None:
    given = load(SHIPPED)
    assert given.warnings == ()
    assert len(given.bank.questions) == len(given.bank.catalogue)


@OF_ANY_KIND
@given(bank=banks())
def test_a_bank_that_was_written_is_read_as_it_was(folder: Path, bank: Bank) -> None:
    read = loaded(folder, yaml_of(bank)).bank
    assert read.questions == tuple(bank.questions)
    assert (read.id, read.title, read.license, read.topics) == (bank.id, bank.title, bank.license, bank.topics)
    assert read.catalogue == bank.catalogue


# Bits of banks and of YAML, which lead further into the loader than characters would.
PIECES = [
    *["quiz: 1\n", "id: a\n", "title: b\n", "topics:\n  t: T\n", "questions:\n", "  - ", "    ", "\n", "q: x?\n"],
    *["options:\n", "match:\n", "right: ", "wrong: ", "topic: t\n", "why: ", "cite: [a]\n", "prompt: a\n", "draft: "],
    *[
        "[",
        "]",
        "{",
        "}",
        ", ",
        ": ",
        "- ",
        "? ",
        "|\n",
        "> ",
        "*a ",
        "&a ",
        "!!x ",
        "'",
        '"',
        "\\",
        "#",
        " #",
        "%",
        "@",
    ],
    *[
        "\t",
        "\r",
        "\x00",
        "\x1b",
        "\ufeff",
        "\u2028",
        "\u202e",
        "é",
        "😀",
        "---\n",
        "...\n",
        "<<",
        '"\\ud800"',
        "~",
        "\\x",
    ],
]


def assert_every_place_is_in_the_text(folder: Path, data: bytes) -> None:
    try:
        loaded(folder, data)
    except BankError as error:
        lines = LINE_BREAK.split(data.decode("utf-8-sig", "replace"))
        for problem in error.problems:
            assert problem.sentence.endswith((".", "?"))
            if problem.line:
                assert 1 <= problem.line <= len(lines)
                assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1


@OF_ANY_KIND
@given(data=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_lead_to_anything_but_problems_with_places(folder: Path, data: bytes) -> None:
    assert_every_place_is_in_the_text(folder, data)


@settings(OF_ANY_KIND, max_examples=400)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=40))
def test_no_yaml_leads_to_anything_but_problems_with_places(folder: Path, pieces: list[str]) -> None:
    assert_every_place_is_in_the_text(folder, "".join(pieces).encode())


@settings(OF_ANY_KIND, max_examples=200)
@given(bank=banks(), place=st.integers(0, 2000), piece=st.sampled_from(PIECES), length=st.integers(0, 5))
def test_no_slip_of_the_keyboard_leads_to_anything_but_problems_with_places(
    folder: Path, bank: Bank, place: int, piece: str, length: int
) -> None:
    text = yaml_of(bank)
    place %= len(text)
    assert_every_place_is_in_the_text(folder, (text[:place] + piece + text[place + length :]).encode())


@settings(OF_ANY_KIND, max_examples=300)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=30))
def test_the_parser_in_python_raises_nothing_either(pieces: list[str]) -> None:
    tree = source.read_tree("".join(pieces), "f", PureParser)
    assert all(problem.line > 0 for problem in tree.problems)
