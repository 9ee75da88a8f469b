"""What is flipped in a statement, what it becomes, and what is left alone."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings, strategies as st

from quiz.checks.mutation.amounts import amounts, another, values_in
from quiz.checks.mutation.flip import Flip, FlipKind
from quiz.checks.mutation.flips import flips
from quiz.checks.mutation.negations import negations
from quiz.checks.mutation.opposites import opposites
from quiz.core.documents.document import Document


def flipped(text: str, *, is_english: bool = True, seed: int = 1) -> list[Flip]:
    return list(flips(Document(text), seed, is_english=is_english, most=99).flips)


def of_kind(text: str, kind: FlipKind, *, is_english: bool = True) -> list[str]:
    found = flipped(text, is_english=is_english)
    return [f"{flip.was} -> {flip.now}" for flip in found if flip.kind is kind]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("It has 3 chains.", ["3"]),
        ("It has three chains and twelve loops.", ["three", "twelve"]),
        ("The dose is 1.5 mg, given for 10 days.", ["1.5", "10"]),
        ("It takes 10mg at 37 °C.", ["10", "37"]),
        ("About 100,000 beats a day.", ["100,000"]),
        ("It is 60–70 % water.", ["60", "70"]),
        ("It fell to -5 degrees.", ["5"]),
        ("A 2-fold rise in 3-year-old children.", ["2", "3"]),
        ("It was found in 1628.", ["1628"]),
        ("In the first week it grows.", ["first"]),
        ("In the third trimester and on the second visit.", ["third"]),
        ("About a fifth of it, or one million cells.", ["one", "fifth"]),
        ("There are 3: one, another, a last.", ["3"]),
        ("IL-2 binds CD4 and CD25.", []),
        ("COVID-19 and SARS-CoV-2 and H1N1.", []),
        ("5-HT and 2-deoxyglucose.", []),
        ("Type 2 diabetes, phase 3 and stage 4.", []),
        ("See Fig. 2, Table 3 and p. 12.", []),
        ("It is so [12], and so [3, 4].", []),
        ("It is so (Harvey 1628) and (Smith et al., 2019).", []),
        ("Smith et al. 2019 found it.", []),
        ("Version 1.2.3 of 12/2019.", []),
        ("At 10^9 cells or x_2.", []),
        ("The 5' end and the 3′ end.", []),
        ("See https://example.org/7 and a@8.org.", []),
        ("CO2, H2O and Ca2+ ions.", []),
        ("The 2nd and 3rd of them.", []),
        ("One of the cells.", []),
        ("Twenty-one is one word; a two-edged sword too.", []),
        ("Someone, often, tenfold.", []),
    ],
)
def test_numbers_that_state_an_amount_are_found_and_no_others(text: str, numbers: list[str]) -> None:
    assert [amount.text for amount in amounts(text, is_english=True)] == numbers


def test_number_words_are_of_english_alone() -> None:
    assert [amount.text for amount in amounts("six ans et 3 jours", is_english=False)] == ["3"]


def test_a_number_in_a_heading_is_no_fact() -> None:
    assert flipped("# The 3 kinds\n\n## 2. Second") == []


@pytest.mark.parametrize("text", ["3", "1", "10", "1.5", "0.05", "100,000", "1628", "37", "٣", "7,5", "three", "Two"])
def test_another_number_is_another_and_of_the_same_form(text: str) -> None:
    (amount,) = amounts(f"{text} of it", is_english=True)
    for seed in range(40):
        other = another(amount, values_in(text), random.Random(seed))
        assert other is not None
        assert values_in(other) != values_in(text)
        assert len(values_in(other)) == 1
        assert other[0].isdecimal() == text[0].isdecimal()
        assert other[0].isupper() == text[0].isupper()
        assert [c for c in other if c in ".,"] == [c for c in text if c in ".,"]


def test_a_number_never_becomes_one_that_the_statement_has() -> None:
    for seed in range(60):
        for flip in flipped("Of 4 it has 2, then 3, then five.", seed=seed):
            assert not values_in(flip.now) & {2, 3, 4, 5}


def test_a_share_of_a_hundred_stays_within_it() -> None:
    for seed in range(60):
        assert all(values_in(flip.now) <= set(range(101)) for flip in flipped("It is 60-70 % or 90 %.", seed=seed))


def test_a_year_becomes_one_near_it() -> None:
    for seed in range(30):
        (flip,) = [flip for flip in flipped("Harvey described it in 1628.", seed=seed) if flip.kind is FlipKind.NUMBER]
        assert 1 <= abs(int(flip.now) - 1628) <= 12


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("It is a hormone.", ["It is not a hormone."]),
        ("They can grow.", ["They cannot grow."]),
        ("It has been shown.", ["It has not been shown."]),
        ("It is not a hormone.", ["It is a hormone."]),
        ("It cannot grow.", ["It can grow."]),
        ("It does not grow.", ["It does grow."]),
        ("It isn't so.", ["It is so."]),
        ("There is no cure.", ["There is some cure."]),
        ("No cells grow.", ["Some cells grow."]),
        ("It never grows.", ["It always grows."]),
        ("None of them grow.", ["All of them grow."]),
        ("It no longer grows.", ["It still grows."]),
        ("It grows without it.", ["It grows with it."]),
        ("It binds T but not B cells.", ["It binds T and B cells."]),
        ("It grows.", []),
        ("Is it so?", []),
        ("It grows if it is fed.", []),
        ("It shows how it is fed.", []),
        ("It has a nucleus.", []),
        ("It does not only grow.", []),
        ("No one grows.", []),
        ("A must-have, a has-been.", []),
        ("Mayflies in May.", []),
    ],
)
def test_negations_are_put_in_and_taken_out(text: str, now: list[str]) -> None:
    assert [text[:start] + other + text[end:] for start, end, other in negations(text)] == now


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("It increases the level.", ["It decreases the level."]),
        ("It decreased.", ["It increased."]),
        ("Activating it.", ["Inhibiting it."]),
        ("More cells.", ["Less cells."]),
        ("The left ventricle.", ["The right ventricle."]),
        ("The cells left early.", ["The cells left late."]),
        ("It comes before birth.", ["It comes after birth."]),
        ("It came soon after.", []),
        ("The tasks below.", []),
        ("The upper limb.", ["The lower limb."]),
        ("A higher dose.", ["A lower dose."]),
        ("The immature system.", ["The mature system."]),
        ("It shows how safe it can be.", []),
        ("As long as it lasts.", []),
        ("A high-dose drug.", []),
        ("More or less so.", []),
        ("A cytokine.", []),
    ],
)
def test_words_become_their_opposites(text: str, now: list[str]) -> None:
    assert [text[:start] + other + text[end:] for start, end, other in opposites(text)] == now


@pytest.mark.parametrize(
    ("text", "exchanged"),
    [
        ("- Artery: leads away.\n- Vein: leads back.", ["Artery -> Vein", "Vein -> Artery"]),
        ("- **Artery**: leads away.\n- **Vein**: leads back.", ["Artery -> Vein", "Vein -> Artery"]),
        ("- Lupus is a disorder.\n- Sepsis is a response.", ["Lupus -> Sepsis", "Sepsis -> Lupus"]),
        ("Lupus is a disorder. Sepsis is a response.", ["Lupus -> Sepsis", "Sepsis -> Lupus"]),
        ("- One aim is to see.\n- Another aim is to act.", []),
        ("- Lupus is so.\n\n# Next\n\n- Sepsis is so.", []),
        ("Alpha (A1x) and beta (B2x) bind.", ["A1x) and beta (B2x -> B2x) and beta (A1x"]),
        ("A gland (small) that the heart can feed (blood).", []),
        ("T cells grow. NK cells kill.", ["T -> NK", "NK -> T"]),
        ("T cells grow. T cells kill.", []),
        ("ATP and light turn the acid. It costs ATP and releases gas. Maize is C4 and tall.", []),
        ("ATP makes it slow. C4 makes it fast.", []),
        ("IL-2 grows. IL-4 shrinks.", ["IL-2 -> IL-4", "IL-4 -> IL-2"]),
        ("IL-2 grows. CD4 shrinks.", []),
        (
            "Seen are the liver, spleen and kidney. Layers: skin, muscle and bone.",
            ["spleen -> muscle", "kidney -> muscle", "muscle -> spleen", "bone -> spleen"],
        ),
        (
            "# One\n\nThe liver, the spleen and the spine.\n\n# Two\n\nThe acid, the salt and the glucose.",
            [],
        ),
        (
            "It is thick, coloured and concentrated. It has skin, muscle and bone.",
            [],
        ),
    ],
)
def test_terms_are_exchanged_for_others_of_their_kind(text: str, exchanged: list[str]) -> None:
    found = of_kind(text, FlipKind.EXCHANGE)
    assert [each.split(" -> ")[0] for each in found] == [each.split(" -> ")[0] for each in exchanged]
    assert len(found) == len(exchanged)
    if all("spleen" not in each for each in exchanged):
        assert found == exchanged


@pytest.mark.parametrize("text", ["- Arterie: führt weg.\n- Vene: führt zurück.", "Drei, 3 Tage, nicht mehr."])
def test_in_other_languages_only_figures_and_terms_are_flipped(text: str) -> None:
    kinds = {flip.kind for flip in flipped(text, is_english=False)}
    assert kinds
    assert kinds <= {FlipKind.NUMBER, FlipKind.EXCHANGE}


RICH = (
    "It is not more than 3 and 5 cells. No T cells are high, and NK cells can be low before birth in 1990. So it goes."
)


def test_of_a_statement_a_few_facts_are_flipped_of_as_many_kinds_as_it_has() -> None:
    document = Document(RICH)
    found = flips(document, 1, is_english=True)
    for statement in document.statements:
        of_it = [flip for flip in found.flips if flip.statement == statement]
        everything = [flip for flip in flipped(RICH) if flip.statement == statement]
        assert len(of_it) == min(3, len(everything))
        assert len({flip.kind for flip in of_it}) == min(3, len({flip.kind for flip in everything}))
    assert [document.text[span.start : span.end] for span in found.unflippable] == ["So it goes."]


def test_flips_hang_on_the_seed_and_on_nothing_else() -> None:
    assert flips(Document(RICH), 7, is_english=True) == flips(Document(RICH), 7, is_english=True)
    assert len({str(flips(Document(RICH), seed, is_english=True)) for seed in range(10)}) > 1


def test_an_edit_elsewhere_leaves_the_flips_of_a_statement() -> None:
    before, after = (flips(Document(text), 1, is_english=True).flips for text in (RICH, f"Quite new.\n\n{RICH}"))
    assert [(flip.was, flip.now) for flip in before] == [(flip.was, flip.now) for flip in after]


PARTS = st.sampled_from(
    [
        *"aB1.,;:-()*_[]\n #’“\u00ad\u0301ﬁ%٣½",
        " is ",
        " not ",
        " no ",
        "T cells ",
        "NK cells ",
        "IL-2 ",
        "IL-4",
        " 3 ",
        " 1,000 ",
        "0.5",
        " two ",
        " more ",
        " increases ",
        "(CD25), beta (CD122)",
        ", one and two.",
        "\n- Term: it is ",
        "isn't ",
        " [12] ",
        " the left ",
        ". A",
    ]
)


@settings(max_examples=300)
@given(st.lists(PARTS, max_size=40).map("".join), st.integers(0, 5), st.booleans())
def test_a_mutant_differs_in_its_span_alone_and_can_be_undone(text: str, seed: int, is_english: bool) -> None:
    document = Document(text)
    found = flips(document, seed, is_english=is_english, most=99)
    for flip in found.flips:
        mutant = flip.mutant(text)
        assert flip.was != flip.now
        assert text[flip.span.start : flip.span.end] == flip.was
        assert flip.statement.start <= flip.span.start < flip.span.end <= flip.statement.end
        assert mutant != text
        assert mutant.startswith(text[: flip.span.start])
        assert mutant.endswith(text[flip.span.end :])
        assert len(mutant) == len(text) - len(flip.was) + len(flip.now)
        assert flip.undone(mutant) == text
    flippable = {flip.statement for flip in found.flips}
    assert flippable.isdisjoint(found.unflippable)
    assert flippable | set(found.unflippable) == set(document.statements)
    assert len({flip.span for flip in found.flips}) == len(found.flips)
