from __future__ import annotations

import pytest

from quiz.errors import SettingsError
from quiz.tui import author_commands, commands, drill_commands, keymap


def test_no_command_takes_a_key_that_answers() -> None:
    taken = {key for command in commands.EVERY.values() for key in command.keys.split(",")}
    assert taken.isdisjoint({*"abcdefghij", *"123456789", "space"})


def test_no_core_action_needs_a_function_key_or_a_modifier() -> None:
    for command in keymap.EVERY.values():
        if command in author_commands.EDITOR:
            continue
        key = command.keys.split(",")[0]
        assert "+" not in key
        assert not (key.startswith("f") and key[1:].isdigit())


@pytest.mark.parametrize("table", keymap.TABLES)
def test_no_two_commands_of_a_screen_share_a_key(table: tuple[commands.Command, ...]) -> None:
    keys = [key for command in table for key in command.keys.split(",")]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("key", ["a", "j", "1", "9", "space", "v,c"])
def test_a_key_that_answers_cannot_be_given_away(key: str) -> None:
    with pytest.raises(SettingsError, match="answers questions"):
        keymap.keymap({"study.passage": key})


def test_an_unknown_command_is_named_with_those_there_are() -> None:
    with pytest.raises(SettingsError, match=r"no command 'study\.fly'.*study\.passage"):
        keymap.keymap({"study.fly": "v"})


def test_a_remapped_key_is_the_one_shown() -> None:
    keys = {"study.passage": "v"}
    assert keymap.keymap(keys) == keys
    passage = commands.EVERY["study.passage"]
    assert (commands.key_of(passage, {}), commands.key_of(passage, keys)) == ("s", "v")


@pytest.mark.parametrize("key", ["up", "backspace", "right"])
def test_keys_of_the_answer_widgets_cannot_be_given_away(key: str) -> None:
    with pytest.raises(SettingsError, match="answers questions"):
        keymap.keymap({"study.next": key})


@pytest.mark.parametrize("key", ["vv", "ctrl+c", "hyper+v", ""])
def test_what_no_terminal_sends_is_refused(key: str) -> None:
    with pytest.raises(SettingsError, match=r"cannot be the key of study\.next"):
        keymap.keymap({"study.next": key})


@pytest.mark.parametrize("keys", [{"study.next": "u"}, {"study.passage": "enter"}, {"home.missed": "o"}])
def test_two_commands_of_a_screen_cannot_have_one_key(keys: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="is that of both"):
        keymap.keymap(keys)


def test_two_commands_can_exchange_their_keys() -> None:
    assert keymap.keymap({"study.next": "p", "study.previous": "n"})


def test_no_command_beside_the_answers_of_a_drill_takes_their_keys() -> None:
    taken = {key for command in drill_commands.JOIN for key in command.keys.split(",")}
    assert taken.isdisjoint({*"abcdefghij", *"123456789", "space"})


@pytest.mark.parametrize(
    "keys", [{"host.next": "f"}, {"host.discuss": "w", "host.hide": "a"}, {"seats.kick": "i"}, {"questions.next": "e"}]
)
def test_where_nobody_answers_a_command_can_have_any_letter(keys: dict[str, str]) -> None:
    assert keymap.keymap(keys) == keys


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"join.passage": "a"}, "answers questions"),
        ({"app.theme": "i"}, "answers questions"),
        ({"host.next": "down"}, "moves in what is shown"),
        ({"host.close": "a"}, "is that of both host.discuss and host.close"),
        ({"host.fly": "v"}, r"no command 'host\.fly'.*host\.discuss.*study\.passage"),
    ],
)
def test_the_keys_of_a_drill_are_checked_as_all_are(keys: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingsError, match=sentence):
        keymap.keymap(keys)


@pytest.mark.parametrize("command", author_commands.EDITOR)
def test_where_texts_are_typed_every_key_of_a_command_could_be_set(command: commands.Command) -> None:
    keys = {command.id: command.keys}
    assert keymap.keymap(keys) == keys


@pytest.mark.parametrize(
    "keys",
    [{"browse.next": "z"}, {"browse.edit": "v,f4"}, {"browse.new": "a", "browse.edit": "c"}, {"editor.pin": "alt+p"}],
)
def test_the_keys_of_an_authors_screens_are_set_as_others_are(keys: dict[str, str]) -> None:
    assert keymap.keymap(keys) == keys


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"editor.save": "s"}, "texts are typed with it"),
        ({"editor.save": "question_mark"}, "texts are typed with it"),
        ({"editor.save": "shift+a"}, "texts are typed with it"),
        ({"editor.save": "ctrl+z"}, "texts are typed with it"),
        ({"editor.save": "f6"}, "texts are typed with it"),
        ({"editor.save": "enter"}, "texts are typed with it"),
        ({"editor.save": "ctrl+c"}, "texts are typed with it"),
        ({"editor.save": "ctrl+q"}, r"cannot be the key of editor\.save"),
        ({"editor.save": "ctrl+n"}, "is that of both editor.save and editor.new"),
        ({"browse.next": "j"}, "moves in what is shown"),
        ({"browse.next": "pagedown"}, "moves in what is shown"),
        ({"browse.next": "e"}, "is that of both"),
    ],
)
def test_the_keys_of_an_authors_screens_are_checked(keys: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingsError, match=sentence):
        keymap.keymap(keys)
