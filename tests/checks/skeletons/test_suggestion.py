"""Drafts that a document suggests, and what must hold of them for any document."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings, strategies as st

from quiz.checks.skeletons.amounts import others_like, worth
from quiz.checks.skeletons.draft import WRONG, Source
from quiz.checks.skeletons.english import is_english
from quiz.checks.skeletons.from_numbers import made_up
from quiz.checks.skeletons.quantities import YEAR, quantities
from quiz.checks.skeletons.suggestion import Suggestion, suggest
from quiz.core.documents.document import Document
from quiz.core.questions import Choice, Matching, Question, all_cites
from quiz.core.text import fold


def suggested(text: str, *, english: bool = True) -> Suggestion:
    return suggest(Document(text), is_english=english)


def questions(text: str, *, english: bool = True) -> list[Question]:
    return [draft.question for draft in suggested(text, english=english).drafts]


def matching(text: str, *, english: bool = True) -> list[tuple[str, list[tuple[str, str]]]]:
    found = [each for each in questions(text, english=english) if isinstance(each, Matching)]
    return [(each.stem, [(pair.prompt, pair.answer) for pair in each.pairs]) for each in found]


def choice(text: str, stem: str) -> tuple[list[str], list[str]]:
    """The right and the wrong options of the question with that stem."""
    (found,) = [each for each in questions(text) if isinstance(each, Choice) and each.stem == stem]
    return [it.text for it in found.options if it.is_key], [it.text for it in found.options if not it.is_key]


CELLS = [("Plasma", "The liquid part"), ("Platelets", "Fragments that clot"), ("Haemoglobin", "A protein")]


@pytest.mark.parametrize(
    "lines",
    [
        ["Plasma: the liquid part.", "Platelets: fragments that clot.", "Haemoglobin: a protein."],
        ["**Plasma**: the liquid part.", "**Platelets** - fragments that clot.", "**Haemoglobin:** a protein."],
        ["Plasma - the liquid part.", "Platelets – fragments that clot.", "Haemoglobin — a protein"],
        ["Plasma is the liquid part.", "Platelets are fragments that clot.", "**Haemoglobin** is a protein."],
    ],
)
def test_a_list_of_definitions_is_matched(lines: Sequence[str]) -> None:
    text = "# Blood\n\n" + "".join(f"- {line}\n" for line in lines)
    assert matching(text) == [("Which description belongs to which term of “Blood”?", CELLS)]


def test_paragraphs_that_are_definitions_are_matched() -> None:
    text = "Plasma: the liquid part.\n\nPlatelets: fragments that clot.\n\nHaemoglobin: a protein.\n"
    assert matching(text) == [("Which description belongs to which term?", CELLS)]


def test_each_column_of_a_table_is_matched_with_the_first() -> None:
    text = (
        "| Cell | Life span | Task |\n|---|---|---|\n| Red cell | 120 days | Oxygen |\n"
        "| Neutrophil | 5 days | Defence |\n| Platelet | 9 days | - |\n"
        "| Mast cell | 5 days | Alarm |\n"
    )
    assert matching(text) == [
        (
            "Which life span belongs to which cell?",
            [("Red cell", "120 days"), ("Neutrophil", "5 days"), ("Platelet", "9 days"), ("Mast cell", "5 days")],
        ),
        (
            "Which task belongs to which cell?",
            [("Red cell", "Oxygen"), ("Neutrophil", "Defence"), ("Mast cell", "Alarm")],
        ),
    ]


def test_headings_beside_one_another_are_matched_with_what_they_are() -> None:
    text = (
        "# Offices\n\n## Consul\n\nA consul was one of two magistrates.\n\n## Praetor\n\n"
        "It was a judge.\n\n## Tribune\n\nThe tribunes were officials of the people.\n\n"
        "## Summary\n\nAll is a summary.\n"
    )
    assert matching(text) == [
        (
            "Which description belongs to which term of “Offices”?",
            [("Consul", "One of two magistrates"), ("Praetor", "A judge"), ("Tribune", "Officials of the people")],
        )
    ]


def test_long_lists_are_cut_into_questions_of_eight_pairs_at_most() -> None:
    names = ["Alba", "Bora", "Cora", "Dora", "Enna", "Fora", "Gora", "Hanna", "Ida"]
    text = "".join(f"- {name}: thing number {number}x.\n" for number, name in enumerate(names))
    assert [len(pairs) for _, pairs in matching(text)] == [4, 5]


@pytest.mark.parametrize(
    ("lead", "title", "stem"),
    [
        ("Parts of cells are:", "Cells", "Which of these are parts of cells?"),
        ("The board consists of:", "", "Which of these does the board consist of?"),
        ("Later work may focus on:", "", "Later work may focus on which of these?"),
        ("Bones have several uses:", "", "Bones have several uses. Which of these are among them?"),
        ("Bones are used. Some of these include:", "", "Bones are used. Which of these are among them?"),
        ("Its uses include:", "The bone", "Which of these belong to “The bone”?"),
        ("Its uses include:", "What are the uses?", "What are the uses?"),
        ("Its uses include:", "Can it be used?", "Which of these are named under “Can it be used?”?"),
    ],
)
def test_stems_of_lists(lead: str, title: str, stem: str) -> None:
    heading = f"# {title}\n\n" if title else ""
    text = f"{heading}{lead}\n\n- walking\n- standing\n\nStones are lumps of salt. Fever is a rise of warmth.\n"
    assert stem in [question.stem for question in questions(text)]


def test_a_list_is_asked_by_the_sentence_that_leads_up_to_it() -> None:
    text = (
        "Treatments of failure include:\n\n- dialysis\n- transplantation\n- rest\n\n"
        "Filtration is a way to part things. Renin is an enzyme. Absorption is a way to take things in.\n"
    )
    right, wrong = choice(text, "Which of these are treatments of failure?")
    assert right == ["Dialysis", "Transplantation", "Rest"]
    assert sorted(wrong) == ["Absorption", "Filtration"]


KIDNEY = """\
Erythropoietin is a hormone that stimulates the marrow. Renin is an enzyme that raises blood pressure.
Aldosterone is a hormone that keeps sodium. Dialysis is a treatment by machine. Erythropoietin, a drug, is costly.
"""


def test_a_definition_is_asked_with_other_terms_of_the_document() -> None:
    right, wrong = choice(KIDNEY, "Which of these is an enzyme that raises blood pressure?")
    assert right == ["Renin"]
    assert sorted(wrong) == ["Aldosterone", "Erythropoietin"]


def test_no_wrong_option_is_right_by_what_the_document_says() -> None:
    text = (
        "Interleukin 2 (IL-2) is a type of cytokine. A cytokine is a protein of immunity. Insulin is a hormone "
        "of the pancreas. IL-2 is a growth factor for lymphocytes. Renin is an enzyme of the kidney. "
        "Activated T cells are lymphocytes with a task. T cells are lymphocytes with a task.\n"
    )
    for question in questions(text):
        assert isinstance(question, Choice)
        key = next(option.text for option in question.options if option.is_key)
        wrong = {option.text for option in question.options if not option.is_key}
        if key.startswith(("Interleukin", "IL-2")):
            assert not wrong & {"Interleukin 2 (IL-2)", "IL-2", "Cytokine"}
        if key.endswith("T cells"):
            assert not any(each.endswith("T cells") for each in wrong)


def test_numbers_are_asked_with_others_of_their_unit() -> None:
    text = "A red cell lives for about 120 days. A platelet lives for 9 days. The heart weighs 300 grams.\n"
    right, wrong = choice(text, "A red cell lives for about how many days?")
    assert right == ["120"]
    assert "9" in wrong
    drafts = [each for each in suggested(text).drafts if each.source is Source.NUMBER]
    assert [draft.note for draft in drafts] == [(made_up(quantities("It lives 9 days.")[0]),)] * 2


@pytest.mark.parametrize(
    ("sentence", "stem", "number"),
    [
        ("At rest they receive a fifth of the blood.", "At rest they receive what share of the blood?", "A fifth"),
        ("A kidney has about one million nephrons.", "A kidney has about how many nephrons?", "One million"),
        (
            "Sugar appears above about 10 millimoles per litre, because the tubule is then full.",
            "Sugar appears above about how many millimoles per litre?",
            "10",
        ),
        ("The disease lasts for three months and is grave.", "The disease lasts for how many months?", "Three"),
        (
            "When the rate is below 15 millilitres a minute, the kidney has failed, and many patients need dialysis.",
            "When the rate is below how many millilitres a minute, the kidney has failed?",
            "15",
        ),
        ("In 1628 Harvey described the heart.", "Harvey described the heart in which year?", "1628"),
        ("About 99 per cent of it is taken back.", "About what percentage of it is taken back?", "99%"),
        ("It takes 2 to 4 hours.", "", ""),
        ("The way takes 2 to 4 hours.", "The way takes how many hours?", "2 to 4"),
    ],
)
def test_a_number_alone_stands_against_numbers_that_are_made_up(sentence: str, stem: str, number: str) -> None:
    drafts = [each for each in suggested(sentence).drafts if each.source is Source.NUMBER]
    if not stem:
        assert drafts == []
        return
    (draft,) = drafts
    assert isinstance(draft.question, Choice)
    (asked,) = [each for each in quantities(sentence) if each.option == number.lower() or each.option == number]
    assert (draft.question.stem, draft.note) == (stem, (made_up(asked),))
    texts = [option.text for option in draft.question.options]
    assert [option.text for option in draft.question.options if option.is_key] == [number]
    assert len(texts) == len({worth(text) for text in texts}) == 4
    assert [worth(text) for text in texts] == sorted(map(worth, texts))
    assert all(worth(text) > 0 for text in texts)


@pytest.mark.parametrize(
    ("sentence", "way"),
    [
        ("The way takes 20 hours.", "from its multiples and parts"),
        ("Four membranes form the envelope.", "from numbers near it"),
        ("The way takes 2 to 4 hours.", "from numbers near it"),
        ("At rest they receive a fifth of the blood.", "from other shares"),
        ("Harvey described the heart in 1628.", "from years near it"),
    ],
)
def test_a_comment_says_how_numbers_were_made_up(sentence: str, way: str) -> None:
    (draft,) = suggested(f"# Title\n\n{sentence}\n").drafts
    assert draft.note == (f"Wrong numbers that are not in the document were made up {way}: see that none is right.",)


@pytest.mark.parametrize(
    "sentence",
    [
        "Inside lies a third system of membranes, the thylakoids, which are stacked into grana.",
        "Below lies a layer of fat that keeps it warm.",
        "At 25 °C the enzyme of the leaf uses oxygen.",
        "Within about 20 days the cell of the blood dies.",
        "The price is a loss of water through the pores.",
        "The share rises with temperature, because carbon dioxide becomes less soluble.",
    ],
)
def test_what_makes_no_question_is_left_to_the_author(sentence: str) -> None:
    others = "Water is a liquid that flows. Sand is a heap of grains. Carbon is an element of life."
    found = suggested(f"# Title\n\n{others} {sentence}\n")
    assert sentence in [statement.text for statement in found.unexamined]


def test_a_place_is_no_term_of_a_list() -> None:
    items = "- Inside: the membranes are stacked.\n- Stroma: the fluid is clear.\n- Lumen: the space is narrow.\n"
    pairs = [pair for _, pairs in matching(f"# Parts\n\n{items}- Envelope: the skin is double.\n") for pair in pairs]
    assert [prompt for prompt, _ in pairs] == ["Stroma", "Lumen", "Envelope"]


@given(
    st.integers(1, 10**7).map(str)
    | st.sampled_from(["three", "half", "two thirds", "1 to 2", "two million", "1,200", "0.5"]),
    st.sampled_from(["day", "%", "share", YEAR]),
    st.text(max_size=5),
)
def test_numbers_that_are_made_up_are_others(number: str, unit: str, seed: str) -> None:
    made = others_like(number, unit, seed, most=3)
    assert len(made) in {0, 3}
    assert worth(number) not in map(worth, made)
    assert len(set(made)) == len(made)


@pytest.mark.parametrize(
    ("heads", "stem"),
    [
        ("| Part of the nephron | What it does |", "What belongs to each part of the nephron?"),
        ("| Part | Where it lies |", "What belongs to each part?"),
        ("| Part | Makes urine |", "What belongs to each part?"),
        ("| When | Event |", "What goes with each entry of “When”?"),
        ("| Party | Voters |", "Which voters belong to which party?"),
    ],
)
def test_stems_of_tables(heads: str, stem: str) -> None:
    text = f"{heads}\n|---|---|\n| Loop | It rises. |\n| Duct | It sets. |\n| Tuft | It sinks. |\n"
    assert matching(text) == [(stem, [("Loop", "It rises"), ("Duct", "It sets"), ("Tuft", "It sinks")])]


SENTENCES = """\
# Work

The kidneys have two tasks:

- They release hormones.
- They make urine.

# Hormones that act

- Aldosterone comes from the adrenal gland. It keeps sodium.
- Vasopressin comes from the brain.
- Calcitonin comes from the thyroid.

# Hormones that the kidney releases

- Renin is released when pressure falls.
- Erythropoietin is released when oxygen is low.
"""


def test_a_sentence_of_a_list_is_no_wrong_option() -> None:
    for question in questions(SENTENCES):
        if isinstance(question, Choice):
            wrong = {option.text for option in question.options if not option.is_key}
            assert not {"They release hormones", "They make urine"} & wrong
    right, wrong_ones = choice(SENTENCES, "The kidneys have two tasks. Which of these are among them?")
    assert (right, wrong_ones) == (["They release hormones", "They make urine"], [WRONG])


def test_sentences_of_a_list_are_asked_by_what_they_are_about() -> None:
    right, wrong = choice(SENTENCES, "Which of these are hormones that act?")
    assert right == ["Aldosterone", "Vasopressin", "Calcitonin"]
    assert sorted(wrong) == ["Erythropoietin", "Renin"]
    assert (
        "What is true of which term of “Hormones that act”?",
        [
            ("Aldosterone", "Comes from the adrenal gland"),
            ("Vasopressin", "Comes from the brain"),
            ("Calcitonin", "Comes from the thyroid"),
        ],
    ) in matching(SENTENCES)


def test_wrong_options_are_of_the_number_and_sort_of_the_key() -> None:
    text = (
        "# Failure\n\nAcute injury develops within hours. Chronic disease lasts for life. A fever passes. "
        "Chronic disease is common. A fever is short.\n\n# Parts\n\n- Loop: a bend.\n- Ducts: tubes.\n"
    )
    right, wrong = choice(text, "Which of these develops within hours?")
    assert (right, sorted(wrong)) == (["Acute injury"], ["Chronic disease", "Fever"])


def test_what_is_left_of_a_section_is_matched() -> None:
    text = "Reabsorption brings water back. Secretion moves salts out. Limbs pump salt away.\n"
    assert matching(text) == [
        (
            "What is true of which?",
            [
                ("Reabsorption", "Brings water back"),
                ("Secretion", "Moves salts out"),
                ("Limbs", "Pump salt away"),
            ],
        )
    ]


def test_topics_have_short_ids() -> None:
    titles = ("Two organs and their work", "Hormones that act on the kidney", "Hormones that act on the kidneys")
    text = "".join(f"# {title}\n\nCells live.\n\n" for title in titles)
    assert list(suggested(text).outline.topics("T")) == [
        "two-organs-work",
        "hormones-act-kidney",
        "hormones-act-kidneys",
    ]


def test_a_quotation_that_stands_twice_is_made_longer() -> None:
    text = "Renin is an enzyme. Cells live.\n\nInsulin is a hormone. Bile is a fluid. Renin is an enzyme. Cells die.\n"
    cites = [cite for question in questions(text) for cite in all_cites(question)]
    assert "Renin is an enzyme. Cells live." in cites
    assert "Renin is an enzyme. Cells die." in cites


def test_other_languages_are_read_by_their_structure_alone() -> None:
    text = (
        "# Blut\n\nPlasma is a fluid of the blood. Rennin is an enzyme of the calf.\n\n"
        "- Plasma: die Flüssigkeit\n- Zelle: ein Lebewesen\n- Eiweiß: ein Stoff\n"
    )
    assert matching(text, english=False) == [
        ("Blut?", [("Plasma", "Die Flüssigkeit"), ("Zelle", "Ein Lebewesen"), ("Eiweiß", "Ein Stoff")])
    ]
    assert len(questions(text, english=False)) == 1


def test_sections_are_topics_and_a_document_without_headings_has_one() -> None:
    text = "Before.\n\n# The cell\n\nCells live.\n\n## Nothing here\n\n# The cell\n\nCells die.\n"
    assert suggested(text).outline.topics("T") == {"document": "T", "cell": "The cell", "cell-2": "The cell"}
    assert suggested("Cells live.\n").outline.topics("T") == {"document": "T"}
    assert suggested("細胞は生きている。\n\n# 細胞\n\n細胞だ。\n").outline.topics("T") == {
        "document": "T",
        "section": "細胞",
    }


def test_what_nothing_was_made_of_is_told() -> None:
    found = suggested("Renin is an enzyme of the kidney. It rises. Bile is a fluid of the liver.\n")
    assert [statement.text for statement in found.unexamined] == ["It rises."]
    assert sum(found.counts.values()) == len(found.drafts) == 2


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("Cells.", True),
        ("The cell is the unit of life and of all that lives in it. " * 4, True),
        ("Die Zelle ist die Einheit des Lebens und aller Wesen, die leben. " * 4, False),
    ],
)
def test_english_is_told_by_its_commonest_words(text: str, is_so: bool) -> None:
    assert is_english(text) is is_so


PIECES = [
    "# Cells ",
    "## ",
    "- ",
    "1. ",
    "| a | b |\n| --- | --- |\n| x | y |\n| z | w |\n",
    "**T**: what\n",
    "Term: what it is.\n",
    "X is a Y of Z. ",
    "A, B and C",
    "Parts of cells include A, B and C. ",
    "\n\n",
    "\n",
    "IL-2 is not a drug. ",
    "It is a bone. ",
    "About 20% of ",
    " 5 days. ",
    "(",
    ")",
    '"',
    "\u0301",
    "ﬁ",
    "\u00ad",
    "Q",
    ", also called R, ",
    "are:\n",
    "- item one\n- item two\n",
]
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=30).map("".join)


@settings(deadline=None)
@given(texts, st.booleans())
def test_every_draft_of_any_document_can_be_a_question(text: str, english: bool) -> None:
    document = Document(text)
    found = suggest(document, is_english=english)
    ids = [draft.question.id for draft in found.drafts]
    assert len(set(ids)) == len(ids)
    topics = found.outline.topics("T")
    for draft in found.drafts:
        question = draft.question
        assert question.is_draft
        assert question.topic in topics
        assert question.stem.endswith("?")
        assert all(len(document.find(cite)) == 1 for cite in all_cites(question))
        assert all_cites(question)
        match question:
            case Choice():
                assert question.keys
                assert len(question.keys) < len(question.options)
                assert len({fold(option.text) for option in question.options}) == len(question.options)
            case Matching():
                assert len({fold(pair.prompt) for pair in question.pairs}) == len(question.pairs) > 1
                assert len({fold(text) for text in question.choices}) == len(question.choices) > 2
    examined = {statement for draft in found.drafts for statement in draft.statements}
    assert examined.isdisjoint(found.unexamined)
    assert len(examined) + len(found.unexamined) == len(found.outline.statements)
    again = suggest(Document(text), is_english=english)
    assert [draft.question for draft in again.drafts] == [draft.question for draft in found.drafts]
