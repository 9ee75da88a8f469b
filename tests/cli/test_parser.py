"""The parser of one command says the same as that of all, and needs the modules of no other."""

from __future__ import annotations

import re

import pytest

from quiz.cli.parser import _MODULES, HOME, build


@pytest.mark.parametrize("name", _MODULES)
def test_a_command_alone_has_the_help_that_it_has_among_all(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    for parser in (build(name), build()):
        with pytest.raises(SystemExit):
            parser.parse_args([name, "--help"])
    alone_and_among_all = capsys.readouterr().out.split("usage: ")[1:]
    assert len(alone_and_among_all) == 2
    assert alone_and_among_all[0] == alone_and_among_all[1]
    assert alone_and_among_all[0].startswith(f"quiz {name}")


@pytest.mark.parametrize("only", [None, "--help", "unknown"])
def test_what_is_no_command_has_the_parser_of_all(only: str | None) -> None:
    assert re.findall(r"^    (\w+)", build(only).format_help(), re.MULTILINE) == [*_MODULES]


def test_no_command_opens_the_quiz() -> None:
    assert build(HOME).parse_args([]).run is build().parse_args([]).run
