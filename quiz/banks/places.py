"""Where in its file each part of a question stands."""

from __future__ import annotations

import re

from quiz.banks.fields import BANK, QUESTION, Field, Record
from quiz.banks.textfile import Place
from quiz.banks.tree import Mapping, Node, Sequence

_STEP = re.compile(r"([^.\[\]]+)|\[([0-9]+)\]")


class Places:
    """The lines and columns of a bank that was read, found when asked for."""

    def __init__(self, path: str, root: Mapping, questions: dict[str, Mapping]) -> None:
        self.path = path
        self._root = root
        self._questions = questions

    def of(self, question_id: str, part: str = "") -> Place:
        """Where a part of the question begins, such as "q", "cite", "options[2]", "match[0].why" or "tags[1]".

        The part is named as the format documents it, whatever alias the file uses. Where the question has no such
        part, the place of what would hold it; where the bank has no such question, the beginning of the file.
        """
        node = self._questions.get(question_id)
        return Place(1, 1) if node is None else _find(node, part, QUESTION)

    def of_bank(self, part: str = "") -> Place:
        """Where a part of the bank outside its questions begins, such as "title" or "topics.disorders"."""
        return _find(self._root, part, BANK)


def _find(node: Node, part: str, record: Record | None) -> Place:
    for name, index in _STEP.findall(part):
        field: Field | None = None
        if isinstance(node, Mapping) and name:
            by_key = record.by_key if record else {}
            field = record.by_name.get(name) if record else None
            inner = next((value for key, value in node.entries if by_key.get(key.text, key.text) == name), None)
        elif isinstance(node, Sequence) and index:
            inner = node.items[int(index)] if int(index) < len(node.items) else None
        else:
            # A bare text stands for a whole option, and a single one for a whole list.
            break
        if inner is None:
            break
        node = inner
        if field is not None:
            record = field.record
    return Place(node.line, node.column)
