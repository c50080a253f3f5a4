"""A guarded app that hands a text to an editor, with a clock that ticks all the while."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from console.tui.terminal.preflight import prepare_environment

prepare_environment(os.environ)

# Textual reads the environment when it is imported.
from textual.widgets import Label  # noqa: E402

from console.actions.outside_editor import Failed, edit  # noqa: E402
from console.clock import SystemClock  # noqa: E402
from console.tui.terminal.crash import CrashReports, Redactor  # noqa: E402
from console.tui.terminal.guarded_app import GuardedApp, run_guarded  # noqa: E402

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class EditingApp(GuardedApp):
    """Says what became of the text; `ticks` in the state folder tells that it is alive."""

    BINDINGS: ClassVar[list[BindingType]] = [("E", "edit", "edit"), ("Q", "quit", "leave")]

    def __init__(self, state: Path) -> None:
        super().__init__(crashes=CrashReports(state, SystemClock(), Redactor()))
        self.state = state
        self.ticks = 0

    def compose(self) -> ComposeResult:
        yield Label("ready", id="result", markup=False)
        yield Label("tick", id="clock")
        yield Label("stays")

    def on_mount(self) -> None:
        self.set_interval(0.02, self.tick)

    def tick(self) -> None:
        self.ticks += 1
        self.query_one("#clock", Label).update(f"tick {self.ticks}")
        (self.state / "ticks").write_text(str(self.ticks))

    def action_edit(self) -> None:
        self.run_worker(self.edit())

    async def edit(self) -> None:
        result = await edit(self.suspend, (self.state / "text").read_bytes().decode())
        words = result.words if isinstance(result, Failed) else f"edited {result!r}"
        self.query_one("#result", Label).update(words)


if __name__ == "__main__":
    sys.exit(run_guarded(EditingApp(Path(sys.argv[1]))))
