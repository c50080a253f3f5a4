"""What is wrong with a prompt, or may be, while it is being written; and how long it is.

pane.check(text, {"Sales EN": greeting}, given_of(session, model_id), before)
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from console.insight.prompt import variables_in
from console.insight.prompt_checks import Finding, Measure, Severity, check_prompt, measure
from console.tui.screens.prompts.findings import FindingList, sign
from console.tui.widgets.inspector.lines import Lines
from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.prose import flow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.timer import Timer

    from console.tui.glyphs import Glyphs
    from console.tui.surroundings import Surroundings
    from console.tui.widgets.reader import Line

_REST = 0.15
"""Seconds without a key after which the text is checked."""
_STYLES = {Severity.ERROR: "$error", Severity.WARNING: "$warning", Severity.NOTE: "$muted"}


@dataclass(frozen=True, slots=True)
class Written:
    """What is checked; the arguments are those of `check_prompt`."""

    text: str
    first_messages: Mapping[str, str]
    given: Mapping[str, str]
    before: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check.

    Attributes:
        findings: the worst first.
        size: how long the prompt is.
        unknown: the variables that no agent and no recent call gives.
    """

    findings: tuple[Finding, ...] = ()
    size: Measure = field(default_factory=lambda: Measure(0, 0, 0))
    unknown: frozenset[str] = frozenset()

    def count(self, level: Severity) -> int:
        """How many findings of a severity there are."""
        return sum(finding.level is level for finding in self.findings)


class ChecksPane(Widget):
    """Checks a prompt a moment after the last key, off the event loop, and lists what it found."""

    class Jump(Message):
        """Somebody wants to go to a finding.

        Attributes:
            agent: the name of the agent whose first message it is in; empty for the prompt.
            line, column: where, both from 1.
        """

        def __init__(self, agent: str, line: int, column: int) -> None:
            super().__init__()
            self.agent = agent
            self.line = line
            self.column = column

    class Done(Message):
        """There are new findings."""

    def __init__(
        self, surroundings: Surroundings, *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._glyphs = surroundings.glyphs
        self._head = Lines(self._glyphs, id="checks-head")
        self._list = FindingList(self._glyphs, id="checks-list")
        self._written: Written | None = None
        self._checked: Checked | None = None
        self._resting: Timer | None = None

    def compose(self) -> ComposeResult:
        """The length and the verdict above, the findings below."""
        yield self._head
        yield self._list

    def on_mount(self) -> None:
        """Begin with nothing checked."""
        self._show()

    # What its owner says and asks

    def check(
        self,
        text: str,
        first_messages: Mapping[str, str],
        given: Mapping[str, str],
        before: str,
    ) -> None:
        """Check a text once no other has come for a moment; see `check_prompt`."""
        self._written = Written(text, dict(first_messages), dict(given), before)
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(_REST, self._begin)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the last check found, the worst first."""
        return self._checked.findings if self._checked else ()

    @property
    def unknown_variables(self) -> frozenset[str]:
        """The variables that no agent and no recent call gives."""
        return self._checked.unknown if self._checked else frozenset()

    def next_finding(self, agent: str, line: int, column: int) -> Finding | None:
        """The finding that follows a place; after those of the prompt come the first messages'.

        After the last comes the first. Of several in one place each has its turn.

        Args:
            agent: the name of the agent whose first message the place is in; empty for the prompt.
            line: the place, from 1.
            column: the same.
        """
        agents = ("", *(self._written.first_messages if self._written else ()))
        nth = {name: at for at, name in enumerate(agents)}

        def order(finding: Finding) -> tuple[int, int, int, int, str]:
            at = nth.get(finding.agent, len(nth))
            return at, finding.line, finding.column, -finding.level, finding.words

        placed = sorted((each for each in self.findings if each.line), key=order)
        here, current = (nth.get(agent, 0), line, column), self._list.current
        at_current = current is not None and order(current)[:3] == here
        passed = order(current) if current and at_current else (*here, 1)
        found = next((each for each in placed if order(each) > passed), None)
        found = found or (placed[0] if placed else None)
        if found is not None:
            self._list.point_at(found)
        return found

    @property
    def summary(self) -> Content:
        """Verdict and length in half a line, for where there is no room for the pane."""
        checked = self._checked
        if checked is None:
            return Content.styled("checking…", "$muted")
        counts = [
            Content.styled(f"{sign(level, self._glyphs).text} {count}", style)
            for level, style in _STYLES.items()
            if level is not Severity.NOTE and (count := checked.count(level))
        ]
        verdict = counts or [Content.styled(self._glyphs.completed, "$success")]
        size = checked.size
        length = f" · {size.words:,} words · ~{size.tokens_estimate:,} tokens"
        return Content.assemble(*_spaced(verdict), (length, "$muted"))

    @property
    def text(self) -> str:
        """What the pane says, also what is out of sight."""
        return f"{self._head.text}\n{self._list.text}"

    def focus(self, scroll_visible: bool = True) -> ChecksPane:
        """Let keys go to the findings."""
        self._list.focus(scroll_visible)
        return self

    # How it checks

    @work(exclusive=True, exit_on_error=False)
    async def _begin(self) -> None:
        """A check that is overtaken by another one is cancelled: its result goes nowhere."""
        if self._written is not None:
            self._checked = await asyncio.to_thread(examine, self._written)
            self._show()
            self.post_message(self.Done())

    def _show(self) -> None:
        self._list.show(self.findings)
        checked = self._checked
        self._head.show(lambda width: _head(checked, self._glyphs, width))

    @on(FindingList.Picked)
    def _pick(self, event: FindingList.Picked) -> None:
        event.stop()
        finding = event.finding
        self.post_message(self.Jump(finding.agent, finding.line or 1, finding.column or 1))


def examine(written: Written) -> Checked:
    """Check and measure; takes some milliseconds for 50,000 characters."""
    texts = (written.text, *written.first_messages.values())
    used = {name for text in texts for name in variables_in(text)}
    return Checked(
        findings=check_prompt(
            written.text,
            first_messages=written.first_messages,
            given=written.given,
            before=written.before,
        ),
        size=measure(written.text),
        unknown=frozenset(used - written.given.keys()),
    )


def _head(checked: Checked | None, glyphs: Glyphs, width: int) -> list[Line]:
    """What the findings are of: how long the text is, and how many there are of each kind."""
    if checked is None:
        return [(Cell("Checking…", Tone.DIM),)]
    size = checked.size
    counts = (
        f"{size.words:,} words",
        f"{size.characters:,} characters",
        f"about {size.tokens_estimate:,} tokens (estimate)",
    )
    joint = Cell(f" {glyphs.dot} ", Tone.DIM)
    lines = flow(((Cell(count, Tone.DIM),) for count in counts), joint, width)
    if not checked.findings:
        lines.append((Cell(f"{glyphs.completed} nothing to mend", Tone.GOOD),))
    return [*lines, ()]


def _spaced(parts: list[Content]) -> list[Content | str]:
    return [piece for part in parts for piece in (part, " ")][:-1]
