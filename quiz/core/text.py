"""Text that came from elsewhere, made fit to be shown and to be compared."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Embeddings and overrides reorder what stands around them, and isolates do what they were for.
_BIDI_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e")
_KEPT = frozenset("\n\t")

SOFT_HYPHEN = "\u00ad"

_QUOTES_AND_DASHES = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛‹›ʼ′`´\u1ffd", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
        SOFT_HYPHEN: None,
    }
)


def is_unprintable(character: str) -> bool:
    """Whether a terminal could take the character for a command, or show the text around it in another order.

    True of the control characters (C0 but newline and tab, DEL, C1), of bidirectional embeddings and overrides,
    of the line and paragraph separators, and of surrogates.
    """
    if character in _KEPT:
        return False
    return character in _BIDI_OVERRIDES or unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}


def printable(text: str) -> str:
    """The text with every unprintable character replaced by its code point, as <U+001B>."""
    if text.isprintable():
        # str.isprintable is false of each character that is_unprintable names, so nothing is left to look for.
        return text
    return "".join(f"<U+{ord(c):04X}>" if is_unprintable(c) else c for c in text)


def one_line(text: str) -> str:
    """The text fit to be shown on a single line: printable, and every run of white space one space."""
    return " ".join(printable(text).split())


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The form in which two texts are compared.

    NFKC, case folded, quotation marks and dashes straight, soft hyphens gone, every run of white space one space
    and none at the ends. Two texts that differ only in typing have the same form.
    """
    return " ".join(fold_characters(text).split())


def fold_characters(text: str) -> str:
    """The text folded as `fold` does, but for white space, which is left as it stands."""
    if text.isascii():
        return text.replace("`", "'").lower()
    folded = unicodedata.normalize("NFKC", text.translate(_QUOTES_AND_DASHES)).casefold()
    # NFKC can yield a character of the table (U+2011 from nothing, U+2010 from U+2011), and case folding can undo NFKC.
    return unicodedata.normalize("NFKC", folded).translate(_QUOTES_AND_DASHES)
