import subprocess
import sys
from pathlib import Path

import pytest

from quiz.banks.parsers import PureParser, fastest_parser
from quiz.banks.source import read_tree
from quiz.banks.syntax import DEPTH_LIMIT
from quiz.banks.textfile import UnreadableError, decode, is_refused, unprintables
from quiz.banks.tree import Mapping, Node, Scalar, Sequence, Tree
from quiz.core.text import is_unprintable

BANKS = sorted(Path(__file__).parent.glob("../data/broken/*/bank.yaml")) + sorted(
    Path(__file__).parent.glob("good/*/bank.yaml")
)

NO_ESCAPE = "Write two backslashes for one, or put the text in single quotes; {} means nothing between double quotes."

# A text, and what is said of it.
FAULTS = [
    ("a: b: c\n", '1:5: Put the text in quotes, it contains ": ".'),
    (
        "a: b\n  c: d\n",
        "2:3: Line this field up with the fields above it; as it is indented it continues the text before it.",
    ),
    (
        "x" * 1100 + ": b\n",
        "1:1101: Put what stands before this colon in quotes; it is longer than 1,024 characters.",
    ),
    ("a:\n\tb: c\n", "2:1: Indent with spaces; a tab cannot stand here."),
    ("a: @b\n", '1:4: Put the text in quotes, it begins with "@".'),
    ("a: `b\n", '1:4: Put the text in quotes, it begins with "`".'),
    ("a: %b\n", '1:4: Put the text in quotes, it begins with "%".'),
    ("a: * b\n", '1:4: Put the text in quotes, it begins with "*".'),
    ("a: & b\n", '1:4: Put the text in quotes, it begins with "&".'),
    ("a: !e!f b\n", '1:4: Put the text in quotes, it begins with "!".'),
    ("a: | b\n", '1:4: Put the text in quotes, it begins with "|".'),
    ("a: > 5\n", '1:4: Put the text in quotes, it begins with ">".'),
    ("a: , b\n", '1:4: Put the text in quotes, it begins with ",".'),
    ("a: ] b\n", '1:4: Put the text in quotes, it begins with "]".'),
    (
        "a: [b\nc: d\n",
        '1:4: Close the list that begins here with "]", or put the text in quotes if it begins with "[".',
    ),
    (
        "a: {b\nc: d\n",
        '1:4: Close the mapping that begins here with "}", or put the text in quotes if it begins with "{".',
    ),
    ("a: - b\n", '1:4: Begin a list on a line of its own, or put the text in quotes if it begins with "- ".'),
    (
        "a:\n  - b\n  c: d\n",
        '3:3: Begin this line with "- " like the other entries of the list, or indent it to continue one.',
    ),
    ("a:\n  b: c\n d: e\n", "3:2: Line this up with the fields above it."),
    ("  a: b\n c: d\n", "2:2: Line this up with the fields above it."),
    (
        "a: b\nc\nd: e\n",
        '2:1: Write ": " and a value after this, or indent the line if it continues the text above it.',
    ),
    (
        "a: 'b\nc: d\n",
        "1:4: Close the quotation that begins here, or double a quotation mark that belongs to the text.",
    ),
    (
        "a: 'it's'\n",
        "1:8: Put the whole text in one pair of quotes; something follows the closing quotation mark here.",
    ),
    ("a: [b] c\n", "1:8: Put the text in quotes; it cannot be read as it stands."),
    (
        'a: "\\q"\n',
        "1:5: " + NO_ESCAPE.format(r'"\q"'),
    ),
    (
        'a: "x\n  \\ud800"\n',
        "2:3: " + NO_ESCAPE.format(r'"\u"'),
    ),
    (
        'a: "\\U00110000"\n',
        "1:5: " + NO_ESCAPE.format(r'"\U"'),
    ),
    ('a: "\\\\e \\e"\n', r"1:9: Remove \e: the character U+001B cannot be shown."),
    ('a: "\\r"\n', r"1:5: Remove \r: the character U+000D cannot be shown."),
    ("a: b\x1bc\n", "1:5: Remove the character U+001B, which cannot be shown."),
    ("a: b\nc: \u202ed\n", "2:4: Remove the character U+202E, which cannot be shown."),
    ("a: b\r\n# \ufeff\r\n", "2:3: Remove the character U+FEFF, which cannot be shown."),
    ("# a\n%b\n", '2:1: Remove this line or put the text in quotes; a bank has no lines that begin with "%".'),
    ("<<: {a: b}\n", '1:1: Write the fields out; a bank has no merging with "<<".'),
    ("[a]: b\n", "1:1: Write a text before the colon; nothing else can be the name of a field."),
    (
        "*a : b\n",
        '1:1: Write the text out, or put it in quotes if it begins with "*"; a bank has no aliases such as "*a".',
    ),
    (
        "a: &b\n  c: d\n",
        '1:4: Write the text out, or put it in quotes if it begins with "&"; a bank has no anchors such as "&b".',
    ),
    ("a: !b [c]\n", '1:4: Put the text in quotes if it begins with "!"; a bank has no tags such as "!b".'),
    ("a: !!int 3\n", '1:4: Put the text in quotes if it begins with "!"; a bank has no tags such as "!!int".'),
    ("a: b\n---\nc: d\n", "2:1: Put each bank in a file of its own; a second one begins here."),
    ("a: b\n...\nc: d\n", "3:1: Put each bank in a file of its own; a second one begins here."),
    ("- " * (DEPTH_LIMIT + 1) + "a\n", "1:41: Close the brackets: no bank is nested more than 20 deep."),
]


def plain(node: Node | None) -> object:
    """The tree in tuples and lists, with every place."""
    match node:
        case Scalar():
            return node.text, node.line, node.column, node.style or "", node.is_cut
        case Sequence():
            return [node.line, node.column, *map(plain, node.items)]
        case Mapping():
            return [node.line, node.column, *((plain(key), plain(value)) for key, value in node.entries)]
        case None:
            return None


def whole(tree: Tree) -> object:
    return plain(tree.root), tree.problems, tree.is_partial


@pytest.mark.parametrize(("text", "said"), FAULTS)
@pytest.mark.parametrize("parser", [fastest_parser(), PureParser])
def test_a_fault_is_told_with_its_place_and_a_remedy(text: str, said: str, parser: type[PureParser]) -> None:
    (problem,) = read_tree(text, "f", parser).problems
    assert str(problem) == f"f:{said}"


@pytest.mark.parametrize("path", BANKS, ids=lambda path: str(path.parent.name))
def test_both_parsers_read_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert whole(read_tree(text, "f")) == whole(read_tree(text, "f", PureParser))


@pytest.mark.parametrize("parser", [fastest_parser(), PureParser])
def test_texts_stay_as_typed_and_know_their_places(parser: type[PureParser]) -> None:
    text = "a: NO # cut\n'b': [1.10, \"~\"]\nc:\n  d: |\n    e # f\n  g:\nh: i\n  j#k\n"
    assert plain(read_tree(text, "f", parser).root) == [
        1,
        1,
        (("a", 1, 1, "", False), ("NO", 1, 4, "", True)),
        (("b", 2, 1, "'", False), [2, 6, ("1.10", 2, 7, "", False), ("~", 2, 13, '"', False)]),
        (
            ("c", 3, 1, "", False),
            [
                4,
                3,
                (("d", 4, 3, "", False), ("e # f\n", 4, 6, "|", False)),
                (("g", 6, 3, "", False), ("", 6, 5, "", False)),
            ],
        ),
        (("h", 7, 1, "", False), ("i j#k", 7, 4, "", False)),
    ]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_break_counts_as_one(line_break: str) -> None:
    text = line_break.join(["a: b", "c:", "  - d", ""])
    assert whole(read_tree(text, "f")) == whole(read_tree(text.replace(line_break, "\n"), "f"))


def test_a_merge_key_brings_nothing() -> None:
    tree = read_tree("a: b\n<<: {c: d}\ne: f\n", "f")
    assert isinstance(tree.root, Mapping)
    assert [key.text for key, _ in tree.root.entries] == ["a", "e"]


def test_what_was_whole_before_a_fault_is_kept() -> None:
    tree = read_tree('a:\n  - b: c\n  - d: [e]\n    f: "g\n', "f")
    assert tree.is_partial
    assert plain(tree.root) == [
        1,
        1,
        (("a", 1, 1, "", False), [2, 3, [2, 5, (("b", 2, 5, "", False), ("c", 2, 8, "", False))]]),
    ]


@pytest.mark.parametrize("nesting", ["[", "{a: ", "- "])
def test_nesting_too_deep_for_the_parser_is_refused_before_it_crashes(nesting: str) -> None:
    program = (
        "import sys; from quiz.banks.source import read_tree; "
        f"print(read_tree('a: ' * ({nesting!r} == '[') + {nesting!r} * 200_000, 'f').problems[0].sentence)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (ran.returncode, ran.stdout) == (0, "Close the brackets: no bank is nested more than 20 deep.\n")


def test_deep_keys_are_refused_at_the_first() -> None:
    (problem,) = read_tree("? " * 200_000, "f").problems
    assert str(problem) == "f:1:3: Write a text before the colon; nothing else can be the name of a field."


def test_a_flood_of_aliases_is_stopped() -> None:
    tree = read_tree("a: &b c\nd: [" + "*b, " * 10_000 + "]\n", "f")
    assert tree.is_partial
    assert len(tree.problems) == 101


def test_a_flood_of_unprintable_characters_is_counted() -> None:
    problems = list(unprintables("\n" + "\x00" * 1000, "f"))
    assert len(problems) == 21
    assert (
        str(problems[-1])
        == "f:2:21: Remove 980 more characters that cannot be shown from here on; is this a text file?"
    )


def test_no_character_that_a_terminal_could_obey_is_let_through() -> None:
    assert not [code for code in range(0x110000) if is_unprintable(chr(code)) and not is_refused(chr(code))]
    assert not any(is_refused(character) for character in "\n\t aé\xa0\u200d中😀\ufffd")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("a: b\n".encode("utf-16"), "f:1:1: Save the file as UTF-8; it is UTF-16 or UTF-32 now."),
        ("a: b\n".encode("utf-16-be"), "f:1:1: Save the file as UTF-8; it is UTF-16 or UTF-32 now."),
        ("a: b\n".encode("utf-32"), "f:1:1: Save the file as UTF-8; it is UTF-16 or UTF-32 now."),
        ("é: b\r\nc: né\n".encode()[:-2], "f:2:5: Save the file as UTF-8; the byte 0xC3 that stands here is not."),
        ("a: b\nc: é\n".encode("latin-1"), "f:2:4: Save the file as UTF-8; the byte 0xE9 that stands here is not."),
        (b"a: \xed\xa0\x80\n", "f:1:4: Save the file as UTF-8; the byte 0xED that stands here is not."),
    ],
)
def test_bytes_that_are_not_utf_8_are_told_with_their_place(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        decode(data, "f")
    assert str(caught.value.problem) == said


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode(b"\xef\xbb\xbfa: b\n", "f") == "a: b\n"
