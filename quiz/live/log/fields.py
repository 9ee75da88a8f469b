"""The fields of a JSON object, each of the type it must have: what a file says is not believed unread."""

from __future__ import annotations

from math import isfinite

Json = dict[str, object]


class Fields:
    """The fields of an object that was read; ValueError wherever one is missing or of another type."""

    # A drill that is resumed reads a hundred thousand events: exact types are the quickest question.

    __slots__ = ("_fields",)

    def __init__(self, value: object) -> None:
        if type(value) is not dict:
            raise ValueError("an object was expected")
        self._fields: Json = value

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def text(self, name: str) -> str:
        value = self._fields.get(name)
        if type(value) is not str:
            raise ValueError(f"{name!a} is no text")
        return value

    def text_or_none(self, name: str) -> str | None:
        return None if self._fields.get(name) is None else self.text(name)

    def flag(self, name: str) -> bool:
        value = self._fields.get(name)
        if type(value) is not bool:
            raise ValueError(f"{name!a} is neither true nor false")
        return value

    def whole(self, name: str) -> int:
        value = self._fields.get(name)
        if type(value) is not int:
            raise ValueError(f"{name!a} is no whole number")
        return value

    def whole_or_none(self, name: str) -> int | None:
        return None if self._fields.get(name) is None else self.whole(name)

    def number(self, name: str) -> float:
        value = self._fields.get(name)
        if (type(value) is not float and type(value) is not int) or not isfinite(value):
            raise ValueError(f"{name!a} is no number")
        return float(value)

    def number_or_none(self, name: str) -> float | None:
        return None if self._fields.get(name) is None else self.number(name)

    def texts(self, name: str) -> tuple[str, ...]:
        values = self._list(name)
        texts = tuple([value for value in values if type(value) is str])
        if len(texts) != len(values):
            raise ValueError(f"{name!a} is no list of texts")
        return texts

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """The pairs of texts that the list has."""
        found = []
        for pair in self._list(name):
            match pair:
                case [str(one), str(other)]:
                    found.append((one, other))
                case _:
                    raise ValueError(f"{name!a} is no list of pairs")
        return tuple(found)

    def part(self, name: str) -> Fields:
        """The object of that name."""
        return Fields(self._fields.get(name))

    def parts(self, name: str) -> tuple[Fields, ...]:
        """The objects that the list has."""
        return tuple(Fields(value) for value in self._list(name))

    def _list(self, name: str) -> list[object]:
        value = self._fields.get(name)
        if type(value) is not list:
            raise ValueError(f"{name!a} is no list")
        return value
