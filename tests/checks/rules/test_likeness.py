from __future__ import annotations

import pytest

from tests.checks.authoring import OPTIONS, choice, found, parts

RULES = ["near-duplicates", "length-spread", "lead-in", "final-stops", "mixed-case", "option-count"]


@pytest.mark.parametrize("rule", RULES)
def test_well_written_options_are_alike(rule: str) -> None:
    assert parts(rule, choice()) == []
    assert parts(rule, choice("True or false: it is so.", ["True", "False"], pinned=True)) == []
    assert parts(rule, choice("Is it so?", ["Yes, it is so at all times", "Yes, it"], pinned=True)) == []


LONG = "the level of the cytokine in the blood of neonates with sepsis rises"


@pytest.mark.parametrize(
    ("one", "other", "is_flaw"),
    [
        (LONG, LONG.replace("rises", "falls"), True),
        (LONG, LONG.replace("the blood", "a vein").replace("rises", "falls"), False),
        ("Activated T cells", "activated  t‑cells", False),
        ("Activated T-cells", "activated  t‑cells", True),
        ("5 mg", "10 mg", False),
        ("1990 to 2000", "1900 to 2010", False),
        ("Sepsis before enterocolitis", "Enterocolitis before sepsis", False),
        ("+", "-", False),
        ("Yes", "No", False),
    ],
)
def test_two_options_that_say_almost_the_same(one: str, other: str, is_flaw: bool) -> None:
    question = choice(options=["Something else", one, other])
    assert parts("near-duplicates", question) == (["options[2]"] if is_flaw else [])


@pytest.mark.parametrize(
    ("lengths", "is_flaw"),
    [((10, 26), True), ((10, 25), False), ((2, 11), False), ((2, 12), True), ((10, 10), False), ((26, 12, 10), True)],
)
def test_options_of_very_different_lengths(lengths: tuple[int, ...], is_flaw: bool) -> None:
    question = choice(options=["abc"[i] * length for i, length in enumerate(lengths)])
    assert parts("length-spread", question) == (["options"] if is_flaw else [])


@pytest.mark.parametrize(
    ("options", "shared"),
    [
        (["It is made by T cells", "It is made in the gut", "It is stored"], "It is"),
        (["It grows", "It rests", "It is stored"], ""),
        (["It is made", "Is it made", "It is stored"], ""),
        (["It is", "It is stored"], "It is"),
        (["细胞因子", "细胞因子的"], ""),
    ],
)
def test_options_that_all_begin_with_the_same_words(options: list[str], shared: str) -> None:
    flaws = found("lead-in", choice(options=options))
    assert [flaw.part for flaw in flaws] == (["options"] if shared else [])
    assert all(f'"{shared}"' in flaw.sentence for flaw in flaws)


@pytest.mark.parametrize(
    ("options", "is_flaw"),
    [
        (["It grows.", "It rests", "It stays"], True),
        (["It grows.", 'It "rests."', "It stays。"], False),
        (["It grows.", "It rests."], False),
        (["It grows", "Smith et al.", "By S."], False),  # a stop that an abbreviation has
        (["It grows.", "Smith et al."], False),
        (["It grows?", "It rests"], False),
        (["5.", "5.1"], True),
    ],
)
def test_final_stops_of_some_options_only(options: list[str], is_flaw: bool) -> None:
    assert parts("final-stops", choice(options=options)) == (["options"] if is_flaw else [])


@pytest.mark.parametrize(
    ("options", "is_flaw"),
    [
        (["lymphocytes", "Platelets", "Monocytes"], True),
        (["lymphocytes", "platelets"], False),
        (["mRNA", "Platelets", "pH"], False),
        (["platelets", "B cells", "IL-2", "T-cells", "DNA"], False),
        (["sepsis", "Crohn's disease"], False),
        (["5 mg", "Platelets"], False),
        (["细胞", "Platelets"], False),
        (["", "Platelets"], False),
    ],
)
def test_options_of_which_some_begin_with_a_capital(options: list[str], is_flaw: bool) -> None:
    assert parts("mixed-case", choice(options=options)) == (["options"] if is_flaw else [])


@pytest.mark.parametrize(
    ("count", "keys", "is_flaw"),
    [(2, 1, True), (3, 1, False), (5, 1, False), (6, 1, True), (6, 2, False), (9, 4, False)],
)
def test_how_many_options_there_are(count: int, keys: int, is_flaw: bool) -> None:
    options = [*OPTIONS, *map(str, range(10))][:count]
    assert parts("option-count", choice(options=options, keys=range(keys))) == (["options"] if is_flaw else [])
