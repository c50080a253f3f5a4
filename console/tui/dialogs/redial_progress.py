"""How far placing many calls again has come: a line for each call; it goes on without this."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from console.actions.redial.run import Progress, Run, Stage
from console.tui.dialogs.confirm import Confirm
from console.tui.dialogs.keys_line import keys_words
from console.tui.dialogs.redial_table import RedialTable
from console.tui.terminal.guarded_app import GuardedApp
from console.tui.widgets.live_table.table import LiveTable

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from console.actions.redial.redialling import Redialling
    from console.api.records.call import Call
    from console.tui.glyphs import Glyphs

_BAR = 24
_TALL = 32
"""Lines of a terminal from which on there is air around it."""
_TOLD = (
    Stage.LIVE, Stage.DIALLING, Stage.ENDED, Stage.REFUSED, Stage.UNSURE,
    Stage.WAITING, Stage.ABORTED, Stage.LEFT_OUT,
)  # fmt: skip


class RedialProgress(ModalScreen[str | None]):
    """Answers with the id of a new call that somebody wants to see, or `None`."""

    app = getters.app(GuardedApp)
    VERTICAL_BREAKPOINTS = [(0, "-short"), (_TALL, "-tall")]  # noqa: RUF012 - Textual's type
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,R", "leave", "Back"),
        Binding("p", "pause", "Pause"),
        Binding("x", "abort", "Abort"),
    ]

    def __init__(
        self,
        redialling: Redialling,
        run: Run,
        *,
        agent: Callable[[Call], str],
        now: Callable[[], datetime],
        glyphs: Glyphs,
    ) -> None:
        """Build the dialog.

        Args:
            redialling: what places the calls.
            run: the calls that it places.
            agent: the name of a call's agent.
            now: the server's time.
            glyphs: the signs to draw with.
        """
        super().__init__()
        self._redialling = redialling
        self._run = run
        self._glyphs = glyphs
        self._table = RedialTable(agent=agent, now=now, glyphs=glyphs)
        self._stop_hearing = lambda: None

    def compose(self) -> ComposeResult:
        """How far it is, the calls, the keys."""
        with Vertical(classes="dialog redial"):
            yield Static(classes="dialog-title", id="redial-title")
            yield Static(id="redial-counts")
            yield self._table
            yield Static(classes="dialog-keys", id="redial-keys")

    def on_mount(self) -> None:
        """Begin to follow it."""
        self._stop_hearing = self._redialling.on_change.add(self._hear)
        self.set_interval(1.0, self._table.tick)
        self._table.styles.height = len(self._run.targets) + 1
        self._show()
        self._table.focus()

    def on_unmount(self) -> None:
        """Follow it no longer."""
        self._stop_hearing()

    def action_leave(self) -> None:
        """Close; what goes on goes on, and what is over was seen."""
        if self.is_current:
            self._redialling.clear()
            self.dismiss(None)

    def action_pause(self) -> None:
        """Place no more for now, or go on."""
        if self._run.progress is Progress.PAUSED:
            self._redialling.resume()
        else:
            self._redialling.pause()

    @work(exclusive=True, exit_on_error=False)
    async def action_abort(self) -> None:
        """Ask, then call nobody any more."""
        if self._run.progress is Progress.OVER:
            return
        left, live = self._run.left, self._run.counts[Stage.LIVE]
        goes_on = f" {live} live {'goes' if live == 1 else 'go'} on." if live else ""
        question = Confirm(
            "Abort redialling?",
            yes="Abort",
            consequence=f"{left} that wait are not called.{goes_on}",
            danger=True,
        )
        if await self.app.push_screen_wait(question):
            self._redialling.abort()

    @on(LiveTable.Selected)
    def _select(self, event: LiveTable.Selected) -> None:
        call_id = self._run.targets[event.id].call_id
        if call_id and self.is_current:
            self.dismiss(call_id)

    def _hear(self, _: None) -> None:
        self.call_later(self._show)

    def _show(self) -> None:
        run = self._run
        self.query_one("#redial-title", Static).update(self._title())
        self.query_one("#redial-counts", Static).update(self._counts())
        self._table.put(run.targets.values())
        keys = [("enter", "the new call")]
        if run.progress is not Progress.OVER:
            word = "resumes" if run.progress is Progress.PAUSED else "pauses"
            keys = [("p", word), ("x", "aborts"), *keys, ("esc", "leaves it running")]
        else:
            keys.append(("esc", "closes"))
        self.query_one("#redial-keys", Static).update(keys_words(*keys))

    def _title(self) -> Content:
        run = self._run
        words = {
            Progress.GOING: "Redialling",
            Progress.PAUSED: "Paused at",
            Progress.OVER: "Redialled",
        }[run.progress]
        full = round(_BAR * run.placed / run.wanted) if run.wanted else _BAR
        return Content.assemble(
            f"{words} {run.placed} of {run.wanted}   ",
            (self._glyphs.bar_full * full, "$accent"),
            (self._glyphs.bar_empty * (_BAR - full), "$muted"),
        )

    def _counts(self) -> Content:
        run, counts = self._run, self._run.counts
        told = f" {self._glyphs.dot} ".join(
            f"{counts[stage]} {stage.value}" for stage in _TOLD if counts[stage]
        )
        pace = f"   {run.pace.per_minute} per minute, {run.pace.at_once} at once"
        lines = [Content.assemble(told, (pace, "$muted"))]
        if run.why:
            lines.append(Content.assemble((f"{self._glyphs.warning} ", "$warning"), run.why))
        return Content("\n").join(lines)
