import os
import re
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import tomlkit
from hypothesis import given, settings as profile, strategies as st

from quiz.core.marking import Rule
from quiz.errors import SettingsError
from quiz.settings import Settings, load, save

WRITTEN = """\
# My settings
[keys]   # remapped
"study.next" = 'n,right'  # as in vi
submit = "enter"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a folder" / "settings.toml"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode())


def test_without_a_file_the_defaults_hold(path: Path) -> None:
    assert load(path) == Settings() == Settings("auto", 10, Rule.OU, "auto", keys={})
    assert not path.parent.exists()


def test_everything_can_be_set(path: Path) -> None:
    study = 'theme = "nord"\ncount = 25\nrule = "all-or-nothing"\npassage = "off"\n'
    rest = "certainty = true\nproof = true\nretention = 0.85\nnew_per_day = 0\nexam_pauses = true\n"
    write(path, study + rest + WRITTEN)
    keys = {"study.next": "n,right", "submit": "enter"}
    assert load(path) == Settings(
        theme="nord",
        count=25,
        rule=Rule.ALL_OR_NOTHING,
        passage="off",
        certainty=True,
        proof=True,
        retention=0.85,
        new_per_day=0,
        exam_pauses=True,
        keys=keys,
    )
    assert type(load(path).rule) is Rule


@pytest.mark.parametrize("text", ["", "\ufeffcount = 3\r\n", "# nothing yet\n"])
def test_an_empty_file_and_one_from_notepad_are_read(path: Path, text: str) -> None:
    write(path, text)
    assert load(path) == Settings(count=3 if "count" in text else 10)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("count = \n", ["1:9: This is not TOML. Invalid value."]),
        ("# a\ntheme = 'dark\n", ['2:1: This is not TOML. Expected "\'".']),
        ("count = 1\n\ncount", ["3:1: This is not TOML. Expected '=' after a key in a key/value pair."]),
        ("count = 0", ["1:1: count is the number of questions in a session: a whole number, 1 or more."]),
        ("count = true", ["1:1: count is the number"]),
        ("\n  count = 2.0", ["2:3: count is the number"]),
        ("theme = 3", ['1:1: theme is "auto", "dark", "light" or the name of a theme.']),
        ("theme = ' '", ["1:1: theme is"]),
        ("rule = 'OU'", ['1:1: rule is "ou", "false2" or "all-or-nothing".']),
        ("rule = [1]", ["1:1: rule is"]),
        ("passage = true", ['1:1: passage is "auto", "on" or "off".']),
        ("certainty = 1", ["1:1: certainty is true or false."]),
        ("proof = 'on'", ["1:1: proof is true or false."]),
        ("exam_pauses = 0", ["1:1: exam_pauses is true or false."]),
        ("retention = 1", ["1:1: retention is the share of what was learnt that is to be kept: a number from 0.7"]),
        ("retention = nan", ["1:1: retention is"]),
        ("retention = true", ["1:1: retention is"]),
        ("new_per_day = -1", ["1:1: new_per_day is the number of new questions in a day of reviews"]),
        (
            "'colour' = 1",
            ["1:1: colour is no setting. The settings are theme, count, rule, passage, certainty, proof,"],
        ),
        ("\n[[window]]\nx = 1", ["2:3: window is no setting."]),
        ("keys = 1", ["1:1: keys is a table: [keys] on a line, and below it a line for each command."]),
        ('[keys]\n"a.b" = 3', ['2:1: a.b is the keys of a command, in quotation marks and separated by commas: "n,r']),
        ("keys.a = 'b'\nkeys . a.b = 3".replace("a = 'b'", "c = 'b'"), ["2:1: a is the keys of a command"]),
        ("keys = {a = 'x', b = 'y,'}", ["1:1: b is the keys of a command"]),
        ("[keys]\ncount = ''\n[other]\nkeys = 1", ["2:1: count is the keys", "3:2: other is no setting."]),
        ("passage = 1\ncount = 1\ntheme = 1\n", ["1:1: passage is", "3:1: theme is"]),
    ],
)
def test_what_cannot_be_followed_is_told_with_its_place(path: Path, text: str, sentences: list[str]) -> None:
    write(path, text)
    with pytest.raises(SettingsError) as refused:
        load(path)
    told = str(refused.value).split("\n")
    assert len(told) == len(sentences)
    for line, sentence in zip(told, sentences, strict=True):
        assert line.startswith(f"{path}:{sentence}")


def test_a_file_that_cannot_be_read_is_named(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"theme = '\xff'")
    with pytest.raises(SettingsError, match=re.escape(f"{path} is not UTF-8 text from byte 10 on")):
        load(path)
    with pytest.raises(SettingsError, match=re.escape(f"{path.parent} cannot be read: Is a directory")):
        load(path.parent)


def test_only_what_is_not_the_default_is_written(path: Path) -> None:
    save(Settings(), path)
    assert path.read_text(encoding="utf-8") == ""
    save(Settings(theme="dark", keys={"study.next": "n"}), path)
    assert path.read_text(encoding="utf-8") == 'theme = "dark"\n\n[keys]\n"study.next" = "n"\n'


def test_a_setting_that_is_set_back_to_the_default_is_written(path: Path) -> None:
    save(Settings(count=20), path)
    save(Settings(), path)
    assert path.read_text(encoding="utf-8") == "count = 10\n"


def test_comments_and_what_is_not_known_are_kept_when_settings_are_saved(path: Path) -> None:
    text = "colour = 1 # of a newer version\n" + WRITTEN + "[window]\nx = 1\n"
    write(path, text)
    save(Settings(theme="light", keys={"study.next": "n,right", "submit": "ctrl+j"}), path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and line != 'theme = "light"'] == text.replace(
        '"enter"', '"ctrl+j"'
    ).splitlines()
    assert lines.index('theme = "light"') < lines.index("[keys]   # remapped")


def test_a_comment_beside_a_changed_value_is_kept(path: Path) -> None:
    write(path, "count = 10 # a day\r\nrule = 'ou'\r\n")
    save(Settings(count=12, rule=Rule.FALSE2), path)
    assert path.read_bytes() == b'count = 12 # a day\r\nrule = "false2"\r\n'


@pytest.mark.parametrize("text", ["count = ", "keys = 1", "count = 'x'"])
def test_a_file_that_cannot_be_followed_is_not_written_over(path: Path, text: str) -> None:
    write(path, text)
    with pytest.raises(SettingsError, match=re.escape(f"{path}:1:")):
        save(Settings(count=3), path)
    assert path.read_text(encoding="utf-8") == text


def test_a_file_that_cannot_be_written_is_named_and_nothing_is_left_behind(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"/proc/quiz/settings\.toml cannot be written"):
        save(Settings(count=3), Path("/proc/quiz/settings.toml"))
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="cannot be read: Not a directory"):
        save(Settings(count=3), tmp_path / "file" / "settings.toml")


def test_a_save_that_fails_leaves_the_old_file_and_nothing_else(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(Settings(count=3), path)

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(SettingsError, match="cannot be written: No space left on device"):
        save(Settings(count=4), path)
    assert load(path) == Settings(count=3)
    assert list(path.parent.iterdir()) == [path]


def test_a_link_stays_a_link_and_the_mode_stays_the_mode(path: Path, tmp_path: Path) -> None:
    save(Settings(count=3), path)
    path.chmod(0o640)
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    save(Settings(count=4), link)
    assert link.is_symlink()
    assert load(path).count == 4
    assert path.stat().st_mode & 0o777 == 0o640


KEYS = st.dictionaries(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.from_regex(r"[a-z+]+(,[a-z]+)?", fullmatch=True)
)
SETTINGS = st.builds(
    Settings,
    theme=st.text(st.characters(exclude_categories=["Cs"])).filter(str.strip),
    count=st.integers(min_value=1, max_value=2**63),
    rule=st.sampled_from(Rule),
    passage=st.sampled_from(["auto", "on", "off"]),
    certainty=st.booleans(),
    retention=st.floats(min_value=0.7, max_value=0.97),
    new_per_day=st.integers(min_value=0, max_value=2**63),
    keys=KEYS,
)
FILES = st.sampled_from(
    [
        "",
        "# comment",
        "keys = {a = 'b'} # c\n",
        "keys.'study.next' = 'x'\ncount = 4\n[other]\n",
        "[other]\nx = [1,\n 2]\n[keys]\n# c\n[other.keys]\ncount = '3'\n",
        WRITTEN,
    ]
)


@profile(max_examples=60, deadline=None)
@given(FILES, SETTINGS, SETTINGS)
def test_what_is_saved_is_what_is_loaded(text: str, first: Settings, second: Settings) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "settings.toml"
        path.write_text(text, encoding="utf-8")
        unknown = {name: value for name, value in tomllib.loads(text).items() if name == "other"}
        comments = re.findall("(?m)^# .*", text)
        for settings in (first, second, replace(second, keys={})):
            save(settings, path)
            table = tomllib.loads(path.read_bytes().decode())
            assert {name: value for name, value in table.items() if name == "other"} == unknown
            assert re.findall("(?m)^# .*", path.read_text(encoding="utf-8")) == comments
            known = Path(folder) / "known.toml"
            known.write_bytes(tomlkit.dumps({name: value for name, value in table.items() if name != "other"}).encode())
            assert load(known) == settings


def test_neither_reader_nor_writer_of_toml_is_imported_without_need(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from quiz.settings import load; load(Path(sys.argv[1]))\n"
        "print({'tomllib', 'tomlkit', 'tempfile', 'shutil'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


@pytest.mark.parametrize("text", ["count = " + "1" * 5000, "a = " + "[" * 5000])
def test_what_breaks_the_parser_has_its_sentence(text: str, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match="This is not TOML"):
        load(file)
