"""Draws hostile text, uncleaned, in many widgets. Arguments: a state folder, the text (JSON)."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from console.tui.terminal.preflight import prepare_environment

prepare_environment(os.environ)

# Textual reads the environment when it is imported.
from rich.text import Text  # noqa: E402
from textual.content import Content  # noqa: E402
from textual.widgets import (  # noqa: E402
    DataTable,
    Header,
    Input,
    Log,
    OptionList,
    RichLog,
    Static,
    TextArea,
    Tree,
)

from console.clock import SystemClock  # noqa: E402
from console.tui.terminal.crash import CrashReports, Redactor  # noqa: E402
from console.tui.terminal.guarded_app import GuardedApp, run_guarded  # noqa: E402

if TYPE_CHECKING:
    from textual.app import ComposeResult


class HostileText(GuardedApp):
    """Trusts every widget with the text, and says it once more when leaving."""

    def __init__(self, state: Path, text: str) -> None:
        super().__init__(crashes=CrashReports(state, SystemClock(), Redactor()))
        self.text = text
        self.title = text

    def compose(self) -> ComposeResult:
        yield Header()
        yield Static(self.text, markup=False)
        yield Static(Text(self.text, style="link https://example.com"))
        yield Static(Content(self.text))
        bordered = Static("bordered")
        bordered.styles.border = ("round", "red")
        bordered.border_title = Content(self.text)
        yield bordered
        yield Input(self.text, placeholder=self.text)
        yield TextArea(self.text)
        yield OptionList(Content(self.text))
        yield Log()
        yield RichLog()
        yield Tree(Text(self.text))
        yield DataTable[Text]()

    def on_mount(self) -> None:
        for widget in self.query("*"):
            widget.styles.max_height = 4
        self.query_one(Log).write_line(self.text)
        self.query_one(RichLog).write(self.text)
        table = self.query_one(DataTable[Text])
        table.add_column(Text(self.text))
        table.add_row(Text(self.text), label=Text(self.text))
        self.notify(self.text, title=self.text, markup=False)

    async def action_quit(self) -> None:
        self.exit(message=self.text)


if __name__ == "__main__":
    sys.exit(run_guarded(HostileText(Path(sys.argv[1]), json.loads(sys.argv[2]))))
