"""What every list of the console has: its place, figures, filter, status and keys."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input

from console.actions.suggestions import of_a_filter
from console.insight.filter_terms import last_term
from console.insight.filters import FilterError
from console.tui.dialogs.menu import Choice, Menu
from console.tui.navigation import Back
from console.tui.redialling import redial_chip
from console.tui.screens.place_screen import PlaceScreen
from console.tui.screens.settings.keeping import choose_columns
from console.tui.widgets.filter_input import FilterInput
from console.tui.widgets.footer_line import FooterLine
from console.tui.widgets.line import Line
from console.tui.widgets.live_table.table import LiveTable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.app import ComposeResult

    from console.accounts.preferences import Preferences
    from console.insight.filter_language import Language
    from console.opened import OpenAccount
    from console.tui.navigation import Among
    from console.tui.surroundings import Surroundings
    from console.tui.widgets.live_table.columns import Column
    from console.tui.widgets.live_table.rows import Stance


_ROOMY = 100
_FILTERING = (
    ("words", "rows that have each of them; “in quotes” for several together"),
    ("!term", "rows that have it not; tab completes a term, ↑ ↓ offers others"),
)


@dataclass(frozen=True, slots=True)
class Position:
    """How somebody left a list.

    Attributes:
        narrowing: what narrowed it.
        brought: the filter that they were brought there with, if they were.
        stance: where cursor, marks and view were.
    """

    narrowing: object
    brought: str
    stance: Stance


class ListScreen(PlaceScreen):
    """A table with lines above and below it; a subclass says what stands in them.

    Attributes:
        table: the list itself, made by the subclass before it is composed.
    """

    OWN_ORDER = Choice("", "0", "As it comes")
    """The choice of the sort menu that stands for no column."""
    LANGUAGE: Language
    """What can be asked of the list's records."""

    PANE = ""
    """What stands beside the list, by its selector; empty where nothing does."""

    table: LiveTable[Any]

    def __init__(self, account: OpenAccount, surroundings: Surroundings) -> None:
        super().__init__(account, surroundings)
        self._has_pane = True
        self._filter_before = ""
        self._filter_trouble = ""
        self._filter_brought = ""
        self._then: Callable[[], object] | None = None

    def compose(self) -> ComposeResult:
        """Everything is there at once; only contents change later."""
        yield Line(id="place")
        yield Line(id="figures")
        with Horizontal(id="body"):
            yield from self.compose_body()
        yield Line(id="status")
        with Horizontal(id="filter-bar"):
            yield FilterInput(id="filter", placeholder="words  field:value  !not  dur>60")
            yield Line(id="filter-note")
        yield FooterLine(self.surroundings.keys.at(self.PLACE), id="footer")

    def on_mount(self) -> None:
        """Stand as the person wants it; what every place does then comes after this."""
        self.query_one("#filter-bar").display = False
        self.account.redialling.on_change.add(self._hear_of_redialling)
        self._stand_as(self.surroundings.preferring.now)

    def prefer(self, preferences: Preferences) -> None:
        """Show everything as a person wants it from now on."""
        self._stand_as(preferences)
        super().prefer(preferences)

    def _stand_as(self, preferences: Preferences) -> None:
        self.table.choose(preferences.columns.get(self.PLACE))
        if preferences.reading_pane != self._has_pane:
            self._has_pane = preferences.reading_pane
            self.query_one("#body").set_class(not self._has_pane, "-list-only")

    # What a subclass says

    def compose_body(self) -> ComposeResult:
        """The table, and what stands beside it."""
        yield self.table

    @abstractmethod
    def redraw(self) -> None:
        """Show the list again, as it is narrowed now, and tell `redrawn` when that is done."""

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

    def values(self) -> Mapping[str, Sequence[str]]:
        """The values of fields that a filter can be completed with."""
        return {}

    async def values_for(self, typed: str) -> Mapping[str, Sequence[str]]:  # noqa: ARG002
        """The values to complete what is typed with; they may have to be looked for."""
        return self.values()

    @property
    def left(self) -> str:
        """How much the filter leaves, as it is said beside it."""
        return f"{len(self.table.ids)} left"

    @abstractmethod
    def sortable(self) -> Sequence[tuple[str, Column[Any]]]:
        """The columns to sort by, each with its letter in the menu."""

    @abstractmethod
    def chips(self) -> list[Content]:
        """What stands on the left of the status line after the filter."""

    @property
    def narrowing(self) -> object:
        """All that narrows the list, to be given to `narrow_again` later."""
        return self.filter_text

    def narrow_again(self, narrowing: Any) -> None:
        """Narrow the list as it was."""
        self.narrow(narrowing)

    def tick(self) -> None:
        """Bring the clocks of the table up to date."""
        self.table.tick()

    # Coming and going

    @property
    def position(self) -> Position:
        """How the list stands, to come back to."""
        return Position(self.narrowing, self._filter_brought, self.table.stance)

    def return_to(self, position: Position) -> None:
        """Stand as the list stood once; records that have gone since are not missed."""
        self._filter_brought = position.brought
        self.narrow_again(position.narrowing)
        self._then = partial(self.table.take, position.stance)
        self.redraw()
        self.table.focus()

    @property
    def brought(self) -> bool:
        """Whether somebody was brought here to see a part of the list."""
        return bool(self._filter_brought)

    def bring(self, filter_text: str = "", record_id: str = "", among: Among | None = None) -> None:  # noqa: ARG002
        """Show what somebody came for: a part of the list, or one record of it."""
        self.widen()
        self.table.focus()
        try:
            self._filter_by(filter_text, then=partial(self._arrive, record_id))
        except FilterError as error:
            self.say(str(error), trouble=True)
        else:
            self._filter_brought = filter_text

    def _arrive(self, record_id: str) -> None:
        if not record_id or not self.table.move_to(record_id):
            self.table.action_cursor_top()

    def redrawn(self) -> None:
        """What a list was redrawn for is shown now: put the cursor where it is wanted."""
        if self._then is not None:
            then, self._then = self._then, None
            then()

    # What is drawn

    def show_status(self) -> None:
        """Bring the status line and the keys up to date."""
        super().show_status()
        if self.query_one("#filter-bar").display:
            self._note_filter()

    def status(self) -> Content:
        """What narrows the list, how it is sorted and how much of it is marked."""
        chips: list[Content] = []
        if run := self.account.redialling.run:
            chips.append(redial_chip(run, self.PLACE, self.surroundings))
        if self.filter_text:
            text = Content(self.filter_text)
            chips.append(
                Content.assemble((" / ", "bold $accent"), text, ("  esc clears", "$muted"))
            )
        chips += self.chips()
        if sorted_by := self._sorted_by():
            chips.append(
                Content.assemble(
                    (f" by {sorted_by}", "$accent"), (f"  {self.key_of('sort')}", "$muted")
                )
            )
        if self.table.marked:
            hidden = f", {self.table.hidden_marks} hidden" if self.table.hidden_marks else ""
            marked = f" {len(self.table.marked)} marked{hidden}"
            chips.append(Content.styled(marked, "bold $accent"))
        return Content("  ").join(chips)

    def _hear_of_redialling(self, _: None) -> None:
        if self.is_current:
            self.call_later(self.show_status)

    def _sorted_by(self) -> str:
        """The column that a person sorts by, which may be one for which there is no room."""
        glyphs, sorting = self.surroundings.glyphs, self.table.sorting
        arrow = glyphs.sort_down if sorting.descending else glyphs.sort_up
        titles = {column.key: column.title or column.key for _, column in self.sortable()}
        return f"{titles[sorting.column].lower()} {arrow}" if sorting.column else ""

    # What the operator does

    def do_step_back(self, _: str = "") -> None:
        """Step back: to the list, from the filter, from the marks, to where one came from."""
        if self.focused is self.query_one("#filter"):
            self._filter_by(self._filter_before)
            self.table.focus()
        elif self.focused is not self.table:
            self.table.focus()
        elif self.filter_text and self.filter_text != self._filter_brought:
            self._filter_by("")
        elif self.brought:
            self.post_message(Back())
        elif self.widen():
            pass
        elif self.table.marked:
            self.table.mark(())
        else:
            self.post_message(Back())

    def help_of_focus(self) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
        """How to filter, while one does."""
        if self.focused is not self.query_one("#filter"):
            return ()
        fields = [
            (f"{name}>" if name in self.LANGUAGE.numeric else f"{name}:", about)
            for name, about in self.LANGUAGE.fields.items()
        ]
        return (("In this filter", (*_FILTERING, *fields)),)

    def to_top(self) -> None:
        """Go to the first row."""
        self.table.action_cursor_top()

    def action_other_pane(self) -> None:
        """Go from the list to what stands beside it, or back."""
        pane = self.query_one(self.PANE)
        if self.focused is self.table and pane.display:
            pane.focus()
        else:
            self.table.focus()

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
        field = self.query_one(FilterInput)
        self._filter_before = self.filter_text
        self.query_one("#status").display = False
        self.query_one("#filter-bar").display = True
        field.value = self.filter_text
        field.focus()
        self._filter_trouble = ""
        field.mark(None)
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

    @work(exclusive=True, group="columns", exit_on_error=False)
    async def do_choose_columns(self, _: str = "") -> None:
        """Choose the list's columns, and look at them meanwhile."""
        await choose_columns(self, self.PLACE)

    @on(LiveTable.SortChanged)
    def _sort(self) -> None:
        self.show_status()

    @on(LiveTable.MarksChanged)
    def _mark(self) -> None:
        self.show_status()

    @on(Input.Changed, "#filter")
    def _type_filter(self, event: Input.Changed) -> None:
        field, self._filter_trouble = self.query_one(FilterInput), ""
        field.mark(None)
        try:
            self._filter_by(event.value)
        except FilterError as error:
            self._filter_trouble = str(error)
            field.mark(error.position)
        self._note_filter()
        self._offer(event.value)

    @work(exclusive=True, group="offer", exit_on_error=False)
    async def _offer(self, typed: str) -> None:
        """Offer ways to go on from the term at the end of what is typed."""
        if last_term(typed):
            values = await self.values_for(typed)
            offers = tuple(of_a_filter(typed, self.LANGUAGE, values))
            self.query_one(FilterInput).offer(offers)
        else:
            self.query_one(FilterInput).offer(())

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
            keys = "   enter keeps   esc takes it back" if self.size.width >= _ROOMY else ""
            note = Content.styled(f"{self.left}{keys} ", "$muted")
        line = self.query_one("#filter-note", Line)
        line.styles.width = min(note.cell_length + 1, self.size.width // 2)
        line.show(Content(), note)

    def _filter_by(self, text: str, *, then: Callable[[], object] | None = None) -> None:
        self.narrow(text)
        self._then = then
        self.redraw()
