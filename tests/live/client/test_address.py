"""Addresses as they are typed, scanned and mistyped."""

from __future__ import annotations

import re
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given, strategies as st

from quiz.errors import RequestError
from quiz.live.client.address import Address, address_of, scanned

PRINT = "ab" * 32
SHORT_PRINT = "VOV2XK5LVOV2XK5LVOV2XK5LVOV2XK5LVOV2XK5LVOV2XK5LVOVQ"
TOKEN = "6XW5S4ZKJ3T7QH2MBNAYR6DLFE"  # noqa: S105  of no drill


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
        (f"HTTP://H:1/#{TOKEN}", Address("http://h:1", "", token=TOKEN)),
        (f"h:1#{TOKEN.lower()}", Address("http://h:1", "", token=TOKEN)),
        (f"http://h:1/7k2xq4#{TOKEN}", Address("http://h:1", "7K2XQ4", token=TOKEN)),
        (f"http://h:1/7K2XQ4#{TOKEN}A", Address("http://h:1", "7K2XQ4")),
        (f"HTTPS://H:1/#{TOKEN}.{SHORT_PRINT}", Address("https://h:1", "", bytes.fromhex(PRINT), TOKEN)),
        (f"https://h:1/#{TOKEN}.{PRINT}", Address("https://h:1", "", bytes.fromhex(PRINT), TOKEN)),
        (f"http://h:1/#{TOKEN}.{SHORT_PRINT}", Address("http://h:1", "", token=TOKEN)),
        (f"https://h:1/7K2XQ4#{SHORT_PRINT}", Address("https://h:1", "7K2XQ4", bytes.fromhex(PRINT))),
    ],
)
def test_an_address_is_read_as_it_is_meant(typed: str, address: Address) -> None:
    assert address_of(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "7K2XQ4",
        "http://h:1/",
        "ftp://h/7K2XQ4",
        "http://h:99999/7K2XQ4",
        "http://[::1/7K2XQ4",
        "http://h:1/#7K2XQ4",
        "a b\x1b[2J",
    ],
)
def test_what_is_no_address_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(RequestError, match="It is like http://"):
        address_of(typed)


@given(
    st.sampled_from(["http", "https"]),
    st.ip_addresses(),
    st.integers(1, 65535),
    st.binary(min_size=32, max_size=32),
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=26, max_size=26),
)
def test_what_a_qr_code_says_is_read_as_the_address_it_was_made_of(
    scheme: str, host: IPv4Address | IPv6Address, port: int, fingerprint: bytes, token: str
) -> None:
    base = f"{scheme}://{f'[{host}]' if host.version == 6 else host}:{port}"
    address = Address(base, "", fingerprint if scheme == "https" else b"", token)
    assert address_of(scanned(address)) == address
    assert re.fullmatch(r"[0-9A-Z:/.\[\]]+#[0-9A-Z.]+", scanned(address))


@given(st.text())
def test_any_text_is_an_address_or_refused(typed: str) -> None:
    with suppress(RequestError):
        assert address_of(typed).base.startswith("http")
