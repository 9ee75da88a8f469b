import difflib
import re
import resource
import stat
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings, strategies as st

from quiz.banks.parsers import PureParser
from quiz.banks.writing import editing, spans
from quiz.banks.writing.editing import BankText
from quiz.banks.writing.spans import Spans
from quiz.core.questions import Choice, Extra, Matching, Option, Question
from quiz.errors import BankError, RequestError
from tests.banks.hands import Typed, typed
from tests.banks.strategies import any_text, banks

HERE = Path(__file__).parents[1]
SHIPPED = HERE.parents[1] / "questions" / "il2-neonatal" / "bank.yaml"
GOOD = [
    SHIPPED,
    *sorted((HERE / "good").glob("*/bank.yaml")),
    *sorted((HERE.parent / "data" / "banks").glob("*/bank.yaml")),
]
WHOLE = HERE / "good" / "whole" / "bank.yaml"
NOWHERE = Path("bank.yaml")

OF_ANY_KIND = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None, max_examples=50
)
by_name = pytest.mark.parametrize("file", GOOD, ids=lambda file: str(file.parent.name))


def difference(before: BankText, after: BankText) -> str:
    """The lines that went and those that came, as a patch has them."""
    one, two = before.text.splitlines(keepends=True), after.text.splitlines(keepends=True)
    lines = list(difflib.unified_diff(one, two, n=0))[2:]
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines if not line.startswith("@"))


def changed_lines(before: str, after: str) -> tuple[int, int]:
    """The first and the last of the lines before that are not lines after; the last is the smaller where all are."""
    one, two = before.splitlines(), after.splitlines()
    same = shared(one, two)
    return same, len(one) - shared(one[same:][::-1], two[same:][::-1]) - 1


def shared(one: Sequence[str], two: Sequence[str]) -> int:
    """How many lines both begin with."""
    return next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))


def comments(text: str) -> list[str]:
    """The comments of a typed bank, of which no text holds one."""
    return sorted(re.findall(r"(?m)(?:^| )# (?:why\?|- no: item|x: y|a remark)\r?$", text.replace("\r\n", "\n")))


@by_name
def test_a_bank_that_is_read_and_kept_is_byte_for_byte_the_same(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "bank.yaml"
    for data in (file.read_bytes(), b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n").rstrip()):
        copy.write_bytes(data)
        assert editing.read(copy).data == data


@by_name
def test_the_same_questions_again_change_nothing(file: Path) -> None:
    before = editing.read(file)
    text = before
    for question in list(before.loaded.bank.questions)[:12]:
        text = text.with_question(question)
    assert text.text == before.text


@OF_ANY_KIND
@given(typed())
def test_a_typed_bank_is_what_it_was_typed_from(typed: Typed) -> None:
    text = BankText(typed.text, NOWHERE)
    assert list(text.loaded.bank.questions) == list(typed.bank.questions)
    for question in typed.bank.questions:
        assert text.with_question(question).text == typed.text


@OF_ANY_KIND
@given(typed(), any_text, st.data())
def test_another_text_changes_its_lines_and_no_other(typed: Typed, value: str, data: st.DataObject) -> None:
    text = BankText(typed.text, NOWHERE)
    parts = sorted(key for key in typed.lines if key[0] and key[1].split(".")[-1] not in NOT_TEXTS)
    question_id, part = data.draw(st.sampled_from(parts))
    try:
        after = text.with_text(question_id, part, value)
    except BankError as error:
        # The texts are any: one may be that of another option.
        assume(" by hand" in str(error))
        raise
    first, last = typed.lines[question_id, part]
    changed = changed_lines(typed.text, after.text)
    assert after.text == typed.text or (first <= changed[0] and changed[1] <= last)
    assert comments(after.text) == comments(typed.text)


NOT_TEXTS = {"id", "topic", "level", "pick", "pin"}


@OF_ANY_KIND
@given(typed(), banks(), st.data())
def test_any_question_can_become_any_other_and_its_neighbours_stay(
    typed: Typed, other: object, data: st.DataObject
) -> None:
    text = BankText(typed.text, NOWHERE)
    bank = typed.bank
    old = data.draw(st.sampled_from(list(bank.questions)))
    new = data.draw(st.sampled_from(list(other.questions)))  # type: ignore[attr-defined]
    new = replace(new, id=old.id, topic=data.draw(st.sampled_from(list(bank.topics))))
    after = text.with_question(new)
    assert list(after.loaded.bank.questions) == [new if each is old else each for each in bank.questions]
    lines = [line for (id, _), place in typed.lines.items() if id == old.id for line in place]
    changed = changed_lines(typed.text, after.text)
    assert new == old or min(lines) <= changed[0]
    if new != old and old.id != bank.questions[-1].id:
        following = bank.questions[list(bank.questions).index(old) + 1].id
        assert changed[1] < min(line for (id, _), place in typed.lines.items() if id == following for line in place)
    assert after.with_question(old).loaded.bank.questions == text.loaded.bank.questions


@OF_ANY_KIND
@given(typed(), st.data())
def test_moving_options_keeps_every_line_and_comment(typed: Typed, data: st.DataObject) -> None:
    text = BankText(typed.text, NOWHERE)
    question = data.draw(st.sampled_from(list(typed.bank.questions)))
    entries = question.options if isinstance(question, Choice) else question.pairs
    order = tuple(data.draw(st.permutations(range(len(entries)))))
    after = text.with_options_in_order(question.id, order)
    moved = after.loaded.bank.question(question.id)
    assert (moved.options if isinstance(moved, Choice) else moved.pairs) == tuple(entries[i] for i in order)
    assert comments(after.text) == comments(typed.text)
    is_on_lines = len({typed.lines[key] for key in typed.lines if key[0] == question.id}) > len(order)
    if is_on_lines and not any(line.count("{") or line.count("[") for line in typed.text.splitlines()):
        assert sorted(after.text.splitlines()) == sorted(typed.text.splitlines())


@OF_ANY_KIND
@given(typed(), banks(), st.data())
def test_questions_come_and_go_and_leave_the_others_alone(typed: Typed, other: object, data: st.DataObject) -> None:
    text = BankText(typed.text, NOWHERE)
    new: Question = replace(other.questions[0], id="a.new.one", topic=next(iter(typed.bank.topics)))  # type: ignore[attr-defined]
    assume(new.id not in typed.bank)
    longer = text.with_question(new)
    assert list(longer.loaded.bank.questions) == [*typed.bank.questions, new]
    assert longer.without_question(new.id).text == typed.text
    gone = data.draw(st.sampled_from(list(typed.bank.questions)))
    shorter = longer.without_question(gone.id)
    assert list(shorter.loaded.bank.questions) == [*(each for each in typed.bank.questions if each is not gone), new]


@OF_ANY_KIND
@given(typed())
def test_both_parsers_find_the_same_stretches(typed: Typed) -> None:
    found = Spans(typed.text).root
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spans, "fastest_parser", lambda: PureParser)
        assert Spans(typed.text).root == found


REMARKED = """\
# head
quiz: 1
id: cells
title: Cells
topics: {blood: Blood} # the only one
questions:

  # Blood

  # Of the first.
  - id: carriers   # never changed
    q:   Which cells carry oxygen?   # asked often
    choices:
      # the key
      - correct: "Red cells"
        # under the key
      - wrong: White cells
        because: 'They don''t.'
      # not sure of this one

      - Platelets # short

    category: blood
    # tags to come

  # Bone

  - {id: flow, q: 'Which?', options: [right: a, {wrong: b, why: No.}, c], topic: blood, tags: [x, y]}

  # Last of all.
  - id: last
    q: >-   # folded
      Which of these
      is bone?
    answers: [right: Skull,   # the key
              wrong: Skin]
    topic: blood
# the end"""


FOLDED = """\
-    q: >-   # folded
-      Which of these
-      is bone?
+    q: |-   # folded
+      Two
+      lines
"""
FLOW = "  - {id: flow, q: 'Which?', options: [right: a, {wrong: b, why: No.}, c], topic: blood, tags: [x, y]}\n"


@pytest.mark.parametrize(
    ("part", "value", "expected"),
    [
        (
            "carriers q",
            "Which ones?",
            "-    q:   Which cells carry oxygen?   # asked often\n+    q:   Which ones?   # asked often\n",
        ),
        (
            "carriers q",
            "One:\ntwo",
            '-    q:   Which cells carry oxygen?   # asked often\n+    q:   "One:\\ntwo"   # asked often\n',
        ),
        ("carriers options[0]", 'A "cell"', '-      - correct: "Red cells"\n+      - correct: "A \\"cell\\""\n'),
        (
            "carriers options[1].why",
            "It isn't: so",
            "-        because: 'They don''t.'\n+        because: 'It isn''t: so'\n",
        ),
        ("carriers options[1].why", "", "-        because: 'They don''t.'\n"),
        ("carriers options[2]", "- 1 # 2", '-      - Platelets # short\n+      - "- 1 # 2" # short\n'),
        (
            "carriers options[2].why",
            "No.",
            "-      - Platelets # short\n+      - wrong: Platelets\n+        why: No. # short\n",
        ),
        ("carriers why", "Well.", "+    why: Well.\n"),
        ("carriers tags", "a, b", '+    tags: ["a, b"]\n'),
        ("flow options[0]", "{a}", f"-{FLOW}+" + FLOW.replace("right: a", 'right: "{a}"')),
        ("flow options[1].why", "", f"-{FLOW}+{FLOW.replace(', why: No.', '')}"),
        ("flow why", "A: b", f"-{FLOW}+" + FLOW.replace("c],", 'c], why: "A: b",')),
        ("flow tags[1]", "", f"-{FLOW}+{FLOW.replace(', y]', ']')}"),
        ("last q", "Which?", "-      Which of these\n-      is bone?\n+      Which?\n"),
        ("last q", "Two\nlines", FOLDED),
        (
            "last options[0]",
            "Rib",
            "-    answers: [right: Skull,   # the key\n+    answers: [right: Rib,   # the key\n",
        ),
        ("last level", "recall", "+    level: recall\n"),
    ],
)
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_a_change_is_written_where_it_belongs_in_the_hand_of_the_file(
    part: str, value: str, expected: str, line_break: str
) -> None:
    before = BankText(REMARKED.replace("\n", line_break), NOWHERE)
    question_id, _, name = part.partition(" ")
    after = before.with_text(question_id, name, value)
    assert difference(before, after).replace("\r\n", "\n") == expected
    assert "\n" not in after.text.replace(line_break, "")


def test_what_moves_takes_its_comments_along() -> None:
    before = BankText(REMARKED, NOWHERE)
    assert before.with_options_in_order("carriers", (2, 1, 0)).text == REMARKED.replace(
        """\
      # the key
      - correct: "Red cells"
        # under the key
      - wrong: White cells
        because: 'They don''t.'
      # not sure of this one

      - Platelets # short
""",
        """\
      - Platelets # short
      - wrong: White cells
        because: 'They don''t.'
      # not sure of this one

      # the key
      - correct: "Red cells"
        # under the key
""",
    )
    assert before.with_options_in_order("last", (1, 0)).text == REMARKED.replace(
        "[right: Skull,   # the key\n              wrong: Skin]",
        "[wrong: Skin,   # the key\n              right: Skull]",
    )


def test_a_question_goes_with_its_own_comment_and_leaves_the_headings() -> None:
    before = BankText(REMARKED, NOWHERE)
    first = REMARKED[REMARKED.index("  # Of the first") : REMARKED.index("  # Bone")]
    assert before.without_question("carriers").text == REMARKED.replace(first, "")
    flow = REMARKED[REMARKED.index("  - {id: flow") : REMARKED.index("  # Last of all")]
    assert before.without_question("flow").text == REMARKED.replace(flow, "")
    last = REMARKED[REMARKED.index("\n\n  # Last of all") : REMARKED.index("\n# the end")]
    assert before.without_question("last").text == REMARKED.replace(last, "")


def test_a_new_question_goes_last_as_the_others_are_written() -> None:
    question = Choice(
        id="new", stem="Which?", topic="blood", options=(Option("a", is_key=True), Option("b", is_key=False))
    )
    lines = "  - id: new\n    q: Which?\n    options:\n      - right: a\n      - b\n    topic: blood"
    assert BankText(REMARKED, NOWHERE).with_question(question).text == REMARKED.replace(
        "\n# the end", f"\n\n{lines}\n# the end"
    )
    small = SMALL + "- id: a\n  q: Q\n  options: [right: a, b]\n  topic: blood"
    added = "\n\n- id: new\n  q: Which?\n  options:\n  - right: a\n  - b\n  topic: blood"
    assert BankText(small, NOWHERE).with_question(question).text == small + added


SMALL = "quiz: 1\nid: b\ntitle: B\ntopics: {blood: T}\nquestions:\n"


def test_a_matching_question_is_changed_pair_by_pair() -> None:
    before = editing.read(WHOLE)
    question = before.loaded.bank.question("tasks")
    assert isinstance(question, Matching)
    first, second, third = question.pairs
    changed = replace(
        question,
        pairs=(first._replace(cites=("Red cells", "carry oxygen")), third, second._replace(why="So.")),
        extras=(Extra("rest"), *question.extras),
    )
    assert (
        difference(before, before.with_question(changed))
        == """\
-        cite: Red cells carry oxygen.
-      - {prompt: White cells, answer: fight germs}
+        cite:
+          - Red cells
+          - carry oxygen
+      - {prompt: White cells, answer: fight germs, why: So.}
+      - rest
"""
    )
    assert before.with_question(changed).loaded.bank.question("tasks") == changed


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("nil", "q", "x"), 'has no question "nil"'),
        (("tasks", "match[0]", "x"), 'The question "tasks" has no text "match[0]"'),
        (("tasks", "match[9].why", "x"), "has no text"),
        (("tasks", "match[0].why.q", "x"), "has no text"),
        (("tasks", "match[0].?", "x"), "has no text"),
        (("tasks", "options[0]", "x"), "has no text"),
        (("tasks", "id", "x"), "has no text"),
        (("tasks", "", "x"), "has no text"),
        (("any", "cite", "x"), "has no text"),
        (("any", "q", ""), 'Write a text for "q"; it is empty.'),
        (("any", "q", "\x1b[2J"), "Remove the character U+001B"),
        (("any", "topic", "blod"), "Use one of the bank's topics"),
        (("any", "options[0]", "Neurons"), "another option reads the same"),
        (("any", "cite[0]", "nowhere in it"), "Quote words that stand in the document"),
    ],
)
def test_what_could_not_be_read_again_is_not_written(change: tuple[str, str, str], sentence: str) -> None:
    with pytest.raises((BankError, RequestError), match=re.escape(sentence)):
        editing.read(WHOLE).with_text(*change)


def test_the_last_question_stays() -> None:
    bank = editing.read(HERE / "good" / "norway")
    with pytest.raises(BankError, match="Keep one question"):
        bank.without_question("12").without_question("true")


def test_options_that_are_not_named_once_each_are_not_moved() -> None:
    with pytest.raises(RequestError, match="once"):
        editing.read(WHOLE).with_options_in_order("any", (0, 0, 1))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A bank of its own that may be written."""
    path = tmp_path / "bank.yaml"
    path.write_text(REMARKED, encoding="utf-8")
    return path


def test_a_change_is_saved_with_the_mode_of_the_file_through_a_link(file: Path, tmp_path: Path) -> None:
    file.chmod(0o640)
    link = tmp_path / "linked" / "bank.yaml"
    link.parent.mkdir()
    link.symlink_to(file)
    before = editing.read(link)
    after = before.with_text("carriers", "q", "Which?")
    editing.save(after, before)
    assert link.is_symlink()
    assert file.read_bytes() == after.data
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert sorted(tmp_path.iterdir()) == [file, link.parent]


def test_a_byte_order_mark_and_the_line_breaks_are_kept(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + REMARKED.replace("\n", "\r\n").encode())
    before = editing.read(file)
    editing.save(before.with_text("carriers", "q", "Which\nones?"), before)
    assert file.read_bytes() == b"\xef\xbb\xbf" + REMARKED.replace("\n", "\r\n").encode().replace(
        b"Which cells carry oxygen?", b'"Which\\nones?"'
    )


def test_a_file_that_was_changed_elsewhere_is_left_so(file: Path) -> None:
    before = editing.read(file)
    after = before.with_text("carriers", "q", "Which?")
    file.write_text("another's", encoding="utf-8")
    with pytest.raises(BankError, match="changed elsewhere in the meantime"):
        editing.save(after, before)
    file.unlink()
    with pytest.raises(BankError, match="cannot be written, and is as it was: No such file"):
        editing.save(after, before)
    assert not list(file.parent.iterdir())


def test_a_file_that_may_only_be_read_is_left_so(file: Path) -> None:
    before = editing.read(file)
    after = before.with_text("carriers", "q", "Which?")
    file.chmod(0o444)
    with pytest.raises(BankError, match="Make the file writable"):
        editing.save(after, before)
    assert file.read_text(encoding="utf-8") == REMARKED


def test_a_disk_that_is_full_loses_nothing(file: Path) -> None:
    before = editing.read(file)
    after = before.with_text("carriers", "q", "Which? " * 20_000)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, limits[1]))
    try:
        with pytest.raises(BankError, match="cannot be written, and is as it was: File too large"):
            editing.save(after, before)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(file.parent.iterdir()) == [file]
    assert file.read_text(encoding="utf-8") == REMARKED


def test_a_text_that_is_no_bank_is_not_saved(file: Path) -> None:
    before = editing.read(file)
    with pytest.raises(BankError, match='Begin the file with "quiz: 1"'):
        editing.save(BankText("- a list", file), before)
    assert file.read_text(encoding="utf-8") == REMARKED
