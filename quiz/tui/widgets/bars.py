"""Bars of a share of a whole, that read without colour."""

from __future__ import annotations

from textual.content import Content

_EIGHTHS = " ▏▎▍▌▋▊▉"


def bar(share: float, cells: int, style: str = "$success") -> Content:
    """A bar `cells` wide of which `share`, from 0 to 1, is full."""
    eighths = round(max(0.0, min(1.0, share)) * cells * 8)
    full = "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")
    return Content.assemble((full, style), ("░" * (cells - len(full)), "$text-disabled"))
