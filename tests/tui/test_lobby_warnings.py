"""What the wall says of the way to the server: whether others can read along, and by what its certificate is known."""

from __future__ import annotations

import pytest
from textual.geometry import Size

from quiz.tui.widgets.lobby import lobby
from tests.tui.drill_views import host_view

FINGERPRINT = "ab" * 32


def words(*, is_secure: bool, fingerprint: str, size: Size) -> str:
    """The words of the lobby, the lines of a narrow terminal joined."""
    lines = lobby(host_view(is_secure=is_secure, fingerprint=fingerprint), size)
    return " ".join(" ".join(line.plain for line in lines).split())


@pytest.mark.parametrize("size", [Size(80, 24), Size(120, 40), Size(40, 24)])
@pytest.mark.parametrize(
    ("is_secure", "fingerprint", "is_warned"),
    [(False, "", True), (True, "", False), (True, FINGERPRINT, False)],
)
def test_the_wall_says_when_others_can_read_along(
    is_secure: bool, fingerprint: str, is_warned: bool, size: Size
) -> None:
    said = words(is_secure=is_secure, fingerprint=fingerprint, size=size)
    assert ("Not encrypted" in said) == is_warned
    assert ("no real names" in said) == is_warned
    assert ("Certificate" in said) == bool(fingerprint)
