"""What came over the wire, read as a value of the protocol or refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, Required, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from quiz.core.text import printable

T = TypeVar("T")


class NotOfTheProtocol(ValueError):  # noqa: N818  it names what the value is
    """What came is no such value."""


def read(data: bytes | str, shape: type[T]) -> T:
    """The value that the JSON says, with every text in it printable; NotOfTheProtocol where it is of another shape.

    `shape` is a TypedDict of the protocol. Fields that this program does not know are left out, so that a later server
    can say more.
    """
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise NotOfTheProtocol("This is no JSON.") from error
    return cast("T", _read(value, shape, "the message"))


def _read(value: object, shape: Any, place: str) -> object:
    if isinstance(shape, type) and hasattr(shape, "__required_keys__"):
        return _fields(value, shape, place)
    origin, parts = get_origin(shape), get_args(shape)
    if origin in {Union, UnionType}:
        if value is None and NoneType in parts:
            return None
        return _read(value, next(part for part in parts if part is not NoneType), place)
    if origin is Literal:
        return _checked(value, place, is_right=isinstance(value, str) and value in parts)
    if origin is list:
        _checked(value, place, is_right=isinstance(value, list))
        return [_read(each, parts[0], place) for each in cast("list[object]", value)]
    if origin is tuple:
        _checked(value, place, is_right=isinstance(value, list) and len(value) == len(parts))
        return tuple(_read(each, part, place) for each, part in zip(cast("list[object]", value), parts, strict=True))
    return _plain(value, shape, place)


def _plain(value: object, shape: object, place: str) -> object:
    if shape is str:
        _checked(value, place, is_right=isinstance(value, str))
        return printable(cast("str", value))
    if shape is float:
        _checked(value, place, is_right=isinstance(value, int | float) and not isinstance(value, bool))
        return float(cast("float", value))
    # To Python true is a 1, to the protocol it is none.
    return _checked(value, place, is_right=type(value) is shape)


def _fields(value: object, shape: type, place: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise NotOfTheProtocol(f"{place} has no fields.")
    hints = _hints(shape)
    if missing := {name for name, (_, is_required) in hints.items() if is_required} - value.keys():
        raise NotOfTheProtocol(f"{place} has no {min(missing)}.")
    return {name: _read(value[name], hint, name) for name, (hint, _) in hints.items() if name in value}


@cache
def _hints(shape: type) -> Mapping[str, tuple[Any, bool]]:
    """The type of each field, and whether it has to be there."""
    # The class itself does not know which may be missing where its annotations are postponed.
    hints = get_type_hints(shape, include_extras=True)
    return {
        name: (
            get_args(hint)[0] if get_origin(hint) in {Required, NotRequired} else hint,
            get_origin(hint) is not NotRequired,
        )
        for name, hint in hints.items()
    }


def _checked(value: T, place: str, *, is_right: bool) -> T:
    if not is_right:
        raise NotOfTheProtocol(f"{place} is something else.")
    return value
