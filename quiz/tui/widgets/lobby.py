"""What the room sees while learners come: where to go, the code, and who is there."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size

from quiz.core.text import one_line
from quiz.errors import RequestError
from quiz.live.client.address import address_of
from quiz.live.protocol import HostView
from quiz.tui.widgets.big_text import big
from quiz.tui.widgets.qr import qr
from quiz.tui.widgets.seat_names import figures_of, seat_names
from quiz.tui.widgets.typesetting import hang
from quiz.tui.widgets.wall import side_by_side

_LEAST_TEXT = 36
_GAP = 2


def lobby(view: HostView, size: Size) -> list[Content]:
    """The lines for so much room, with the QR code beside the words where it fits, else below them."""
    link = link_of(view)
    code = qr(link, size.width - _LEAST_TEXT - _GAP, size.height)
    if code is None:
        below = qr(link, size.width, 10_000)
        return _words(view, size) + ([Content(" "), *below] if below else [])
    right = code[0].cell_length
    text = size.width - right - _GAP
    return side_by_side([_words(view, Size(text, size.height)), code], text + _GAP)


def link_of(view: HostView) -> str:
    """What the QR code says: the first address with the code and, where there is one, the certificate's fingerprint."""
    base, code = _base(view), view["code"]
    if view["fingerprint"]:
        return f"{base}/{code}#{view['fingerprint']}"
    # In capitals alone the code is smaller, and an address means the same.
    return f"{base}/{code}".upper()


def _base(view: HostView) -> str:
    for address in view["addresses"]:
        try:
            return address_of(address).base
        except RequestError:
            return address.rstrip("/")
    return ""


def _words(view: HostView, size: Size) -> list[Content]:
    width = size.width
    base = _base(view)
    place = base if base.startswith("https") else base.removeprefix("http://")
    gap = [Content(" ")] if size.height >= 24 else []
    code = _code(view["code"], size, 7 if size.height >= 32 else 4)
    lines = [
        Content.styled("In a browser, go to", "$foreground-muted"),
        *hang("", Content.styled(place, "bold"), width),
        *gap,
        Content.styled("and type the code", "$foreground-muted"),
        *gap,
        *code,
    ]
    if view["number"] is not None:
        number = _code(view["number"], size, len(code))
        lines += [*gap, Content.styled("and the number", "$foreground-muted"), *gap, *number]
    lines += [Content(" "), *_figures(view, size)]
    lines += _remarks(view, width)
    lines.append(Content(" "))
    if not view["seats"]:
        return [*lines, Content.styled("Nobody is here yet.", "$foreground-muted")]
    return lines + seat_names(view["seats"], width, max(size.height - len(lines), 2))


def _code(code: str, size: Size, height: int) -> list[Content]:
    """The code in letters of up to that height where there is room, else in spaced ones."""
    large = big(code, size.width, height, "bold $primary") if size.height >= 18 and size.width >= 36 else None
    return large or [Content.styled(" ".join(code), "bold $primary")]


def _figures(view: HostView, size: Size) -> list[Content]:
    """Who has joined and who is connected, in large figures where there is room."""
    column = size.width // 2
    numbers = [(view["joined"], "joined"), (view["connected"], "connected")]
    large = [big(str(number), column - _GAP, 4) for number, _ in numbers]
    if size.height < 24 or size.width < 44 or None in large:
        return hang("", figures_of(view["joined"], view["connected"]), size.width)
    blocks = [
        [*(lines or []), Content.styled(word, "$foreground-muted")]
        for lines, (_, word) in zip(large, numbers, strict=True)
    ]
    return side_by_side(blocks, column)


def _remarks(view: HostView, width: int) -> list[Content]:
    lines: list[Content] = []
    if view["is_locked"]:
        lines += hang("", Content.styled("Locked: nobody else can join.", "bold $text-warning"), width)
    for sentence in view["notices"]:
        lines += hang("", Content.styled(one_line(sentence), "$text-warning"), width)
    if not view["is_secure"]:
        warning = "Not encrypted: whoever is in this network can read along, so no real names."
        lines += hang("", Content.styled(warning, "$foreground-muted"), width)
    if view["fingerprint"]:
        lines += hang("", Content.styled(f"Certificate {view['fingerprint']}", "$foreground-muted"), width)
    return lines
