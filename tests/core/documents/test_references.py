from __future__ import annotations

import pytest

from quiz.core.documents.references import lists_sources

BOOKS = ("Smith J. A book. 1999.", "Jones K. https://e.org/paper")
FACTS = ("Oily fish is rich in it.", "So are eggs.")


@pytest.mark.parametrize(
    "title",
    [
        "References",
        "REFERENCES:",
        "7. References",
        "7.2 References",
        "IV) Bibliography",
        "Works cited",
        "Further reading",
        "Literaturverzeichnis",
        "Références",
        "Re\u0301fe\u0301rences",
        "Bibliografía",
        "Список литературы",
        "参考文献",
        "المراجع",
    ],
)
def test_titles_that_are_used_for_nothing_else_name_a_list_of_sources(title: str) -> None:
    assert lists_sources(title, BOOKS)
    assert lists_sources(title, FACTS)


@pytest.mark.parametrize("title", ["Sources", "Literatur", "Quellen", "3 Sources", "Источники", "Bronnen"])
def test_other_titles_name_one_where_its_entries_look_like_sources(title: str) -> None:
    assert lists_sources(title, BOOKS)
    assert lists_sources(title, (*BOOKS, FACTS[0]))
    assert not lists_sources(title, FACTS)
    assert not lists_sources(title, (*FACTS, BOOKS[0]))
    assert not lists_sources(title, ())


@pytest.mark.parametrize(
    "title", ["", "Cells", "Sources of infection", "References to Darwin", "Further reading of the genome", "Reference"]
)
def test_any_other_section_states_facts(title: str) -> None:
    assert not lists_sources(title, BOOKS)
