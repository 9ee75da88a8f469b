"""What English sentences say by their form, and the traps in them."""

from __future__ import annotations

import pytest

from quiz.checks.skeletons.clauses import is_sentence
from quiz.checks.skeletons.enumerations import items_of
from quiz.checks.skeletons.quantities import YEAR, quantities
from quiz.checks.skeletons.sentences import Called, Defined, Listed, Renamed, said, subject_of


@pytest.mark.parametrize(
    ("sentence", "subject", "predicate"),
    [
        ("IL-2 is a cytokine.", "IL-2", "is a cytokine"),
        ("The kidney is an organ that filters blood.", "kidney", "is an organ that filters blood"),
        ("Interleukin 2 (IL-2) is a type of cytokine.", "Interleukin 2 (IL-2)", "is a type of cytokine"),
        ("Platelets are fragments of cells.", "Platelets", "are fragments of cells"),
        ("However, renin is also an enzyme.", "renin", "is also an enzyme"),
        ("Diabetic nephropathy refers to damage by diabetes.", "Diabetic nephropathy", "refers to damage by diabetes"),
        ("The loop of Henle is a tubule.", "loop of Henle", "is a tubule"),
        ("A praetor was a magistrate.", "praetor", "was a magistrate"),
    ],
)
def test_definitions_are_seen(sentence: str, subject: str, predicate: str) -> None:
    assert said(sentence) == Defined(subject, predicate, is_definition=True)


@pytest.mark.parametrize(
    ("sentence", "subject", "predicate"),
    [
        ("Red blood cells carry oxygen.", "Red blood cells", "carry oxygen"),
        ("IL-2 is essential for T cells.", "IL-2", "is essential for T cells"),
        ("Platelets also help the blood to clot.", "Platelets", "help the blood to clot"),
    ],
)
def test_what_something_does_is_no_definition(sentence: str, subject: str, predicate: str) -> None:
    assert said(sentence) == Defined(subject, predicate, is_definition=False)


@pytest.mark.parametrize(
    "sentence",
    [
        "IL-2 is not a hormone.",
        "IL-2 is never an enzyme.",
        "Slaves had no rights.",
        "It is a hormone of the kidney.",
        "This is a cytokine.",
        "There is a hormone for that.",
        "Augustus enlarged it to 600 members.",
        "Its functional unit is called the nephron.",
        "The result is a loss of water.",
        "The function of the heart is a matter of debate.",
        "Is IL-2 a cytokine?",
        "The kidney is the following:",
        "When blood pressure falls, renin is an enzyme that rises.",
        "The problem is an example of these diseases.",
        "",
        "...",
        "Cells " + "grow and " * 60 + "die.",
    ],
)
def test_what_cannot_be_asked_without_more_says_nothing(sentence: str) -> None:
    assert said(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "The functional unit of the kidney is called the nephron.",
            Called("is", "The functional unit of the kidney", "nephron"),
        ),
        ("Red cells are also known as erythrocytes.", Called("are", "Red cells", "erythrocytes")),
        ("Renin, also called angiotensinogenase, is an enzyme.", Renamed("Renin", "angiotensinogenase")),
        ("Adrenaline (also known as epinephrine) is a hormone.", Renamed("Adrenaline", "epinephrine")),
    ],
)
def test_names_are_seen(sentence: str, found: object) -> None:
    assert said(sentence) == found


@pytest.mark.parametrize(
    ("sentence", "question", "items"),
    [
        (
            "Causes of anaemia include iron deficiency, bleeding and chronic disease.",
            "are Causes of anaemia",
            ("iron deficiency", "bleeding", "chronic disease"),
        ),
        (
            "The three layers of the skin are the epidermis, the dermis, and the hypodermis.",
            "are The three layers of the skin",
            ("epidermis", "dermis", "hypodermis"),
        ),
        ("Cells contain water, salts and proteins.", "do Cells contain", ("water", "salts", "proteins")),
        ("A nephron consists of a tuft, a tubule and a duct.", "does A nephron consist of", ("tuft", "tubule", "duct")),
        ("The board consisted of Ann, Bob and Cy.", "did The board consist of", ("Ann", "Bob", "Cy")),
        (
            "Diabetes and high blood pressure are the two causes of it.",
            "are the two causes of it",
            ("Diabetes", "high blood pressure"),
        ),
        (
            "There are two kinds of bone: spongy bone and compact bone.",
            "are the two kinds of bone",
            ("spongy bone", "compact bone"),
        ),
    ],
)
def test_enumerations_are_seen(sentence: str, question: str, items: tuple[str, ...]) -> None:
    found = said(sentence)
    assert isinstance(found, Listed)
    assert " ".join(f"{found.before} {found.about} {found.after}".split()) == question
    assert found.items == items


@pytest.mark.parametrize(
    "sentence",
    [
        "IL-2 is essential if T cells are to grow, to multiply and to divide.",
        "The cells that are red, white and blue are rare.",
    ],
)
def test_what_only_looks_like_an_enumeration_is_none(sentence: str) -> None:
    assert not isinstance(said(sentence), Listed)


@pytest.mark.parametrize(
    ("sentence", "subject", "predicate", "contrast"),
    [
        (
            "Seismometers measure earthquakes, and tiltmeters measure the slope.",
            "Seismometers",
            "measure earthquakes",
            "tiltmeters",
        ),
        (
            "The afferent arteriole leads blood to the glomerulus, and the efferent arteriole leads it away.",
            "afferent arteriole",
            "leads blood to the glomerulus",
            "efferent arteriole",
        ),
        ("Renin raises the pressure and the heart pumps harder.", "Renin", "raises the pressure", "heart"),
        ("The constitution gave women the vote, and it let the king rule.", "constitution", "gave women the vote", ""),
        ("The limb pumps salt out and lets no water through.", "limb", "pumps salt out and lets no water through", ""),
        (
            "Renin raises the pressure of the blood, and often falls.",
            "Renin",
            "raises the pressure of the blood, and often falls",
            "",
        ),
    ],
)
def test_a_second_clause_is_left_out(sentence: str, subject: str, predicate: str, contrast: str) -> None:
    assert said(sentence) == Defined(subject, predicate, is_definition=False, contrast=contrast)


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("They release hormones", True),
        ("It filters water", True),
        ("Aldosterone comes from the cortex of the adrenal gland", True),
        ("Renin is released when the pressure falls", True),
        ("Cortex", False),
        ("Making red cells", False),
        ("The loss of water that drives thirst", False),
        ("Iron deficiency", False),
    ],
)
def test_sentences_are_told_from_names(text: str, is_so: bool) -> None:
    assert is_sentence(text) is is_so


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("A, B and C", ("A", "B", "C")),
        ("a liver, an eye, or the heart", ("liver", "eye", "heart")),
        ("salt (NaCl, table salt), water and air", ("salt (NaCl, table salt)", "water", "air")),
        ("A, B and C, which are letters", ("A", "B", "C")),
        ("one thing", ()),
        ("A, B and A", ()),
        ("one, two and a clause that goes on and on for much too long to be an item", ()),
    ],
)
def test_items_are_taken_apart(text: str, items: tuple[str, ...]) -> None:
    assert items_of(text) == items


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("The red blood cells", "red blood cells"),
        ("Necrotizing enterocolitis (NEC)", "Necrotizing enterocolitis (NEC)"),
        ("The First Triumvirate", "First Triumvirate"),
        ("loop of Henle", "loop of Henle"),
        ("The function of the heart", ""),
        ("It", ""),
        ("Each kidney", ""),
        ("cells, which", ""),
        ("A (broken bracket", ""),
        ("", ""),
    ],
)
def test_a_subject_is_a_name(words: str, name: str) -> None:
    assert subject_of(words) == name


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("A red cell lives for about 120 days.", [("120", "how many days", "day")]),
        ("About 55% of blood is plasma.", [("55", "what percentage", "%")]),
        ("It takes 3 to 5 days.", [("3 to 5", "how many days", "day")]),
        ("Rome fell in 476 AD.", [("476", "which year AD", "year ad")]),
        ("Penicillin was found in 1928.", [("1928", "in which year", YEAR)]),
        ("In January 1923 French troops came.", [("1923", "in which year", YEAR)]),
        ("He was appointed on 30 January 1933.", [("1933", "in which year", YEAR)]),
        (
            "By 1932 six million Germans were poor.",
            [("1932", "by which year", YEAR), ("six million", "how many Germans", "german")],
        ),
        ("A kidney has about one million nephrons.", [("one million", "how many nephrons", "nephron")]),
        ("They receive a fifth of the blood.", [("a fifth", "what share", "share")]),
        (
            "It takes back two thirds of it, or half of it.",
            [("two thirds", "what share", "share"), ("half", "what share", "share")],
        ),
        ("The heart has four chambers.", [("four", "how many chambers", "chamber")]),
        ("The city had 1,200 houses.", [("1,200", "how many houses", "house")]),
        ("IL-2 is type 2 of vitamin B12 in figure 3 below.", []),
        ("COVID-19 is a disease.", []),
    ],
)
def test_numbers_have_units(sentence: str, found: list[tuple[str, str, str]]) -> None:
    assert [(each.number, each.asked, each.unit) for each in quantities(sentence)] == found
