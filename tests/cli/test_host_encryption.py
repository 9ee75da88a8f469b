"""What a server says as it begins of how far the way to it is to be trusted."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.cli.shelf import Home

LAST = "Again after a crash"
"""How the last line begins."""


def said_by_server(home: Home, *words: str) -> str:
    """All that a server says before it waits for learners."""
    command = [sys.executable, "-m", "quiz", "host", "small", "--headless", "--bind", "127.0.0.1", "--port", "0"]
    with subprocess.Popen(
        [*command, *words],
        env={**os.environ, **home.env},
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        said = ""
        for line in server.stdout:
            said += line
            if line.startswith(LAST):
                break
        server.terminate()
    assert LAST in said
    return said


@pytest.mark.parametrize(("words", "is_warned"), [((), True), (("--tls",), False)])
def test_without_encryption_the_host_is_told_how_to_have_it(
    home: Home, words: tuple[str, ...], is_warned: bool
) -> None:
    said = said_by_server(home, *words)
    assert ("not encrypted: --tls encrypts it." in said) == is_warned
    assert ("Join at https://" in said) == (not is_warned)
    assert bool(re.search(r"quiz join https://127\.0\.0\.1:\d+/[0-9A-Z]+#[0-9a-f]{64}$", said, re.MULTILINE)) == (
        not is_warned
    )
