"""What the room sees while learners come: where to go, the code, and who is there; or that nobody can come."""

from __future__ import annotations

from datetime import UTC, datetime

from textual.content import Content
from textual.geometry import Size

from quiz.core.text import one_line
from quiz.errors import RequestError
from quiz.live.client.address import Address, address_of, scanned
from quiz.live.protocol import HostView
from quiz.tui.widgets.big_text import big
from quiz.tui.widgets.qr import qr
from quiz.tui.widgets.seat_names import figures_of, seat_names
from quiz.tui.widgets.typesetting import hang
from quiz.tui.widgets.wall import side_by_side

_LEAST_TEXT = 35
"""Cells for the words beside a QR code: a code in large letters takes as many."""

_GAP = 2

_SMALL_LETTERS = 150
"""From so many cells on, the letters of the terminal are small for those at the back."""


def lobby(view: HostView, size: Size) -> list[Content]:
    """The lines for so much room, with the QR code beside the words where it fits, else below them."""
    is_small = size.width >= _SMALL_LETTERS
    if view["is_locked"]:
        return _words(view, size, is_small=is_small)
    beside = size.width - _LEAST_TEXT - _GAP
    # Phones have no use for the fingerprint, and what is below the words is not on the wall.
    links = dict.fromkeys([link_of(view), link_of({**view, "fingerprint": ""})])
    code = next(filter(None, (qr(link, beside, size.height) for link in links)), None)
    if code is None:
        below = qr(link_of(view), size.width, 10_000)
        return _words(view, size, is_small=is_small) + ([Content(" "), *below] if below else [])
    right = code[0].cell_length
    text = size.width - right - _GAP
    return side_by_side([_words(view, Size(text, size.height), is_small=is_small), code], text + _GAP)


def link_of(view: HostView) -> str:
    """What the QR code says: the first address, with the token and, where there is one, the certificate's fingerprint.

    Whoever has the token needs no code.
    """
    return scanned(Address(_base(view), "", bytes.fromhex(view["fingerprint"]), view["token"]))


def _base(view: HostView) -> str:
    for address in view["addresses"]:
        try:
            return address_of(address).base
        except RequestError:
            return address.rstrip("/")
    return ""


def _words(view: HostView, size: Size, *, is_small: bool) -> list[Content]:
    width = size.width
    lines = _pace(view, size) if view["is_self_paced"] else []
    lines += _locked(size) if view["is_locked"] else _way_in(view, size)
    lines += [Content(" "), *_figures(view, size), *_progress(view, size)]
    lines += _remarks(view, width)
    if is_small:
        advice = "Can this be read at the back? If not, enlarge the letters of this terminal."
        lines += hang("", Content.styled(advice, "$foreground-muted"), width)
    lines.append(Content(" "))
    if not view["seats"]:
        return [*lines, Content.styled("Nobody is here yet.", "$foreground-muted")]
    return lines + seat_names(view["seats"], width, max(size.height - len(lines), 2))


def _pace(view: HostView, size: Size) -> list[Content]:
    """That everybody goes at their own pace, and until when by the clock of this machine."""
    until = "" if view["until"] is None else f", until {_moment(view['until'], view['now'])}"
    sentence = Content.styled(f"Everybody goes at their own pace{until}.", "bold $primary")
    return [*hang("", sentence, size.width), *_gap(size)]


def _gap(size: Size) -> list[Content]:
    """The blank line between parts, where there is room for it."""
    return [Content(" ")] if size.height >= 24 else []


def _moment(milliseconds: int, now: int) -> str:
    """The time of day, with the day where it is another."""
    moment, today = (datetime.fromtimestamp(each / 1000, UTC).astimezone() for each in (milliseconds, now))
    return f"{moment:%H:%M}" if moment.date() == today.date() else f"{moment:%H:%M on %Y-%m-%d}"


def _progress(view: HostView, size: Size) -> list[Content]:
    """How far the learners are at their own pace: how many have answered all, a part or nothing, and no names."""
    counts = view["progress"]
    if not counts or not view["joined"]:
        return []
    half = len(counts) // 2
    parts = [
        (counts[-1], "have answered all" if counts[-1] != 1 else "has answered all"),
        (sum(counts[half:-1]), "half or more"),
        (sum(counts[1:half]), "less than half"),
        (counts[0], "nothing yet"),
    ]
    digits = max(len(f"{count:,}") for count, _ in parts)
    lines = _gap(size)
    for count, words in parts:
        if count:
            lines += hang(Content.styled(f"{count:>{digits},} ", "bold"), words, size.width)
    return lines


def _locked(size: Size) -> list[Content]:
    large = big("locked", size.width, 7 if size.height >= 32 else 4, "bold $text-warning")
    sentence = "The room is locked: nobody else can join. Once it is unlocked it has a new code."
    return [*(large or []), *([Content(" ")] if large else []), *hang("", Content.styled(sentence, "bold"), size.width)]


def _way_in(view: HostView, size: Size) -> list[Content]:
    base = _base(view)
    place = base if base.startswith("https") else base.removeprefix("http://")
    gap = _gap(size)
    code = _code(view["code"], size, 7 if size.height >= 32 else 4)
    # In letters made of blocks an E is soon taken for an F from afar.
    plain = [_spaced(view["code"])] if len(code) > 1 else []
    lines = [
        Content.styled("In a browser, go to", "$foreground-muted"),
        *hang("", Content.styled(place, "bold"), size.width),
        *gap,
        Content("  ").join([Content.styled("and type the code", "$foreground-muted"), *([] if gap else plain)]),
        *gap,
        *code,
    ]
    if gap:
        lines += plain
    if view["number"] is not None:
        number = _code(view["number"], size, len(code))
        lines += [*gap, Content.styled("and the number", "$foreground-muted"), *gap, *number]
    return lines


def _code(code: str, size: Size, height: int) -> list[Content]:
    """The code in letters of up to that height where there is room, else in spaced ones."""
    large = big(code, size.width, height, "bold $primary") if size.height >= 18 and size.width >= _LEAST_TEXT else None
    return large or [_spaced(code)]


def _spaced(code: str) -> Content:
    return Content.styled(" ".join(code), "bold $primary")


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
    for sentence in view["notices"]:
        lines += hang("", Content.styled(one_line(sentence), "$text-warning"), width)
    if not view["is_secure"]:
        warning = "Not encrypted: whoever is in this network can read along, so no real names."
        lines += hang("", Content.styled(warning, "$foreground-muted"), width)
    if view["fingerprint"]:
        lines += hang("", Content.styled(f"Certificate {view['fingerprint']}", "$foreground-muted"), width)
    return lines
