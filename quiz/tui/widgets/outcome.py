"""What the room sees of the answers: how they are spread, and after the reveal which are right, and why."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size

from quiz.core.drills.tally import Vote, gain_of
from quiz.core.drills.words import gain_in_words
from quiz.core.marking import percent
from quiz.live.protocol import HostView, PublicQuestion, Reveal
from quiz.tui.widgets.distribution_bars import Votes, distribution
from quiz.tui.widgets.typesetting import hang, letter

_WIDEST = 110
_DIVIDED = (0.3, 0.7)
"""Between these shares of right answers a discussion teaches most (Crouch and Mazur 2001)."""


def is_divided(view: HostView) -> bool:
    """Whether the class is to discuss the question and vote again."""
    low, high = _DIVIDED
    share = view["share_right"]
    return view["phase"] == "closed" and view["round"] == 1 and share is not None and low <= share <= high


def outcome(view: HostView, size: Size, *, is_hidden: bool = False) -> list[Content]:
    """The stem and the distribution; the key and the explanations only once they are revealed.

    `is_hidden` keeps the distribution from the room as long as the question is not revealed.
    """
    public, reveal = view["public"], view["reveal"]
    if public is None or reveal is None:
        return []
    width = min(size.width, _WIDEST)
    is_revealed = view["phase"] != "closed"
    lines = [*_summary(view, reveal, width, is_revealed), Content(" ")]
    lines += [*hang("", Content.styled(public["stem"], "bold"), width), Content(" ")]
    if is_hidden and not is_revealed:
        return [*lines, Content.styled("The answers are kept from the wall.", "$foreground-muted")]
    votes = votes_of(public, reveal, is_revealed=is_revealed)
    why: list[Content] = []
    if is_revealed and reveal["why"]:
        edge = Content.styled("▌ ", "$primary")
        why = [Content(" "), *(edge + line for line in hang("", reveal["why"], width - 2))]
    bars = distribution(votes, width, is_spacious=True)
    if len(lines) + len(bars) + len(why) > size.height:
        bars = distribution(votes, width)
    return [*lines, *bars, *why]


def _summary(view: HostView, reveal: Reveal, width: int, is_revealed: bool) -> list[Content]:
    answered = reveal["answered"]
    if not is_revealed:
        count = f"{answered:,} answered" if answered else "Nobody answered"
        connected = f"{view['connected']:,} {_be(view['connected'])} connected."
        lines = hang("", Content.assemble(("Closed. ", "bold"), f"{count}; {connected}"), width)
        if is_divided(view):
            sentence = "Opinions are divided: let the class discuss it and vote again."
            lines += hang("", Content.styled(sentence, "bold $text-warning"), width)
        return lines
    if not answered:
        return hang("", Content("Nobody answered."), width)
    lines = []
    right, wrong_of_sure = view["right"], view["wrong_of_sure"]
    if right is not None:
        sentence = f"{right:,} of {answered:,} who answered {_be(right)} right ({percent(right / answered)})"
        lines += hang("", Content.styled(sentence, "bold $text-success"), width)
    if wrong_of_sure:
        sentence = f"{wrong_of_sure:,} of {view['sure'] or 0:,} who were sure {_be(wrong_of_sure)} wrong"
        lines += hang("", Content.styled(sentence, "$text-warning"), width)
    if sentence := _gain_sentence(view):
        lines += hang("", Content.styled(sentence, "bold"), width)
    return lines


def _gain_sentence(view: HostView) -> str:
    """How many were right in each vote of those who were asked in all; "" where there was one vote, or nobody was."""
    voted = [Vote(place, it["asked"], it["answered"], it["right"]) for place, it in enumerate(view["votes"], 1)]
    gain = gain_of(voted)
    if gain is None:
        return ""
    first, *others = [f"{vote.right:,}" for vote in voted]
    then = "".join(f", then {right}" for right in others)
    return (
        f"Of the {voted[0].asked:,} asked each time {first} {_were(voted[0].right)} right{then}: {gain_in_words(gain)}."
    )


def _be(count: int) -> str:
    return "is" if count == 1 else "are"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def votes_of(public: PublicQuestion, reveal: Reveal, *, is_revealed: bool) -> list[Votes]:
    """The votes for each option; for each prompt those for its right partner, or until the reveal the likeliest."""
    if public["prompts"]:
        return [
            _prompt_votes(public, reveal, place, is_revealed=is_revealed) for place in range(len(public["prompts"]))
        ]
    before = reveal["before"]
    whys = [*reveal["whys"], *[""] * len(public["options"] or [])]
    return [
        Votes(
            letter(place),
            text,
            reveal["counts"][place] if place < len(reveal["counts"]) else 0,
            reveal["answered"],
            is_key=place in reveal["key"] if is_revealed else None,
            before=(before[place], max(sum(before), 1)) if before and place < len(before) else None,
            why=whys[place] if is_revealed else "",
        )
        for place, text in enumerate(public["options"] or [])
    ]


def _prompt_votes(public: PublicQuestion, reveal: Reveal, place: int, *, is_revealed: bool) -> Votes:
    options = public["options"] or []
    counts = [*(reveal["pairs"][place] if place < len(reveal["pairs"]) else []), *[0] * len(options)][: len(options)]
    ranked = sorted(range(len(options)), key=lambda choice: (-counts[choice], choice))
    key = reveal["key"][place] if is_revealed and place < len(reveal["key"]) else None
    likeliest = ranked[0] if ranked and counts[ranked[0]] else None
    shown = likeliest if key is None else key
    if shown is None or not 0 <= shown < len(options):
        return Votes(str(place + 1), public["prompts"][place], 0, reveal["answered"])
    others = [f"{letter(choice)} {counts[choice]}" for choice in ranked if choice != shown and counts[choice]]
    note = f"{letter(shown)} {options[shown]}"
    return Votes(
        str(place + 1),
        public["prompts"][place],
        counts[shown],
        reveal["answered"],
        is_key=True if is_revealed else None,
        why=reveal["whys"][place] if is_revealed and place < len(reveal["whys"]) else "",
        note=f"{note}; others: {', '.join(others)}" if others else note,
    )
