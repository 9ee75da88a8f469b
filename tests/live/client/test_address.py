"""Addresses as they are typed, scanned and mistyped."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, strategies as st

from quiz.errors import RequestError
from quiz.live.client.address import Address, address_of

PRINT = "ab" * 32


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("http://192.168.0.10:8080/7K2XQ4", Address("http://192.168.0.10:8080", "7K2XQ4")),
        ("192.168.0.10:8080/7k2xq4", Address("http://192.168.0.10:8080", "7K2XQ4")),
        (" class.example/7K2-XQ4/ ", Address("http://class.example", "7K2XQ4")),
        ("HTTP://192.168.0.10:8080/7K2XQ4", Address("http://192.168.0.10:8080", "7K2XQ4")),
        ("http://[fe80::1]:80/7K2XQ4", Address("http://[fe80::1]:80", "7K2XQ4")),
        (f"https://h:1/7K2XQ4#{PRINT}", Address("https://h:1", "7K2XQ4", bytes.fromhex(PRINT))),
        (f"https://h:1/7K2XQ4#sha256={PRINT.upper()}", Address("https://h:1", "7K2XQ4", bytes.fromhex(PRINT))),
        ("https://h:1/7K2XQ4#abc", Address("https://h:1", "7K2XQ4")),
        ("http://h:1/quiz/7K2XQ4", Address("http://h:1", "7K2XQ4")),
    ],
)
def test_an_address_is_read_as_it_is_meant(typed: str, address: Address) -> None:
    assert address_of(typed) == address


@pytest.mark.parametrize(
    "typed",
    ["", "7K2XQ4", "http://h:1/", "ftp://h/7K2XQ4", "http://h:99999/7K2XQ4", "http://[::1/7K2XQ4", "a b\x1b[2J"],
)
def test_what_is_no_address_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(RequestError, match="It is like http://"):
        address_of(typed)


@given(st.text())
def test_any_text_is_an_address_or_refused(typed: str) -> None:
    with suppress(RequestError):
        assert address_of(typed).base.startswith("http")
