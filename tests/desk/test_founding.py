"""A new bank of a document: what it is called, what its file says, and that it is there whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from quiz.banks.loader import load
from quiz.banks.schema import schema_text
from quiz.desk.founding import file_text, found, propose
from quiz.documents import text as texts
from quiz.documents.converted import Converted
from quiz.errors import RequestError

BLOOD = Converted(
    "# The blood\n\n## Plasma\n\nPlasma is the liquid part of the blood. It is yellow. Serum is a fluid of it.\n\n"
    "- Red cells: cells with oxygen.\n- White cells: cells that defend.\n- Platelets: pieces that clot.\n"
)


def test_the_bank_is_called_after_the_heading_above_all_others() -> None:
    made = propose(BLOOD, "file-name")
    assert (made.id, made.title, made.language) == ("blood", "The blood", "en")


@pytest.mark.parametrize(
    ("text", "title", "name", "wanted"),
    [
        ("Cells live.\n", "A page", "file", ("page", "A page")),
        ("Cells live.\n", "", "file", ("file", "file")),
        ("# One\n\nCells live.\n\n# Two\n\nCells die.\n", "", "my file", ("my-file", "my file")),
        ("細胞は生きている。\n", "細胞", "細胞", ("bank", "細胞")),
        ("Cells live.\n", "a\x1b[2J\nb", "file", ("a-u-001b-2j-b", "a<U+001B>[2J b")),
    ],
)
def test_without_such_a_heading_it_is_called_after_the_title_or_the_file(
    text: str, title: str, name: str, wanted: tuple[str, str]
) -> None:
    made = propose(Converted(text, title=title), name)
    assert (made.id, made.title) == wanted


def test_what_is_asked_for_comes_before_what_the_document_says() -> None:
    made = propose(
        Converted("Cells live.\n", language="fr"), "x", id="my-id", title="Mine", language="pt-BR", license="MIT"
    )
    assert (made.id, made.title, made.language, made.license) == ("my-id", "Mine", "pt-BR", "MIT")
    assert propose(Converted("Cells live.\n", language="fr"), "x").language == "fr"
    assert propose(Converted("Die Zelle ist klein. " * 20), "x").language == "und"


@pytest.mark.parametrize("asked", [{"id": "../evil"}, {"id": "a b"}, {"language": "no language"}, {"id": "a\n"}])
def test_ids_and_languages_that_are_none_are_refused(asked: dict[str, str]) -> None:
    with pytest.raises(RequestError):
        propose(BLOOD, "x", **asked)


def test_a_document_that_states_nothing_is_refused() -> None:
    with pytest.raises(RequestError, match="no statement"):
        propose(Converted("# Only\n\n## Headings\n"), "x")


def test_the_file_has_drafts_by_section_and_what_none_examines(tmp_path: Path) -> None:
    folder = found(propose(BLOOD, "x", license="CC0-1.0"), BLOOD, tmp_path / "banks")
    assert sorted(path.name for path in folder.iterdir()) == ["bank.yaml", "document.md"]
    assert (folder / "document.md").read_text(encoding="utf-8") == BLOOD.text
    text = (folder / "bank.yaml").read_text(encoding="utf-8")
    assert "  # Plasma\n" in text
    assert "  # not examined yet: [Plasma is the liquid part of the blood.] It is yellow.\n" in text
    assert text.startswith("# yaml-language-server: $schema=../bank.schema.json\n#")
    assert (folder.parent / "bank.schema.json").read_text(encoding="utf-8") == schema_text()
    loaded = load(folder)
    assert not loaded.warnings
    bank = loaded.bank
    assert (bank.id, bank.title, bank.license) == ("blood", "The blood", "CC0-1.0")
    assert len(bank.questions) == 3
    assert all(question.is_draft for question in bank.questions)


def test_a_document_that_suggests_nothing_gets_an_example_of_the_form(tmp_path: Path) -> None:
    document = Converted("Nothing much. It rains.\n")
    bank = load(found(propose(document, "rain"), document, tmp_path)).bank
    assert [question.id for question in bank.questions] == ["example"]
    assert bank.questions[0].is_draft


def test_nothing_is_overwritten_and_nothing_is_left_of_what_fails(tmp_path: Path) -> None:
    proposal = propose(BLOOD, "x")
    folder = found(proposal, BLOOD, tmp_path)
    before = (folder / "bank.yaml").read_bytes()
    with pytest.raises(RequestError, match="already"):
        found(proposal, BLOOD, tmp_path)
    assert (folder / "bank.yaml").read_bytes() == before
    blocked = tmp_path / "file"
    blocked.write_text("no folder", encoding="utf-8")
    with pytest.raises(RequestError, match="cannot be made"):
        found(proposal, BLOOD, blocked)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bank.schema.json", "blood", "file"]


def test_a_schema_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "bank.schema.json").write_text("{}", encoding="utf-8")
    found(propose(BLOOD, "x"), BLOOD, tmp_path)
    assert (tmp_path / "bank.schema.json").read_text(encoding="utf-8") == "{}"


PIECES = [
    "# Cells\n\n",
    "- Term: what it is.\n",
    "- Other: what # it: is.\n",
    "**T** is a Y of Z. ",
    "X is a Y of Z. ",
    "\n\n",
]
PIECES += [
    "| a | b |\n| --- | --- |\n| x | y |\n| z | w |\n",
    "Parts of cells include A, B and C. ",
    "{",
    "'",
    "-",
    ": ",
    " #",
]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), min_size=3, max_size=20).map("".join))
def test_the_bank_of_any_document_loads_with_drafts_alone(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    cleaned, _ = texts.cleaned(text)
    document = Converted(cleaned)
    try:
        proposal = propose(document, "any")
    except RequestError:
        return
    loaded = load(found(proposal, document, tmp_path_factory.mktemp("banks")))
    assert not loaded.warnings
    assert len(loaded.bank.catalogue.drafts) == len(loaded.bank.questions) > 0
    assert tuple(loaded.bank.questions) == tuple(draft.question for draft in proposal.drafts)
    assert file_text(proposal) == file_text(propose(document, "any"))
