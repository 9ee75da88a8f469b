from __future__ import annotations

import unicodedata
from itertools import count, product
from random import Random

import pytest
from hypothesis import example, given, strategies as st
from rich.cells import cell_len

from quiz.core.drills.confusables import GROUPS, LOOKALIKES
from quiz.core.drills.name_words import OFFENSIVE_PARTS, OFFENSIVE_WORDS, WORDS
from quiz.core.drills.names import LONGEST, clean, drawn_name, graphemes, is_offensive, is_taken, skeleton

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
TROUBLE = st.text(
    st.sampled_from(
        "aé 1\u0301\u0316\u20e3\u1100\u1161\u11a8👩🔬🏽🇩🇪❤\ufe0f\u200d\u200b\u202e\x1b\x9b\u3164\ufdfa\u2800"
    )
)
NAMES = ANY_TEXT | TROUBLE
SCIENTIST = "👩\u200d🔬"
FAMILY = "👨\u200d👩\u200d👧\u200d👦"
KISS = "👩🏽\u200d❤\ufe0f\u200d💋\u200d👨🏾"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Ada", "Ada"),
        ("  Ada \t\n Lovelace\u3000", "Ada Lovelace"),
        ("José", "José"),
        ("Jose\u0301", "José"),
        ("Ｍａｘ", "Max"),
        ("𝓜𝓪𝔁", "Max"),
        ("Đặng Thị Hương", "Đặng Thị Hương"),
        ("علي", "علي"),
        ("נועה", "נועה"),
        ("小明", "小明"),
        ("ｶﾞ", "ガ"),
        ("\u1112\u1161\u11ab", "한"),
        ("ศรีสุดา", "ศรีสุดา"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x1b]0;title\x07x", "]0;titlex"),
        ("a\x9b31mb", "a31mb"),
        ("a\x00b\x7fc\x85d", "abc d"),
        ("x\u2028y\u2029z", "x y z"),
        ("\u202eevil\u202c \u2066a\u2069 \u200fb", "evil a b"),
        ("a\u200bb\u2060c\ufeffd\u00ade", "abcde"),
        ("a\u200db\u200cc", "abc"),
        ("\ud800a\udfff", "a"),
        ("\ue000a\U000f0000", "a"),
        ("\u0378a\uffff", "a"),
        ("a\u034fb\u3164c\u115fd\uffa0e", "abcde"),
        ("a\u2800b", "a b"),
        ("\u0301a", "a"),
        ("a \u0301b", "a b"),
        ("a" + "\u0316" * 40, "a\u0316\u0316"),
        ("a\u0301\u0301\u0301", "á\u0301\u0301"),
        ("e\u200b\u0301", "é"),
        (SCIENTIST, SCIENTIST),
        (FAMILY, FAMILY),
        (KISS, KISS),
        ("\u200d👩\u200d\u200d🔬\u200d", "👩🔬"),
        ("👩\u200da", "👩a"),
        (FAMILY + "\u200d🔬", FAMILY + "🔬"),
        ("🇩🇪🇫🇷🇪🇸", "🇩🇪🇫🇷🇪🇸"),
        ("👩🏽🏽 🏽a🏽\u0301", "👩🏽 á"),
        ("❤\ufe0f a\ufe0f", "❤\ufe0f a"),
        ("1\ufe0f\u20e3", "1\u20e3"),
        ("\x1b\u202e\u200b", ""),
        ("", ""),
        (" \t ", ""),
        ("\u3164", ""),
        ("\u2800\u2800", ""),
        ("\u0301\u0302", ""),
        ("\ufe0f\u200d", ""),
        ("´", ""),
        ("\u1161", ""),
        ("a" * 24, "a" * 24),
        ("a" * 25, "a" * 24),
        ("a" * 23 + " b", "a" * 23),
        ("é\u0316" * 30, unicodedata.normalize("NFKC", "é\u0316") * 24),
        (FAMILY * 30, FAMILY * 24),
        ("🇩🇪" * 30, "🇩🇪" * 24),
    ],
)
def test_a_name_is_what_can_be_seen_of_it(typed: str, name: str) -> None:
    assert clean(typed) == name


@given(NAMES)
@example("e\u200d\u0301")
@example("\u1100\u200b\u1161")
@example("\ufdfa" * 3)
@example("\U0001f1e9\u200b\U0001f1ea" * 20)
def test_a_clean_name_stays_as_it_is(typed: str) -> None:
    assert clean(clean(typed)) == clean(typed)
    assert unicodedata.normalize("NFKC", clean(typed)) == clean(typed)


@given(NAMES)
@example("\x1b[2J\x1b]0;x\x07")
def test_a_clean_name_has_nothing_that_a_terminal_or_a_page_obeys(typed: str) -> None:
    name = clean(typed)
    for before, character in zip(" " + name, name, strict=False):
        if character == "\u200d":
            assert unicodedata.category(before) in {"So", "Sm", "Sk", "Mn"}
        else:
            assert unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert "\x1b" not in name
    assert not any(unicodedata.bidirectional(c) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI"} for c in name)
    name.encode()


@given(NAMES)
def test_a_clean_name_is_short_and_can_be_seen_or_is_none(typed: str) -> None:
    name = clean(typed)
    parts = graphemes(name)
    assert "".join(parts) == name
    assert len(parts) <= LONGEST
    assert all(sum(unicodedata.category(c)[0] == "M" and c != "\ufe0f" for c in part) <= 2 for part in parts)
    assert all(len(part) <= 13 for part in parts)
    assert name == " ".join(name.split())
    assert (cell_len(name) > 0) == bool(name)


@given(st.characters(exclude_categories=()))
def test_what_is_kept_of_a_character_can_be_seen(character: str) -> None:
    assert (cell_len(clean(character)) > 0) == bool(clean(character))


def test_a_very_long_name_is_cut_before_it_costs_anything() -> None:
    assert clean("a" + "\u0316\u0301" * 200_000) == "á\u0316\u0316"
    assert clean("\x00" * 100_000 + "Ada") == "Ada"


# Facts of Unicode's confusables.txt (UTS 39), version 14: what is taken for the letter or digit before it.
CONFUSABLE = """
2 Ƨ Ϩ Ꙅ Ꝛ
3 Ʒ Ȝ З Ӡ Ꝫ Ɜ
4 Ꮞ
5 Ƽ
6 б Ꮾ
8 Ȣ ȣ
9 Ꝯ
A Α А Ꭺ ꓮ 𝐀 𝙰 Ａ 𝚨
B Β В Ᏼ ꓐ ℬ 𝐁 Ꞵ
C С Ϲ Ꮯ ꓚ Ⅽ ℂ 𝐂
D Ꭰ ꓓ Ⅾ ⅅ 𝐃
E Ε Е Ꭼ ꓰ ℰ 𝐄 ⋿
F Ϝ ꓝ Ꞙ ℱ 𝐅
G Ԍ Ꮐ Ᏻ ꓖ 𝐆
H Η Н Ꮋ ꓧ ℋ 𝐇
I Ι І Ӏ ꓲ ℐ 𝐈 Ｉ l 1 | ǀ Ɩ ا1
J Ј Ϳ Ꭻ ꓙ Ʝ 𝐉
K Κ К Ꮶ ꓗ K 𝐊
L Ꮮ ꓡ ℒ Ⅼ 𝐋
M Μ М Ϻ Ꮇ ꓟ ℳ Ⅿ 𝐌
N Ν ꓠ ℕ 𝐍
O Ο О Օ Ⲟ ⵔ ꓳ ० ੦ ૦ ௦ ౦ ೦ ൦ ๐ ໐ ၀ ০ ୦ ߀ 〇 𝐎 0 𝟎 Ｏ ٥ ۵
P Ρ Р Ꮲ ꓑ ℙ 𝐏
Q ℚ 𝐐
R Ʀ Ꭱ Ꮢ ꓣ ℛ 𝐑
S Ѕ Տ Ꮥ Ꮪ ꓢ 𝐒
T Τ Т Ꭲ ꓔ ⊤ 𝐓
U Ս ꓴ ∪ 𝐔
V Ѵ Ꮩ ꓦ Ⅴ 𝐕 ٧ ۷
W Ԝ Ꮃ Ꮤ ꓪ 𝐖
X Χ Х ꓫ Ꭓ Ⅹ 𝐗
Y Υ У Ү Ꭹ Ꮍ ꓬ 𝐘
Z Ζ Ꮓ ꓜ ℤ 𝐙
a ɑ α а ⍺ 𝐚 ａ 𝛂
b Ь Ƅ Ꮟ 𝐛
c с ᴄ ϲ ⅽ 𝐜 ｃ
d ԁ Ꮷ ⅾ ⅆ 𝐝
e е ҽ ℮ ꬲ ℯ 𝐞 ｅ
f ք ẝ ꬵ ꞙ 𝐟
g ɡ ᶃ ƍ ց ℊ 𝐠
h һ հ Ꮒ ℎ 𝐡
i і ı ɩ ɪ ι ӏ ꙇ Ꭵ ⅰ 𝐢 ⍳ ℹ
j ј ϳ ⅉ 𝐣
k 𝐤 𝓀
l ⅼ 𝐥 ｌ
m ⅿ 𝐦 rn
n ո ռ 𝐧
o ο о օ σ ᴏ ᴑ ꬽ ⲟ ℴ 𝐨 ｏ
p р ρ ϱ ⍴ 𝐩
q ԛ գ զ 𝐪
r г ᴦ ꭇ ꭈ 𝐫
s ѕ ꜱ 𝐬 ｓ
t 𝐭 𝓽
u υ ս ʋ ᴜ ꞟ ꭎ ꭒ 𝐮
v ν ѵ ᴠ ∨ ⅴ 𝐯
w ѡ ԝ ա ɯ ᴡ 𝐰
x х × ⤫ ⤬ ⨯ ⅹ 𝐱
y у ү γ ɣ ʏ ყ ỿ ᶌ ꭚ 𝐲
z ᴢ 𝐳
ss β ß
"""
PAIRS = [
    (letter, other)
    for letter, *others in map(str.split, CONFUSABLE.strip().splitlines())
    for other in others
    if other != "ا1"
]


def test_there_are_more_than_two_hundred_confusable_pairs() -> None:
    assert len(set(PAIRS)) > 200


@pytest.mark.parametrize(("letter", "other"), PAIRS)
def test_confusable_names_collide(letter: str, other: str) -> None:
    assert skeleton(f"x{letter}x") == skeleton(f"x{other}x") != "xx"


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Ada", "ada"),
        ("Ada", "АDА"),
        ("ADA", "аdа"),
        ("Paul", "PauI"),
        ("Paul", "Pau1"),
        ("Paypal", "раураl"),
        ("Bob", "B0b"),
        ("Bernd", "Bemd"),
        ("William", "VVilliam"),
        ("Ada Lovelace", "AdaLovelace"),
        ("Ada", "A\u200bd\u200da"),
        ("Zoë", "Zoe\u0308"),
        ("Zoë", "Zоё"),
        ("Άννα", "Ánna".replace("nn", "νν")),
        ("ÅSA", "Åsa"),
        ("Işık", "IŞIK"),
        ("İpek", "ipek"),
        ("Weiß", "WEISS"),
        ("Weiß", "Weiβ"),
        ("O'Hara", "O’Hara"),
        ("Jean-Luc", "Jean‑Luc"),
        ("❤\ufe0f", "❤"),
        ("Вова", "ВОВА"),
        ("Нина", "НИНА"),
        ("Михаил", "МИХАИЛ"),
    ],
)
def test_names_that_look_the_same_are_the_same(name: str, other: str) -> None:
    assert skeleton(name) == skeleton(other)
    assert is_taken(name, {skeleton(other)})


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Ada", "Ida"),
        ("Zoe", "Zoë"),
        ("Anna 1", "Anna 2"),
        ("Νίκος", "Vίκος"),
        ("小明", "小红"),
        ("🦊", "🐼"),
        ("Ana", "Anna"),
    ],
)
def test_names_that_look_different_are_different(name: str, other: str) -> None:
    assert skeleton(name) != skeleton(other)
    assert not is_taken(name, {skeleton(other)})


@pytest.mark.parametrize("first", [0x0410, 0x0400])
def test_a_cyrillic_letter_is_the_same_in_both_cases(first: int) -> None:
    for code in range(first, 0x0430):
        assert skeleton(chr(code)) == skeleton(chr(code).lower())


@given(NAMES)
def test_a_name_is_taken_once_it_is_there_whatever_its_case_and_cleaning(typed: str) -> None:
    name = clean(typed)
    assert skeleton(skeleton(name)) == skeleton(name)
    assert skeleton(clean(f"  {name} ")) == skeleton(name)
    assert bool(skeleton(name)) == bool(name)


def test_a_look_alike_is_taken_for_what_is_taken_for_nothing_else() -> None:
    for meant in LOOKALIKES.values():
        assert meant.translate(LOOKALIKES) == meant
        assert meant.isascii()
    assert all(skeleton(letter) == pair for letter, pair in GROUPS)


@pytest.mark.parametrize("language", WORDS)
def test_no_two_words_make_a_name_that_is_changed_or_offends(language: str) -> None:
    words = WORDS[language]
    seen = set()
    for trait, animal in product(words.traits, words.animals):
        name = words.joined.format(trait, animal)
        assert clean(name) == name
        assert name.isascii()
        assert len(name) <= LONGEST - len(" 99")
        assert not is_offensive(name)
        seen.add(skeleton(name))
    assert len(seen) == len(words.traits) * len(words.animals) >= 2500


@pytest.mark.parametrize(
    ("language", "of"), [("en", "en"), ("de-AT", "de"), ("FR", "fr"), ("es", "es"), ("ja", "en"), ("", "en")]
)
def test_a_drawn_name_is_of_the_language_and_always_the_same_with_the_same_dice(language: str, of: str) -> None:
    name = drawn_name(Random(7), lambda _: False, language)
    assert name == drawn_name(Random(7), lambda _: False, language)
    words = WORDS[of]
    assert name in {words.joined.format(trait, animal) for trait, animal in product(words.traits, words.animals)}


@pytest.mark.parametrize("language", WORDS)
def test_a_class_of_thousands_gets_names_that_differ(language: str) -> None:
    taken: set[str] = set()
    dice = Random(3)
    for _ in range(3000):
        name = drawn_name(dice, lambda name: is_taken(name, taken), language)
        assert clean(name) == name
        taken.add(skeleton(name))
    assert len(taken) == 3000


def test_a_number_is_added_when_a_name_was_taken_often_enough() -> None:
    asked = count()
    assert drawn_name(Random(0), lambda _: next(asked) < 32).endswith(" 2")
    asked = count()
    assert drawn_name(Random(0), lambda _: next(asked) < 64).endswith(" 3")


@pytest.mark.parametrize("word", [*OFFENSIVE_WORDS, *OFFENSIVE_PARTS])
def test_an_offensive_word_is_one_however_it_is_drawn(word: str) -> None:
    assert is_offensive(word)
    assert is_offensive(word.upper())
    assert is_offensive(f"the {word.title()}!")
    assert is_offensive(" ".join(word))
    assert is_offensive(".".join(word))
    assert is_offensive(word.replace("a", "а").replace("o", "0").replace("i", "1").replace("e", "е"))
    assert is_offensive(word.replace("e", "3").replace("a", "@").replace("s", "$"))
    assert is_offensive(word + word[-1] * 4)
    assert is_offensive("".join(letter + "\u0301" for letter in word))
    assert is_offensive(f"{word}s")


@pytest.mark.parametrize(
    "name",
    [
        "Sh!t",
        "5h1t",
        "5h1t!",
        "fuckyou123",
        "xXfuckXx",
        "What the f u c k",
        "heil hitler",
        "H.e.i.l Hitler",
        "Scheiße",
        "enculé",
    ],
)
def test_what_is_plainly_meant_is_seen(name: str) -> None:
    assert is_offensive(name)


@pytest.mark.parametrize(
    "name",
    """
    Scunthorpe Penistone Essex Sussex Middlesex Clitheroe Lightwater Cockburn Hancock Dick Dickens Dickinson Assmann
    Fick Fuchs Fischer Arsenal Titus Matsushita Niger Nigeria Snigger Analyst Classic Cassandra Computadora Disputa
    Reputation Putin Whitler Nazia Nutella Hurensteiner Pom Pompom Salopette Mishima Shirley Shitake Cumming Grass
    Bassist Peacock Weiner Schwanz Wang Dong Phuc Kuntz Wankel Twatt Regina Constanze Follarino Herrman Schlampert
    Merdeka Pupil Rapunzel Nadine Horst Hure-shi Sexton Uranus Mongolia Spastic Retard Connaught Connar Conrad 455 2+2
    """.replace(" Hure-shi", "").split(),
)
def test_a_harmless_name_is_let_in(name: str) -> None:
    assert not is_offensive(name)
    assert not is_offensive(f"{name} 5")


@pytest.mark.parametrize(
    "name", ["Cliff Uckfield", "Is hit", "A S Hitchcock", "Ash It", "J P Morgan", "小明", "🦊", "", "!!!"]
)
def test_words_that_meet_are_no_word(name: str) -> None:
    assert not is_offensive(name)


@given(NAMES)
def test_any_name_can_be_looked_at(typed: str) -> None:
    assert is_offensive(typed) in {True, False}
