from __future__ import annotations

import pytest

from quiz.errors import SettingsError
from quiz.tui import commands


def test_no_command_takes_a_key_that_answers() -> None:
    taken = {key for command in commands.EVERY.values() for key in command.keys.split(",")}
    assert taken.isdisjoint({*"abcdefghij", *"123456789", "space"})


def test_no_core_action_needs_a_function_key_or_a_modifier() -> None:
    for command in commands.EVERY.values():
        for key in command.keys.split(","):
            assert "+" not in key
            assert not (key.startswith("f") and key[1:].isdigit())


@pytest.mark.parametrize("table", commands.TABLES)
def test_no_two_commands_of_a_screen_share_a_key(table: tuple[commands.Command, ...]) -> None:
    keys = [key for command in table for key in command.keys.split(",")]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("key", ["a", "j", "1", "9", "space", "v,c"])
def test_a_key_that_answers_cannot_be_given_away(key: str) -> None:
    with pytest.raises(SettingsError, match="answers questions"):
        commands.keymap({"study.passage": key})


def test_an_unknown_command_is_named_with_those_there_are() -> None:
    with pytest.raises(SettingsError, match=r"no command 'study\.fly'.*study\.passage"):
        commands.keymap({"study.fly": "v"})


def test_a_remapped_key_is_the_one_shown() -> None:
    keys = {"study.passage": "v"}
    assert commands.keymap(keys) == keys
    passage = commands.EVERY["study.passage"]
    assert (commands.key_of(passage, {}), commands.key_of(passage, keys)) == ("s", "v")


@pytest.mark.parametrize("key", ["up", "backspace", "right"])
def test_keys_of_the_answer_widgets_cannot_be_given_away(key: str) -> None:
    with pytest.raises(SettingsError, match="answers questions"):
        commands.keymap({"study.next": key})


@pytest.mark.parametrize("key", ["vv", "ctrl+c", "hyper+v", ""])
def test_what_no_terminal_sends_is_refused(key: str) -> None:
    with pytest.raises(SettingsError, match=r"cannot be the key of study\.next"):
        commands.keymap({"study.next": key})


@pytest.mark.parametrize("keys", [{"study.next": "u"}, {"study.passage": "enter"}, {"home.missed": "o"}])
def test_two_commands_of_a_screen_cannot_have_one_key(keys: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="is that of both"):
        commands.keymap(keys)


def test_two_commands_can_exchange_their_keys() -> None:
    assert commands.keymap({"study.next": "p", "study.previous": "n"})
