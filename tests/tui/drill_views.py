"""Views of a drill as its server sends them, given as values to the screens."""

from __future__ import annotations

from typing import cast

from quiz.live.protocol import HostQuestion, HostView, LearnerView, PublicQuestion, Result, Reveal, Seated, Standing

NOW = 1_780_000_000_000
"""The moment of every view, by both clocks."""

TOKEN = "6XW5S4ZKJ3T7QH2MBNAYR6DLFE"  # noqa: S105  of no drill

NAMES = (
    "Ada Lovelace",
    "Émilie",
    "محمد",
    "Jun 淳",
    "Björk",
    "Dr. Nomi",
    "Ines",
    "Ola",
    "Zoë",
    "Kofi",
    "Li Wei",
    "Aleksandra",
)

CHOICE: PublicQuestion = {
    "kind": "choice",
    "stem": "Which cells are the main producers of interleukin-2 when the immune system meets an antigen?",
    "options": ["Activated CD4+ T cells", "Red blood cells", "Platelets", "Hepatocytes of the liver"],
    "prompts": [],
}
SEVERAL: PublicQuestion = {**CHOICE, "kind": "multiple", "stem": "Which of these are cells? Choose all that apply."}
MATCHING: PublicQuestion = {
    "kind": "matching",
    "stem": "Match each cell with what it does.",
    "options": ["Carries oxygen", "Clots blood", "Adaptive immunity"],
    "prompts": ["T cell", "Red blood cell", "Platelet"],
}

REVEAL: Reveal = {
    "key": [0],
    "why": "IL-2 is made mainly by activated CD4+ T cells, which also need it to grow.",
    "whys": ["They make it as soon as they are activated.", "They carry oxygen.", "They clot blood.", ""],
    "counts": [6, 3, 1, 0],
    "pairs": [],
    "answered": 10,
    "passages": [
        {
            "heading": "Production",
            "parts": [("IL-2 is produced mainly by activated CD4+ T cells", True), (", and by few others.", False)],
        }
    ],
    "before": None,
}
MATCHING_REVEAL: Reveal = {
    **REVEAL,
    "key": [2, 0, 1],
    "counts": [],
    "pairs": [[1, 0, 9], [8, 1, 1], [2, 8, 0]],
    "whys": ["They learn.", "They are full of haemoglobin.", ""],
}

STANDINGS: list[Standing] = [
    {"rank": 1, "name": "Ada Lovelace", "points": 4000.0},
    {"rank": 2, "name": "Jun 淳", "points": 3500.0},
    {"rank": 2, "name": "Émilie", "points": 3500.0},
    {"rank": 4, "name": "Björk", "points": 1000.0},
]


def seats(count: int) -> list[Seated]:
    return [
        {
            "id": f"l{place}",
            "name": NAMES[place % len(NAMES)] + (f" {place // len(NAMES)}" if place >= len(NAMES) else ""),
            "team": "",
            "is_connected": place % 5 != 4,
            "has_answered": place % 2 == 0,
            "extra_time": 1.5 if place == 1 else 1.0,
        }
        for place in range(count)
    ]


def questions(revealed: int = 0, asked: int = 0) -> list[HostQuestion]:
    """Ten questions, of which so many were revealed and so many more asked."""
    return [
        {
            "stem": f"Which of the cells of line {place + 1} is it that makes most of the interleukin-2 in newborns?",
            "state": "revealed" if place < revealed else "asked" if place < revealed + asked else "waiting",
        }
        for place in range(10)
    ]


def host_view(**changes: object) -> HostView:
    """The lobby with twelve learners, but for what is said otherwise."""
    view: HostView = {
        "seq": 20,
        "epoch": "e",
        "now": NOW,
        "drill": "01HZX4",
        "title": "IL-2 in newborns",
        "phase": "lobby",
        "is_self_paced": False,
        "until": None,
        "progress": None,
        "addresses": ["http://192.168.0.10:8080/7K2XQ4"],
        "code": "7K2XQ4",
        "token": TOKEN,
        "number": None,
        "is_locked": False,
        "is_secure": False,
        "fingerprint": "",
        "joined": 12,
        "connected": 10,
        "seats": seats(12),
        "place": -1,
        "count": 10,
        "next_place": 0,
        "questions": questions(),
        "round": 1,
        "public": None,
        "opened_at": None,
        "closes_at": None,
        "last_closes_at": None,
        "answered": 0,
        "reveal": None,
        "right": None,
        "share_right": None,
        "sure": None,
        "wrong_of_sure": None,
        "votes": [],
        "leaderboard": None,
        "team_scores": None,
        "shows_leaderboard": False,
        "notices": [],
    }
    return cast("HostView", {**view, **changes})


def asked(public: PublicQuestion = CHOICE, **changes: object) -> HostView:
    """The third question, open for 23 more seconds, with seven answers."""
    return host_view(
        **{
            "phase": "open",
            "place": 2,
            "next_place": 3,
            "public": public,
            "opened_at": NOW - 7_000,
            "closes_at": NOW + 23_000,
            "last_closes_at": NOW + 23_000,
            "answered": 7,
            **changes,
        }
    )


def at_own_pace(**changes: object) -> HostView:
    """The lobby of a drill at one's own pace that ends the next day, of twelve learners and ten questions."""
    progress = [2, 0, 1, 1, 0, 2, 2, 0, 1, 0, 3]
    return host_view(**{"is_self_paced": True, "until": NOW + 86_400_000, "progress": progress, **changes})


def closed(public: PublicQuestion = CHOICE, reveal: Reveal = REVEAL, **changes: object) -> HostView:
    """The third question, closed with ten answers."""
    return asked(
        public,
        **{
            "phase": "closed",
            "closes_at": None,
            "last_closes_at": None,
            "answered": 10,
            "reveal": reveal,
            "right": 6,
            "share_right": 0.6,
            "sure": 4,
            "wrong_of_sure": 1,
            "votes": [{"asked": 12, "answered": 10, "right": 6}],
            **changes,
        },
    )


def revealed(public: PublicQuestion = CHOICE, reveal: Reveal = REVEAL, **changes: object) -> HostView:
    """The third question with its key."""
    return closed(public, reveal, **{"phase": "revealed", **changes})


def voted_twice() -> HostView:
    """The third question, of which three of twelve knew the answer before a discussion, and six after it."""
    votes = [{"asked": 12, "answered": 10, "right": 3}, {"asked": 12, "answered": 10, "right": 6}]
    return revealed(reveal={**REVEAL, "before": [3, 5, 1, 1]}, round=2, votes=votes)


def learner_view(**changes: object) -> LearnerView:
    """Ada in the lobby, but for what is said otherwise."""
    view: LearnerView = {
        "seq": 20,
        "epoch": "e",
        "now": NOW,
        "phase": "lobby",
        "drill": "01HZX4",
        "title": "IL-2 in newborns",
        "language": "en",
        "is_right_to_left": False,
        "name": "Ada",
        "team": "",
        "is_self_paced": False,
        "place": -1,
        "count": 10,
        "round": 1,
        "question": None,
        "opened_at": None,
        "closes_at": None,
        "wants_certainty": False,
        "answer": None,
        "reveal": None,
        "result": None,
        "points": None,
        "rank": None,
        "leaderboard": None,
        "places": None,
    }
    return cast("LearnerView", {**view, **changes})


def question_for(public: PublicQuestion = CHOICE, **changes: object) -> LearnerView:
    """The third question, open for 23 more seconds."""
    return learner_view(
        **{
            "phase": "open",
            "place": 2,
            "question": public,
            "opened_at": NOW - 7_000,
            "closes_at": NOW + 23_000,
            **changes,
        }
    )


RIGHT: Result = {"state": "right", "fraction": 1.0, "arithmetic": "right: 1.00", "points": 1000}


def result_for(public: PublicQuestion = CHOICE, reveal: Reveal = REVEAL, **changes: object) -> LearnerView:
    """The third question with its key, answered rightly."""
    return question_for(
        public,
        **{
            "phase": "revealed",
            "closes_at": None,
            "answer": {"chosen": [0], "matched": [], "certainty": None},
            "reveal": reveal,
            "result": RIGHT,
            "points": 2500,
            "rank": 3,
            **changes,
        },
    )
