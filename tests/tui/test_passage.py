from __future__ import annotations

from textual.app import App, ComposeResult

from quiz.core.documents.document import Document
from quiz.tui.widgets.passage import Passage, PassageText

DOCUMENT = """\
Cells make proteins.

| Cell | Makes |
|---|---|
| Mast cell | Histamine |
| T cell | IL-2 |

```
x = 1
y = 2
```

- one
- two
"""


class PassageApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Passage()


async def test_the_rows_of_a_table_and_the_lines_of_code_stand_together() -> None:
    app = PassageApp()
    async with app.run_test(size=(40, 20)) as pilot:
        passage = app.query_one(Passage)
        passage.show(Document(DOCUMENT), ["T cell | IL-2"])
        await pilot.pause()
        lines = [line.rstrip() for line in app.query_one(PassageText).render().plain.split("\n")]
    assert lines == [
        " Cells make proteins.",
        "",
        " Cell | Makes",
        " Mast cell | Histamine",
        "▌T cell | IL-2",
        "",
        " x = 1",
        " y = 2",
        "",
        " • one",
        " • two",
    ]
