"""The parsers of PyYAML: the one of libyaml, and the one in Python that reads the same without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

import yaml
from yaml.events import Event


class Parser(Protocol):
    """What of a PyYAML parser is used here."""

    def get_event(self) -> Event: ...


class PureParser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """PyYAML's parser in Python, for installations without libyaml.

    It reads the same but for a few texts that it refuses: a question mark in a text between brackets, for one.
    """

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)


def fastest_parser() -> Callable[[str], Parser]:
    """libyaml's parser where PyYAML was built with it, else the one in Python."""
    try:
        from yaml._yaml import CParser  # noqa: PLC0415  (only some builds of PyYAML have it)
    except ImportError:
        return PureParser
    return cast(Callable[[str], Parser], CParser)
