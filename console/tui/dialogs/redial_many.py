"""Before many calls are placed again: whom, whom not and why, how fast; the number is typed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from console.actions.redial.run import Pace, targets_of
from console.insight.spans import ago
from console.tui.dialogs.keys_line import keys_line
from console.tui.dialogs.redial_table import RedialTable
from console.tui.production import asked_by
from console.tui.widgets.form.entered import Entered
from console.tui.widgets.form.flag_field import FlagField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from textual.app import ComposeResult

    from console.actions.redial.prospects import Prospects
    from console.api.records.call import Call
    from console.insight.catalogue import Row
    from console.insight.redial import RedialPlan
    from console.tui.glyphs import Glyphs

_TYPED_FROM = 11
"""From so many calls on their number is typed."""
_MOST_ADVICE = 3
_TALL = 32
"""Lines of a terminal from which on nothing has to be cut."""


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody has decided on."""

    plan: RedialPlan
    pace: Pace


class RedialMany(ModalScreen[Order | None]):
    """Answers with what to do, or `None`; nothing is called from here."""

    VERTICAL_BREAKPOINTS = [(0, "-short"), (_TALL, "-tall")]  # noqa: RUF012 - Textual's type
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel"),
        Binding("y", "dial", "Dial"),
        Binding("pagedown", "page(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Up", show=False),
    ]

    def __init__(
        self,
        prospects: Prospects,
        *,
        agent: Callable[[Call], str],
        now: Callable[[], datetime],
        left_today: float | None,
        glyphs: Glyphs,
    ) -> None:
        """Build the dialog.

        Args:
            prospects: the calls, and what is known about them.
            agent: the name of a call's agent.
            now: the server's time.
            left_today: how many calls the account may still make today, where that is known.
            glyphs: the signs to draw with.
        """
        super().__init__()
        self._prospects = prospects
        self._now = now
        self._left_today = left_today
        self._mended = False
        self._plan = prospects.plan(now())
        self._table = RedialTable(agent=agent, now=now, glyphs=glyphs)

    def compose(self) -> ComposeResult:
        """Title, advice, the calls, how fast, the number to type, buttons, keys."""
        with Vertical(classes="dialog redial"):
            yield Static(classes="dialog-title", id="redial-title")
            if self._prospects.advice:
                with Vertical(id="redial-advice"):
                    for count, words in _advice(self._prospects.advice):
                        with Horizontal(classes="redial-reason"):
                            yield Static(Content(f"{count:>4}  "), classes="redial-count")
                            yield Static(words)
            if self._prospects.to_mend:
                with Horizontal(classes="redial-row"):
                    yield Static("It is mended", classes="redial-label")
                    yield FlagField()
            yield self._table
            yield Static(id="redial-left-out")
            with Horizontal(classes="redial-row", id="redial-pace"):
                yield Static("Calls per minute", classes="redial-label")
                yield Input(str(Pace().per_minute), id="per-minute", compact=True)
                yield Static("at once", classes="redial-label -short")
                yield Input(str(Pace().at_once), id="at-once", compact=True)
                yield Static(id="redial-takes")
            with Horizontal(classes="redial-row", id="redial-typing"):
                yield Static(id="redial-what", classes="redial-label")
                yield Input(id="typed", compact=True)
            with Horizontal(classes="dialog-buttons"):
                yield Button("Cancel", id="no")
                yield Button("Dial", id="yes", variant="primary")
            yield keys_line(("tab", "next"), ("pgup pgdn", "scroll"), ("esc", "cancels"))

    def on_mount(self) -> None:
        """Rest where nothing is done yet."""
        self._show()
        if self._prospects.to_mend:
            flag = self.query_one(FlagField)
            flag.show(False)
            flag.focus()
        else:
            self.query_one("#typed" if self._is_typed_for else "#no").focus()

    def action_page(self, pages: int) -> None:
        """Scroll the calls."""
        self._table.action_page(pages)

    def action_dial(self) -> None:
        """Answer with what is entered, if it can be."""
        pace = self._pace()
        if self.is_current and isinstance(pace, Pace) and self._is_confirmed():
            self.dismiss(Order(self._plan, pace))

    @on(Entered)
    def _mend(self, event: Entered) -> None:
        self._mended = event.entry is True
        self._plan = self._prospects.plan(self._now(), mended=self._mended)
        self._show()

    @on(Input.Changed)
    def _type(self) -> None:
        self._show_what_can_be_done()

    @on(Input.Submitted, "#per-minute, #at-once")
    def _go_on(self) -> None:
        self.focus_next()

    @on(Input.Submitted, "#typed")
    def _submit(self) -> None:
        self.action_dial()

    @on(Button.Pressed)
    def _press(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "yes":
            self.action_dial()
        elif self.is_current:
            self.dismiss(None)

    @property
    def _count(self) -> int:
        return len(self._plan.to_dial)

    @property
    def _is_typed_for(self) -> bool:
        return self._count >= _TYPED_FROM

    def _pace(self) -> Pace | str:
        """How fast it shall be, or what is wrong with that."""
        fields = [self.query_one(f"#{name}", Input).value for name in ("per-minute", "at-once")]
        try:
            return Pace.read(*fields)
        except ValueError as error:
            return str(error)

    def _is_confirmed(self) -> bool:
        """Whether there is somebody to call, and their number was typed where it has to be."""
        typed = self.query_one("#typed", Input).value.strip()
        return bool(self._count) and (not self._is_typed_for or typed == str(self._count))

    def _show(self) -> None:
        count = self._count
        title = f"Redial {_calls(count)}?" if count else "None of these calls can be redialled"
        self.query_one("#redial-title", Static).update(asked_by(self, title))
        targets = targets_of(self._plan)
        self._table.put(targets)
        self._table.styles.height = len(targets) + 1
        left_out = self.query_one("#redial-left-out", Static)
        left_out.update(_left_out(self._plan))
        left_out.display = bool(self._plan.left_out)
        self.query_one("#redial-typing").display = self._is_typed_for
        for name in ("#redial-pace", "#yes"):
            self.query_one(name).display = bool(count)
        self.query_one("#redial-what", Static).update(Content(f"Type {count} to dial"))
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        pace, button = self._pace(), self.query_one("#yes", Button)
        button.disabled = isinstance(pace, str) or not self._is_confirmed()
        key = "" if self._is_typed_for else "  y"
        button.label = Content.assemble(f"Dial {self._count}", (key, "dim"))
        takes = self.query_one("#redial-takes", Static)
        if isinstance(pace, str):
            takes.update(Content.styled(f"▲ {pace}", "$warning"))
        else:
            takes.update(self._takes(pace))

    def _takes(self, pace: Pace) -> Content:
        """About how long it takes, and whether there are calls enough for today."""
        if self._left_today is not None and self._left_today < self._count:
            words = f"▲ only {self._left_today:,.0f} left today"
            return Content.styled(words, "$warning")
        if not self._count:
            return Content()
        waits = [each.not_before for each in self._plan.to_dial if each.not_before]
        if waits:
            last = (max(waits) - self._now()).total_seconds()
            return Content.styled(f"last in {ago(last)} or later", "$muted")
        words = f"about {ago(pace.seconds_for(self._count))}, 1 m a call"
        return Content.styled(words, "$muted")


def _advice(advice: Sequence[tuple[Row, int]]) -> Iterator[tuple[int, Content]]:
    """What the catalogue says, with how many calls it is about."""
    for row, count in advice[:_MOST_ADVICE]:
        said = (f"  {row.advice}. {row.next}", "$muted")
        yield count, Content.assemble((row.name, "bold"), said)
    if others := sum(count for _, count in advice[_MOST_ADVICE:]):
        yield others, Content.styled("for other reasons", "$muted")


def _left_out(plan: RedialPlan) -> Content:
    counts = Counter(each.why for each in plan.left_out).most_common()
    words = " · ".join(f"{count} {why}" for why, count in counts)
    return Content.assemble((f"{len(plan.left_out)} left out: ", "bold"), (words, "$muted"))


def _calls(count: int) -> str:
    return "1 call" if count == 1 else f"{count} calls"
