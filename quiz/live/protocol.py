"""The wire: what the server tells learners and the host, and what they tell it, as JSON.

Learners (over the network; every POST carries the header `X-Quiz: 1`, and the seat in the cookie `seat` or in
`Authorization: Bearer SEAT`):

- `GET /` and `GET /CODE`: the page. `GET /web/NAME`: its parts.
- `POST /api/room` with `Way`: `Room`, before joining.
- `POST /api/join` with `Joining`: 200 and `Seat` (with the cookie), or 4xx and `Fault`.
- `GET /api/events`: server-sent events, each with `id:` the sequence number and `data:` a `LearnerView`; the first at
  once, then one at each change of what this learner may see; a `beat` every 15 s. A `ping` event carries a nonce.
- `GET /api/poll?after=SEQ&epoch=EPOCH`: the next `LearnerView` after that sequence number, at once or within 20 s; 204
  where none. Of another epoch any view is the next; where none is named the number is taken for one of this.
- `POST /api/answer` with `Answering`: 200 and `Receipt` once the answer is on the disk; 409 with the receipt of the
  answer that stands where there is another.
- `POST /api/own` with `{"place": N}`: opens a question in a drill at one's own pace; answered with `LearnerView`.
- `POST /api/pong` with `{"nonce": ...}`: answers a ping. `POST /api/leave`: gives the seat up on this device.
- `GET /api/missed`: what this learner missed, as a file that `quiz study` and `quiz review` open.

The host (over a socket in a folder of this user alone, with `Authorization: Bearer SECRET`):

- `GET /host/events`: server-sent events with a `HostView`, at most four in a second.
- `POST /host/command` with `Command`: 200, or 409 and `Fault`.

Options and choices are named by their place in the order of showing, from 0 up, the same for the whole class.
Nothing that a learner is sent before the reveal depends on the key: `LearnerView.question` has no field for it.
Moments are milliseconds since 1970 by the server's clock; `now` is that clock as the message left.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

PHASES = ("lobby", "stem", "open", "closed", "discussion", "revealed", "over")
Phase = Literal["lobby", "stem", "open", "closed", "discussion", "revealed", "over"]
Kind = Literal["choice", "multiple", "matching"]
Status = Literal["accepted", "duplicate", "taken", "closed", "late", "unfit", "unknown"]
Level = Literal["guess", "low", "middle", "high"]
State = Literal["right", "partly right", "wrong"]
Asked = Literal["waiting", "asked", "revealed"]

PAST = "past"
PAPER = "paper"
"""The `epoch` of views that come from no server: of a drill that is played again, and of one handed out as a file."""


class Fault(TypedDict):
    """A sentence that its reader can act on; `code` names the case for a program."""

    code: str
    sentence: str


class Room(TypedDict):
    """What is said of a drill before joining."""

    title: str
    language: str
    is_right_to_left: bool
    teams: list[str]
    draws_names: bool
    wants_identifier: bool
    wants_number: bool
    is_open: bool


class Way(TypedDict):
    """What opens the room, each time until it is locked: the code on the wall, or the token in its QR code.

    Where there is a token the code says nothing.
    """

    code: str
    token: NotRequired[str]


class Joining(Way):
    """`number` are the two digits on the wall, where they are asked for: whoever has the token has seen the wall.

    `key` is the client's own name for this joining, drawn at random: whoever asks again with it has the same seat.
    """

    name: str
    team: NotRequired[str]
    identifier: NotRequired[str]
    number: NotRequired[str]
    key: NotRequired[str]


class Seat(TypedDict):
    """`seat` is the secret that stands for the learner from now on; `name` the name as it was cleaned or drawn."""

    seat: str
    learner: str
    name: str
    drill: str


class PublicQuestion(TypedDict):
    """A question as it may be seen before its key is. `options` is None while the stem alone is shown.

    For a choice question `options` are the texts in the order of showing and `prompts` is empty; for a matching
    question `options` are the choices and `prompts` the prompts, each in their order of showing.
    """

    kind: Kind
    stem: str
    options: list[str] | None
    prompts: list[str]


class OwnAnswer(TypedDict):
    """The answer of this learner that is on the disk: options chosen, or for each prompt the choice or None."""

    chosen: list[int]
    matched: list[int | None]
    certainty: Level | None


class Passage(TypedDict):
    """A block of the document as (text, whether it is cited) parts, under its heading."""

    heading: str
    parts: list[tuple[str, bool]]


class Reveal(TypedDict):
    """What the whole class is shown after the reveal, all in the order of showing.

    `key` are the right options, or for each prompt its choice. `counts` are how many chose each option; `pairs` for
    each prompt how many gave it each choice. `answered` is how many answers there are. `whys` are the explanations of
    the options or prompts. `before` is `counts` of the round before, None where there was one round.
    """

    key: list[int]
    why: str
    whys: list[str]
    counts: list[int]
    pairs: list[list[int]]
    answered: int
    passages: list[Passage]
    before: list[int] | None


class Result(TypedDict):
    """What this learner's answer earned; `arithmetic` says how the mark came about."""

    state: State
    fraction: float
    arithmetic: str
    points: int


class Standing(TypedDict):
    """A line of the leaderboard; `rank` from 1 up, the same for equal points."""

    rank: int
    name: str
    points: float


class LearnerView(TypedDict):
    """All that one learner's page shows at one moment. What is None is not to be shown in this phase."""

    seq: int
    epoch: str
    now: int
    phase: Phase
    drill: str
    title: str
    language: str
    is_right_to_left: bool
    name: str
    team: str
    is_self_paced: bool
    place: int
    count: int
    round: int
    question: PublicQuestion | None
    opened_at: int | None
    closes_at: int | None
    wants_certainty: bool
    answer: OwnAnswer | None
    reveal: Reveal | None
    result: Result | None
    points: int | None
    rank: int | None
    leaderboard: list[Standing] | None
    places: list[Literal["open", "answered", "unseen"]] | None


class Answering(TypedDict):
    """An answer to send. `key` is the client's own name for it, so that it can be sent again."""

    place: int
    round: int
    chosen: NotRequired[list[int]]
    matched: NotRequired[list[int | None]]
    certainty: NotRequired[Level | None]
    key: str


class Receipt(TypedDict):
    """What became of an answer: it names the learner, the question and the key, so that a client can check."""

    status: Status
    learner: str
    place: int
    round: int
    key: str
    sentence: str


class Seated(TypedDict):
    """A learner as the host sees one."""

    id: str
    name: str
    team: str
    is_connected: bool
    has_answered: bool
    extra_time: float


class Voted(TypedDict):
    """A round of a question, of the learners who were asked in all its rounds: how many they are, and were right."""

    asked: int
    answered: int
    right: int


class HostQuestion(TypedDict):
    """A question of the drill as the host may go to it; it is `waiting` while it was not asked."""

    stem: str
    state: Asked


class HostView(TypedDict):
    """All that the host screen shows at one moment.

    `code` and `token` open the room; in one that is locked they do so once it is unlocked.
    `public` is the question as learners see it, and `reveal` has the distribution: its key, explanations and passages
    are there from the close on, for the host to decide what to do. `right` is how many of the answers are right, and
    `share_right` their share; `sure` how many have high certainty, and `wrong_of_sure` how many of these are wrong.
    `votes` are the rounds of the question. `closes_at` is when the time of the class is up, and `last_closes_at` that
    of those who have longer. `until` is when a drill at one's own pace ends, and `progress` how many have answered
    none of its questions, one, and so on up to all.
    """

    seq: int
    epoch: str
    now: int
    drill: str
    title: str
    phase: Phase
    is_self_paced: bool
    until: int | None
    progress: list[int] | None
    addresses: list[str]
    code: str
    token: str
    number: str | None
    is_locked: bool
    is_secure: bool
    fingerprint: str
    joined: int
    connected: int
    seats: list[Seated]
    place: int
    count: int
    next_place: int | None
    questions: list[HostQuestion]
    round: int
    public: PublicQuestion | None
    opened_at: int | None
    closes_at: int | None
    last_closes_at: int | None
    answered: int
    reveal: Reveal | None
    right: int | None
    share_right: float | None
    sure: int | None
    wrong_of_sure: int | None
    votes: list[Voted]
    leaderboard: list[Standing] | None
    team_scores: list[Standing] | None
    shows_leaderboard: bool
    notices: list[str]


CommandName = Literal[
    "stem",
    "open",
    "discuss",
    "again",
    "close",
    "reveal",
    "prolong",
    "lock",
    "unlock",
    "kick",
    "ban",
    "rename",
    "grant",
    "kick_since",
    "leaderboard",
    "end",
]


class Command(TypedDict):
    """What the host wants done. `open` without a place opens the next question, with its stem first where agreed."""

    command: CommandName
    place: NotRequired[int]
    learner: NotRequired[str]
    name: NotRequired[str]
    seconds: NotRequired[float]
    extra_time: NotRequired[float]
    since: NotRequired[int]
    is_shown: NotRequired[bool]
