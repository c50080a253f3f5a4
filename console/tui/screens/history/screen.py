"""The history of calls: all that are kept, what they have in common, and one of them to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content

from console.actions.action import Place
from console.actions.export.calls import Source, kept_source
from console.actions.suggestions import VALUES
from console.archive.errors import ArchiveError
from console.history.progress import State
from console.insight.filter_terms import has_term, with_term, without_term
from console.tui.dialogs.menu import Choice
from console.tui.screens.calls.call_list import WIDE
from console.tui.screens.history.columns import LETTERS, SORTS
from console.tui.screens.history.counts import Group, groups_of
from console.tui.screens.history.counts_dialog import CountsDialog
from console.tui.screens.history.counts_pane import CountsPane
from console.tui.screens.history.kept_list import KeptListScreen
from console.tui.screens.history.listing import MOST
from console.tui.screens.history.reading_back import reading_words
from console.tui.widgets.inspector.inspector import Inspector
from console.tui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from textual.app import ComposeResult

    from console.archive.facets import Facets
    from console.live.board import Row
    from console.live.freshness import Freshness
    from console.opened import OpenAccount
    from console.tui.surroundings import Surroundings
    from console.tui.widgets.live_table.columns import Column

_COUNTED = 10_000
"""Calls are counted up to here: nobody needs to know it more exactly."""
_FOR_COUNTS = 150
"""Terminal cells from which on there is room for the counts beside list and reading pane."""
_FOR_ALL = 180
"""Terminal cells from which on the list has every column beside them: then they show by themselves.
"""
_LONGEST_COUNT = 60.0
"""Seconds that counting may take before new calls let it begin anew."""
_REST = 10
"""How much longer than counting took is rested before new calls are counted."""
_TO_COME = "They are read from the platform, the newest first, and show here."
_PAUSE = 0.2
"""Seconds that nothing is asked before it is counted what the calls have in common."""


class HistoryScreen(KeptListScreen):
    """Lines of place and figures; counts, calls and reading pane side by side; the keys."""

    PLACE = Place.HISTORY
    AUTO_FOCUS = "#history"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "turn_to_pane(1)", "Reading pane", show=False),
        Binding("shift+tab", "turn_to_pane(-1)", "Counts", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - Textual's type
    OWN_ORDER = Choice("", "0", "Newest", "the last begun on top")

    def __init__(self, account: OpenAccount, surroundings: Surroundings) -> None:
        super().__init__(account, surroundings)
        self._count: int | None = None
        self._facets: Facets | None = None
        self._unfolded: frozenset[str] = frozenset()
        self._dialog: CountsDialog | None = None
        self._counts_wanted: bool | None = None
        self._count_due = False
        self._count_from = 0.0

    def compose_body(self) -> ComposeResult:
        """What the calls have in common, the list, and the reading pane."""
        yield CountsPane(self.surroundings.glyphs, id="counts")
        yield from super().compose_body()

    # What comes from the account

    def follow_account(self) -> None:
        """Begin to hear of calls, and of how far reading has come."""
        super().follow_account()
        self.account.history.on_change.add(self._hear_of_progress)

    def freshness(self) -> Freshness:
        """How old what is known of the latest calls is."""
        return self.account.session.live.freshness

    def tick(self) -> None:
        """Clocks, and what was kept while nobody looked."""
        super().tick()
        if self._count_due:
            self.count_anew(at_once=False)
        if self.searching:
            self.show_status()
        self._show_figures()

    def _hear_of_progress(self, _: None) -> None:
        if self.is_current:
            self.call_later(self._show_figures)

    # Counting

    def count_anew(self, *, at_once: bool) -> None:
        """Count the calls, and then what they have in common where that is shown."""
        clock = self.surroundings.clock
        self._count_due = not at_once and clock.monotonic() < self._count_from
        if not self._count_due:
            self._count_all()

    @work(exclusive=True, group="count", exit_on_error=False)
    async def _count_all(self) -> None:
        question, pane = self.new_question(), self.query_one(CountsPane)
        began = self.surroundings.clock.monotonic()
        self._count_from = began + _LONGEST_COUNT
        try:
            self._count = await self.account.archive.calls.count(
                question.wanted, question.agents, at_most=_COUNTED
            )
            self.show_status()
            self._show_figures()
            self._facets = None if not pane.display else self._facets
            if pane.display or self._dialog:
                await self.surroundings.clock.sleep(_PAUSE)
                self._take_facets(await self._ask_facets())
        except ArchiveError as error:
            self.say(str(error), trouble=True)
        now = self.surroundings.clock.monotonic()
        self._count_from = now + (now - began) * _REST

    async def _ask_facets(self) -> Facets:
        question = self.new_question()
        return await self.account.archive.calls.facets(
            question.wanted, question.agents, self.surroundings.zone
        )

    def _take_facets(self, facets: Facets) -> None:
        """Show counts beside the list, or over it."""
        if self._dialog:
            self._dialog.count_anew(facets)
        if self.query_one(CountsPane).display:
            self._facets = facets
            self._show_counts()

    def _show_counts(self) -> None:
        if self._facets is not None:
            self.query_one(CountsPane).show(*self._groups(self._facets, self._unfolded))
            self._show_figures()

    def _groups(self, facets: Facets, unfolded: Collection[str]) -> tuple[Sequence[Group], str]:
        """The groups of counts, and what is to be known of them."""
        names = self.new_question().agents
        note = "" if facets.complete else f"of the latest {facets.calls:,}"
        note = note if facets.calls else "There are no calls to count."
        return groups_of(facets, names, self.filter_text, unfolded), note

    # What is drawn

    def redraw(self) -> None:
        """Ask the archive again; what was shown stays until it has answered."""
        self.query_one(CountsPane).grow_old()
        super().redraw()

    def _show_figures(self) -> None:
        progress = self.account.history.progress
        words = reading_words(
            progress,
            self.account.server_now(),
            self.surroundings.zone,
            key=self.key_of("pause_reading"),
        )
        counted = self._facets.calls if self._facets else 0
        kept = max(progress.calls, self._count or 0, counted)  # the first is some seconds old
        parts = [Content.styled(f" {kept:,} calls kept", "$muted")]
        if self._facets is not None and self._facets.calls:
            failed = self._facets.counts["status"].get("failed", 0) / self._facets.calls
            style = "bold $error" if failed else "$muted"
            sign = self.surroundings.glyphs.failed
            parts.append(
                Content.assemble((f"{sign} {failed:.1%}", style), (" of these failed", "$muted"))
            )
        self.query_one("#figures", Line).show(Content("   ").join(parts), words)

    def empty_state(self) -> Content:
        """Why there are no calls, and what helps."""
        if self.trouble:
            return Content.assemble(
                (self.trouble, "bold"),
                "\n\n",
                (f"{self.key_of('look_again')} tries again.", "$muted"),
            )
        if not self.asked:
            return Content.styled("Asking…", "$muted")
        if self.wanted or self.among:
            more = "esc shows all again."
            if self.account.history.progress.state is State.RUNNING:
                more += " The past is still being read: more may come."
            return Content.assemble(("No call fits. ", "bold"), (more, "$muted"))
        words, more = "No calls are kept yet.", _TO_COME
        if self.account.history.progress.state is State.COMPLETE:
            words, more = "There are no calls yet.", "Those that are made show here."
        return Content.assemble((words, "bold"), "\n\n", (more, "$muted"))

    @property
    def left(self) -> str:
        """How many calls pass the filter."""
        if self._count is None:
            return "…"
        if self._count >= _COUNTED:
            return f"{self._count:,}+ calls"
        return f"{self._count:,} call{'' if self._count == 1 else 's'}"

    def values(self) -> Mapping[str, Sequence[str]]:
        """States and ways; the agents by name."""
        agents = (agent.name for agent in self.account.session.agents.records.values())
        return {**VALUES, "agent": [f'"{name}"' for name in agents if name]}

    def sortable(self) -> Sequence[tuple[str, Column[Row]]]:
        """What the archive can sort by."""
        columns = [column for column in self.columns.wide() if column.key in SORTS]
        by_key = {column.key: column for column in columns}
        return [(letter, by_key[key]) for key, letter in zip(SORTS, LETTERS, strict=True)]

    def chips(self) -> list[Content]:
        """The calls that the list is about, and how many they are."""
        chips: list[Content] = []
        if self.among:
            chips.append(Content.assemble((f" {self.among.words}", "bold $accent")))
        if self.searching:
            chips.append(Content.styled(" searching…", "$accent"))
        elif self.reading_to_end:
            chips.append(Content.styled(f" reading on… {len(self.listing.calls):,}", "$accent"))
        elif self._count is not None:
            chips.append(Content.styled(f" {self.left}", "$muted"))
        if self.listing.full:
            chips.append(Content.styled(f" the first {MOST:,}: a filter shows the rest", "$muted"))
        return [*chips, *self.match_chips()]

    # What the operator does

    def action_turn_to_pane(self, step: int) -> None:
        """Go from the list to the reading pane, to the counts, and back to the list; or back."""
        panes = [self.table, self.query_one(Inspector), self.query_one(CountsPane)]
        shown = [pane for pane in panes if pane.display]
        at = next((n for n, pane in enumerate(shown) if pane.has_focus_within), 0)
        shown[(at + step) % len(shown)].focus()

    def do_look_again(self, _: str = "") -> None:
        """Ask the archive again, and the platform."""
        self.account.session.look_again()
        self.redraw()

    def do_pause_reading(self, _: str = "") -> None:
        """Read no more of the past for now, or go on."""
        history = self.account.history
        if history.progress.state is State.PAUSED:
            history.resume()
            self.say("Reading on.")
        else:
            history.pause()
            self.say("Reading the past is paused; new calls are still kept.")
        self._show_figures()

    def do_toggle_counts(self, _: str = "") -> None:
        """Show what the calls have in common, beside the list or over it; or hide it."""
        if self.size.width >= _FOR_COUNTS:
            pane = self.query_one(CountsPane)
            self._counts_wanted = not pane.display
            if pane.has_focus:
                self.table.focus()
            self.on_resize()
        else:
            self._ask_what_to_narrow_by()

    @work(exclusive=True, group="counts dialog", exit_on_error=False)
    async def _ask_what_to_narrow_by(self) -> None:
        try:
            facets = await self._ask_facets()
        except ArchiveError as error:
            self.say(str(error), trouble=True)
            return
        self._dialog = CountsDialog(facets, self._groups, self.surroundings.glyphs)
        try:
            term = await self.app.push_screen_wait(self._dialog)
        finally:
            self._dialog = None
        if term is not None:
            self._toggle_term(term)

    def do_failed_only(self, _: str = "") -> None:
        """Failed calls only, or all again."""
        self._toggle_term("status=failed")

    def _toggle_term(self, term: str) -> None:
        """Narrow the filter by a term, or take it away."""
        change = without_term if has_term(self.filter_text, term) else with_term
        self._filter_by(change(self.filter_text, term))

    @on(CountsPane.Picked)
    def _narrow_by(self, event: CountsPane.Picked) -> None:
        self._toggle_term(event.term)

    @on(CountsPane.Unfolded)
    def _unfold(self, event: CountsPane.Unfolded) -> None:
        self._unfolded ^= {event.field}
        self._show_counts()

    def on_resize(self) -> None:
        """There may be room for the counts now, or none any more."""
        pane = self.query_one(CountsPane)
        width, wanted = self.size.width, self._counts_wanted
        shown = width >= (_FOR_ALL if wanted is None else _FOR_COUNTS) and wanted is not False
        count, pane.display = shown and not pane.display, shown
        if count:
            self.count_anew(at_once=True)

    async def calls_to_export(self) -> Source:
        """The marked calls, else all that pass the filter, also those that are not read yet."""
        marked = self.situation()
        if marked.marked:
            return Source.of(marked.calls, "marked")
        asked, archive = self.new_question(), self.account.archive.calls
        what = f"all that pass {asked.wanted.text}" if asked.wanted.text else "all of the list"
        return await kept_source(
            archive,
            what,
            asked.wanted,
            asked.agents,
            sort=asked.sort,
            descending=asked.descending,
        )
