"""Inspector: the reading pane of one call.

    inspector = Inspector(glyphs=UNICODE, zone=zone)
    inspector.show(call, agent=agent, model=model, now=clock.now(), as_of_seconds=2)

It can be shown the same call again at every tick: what looks the same costs no byte, and a
transcript that lands leaves the reader where they were.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from console.insight.highlights import has_words
from console.insight.state import CallState, state_of
from console.tui.glyphs import UNICODE, Glyphs
from console.tui.widgets.inspector.analysis import analysis_page
from console.tui.widgets.inspector.details import details_page
from console.tui.widgets.inspector.failing import with_failure
from console.tui.widgets.inspector.heading import Heading, heading
from console.tui.widgets.inspector.json_text import json_page
from console.tui.widgets.inspector.latency import latency_page
from console.tui.widgets.inspector.lines import Lines
from console.tui.widgets.inspector.tabs import Pane, Tabs
from console.tui.widgets.inspector.transcript import absence, tools_with, transcript_page
from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.matches import with_matches
from console.tui.widgets.prose import wrap
from console.tui.widgets.reader import Line, Page, Paragraph, Place, Reader

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from textual.app import ComposeResult

    from console.api.records.agent import Agent
    from console.api.records.call import Call
    from console.api.records.model import Model
    from console.insight.filters import Filter
    from console.insight.reasons import Reason

_NOTHING = "Put the cursor on a call to read it here."


class Inspector(Widget):
    """Reads one call: a heading, the names of the panes, and the open pane."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "previous_pane", "Previous pane", show=False, id="inspector.previous"),
        Binding("right,l", "next_pane", "Next pane", show=False, id="inspector.next"),
        Binding("enter", "toggle_tools", "Unfold tools", show=False, id="inspector.tools"),
    ]

    def __init__(
        self,
        *,
        zone: tzinfo,
        glyphs: Glyphs = UNICODE,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._zone = zone
        self._glyphs = glyphs
        self._heading = Lines(glyphs, id="inspector-heading")
        self._tabs = Tabs(glyphs, id="inspector-tabs")
        self._reader = Reader(glyphs=glyphs, id="inspector-reader")
        self._call: Call | None = None
        self._agent: Agent | None = None
        self._model: Model | None = None
        self._absent: str | None = None
        self._failure: Reason | None = None
        self._pane = Pane.TRANSCRIPT
        self._places: dict[Pane, Place | None] = {}
        self._turned: frozenset[str] = frozenset()
        self._all_unfolded = False
        self._wanted: Filter | None = None
        self._found_in: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """The heading above, the pane below."""
        yield self._heading
        yield self._tabs
        yield self._reader

    def on_mount(self) -> None:
        """Begin with what was shown before there was a screen."""
        self._tabs.choose(self._pane)
        self._reader.open(self._page())

    @property
    def call(self) -> Call | None:
        """The call that is read."""
        return self._call

    @property
    def pane(self) -> Pane:
        """The open pane."""
        return self._pane

    @property
    def text(self) -> str:
        """What the open pane says, also what is out of sight."""
        return self._reader.text

    def show(
        self,
        call: Call | None,
        *,
        agent: Agent | None = None,
        model: Model | None = None,
        now: datetime,
        about: bool = False,
        as_of_seconds: float | None = None,
        state: CallState | None = None,
        doubt: str | None = None,
        failure: Reason | None = None,
        wanted: Filter | None = None,
    ) -> None:
        """Show a call as it is known now.

        Args:
            call: the call, or None when there is none to read.
            agent: the call's agent, when known.
            model: the agent's model, when known.
            now: the current moment.
            about: whether that is an estimate.
            as_of_seconds: how long ago the call was read.
            state: the call's state, where more is known than its record tells.
            doubt: why the record may not be the truth, if so.
            failure: why the call failed, if it did.
            wanted: what words to mark, if any; a call that is opened shows the first of them.
        """
        wanted = wanted if wanted and has_words(wanted) else None
        absent = None
        if call is None:
            self._heading.show(_no_lines)
        else:
            limit = agent.max_duration_seconds if agent else None
            told = Heading(
                call,
                agent,
                state or state_of(call, now, limit),
                now,
                as_of_seconds,
                doubt,
                failure,
                about,
            )
            self._heading.show(partial(heading, told, self._glyphs, self._zone))
            absent = absence(call, now, doubtful=doubt is not None)
        # By its text: what is read anew of it may be another for its times alone.
        same_words = (wanted and wanted.text) == (self._wanted and self._wanted.text)
        shown = (self._call, self._agent, self._model, self._absent, self._failure)
        if same_words and (call, agent, model, absent, failure) == shown:
            return
        another = (call and call.id) != (self._call and self._call.id) or not same_words
        self._call, self._agent, self._model, self._absent = call, agent, model, absent
        self._failure, self._wanted = failure, wanted
        self._found_in = tools_with(call, wanted) if call and wanted else frozenset()
        if another:
            self._places.clear()
            self._turned, self._all_unfolded = frozenset(), False
            self._reader.open(self._page())
            self._reader.go_to_match(1)
        else:
            self._reader.show(self._page())

    def focus(self, scroll_visible: bool = True) -> Inspector:
        """Let keys go to the open pane."""
        self._reader.focus(scroll_visible)
        return self

    def to_top(self) -> None:
        """Go to the first line of the page."""
        self._reader.action_scroll_to_top()

    @property
    def match(self) -> tuple[int, int]:
        """Which of the marked words is gone to, from 1 on (0 for none yet), and of how many."""
        return self._reader.match

    def go_to_match(self, step: int) -> bool:
        """Go to the next of the marked words, or to the one before; False when there is none."""
        return self._reader.go_to_match(step)

    def show_pane(self, name: str) -> None:
        """Open the pane whose name begins so; nothing when there is none."""
        wanted = name.casefold()
        found = next((pane for pane in Pane if pane.casefold().startswith(wanted)), None)
        if found is not None and found is not self._pane:
            self._places[self._pane] = self._reader.place
            self._pane = found
            self._tabs.choose(found)
            self._reader.open(self._page(), place=self._places.get(found))

    def next_pane(self) -> None:
        """Open the pane on the right; after the last comes the first."""
        self._step(1)

    def previous_pane(self) -> None:
        """Open the pane on the left."""
        self._step(-1)

    def _step(self, by: int) -> None:
        panes = list(Pane)
        self.show_pane(panes[(panes.index(self._pane) + by) % len(panes)])

    def _page(self) -> Page:
        page = self._plain_page()
        return with_matches(page, self._wanted) if self._wanted else page

    def _plain_page(self) -> Page:
        call, glyphs = self._call, self._glyphs
        if call is None:
            return _nothing
        match self._pane:
            case Pane.TRANSCRIPT:
                page = partial(transcript_page, call, self._absent, self._unfolded, glyphs)
                return with_failure(self._failure, page)
            case Pane.LATENCY:
                return partial(latency_page, call, glyphs)
            case Pane.ANALYSIS:
                return partial(analysis_page, call)
            case Pane.DETAILS:
                page = partial(
                    details_page, call, self._agent, self._model, glyphs=glyphs, zone=self._zone
                )
                return with_failure(self._failure, page)
            case Pane.JSON:
                return partial(json_page, call.raw)

    # Tools

    def _unfolded(self, key: str) -> bool:
        return ((key in self._turned) != self._all_unfolded) != (key in self._found_in)

    def action_toggle_tools(self) -> None:
        """Unfold every use of a tool, or fold them again."""
        self._turned, self._all_unfolded = frozenset(), not self._all_unfolded
        self._reader.show(self._page())

    def action_next_pane(self) -> None:
        """Turn the page."""
        self.next_pane()

    def action_previous_pane(self) -> None:
        """Turn the page back."""
        self.previous_pane()

    @on(Reader.Picked)
    def _turn(self, event: Reader.Picked) -> None:
        event.stop()
        if self._pane is Pane.TRANSCRIPT:
            self._turned ^= {event.key}
            self._reader.show(self._page())

    @on(Tabs.Picked)
    def _pick(self, event: Tabs.Picked) -> None:
        event.stop()
        self.show_pane(event.pane)


def _no_lines(_: int) -> list[Line]:
    return []


def _nothing(width: int) -> list[Paragraph]:
    return [Paragraph("nothing", tuple((Cell(text, Tone.DIM),) for text in wrap(_NOTHING, width)))]
