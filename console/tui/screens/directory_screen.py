"""A list of records that change slowly: agents, prompts, numbers, credentials."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from textual.content import Content

from console.actions.action import MARKED_LISTS
from console.api.records.base import Record
from console.insight.filters import Filter, parse
from console.live.changes import Change
from console.tui.screens.list_screen import ListScreen
from console.tui.widgets.live_table.columns import Narrow
from console.tui.widgets.live_table.table import LiveTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from console.live.directory import Directory
    from console.live.freshness import Freshness
    from console.opened import OpenAccount
    from console.tui.nothing_yet import NothingYet
    from console.tui.surroundings import Surroundings
    from console.tui.widgets.live_table.columns import Column

R = TypeVar("R", bound=Record)

_ROOMY = 100


class DirectoryScreen(ListScreen, Generic[R]):
    """Shows a directory's records; what a subclass adds to a row is read as the row is drawn.

    A subclass calls `redraw_rows` when something else that its columns show has changed.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - Textual's type
    NONE_YET: NothingYet
    """What to say, and to do, when the account has no such record."""

    def __init__(
        self,
        account: OpenAccount,
        surroundings: Surroundings,
        directory: Directory[R],
        *,
        wide: Sequence[Column[R]],
        narrow: Sequence[Column[R]],
        order: Callable[[R], Any],
    ) -> None:
        """Build the list.

        Args:
            account: the opened account.
            surroundings: zone, signs and time.
            directory: the records.
            wide: every column.
            narrow: the columns for small terminals.
            order: how the records lie as long as nobody sorts them.
        """
        super().__init__(account, surroundings)
        self._directory = directory
        self._columns = wide
        self._filter: Filter = parse("", self.LANGUAGE)
        self._ids: set[str] | None = None
        self.table: LiveTable[R] = LiveTable(
            wide,
            narrow=Narrow(_ROOMY, narrow),
            order=order,
            empty=Content.styled("Asking…", "$muted"),
            glyphs=surroundings.glyphs,
            marks=self.PLACE in MARKED_LISTS,
            id="records",
        )

    # What a subclass says

    @abstractmethod
    def fields(self, record: R) -> Mapping[str, str]:
        """What the filter can ask of a record, by the names of its language."""

    # What comes from the account

    def follow_account(self) -> None:
        """Begin to hear of the records."""
        self._directory.on_change.add(self._hear)
        self.redraw()

    def freshness(self) -> Freshness:
        """How old the records are."""
        return self._directory.freshness

    def on_screen_resume(self) -> None:
        """Ask at once for what could not be read: somebody wants to see it."""
        if self.freshness().error is not None:
            self._directory.look_again()

    def _hear(self, change: Change) -> None:
        self.call_later(self._take, change)

    def _take(self, change: Change) -> None:
        records = self._directory.records
        self._ids = (
            {key for key, record in records.items() if self._filter.matches(self.fields(record))}
            if self._filter
            else None
        )
        self.table.show(records, only=self._ids, changed=change.changed)
        self.table.empty = self._empty_state()
        self.show_status()

    # What is drawn

    def redraw(self) -> None:
        """Show all records again."""
        self._take(Change())
        self.redrawn()

    def redraw_rows(self, ids: Iterable[str]) -> None:
        """Show records again of which their columns tell something else now."""
        self._take(Change(changed=tuple(ids)))

    def _empty_state(self) -> Content:
        if self._directory.records:
            return Content.assemble(("Nothing fits. ", "bold"), ("esc shows all again.", "$muted"))
        if self.freshness().last_good is None:
            return Content.styled("Asking…", "$muted")
        return self.NONE_YET.words(self.surroundings.keys, read_only=self.account.profile.read_only)

    # How it is narrowed

    @property
    def filter_text(self) -> str:
        """The filter as it was typed."""
        return self._filter.text

    def narrow(self, text: str) -> None:
        """Take another filter."""
        self._filter = parse(text, self.LANGUAGE)

    def chips(self) -> list[Content]:
        """How much of the list is left."""
        if self._ids is None:
            return []
        return [Content.styled(f" {len(self._ids)} of {len(self._directory.records)}", "$muted")]

    def sortable(self) -> Sequence[tuple[str, Column[R]]]:
        """Every column, each with the first letter of its title that is free."""
        letters: dict[str, Column[R]] = {}
        for column in self._columns:
            free = (each for each in column.title.lower() if each.isalpha() and each not in letters)
            letters[next(free, column.key)] = column
        return list(letters.items())

    # What the operator has chosen

    @property
    def chosen(self) -> tuple[R, ...]:
        """The marked records in the order of the list, else the one under the cursor."""
        records, marks = self._directory.records, self.table.marked
        in_order = (key for key in dict.fromkeys((*self.table.ids, *records)) if key in marks)
        marked = tuple(records[key] for key in in_order if key in records)
        return marked or ((self.under,) if self.under else ())

    @property
    def under(self) -> R | None:
        """The record under the cursor, which what takes a single one acts on, marks or not."""
        return self._directory.records.get(self.table.cursor_id or "")
