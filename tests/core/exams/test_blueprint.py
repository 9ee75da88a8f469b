from __future__ import annotations

import tomllib
from collections import Counter

import pytest
from hypothesis import given, strategies as st

from quiz.core.bank import Bank
from quiz.core.exams.blueprint import Blueprint, Part, blueprint_of, draw_exam, shortfalls, spread
from quiz.core.questions import Level
from quiz.core.reports.progress import Standing
from quiz.core.selection import UNSEEN
from tests.core.samples import bank, choice

LEVELS = {"r": Level.RECALL, "u": Level.UNDERSTAND, "a": Level.APPLY, " ": None}


def made(topics: dict[str, str]) -> Bank:
    """A bank with a question in each topic for each letter of its levels; a capital letter is that of a draft."""
    return bank(
        [
            choice(f"{topic}{i}", "10", topic=topic, level=LEVELS[level.lower()], is_draft=level.isupper())
            for topic, levels in topics.items()
            for i, level in enumerate(levels)
        ]
    )


BANK = made({"x": "rruua ", "y": "rrR", "z": "a"})


def blueprint(text: str) -> Blueprint:
    """The blueprint in words: "x 2, y 1 r"."""
    parts = [part.split() for part in text.split(", ")]
    return Blueprint(
        tuple(Part(topic, int(count), LEVELS["".join(level)[:1] or " "]) for topic, count, *level in parts)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[topics]\nx = 2\ny = 1", "x 2, y 1"),
        ("questions = 3\n[topics]\nx = 2\ny = 1", "x 2, y 1"),
        ("[topics]\nx = { recall = 2, apply = 1 }\ny = 1", "x 2 r, x 1 a, y 1"),
        ("[topics.x]\nunderstand = 4", "x 4 u"),
        ('questions = 10\n[topics]\nx = "50 %"\ny = "30%"\nz = "20 %"', "x 5, y 3, z 2"),
        ('questions = 10\n[topics]\nx = "33.3 %"\ny = "33.3 %"\nz = "33.3 %"', "x 4, y 3, z 3"),
        ('questions = 7\n[topics]\nx = { recall = "25 %", apply = "25 %" }\ny = "50 %"', "x 2 r, x 2 a, y 3"),
        ('questions = 8\n[topics]\nx = "12.5 %"\ny = "87.5 %"', "x 1, y 7"),
    ],
)
def test_a_file_says_what_an_exam_asks(text: str, expected: str) -> None:
    assert blueprint_of(tomllib.loads(text)) == blueprint(expected)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["[topics]"]),
        ("topics = 3", ["[topics]"]),
        ("[topics]", ["[topics]"]),
        ("minutes = 3\n[topics]\nx = 1", ['"minutes" means nothing']),
        ("questions = 0\n[topics]\nx = 1", ['"questions"']),
        ("questions = true\n[topics]\nx = 1", ['"questions"']),
        ("questions = 0xffffffffffffffffffff\n[topics]\nx = 1", ['"questions"']),
        ('questions = "3"\n[topics]\nx = 3', ['"questions"']),
        ("[topics]\nx = 0\ny = -1", ['"x"', '"y"']),
        ("[topics]\nx = true", ['"x"']),
        ("[topics]\nx = 1.5", ['"x"']),
        ('[topics]\nx = "a third"', ['"x"']),
        ("[topics]\nx = {}", ['"x" is an empty table']),
        ("[topics]\nx = { remember = 1 }", ['"remember"; the levels are: recall, understand, apply.']),
        ("[topics]\nx = { recall = [] }", ['"x", recall']),
        ("questions = 4\n[topics]\nx = 2\ny = 1", ['add up to 3 questions, and "questions" says 4']),
        ('questions = 4\n[topics]\nx = 2\ny = "50 %"', ["do not mix"]),
        ('[topics]\nx = "100 %"', ["questions = 40"]),
        ('questions = 4\n[topics]\nx = "50 %"\ny = "40 %"', ["90 %, and not to 100 %"]),
        ('questions = 4\n[topics]\nx = "50 %"\ny = "60.5 %"', ["110.5 %"]),
        ('questions = 4\n[topics]\nx = "95 %"\ny = "5 %"', ['"y" is too small for one of 4']),
        ('questions = 4\n[topics]\nx = "100 %"\ny = "0 %"', ['"y" is too small']),
    ],
)
def test_what_a_file_cannot_say_is_told_in_a_sentence_each(text: str, words: list[str]) -> None:
    faults = blueprint_of(tomllib.loads(text))
    assert isinstance(faults, tuple)
    assert len(faults) == len(words)
    for fault, word in zip(faults, words, strict=True):
        assert word in fault


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["50 %", "recall"]),
        lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["topics", "recall"]), inner),
    )
)
def test_any_table_is_a_blueprint_or_faults(value: object) -> None:
    made = blueprint_of({"questions": 4, "topics": value})
    if isinstance(made, Blueprint):
        assert made.questions == 4
        assert all(part.count > 0 for part in made.parts)
    else:
        assert made
        assert all(made)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ("x 6, y 2, z 1", []),
        ("x 2 r, x 2 u, x 1 a", []),
        ("x 2 r, x 4", []),
        ("x 7", ['"x" has 6 questions, and the blueprint asks for 7']),
        ("y 3", ['"y" has 2 questions']),
        ("z 2", ['"z" has 1 question,']),
        ("x 3 r", ['"x" has 2 questions of the level recall, and the blueprint asks for 3']),
        ("z 2 a", ['"z" has 1 question of the level apply, and the blueprint asks for 2']),
        ("z 1 r", ['"z" has 0 questions of the level recall']),
        ("x 2 r, x 5", ['"x" has 6 questions, and the blueprint asks for 7']),
        ("x 1 r, x 2 r", ["asks for 3"]),
        ("nowhere 1, gone 1", ['no topic "nowhere", "gone". Its topics are: x, y, z.']),
        ("nowhere 1, y 3, z 2", ["nowhere", '"y"', '"z"']),
    ],
)
def test_what_the_bank_has_not_is_told(wanted: str, words: list[str]) -> None:
    faults = shortfalls(blueprint(wanted), BANK)
    assert len(faults) == len(words)
    for fault, word in zip(faults, words, strict=True):
        assert word in fault
    if faults:
        with pytest.raises(ValueError) as refused:
            draw_exam(BANK, blueprint(wanted), {}, 1)
        assert str(refused.value) == " ".join(faults)


@pytest.mark.parametrize(
    ("topics", "count", "expected"),
    [
        ({"x": "r" * 6, "y": "r" * 3, "z": "r"}, 10, "x 6, y 3, z 1"),
        ({"x": "r" * 6, "y": "r" * 3, "z": "rr"}, 5, "x 3, y 1, z 1"),
        ({"x": "r" * 60, "y": "r" * 30, "z": "r" * 10}, 20, "x 12, y 6, z 2"),
        ({"x": "r" * 5, "y": "rRRRRR"}, 4, "x 3, y 1"),
        ({"x": "r" * 2, "y": "r"}, 99, "x 2, y 1"),
    ],
)
def test_a_number_is_spread_over_the_topics_in_proportion(topics: dict[str, str], count: int, expected: str) -> None:
    assert {spread(made(topics), count, seed) for seed in range(5)} == {blueprint(expected)}


def test_of_equal_topics_the_seed_takes_now_these_and_now_those() -> None:
    equal = made(dict.fromkeys("abcdef", "rr"))
    drawn = {spread(equal, 3, seed) for seed in range(30)}
    assert len(drawn) > 5
    assert {part.topic for each in drawn for part in each.parts} == set("abcdef")


BANKS = st.dictionaries(st.sampled_from("vwxyz"), st.text("ruaRUA ", min_size=1, max_size=9), min_size=1).map(made)


@given(BANKS, st.integers(0, 50), st.integers())
def test_a_spread_is_whole_and_can_be_drawn(bank: Bank, count: int, seed: int) -> None:
    wanted = spread(bank, count, seed)
    asked = len(bank.catalogue) - len(bank.catalogue.drafts)
    assert wanted.questions == min(count, asked)
    assert shortfalls(wanted, bank) == ()
    has = Counter(question.topic for question in bank.questions if not question.is_draft)
    for topic in bank.topics:
        got = sum(part.count for part in wanted.parts if part.topic == topic)
        assert abs(got - wanted.questions * has[topic] / max(asked, 1)) < 1


PARTS = st.lists(
    st.builds(Part, st.sampled_from("vwxyz"), st.integers(1, 4), st.sampled_from([None, *Level])),
    min_size=1,
    max_size=5,
).map(lambda parts: Blueprint(tuple(parts)))


@given(BANKS, PARTS, st.data())
def test_a_blueprint_is_kept_exactly_and_what_was_not_seen_comes_first(
    bank: Bank, wanted: Blueprint, data: st.DataObject
) -> None:
    ids = list(bank.catalogue.ids)
    standings = data.draw(st.dictionaries(st.sampled_from(ids), st.sampled_from(Standing)))
    if shortfalls(wanted, bank):
        with pytest.raises(ValueError):
            draw_exam(bank, wanted, standings, 1)
        return
    drawn = draw_exam(bank, wanted, standings, 1)
    assert len(drawn) == len(set(drawn)) == wanted.questions
    asked = {question.id: question for question in bank.questions if not question.is_draft}
    assert set(drawn) <= set(asked)

    def is_seen(id: str) -> bool:
        return standings.get(id, Standing.UNSEEN) not in UNSEEN

    for topic in {part.topic for part in wanted.parts}:
        parts = [part for part in wanted.parts if part.topic == topic]
        mine = [id for id in drawn if asked[id].topic == topic]
        assert len(mine) == sum(part.count for part in parts)
        left = {id for id, question in asked.items() if question.topic == topic} - set(mine)
        for level in Level:
            count = sum(part.count for part in parts if part.level is level)
            assert sum(asked[id].level is level for id in mine) >= count
        # Where the topic asks for no levels, one that was seen is drawn only when none unseen is left.
        if all(part.level is None for part in parts) and any(map(is_seen, mine)):
            assert all(map(is_seen, left))
        if all(part.level is not None for part in parts):
            for level in Level:
                if any(is_seen(id) for id in mine if asked[id].level is level):
                    assert all(is_seen(id) for id in left if asked[id].level is level)


def test_a_part_of_any_level_leaves_the_levels_of_the_others() -> None:
    for seed in range(20):
        drawn = draw_exam(BANK, blueprint("x 2, x 2 u, x 1 a"), {}, seed)
        assert len(drawn) == 5
        assert {"x2", "x3", "x4"} < set(drawn)


@pytest.mark.parametrize(
    ("wanted", "count", "expected"),
    [
        (["x", "y"], 8, "x 6, y 2"),
        (["x"], 3, "x 3"),
        (["y"], 3, "y 2"),
        (["y", "none"], 1, "y 1"),
    ],
)
def test_a_number_is_spread_over_the_topics_that_are_wanted(wanted: list[str], count: int, expected: str) -> None:
    assert spread(BANK, count, 1, wanted) == blueprint(expected)


@pytest.mark.parametrize("wanted", [[], ["none"]])
def test_nothing_is_spread_over_no_topic(wanted: list[str]) -> None:
    assert spread(BANK, 5, 1, wanted) == Blueprint(())


def test_a_draw_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    wanted = blueprint("x 3, y 1")
    assert draw_exam(BANK, wanted, {}, 7) == draw_exam(BANK, wanted, {}, 7)
    assert len({draw_exam(BANK, wanted, {}, seed) for seed in range(40)}) > 20


def test_a_draft_is_never_drawn_and_topics_are_mixed() -> None:
    every = {draw_exam(BANK, blueprint("x 6, y 2"), {}, seed) for seed in range(20)}
    assert all(set(drawn) == {"x0", "x1", "x2", "x3", "x4", "x5", "y0", "y1"} for drawn in every)
    assert {drawn[0][0] for drawn in every} == {"x", "y"}
