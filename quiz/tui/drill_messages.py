"""What the screens of a drill want of their application."""

from __future__ import annotations

from textual.message import Message

from quiz.live.protocol import Answering, Command


class CommandWanted(Message):
    """The host wants something done with the drill."""

    def __init__(self, command: Command) -> None:
        super().__init__()
        self.command = command


class AnswerWanted(Message):
    """The learner wants the answer sent."""

    def __init__(self, answering: Answering) -> None:
        super().__init__()
        self.answering = answering


class OwnQuestionWanted(Message):
    """The learner wants to see the question at that place, in a drill at one's own pace."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place


class MissedWanted(Message):
    """The learner wants what was missed kept as a file."""


class RestartWanted(Message):
    """The host wants the server started again, which has died."""


class Left(Message):
    """The drill is left on this terminal."""
