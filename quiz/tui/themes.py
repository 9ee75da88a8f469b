"""The light and the dark theme."""

from __future__ import annotations

from collections.abc import Collection

from textual.theme import Theme

from quiz.errors import SettingsError

DARK = Theme(
    name="quiz-dark",
    primary="#7cb7ff",
    secondary="#c3a6ff",
    accent="#5fd7c4",
    warning="#f0c060",
    error="#ff8080",
    success="#7fd88f",
    foreground="#e6e6e6",
    background="#14171c",
    surface="#1b1f26",
    panel="#262c36",
    dark=True,
)

LIGHT = Theme(
    name="quiz-light",
    primary="#0b57b0",
    secondary="#6a3fb5",
    accent="#00706b",
    warning="#8a5a00",
    error="#b3261e",
    success="#1e6b2e",
    foreground="#1c1c1c",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e6e3dc",
    dark=False,
)


def name_of(wanted: str, known: Collection[str]) -> str:
    """The name of the theme that a setting asks for, "auto" being the dark one; SettingsError where there is none."""
    name = {"auto": DARK.name, "dark": DARK.name, "light": LIGHT.name}.get(wanted, wanted)
    if name not in known:
        names = ", ".join(["auto", "dark", "light", *sorted(known)])
        raise SettingsError(f"There is no theme {wanted!r}. The themes are: {names}.")
    return name
