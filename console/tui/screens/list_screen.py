"""What every list of the console has: its place, figures, filter, status and keys."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input

from console.actions.registry import actions_at
from console.insight.filters import FilterError
from console.tui.action_screen import ActionScreen
from console.tui.dialogs.menu import Choice, Menu
from console.tui.widgets.footer_line import FooterLine
from console.tui.widgets.line import Line
from console.tui.widgets.live_table.table import LiveTable
from console.tui.widgets.place_line import message, show_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from console.live.freshness import Freshness
    from console.tui.opened import OpenAccount, Surroundings
    from console.tui.widgets.live_table.columns import Column

_MESSAGE_SECONDS = 8.0


class ListScreen(ActionScreen):
    """A table with lines above and below it; a subclass says what stands in them.

    Attributes:
        table: the list itself, made by the subclass before it is composed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", show=False)]
    OWN_ORDER = Choice("", "0", "As it comes")
    """The choice of the sort menu that stands for no column."""

    table: LiveTable[Any]

    def __init__(self, account: OpenAccount, surroundings: Surroundings) -> None:
        super().__init__()
        self.account = account
        self.surroundings = surroundings
        self._message = Content()
        self._message_until = 0.0
        self._filter_before = ""
        self._filter_trouble = ""

    def compose(self) -> ComposeResult:
        """Everything is there at once; only contents change later."""
        yield Line(id="place")
        yield Line(id="figures")
        with Horizontal(id="body"):
            yield from self.compose_body()
        yield Line(id="status")
        with Horizontal(id="filter-bar"):
            yield Input(id="filter", placeholder="words  field:value  !not  dur>60", compact=True)
            yield Line(id="filter-note")
        yield FooterLine(actions_at(self.PLACE), id="footer")

    def on_mount(self) -> None:
        """Begin to follow the account."""
        self.query_one("#filter-bar").display = False
        self.follow_account()
        self.set_interval(1.0, self._tick)
        self._show_place()

    # What a subclass says

    def compose_body(self) -> ComposeResult:
        """The table, and what stands beside it."""
        yield self.table

    @abstractmethod
    def follow_account(self) -> None:
        """Begin to hear of changes, and show what there is already."""

    @abstractmethod
    def redraw(self) -> None:
        """Show the list again: it is narrowed in another way now."""

    @abstractmethod
    def freshness(self) -> Freshness:
        """How old the list is."""

    @property
    @abstractmethod
    def filter_text(self) -> str:
        """The filter as it was typed."""

    @abstractmethod
    def narrow(self, text: str) -> None:
        """Take another filter.

        Raises:
            FilterError: it cannot be read; the one before stays.
        """

    @abstractmethod
    def sortable(self) -> Sequence[tuple[str, Column[Any]]]:
        """The columns to sort by, each with its letter in the menu."""

    @abstractmethod
    def chips(self) -> list[Content]:
        """What stands on the left of the status line after the filter."""

    def tick(self) -> None:
        """What happens once a second besides the clocks of the table."""

    # What is drawn

    def say(self, words: str, *, trouble: bool = False) -> None:
        """Show a message at the right of the status line for a few seconds."""
        self._message = message(words, self.surroundings.glyphs, trouble=trouble)
        self._message_until = self.surroundings.clock.monotonic() + _MESSAGE_SECONDS
        self.show_status()

    def show_status(self) -> None:
        """Bring the status line and the keys up to date."""
        chips: list[Content] = []
        if self.filter_text:
            text = Content(self.filter_text)
            chips.append(
                Content.assemble((" / ", "bold $accent"), text, ("  esc clears", "$muted"))
            )
        chips += self.chips()
        if sorted_by := self._sorted_by():
            chips.append(Content.assemble((f" by {sorted_by}", "$accent"), ("  o", "$muted")))
        if self.table.marked:
            hidden = f", {self.table.hidden_marks} hidden" if self.table.hidden_marks else ""
            marked = f" {len(self.table.marked)} marked{hidden}"
            chips.append(Content.styled(marked, "bold $accent"))
        self.query_one("#status", Line).show(Content("  ").join(chips), self._message)
        self.query_one(FooterLine).show_for(self.situation())
        if self.query_one("#filter-bar").display:
            self._note_filter()

    def _sorted_by(self) -> str:
        """The column that a person sorts by, which may be one for which there is no room."""
        glyphs, sorting = self.surroundings.glyphs, self.table.sorting
        arrow = glyphs.sort_down if sorting.descending else glyphs.sort_up
        titles = {column.key: column.title or column.key for _, column in self.sortable()}
        return f"{titles[sorting.column].lower()} {arrow}" if sorting.column else ""

    def _show_place(self) -> None:
        show_place(
            self.query_one("#place", Line),
            self.PLACE.value.capitalize(),
            self.account,
            self.freshness(),
            self.surroundings,
        )

    def _tick(self) -> None:
        self.tick()
        self.table.tick()
        self._show_place()
        if self._message and self.surroundings.clock.monotonic() > self._message_until:
            self._message = Content()
            self.show_status()

    # What the operator does

    def action_back(self) -> None:
        """Step back: to the list, then from the filter, then from the marks."""
        if self.focused is self.query_one("#filter"):
            self._filter_by(self._filter_before)
            self.table.focus()
        elif self.focused is not self.table:
            self.table.focus()
        elif self.filter_text:
            self._filter_by("")
        elif not self.widen() and self.table.marked:
            self.table.mark(())

    def widen(self) -> bool:
        """Take away what narrows the list besides the filter; false when nothing does."""
        return False

    def do_filter(self, text: str = "") -> None:
        """Open the filter's line, or filter by what a command gave."""
        if text:
            try:
                self._filter_by(text)
            except FilterError as error:
                self.say(str(error), trouble=True)
            return
        field = self.query_one("#filter", Input)
        self._filter_before = self.filter_text
        self.query_one("#status").display = False
        self.query_one("#filter-bar").display = True
        field.value = self.filter_text
        field.focus()
        self._filter_trouble = ""
        self._note_filter()

    def do_toggle_mark(self, _: str = "") -> None:
        """Mark the record under the cursor."""
        self.table.action_mark()

    @work(exit_on_error=False)
    async def do_sort(self, argument: str = "") -> None:
        """Sort by a column that is named or chosen; the same again turns the order round."""
        name, _, order = argument.strip().lower().partition(" ")
        if not name:
            chosen = await self.app.push_screen_wait(self._sort_menu())
            if chosen is None:
                return
            name = chosen
        if not name or name == self.OWN_ORDER.words.lower():
            self.table.sort_by(None)
            return
        columns = [column for _, column in self.sortable()]
        column = next((c for c in columns if name in {c.key, c.title.lower()}), None)
        if column is None:
            known = ", ".join((c.title or c.key).lower() for c in columns)
            self.say(f"There is no column “{name}”. There are: {known}.", trouble=True)
            return
        current = self.table.sorting
        again = current.column == column.key and current.descending == column.largest_first
        descending = order == "desc" if order else column.largest_first != again
        self.table.sort_by(column.key, descending=descending)

    def _sort_menu(self) -> Menu:
        columns = [
            Choice(column.key, letter, (column.title or column.key).capitalize())
            for letter, column in self.sortable()
        ]
        return Menu("Sort by", [self.OWN_ORDER, *columns], chosen=self.table.sorting.column or "")

    @on(LiveTable.SortChanged)
    def _sort(self) -> None:
        self.show_status()

    @on(LiveTable.MarksChanged)
    def _mark(self) -> None:
        self.show_status()

    @on(FooterLine.Pressed)
    def _press(self, event: FooterLine.Pressed) -> None:
        self.action_perform(event.name)

    @on(Input.Changed, "#filter")
    def _type_filter(self, event: Input.Changed) -> None:
        self._filter_trouble = ""
        try:
            self._filter_by(event.value)
        except FilterError as error:
            self._filter_trouble = str(error)
        self._note_filter()

    @on(Input.Submitted, "#filter")
    def _keep_filter(self) -> None:
        self.table.focus()

    @on(Input.Blurred, "#filter")
    def _close_filter(self) -> None:
        self.query_one("#filter-bar").display = False
        self.query_one("#status").display = True

    def _note_filter(self) -> None:
        """Say beside the filter how much it leaves, or what is wrong with it."""
        if self._filter_trouble:
            note = Content.styled(f"{self._filter_trouble} ", "$warning")
        else:
            left = f"{len(self.table.ids)} left   enter keeps   esc takes it back "
            note = Content.styled(left, "$muted")
        self.query_one("#filter-note", Line).show(Content(), note)

    def _filter_by(self, text: str) -> None:
        self.narrow(text)
        self.redraw()
