"""LiveTable: rows by id on Textual's line API, repainting only what looks different.

    columns = (
        Column("state", "STATE", state_cell, width=12, sort=lambda row: row.state, importance=9),
        Column("time", "TIME", time_cell, width=7, align="right", ticks=True, flashes=False),
        Column("agent", "AGENT", lambda row: Cell(row.agent), width=Flexible(12, weight=2)),
    )
    table = LiveTable(columns, order=lambda row: row.rank, empty=Content("No calls yet."))

    table.show(board.rows, only=ids_that_match, changed=change.changed)   # after each change
    table.tick()                                                          # each second
    table.cursor_id, table.marked, table.sorting                          # what a person chose

A cell function makes a `Cell(text, tone)` (or a tuple of them) from a record; it is asked only
for rows on the screen. A record that is another one than at the last `show` must be named in
`changed`; which were added and removed the table finds out by itself.
Messages: `Highlighted`, `Selected`, `SortChanged`, `MarksChanged`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.visual import Visual

from console.tui.glyphs import UNICODE, Glyphs
from console.tui.widgets.live_table import messages
from console.tui.widgets.live_table.columns import Column, Narrow, Sortable, Sorting
from console.tui.widgets.live_table.frame import FrameWidget
from console.tui.widgets.live_table.layout import GUTTER, HINT, chosen_of, lay_out, thumb
from console.tui.widgets.live_table.painter import Look, Painter
from console.tui.widgets.live_table.palette import COMPONENTS, Palette
from console.tui.widgets.live_table.rows import Rows, Stance
from console.tui.widgets.live_table.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from textual import events
    from textual.app import App
    from textual.geometry import Size
    from textual.strip import Strip

R = TypeVar("R")

HEADING = 1
FLASH_SECONDS = 0.7
WHEEL_LINES = 3
ROOMY = "-roomy"
"""The app's class where rows have air between them."""
STILL = "-still"
"""The app's class where nothing flashes."""


class LiveTable(FrameWidget, Generic[R], can_focus=True):
    """A table whose rows come, go and change while somebody reads it.

    Cursor and marks belong to records, and only what looks different on the screen is repainted.

    Args:
        columns: from left to right; the first is always shown.
        narrow: other columns for a table that is narrow.
        order: the sort value of rows while no column is chosen; None keeps the records' order.
        empty: what to say instead of rows.
        glyphs: the signs to draw with.
        flashes: whether changed cells flash once.
        sorts: whether the table sorts the rows; if not its owner brings them in the order that
            `SortChanged` asks for.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", show=False, id="move_down"),
        Binding("up,k", "move(-1)", "Up", show=False, id="move_up"),
        Binding("pagedown,ctrl+f", "page(1)", "Page down", show=False, id="page_down"),
        Binding("pageup,ctrl+b", "page(-1)", "Page up", show=False, id="page_up"),
        Binding("home", "cursor_top", "Top", show=False, id="move_top"),
        Binding("end,G", "cursor_bottom", "Bottom", show=False, id="move_bottom"),
        Binding("right,l", "shift(1)", "Columns right", show=False, id="columns_right"),
        Binding("left,h", "shift(-1)", "Columns left", show=False, id="columns_left"),
        Binding(">", "sort_next(1)", "Sort by next", show=False, id="sort_next"),
        Binding("<", "sort_next(-1)", "Sort by previous", show=False, id="sort_previous"),
        Binding("=", "sort_reverse", "Reverse order", show=False, id="sort_reverse"),
        Binding("space", "mark", "Mark", show=False, id="table.mark"),
        Binding("enter", "select", "Open", show=False, id="table.select"),
    ]

    Highlighted = messages.Highlighted
    Selected = messages.Selected
    SortChanged = messages.SortChanged
    MarksChanged = messages.MarksChanged

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        narrow: Narrow[R] | None = None,
        order: Callable[[R], Sortable | None] | None = None,
        empty: Content | None = None,
        glyphs: Glyphs = UNICODE,
        flashes: bool = True,
        marks: bool = True,
        sorts: bool = True,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        self.flashes = flashes
        self._marks = marks
        self._sorts = sorts
        self._columns = tuple(columns)
        self._narrow = narrow
        self._order = order
        self._empty = empty or Content()
        self._glyphs = glyphs
        self._rows: Rows[R] = Rows(order)
        self._sorting = Sorting()
        self._chosen: Sequence[str] | None = None
        self._shifted = 0
        self._palette = Palette(self)
        self._sheet = self._new_sheet(0)
        self._told: tuple[str | None, frozenset[str]] = (None, frozenset())
        super().__init__(name=name, id=id, classes=classes)

    # What an owner says and asks

    def show(
        self,
        records: Mapping[str, R],
        *,
        only: Collection[str] | None = None,
        changed: Iterable[str] = (),
    ) -> None:
        """Show what there is now.

        Args:
            records: every record there is, by id; marks of others are dropped.
            only: the ids to show of them (a filter's result); None shows all.
            changed: ids whose record is not the one of the last time.
        """
        changed = tuple(id_ for id_ in changed if id_ in records)
        self._rows.show(records, only, changed)
        flashing = [
            id_ for id_ in changed if self._sheet.replace(id_, records[id_], flash=self._lights_up)
        ]
        if flashing:
            self.set_timer(FLASH_SECONDS, partial(self._end_flash, flashing))
        self._settle()

    def choose(self, keys: Sequence[str] | None) -> None:
        """Show these columns, in this order and at every width; None shows them as they come.

        Where they do not all fit, the last leave first.
        """
        if keys != self._chosen:
            self._chosen = keys
            self._lay_out_anew()

    def take_columns(self, columns: Sequence[Column[R]], narrow: Narrow[R] | None = None) -> None:
        """Take other columns of the same keys."""
        self._columns, self._narrow = tuple(columns), narrow
        self._lay_out_anew()

    def draw_anew(self) -> None:
        """Ask for every cell again: what they are drawn by is another."""
        self._sheet = self._new_sheet(self.size.width)
        self._settle()

    def tick(self) -> None:
        """Bring cells that change with time alone up to date, on the screen."""
        for id_ in self._rows.in_sight:
            self._sheet.tick(id_, self._rows.records[id_])
        self._settle()

    @property
    def cursor_id(self) -> str | None:
        """The record under the cursor."""
        return self._rows.cursor

    @property
    def untouched(self) -> bool:
        """Whether nobody has moved the cursor or the view yet, or both rest at the top again."""
        return self._rows.untouched

    @property
    def ids(self) -> Sequence[str]:
        """The shown records, in their order."""
        return self._rows.ids

    @property
    def ids_above(self) -> Sequence[str]:
        """The shown records that stand above what is in sight."""
        return self._rows.ids[: self._rows.top]

    def ids_beyond(self, step: int) -> Sequence[str]:
        """The shown records below the cursor, the nearest first; of a step of -1 those above."""
        ids, index = self._rows.ids, self._rows.index
        if index is None:
            return ids
        return ids[index + 1 :] if step > 0 else ids[:index][::-1]

    @property
    def marked(self) -> frozenset[str]:
        """The marked records, also those which are not shown at present."""
        return self._rows.marked

    @property
    def hidden_marks(self) -> int:
        """How many marked records are not shown at present."""
        return self._rows.hidden_marks

    @property
    def sorting(self) -> Sorting:
        """What the rows are sorted by."""
        return self._sorting

    @property
    def empty(self) -> Content:
        """What stands there instead of rows."""
        return self._empty

    @empty.setter
    def empty(self, content: Content) -> None:
        self._empty = content
        self._settle()

    def move_to(self, id_: str) -> bool:
        """Put the cursor on a record; False when it is not shown."""
        if id_ not in self._rows.ids:
            return False
        self._rows.put_cursor(self._rows.ids.index(id_))
        self._settle()
        return True

    @property
    def stance(self) -> Stance:
        """Where cursor, marks and view stand, to be given to `take` later."""
        return self._rows.stance

    def take(self, stance: Stance) -> None:
        """Stand as somebody stood once, as far as the records are still shown."""
        self._rows.take(stance)
        self._settle()

    def mark(self, ids: Iterable[str]) -> None:
        """Let exactly these records be marked."""
        self._rows.marked = frozenset(ids).intersection(self._rows.records)
        self._settle()

    def sort_by(self, column: str | None, *, descending: bool = False) -> None:
        """Sort by a column's key, or (None) in the owner's order.

        Raises:
            KeyError: no such column can be sorted.
        """
        value = self._order if column is None else self._sort_values[column]
        self._sorting = Sorting(column, descending and column is not None)
        if self._sorts:
            self._rows.sort(value, descending=self._sorting.descending)
        self._settle()
        self.post_message(self.SortChanged(self, self._sorting))

    @property
    def _sort_values(self) -> dict[str, Callable[[R], Sortable | None]]:
        return {column.key: column.sort for column in self._columns if column.sort}

    # Keys and mouse

    def action_move(self, steps: int) -> None:
        """Move the cursor by rows."""
        self._rows.move(steps)
        self._settle()

    def action_page(self, pages: int) -> None:
        """Move cursor and view by pages."""
        self._rows.page(pages)
        self._settle()

    def action_cursor_top(self) -> None:
        """Go to the first row and rest there."""
        self._rows.rest()
        self._settle()

    def action_cursor_bottom(self) -> None:
        """Go to the last row."""
        self._rows.put_cursor(len(self._rows.ids) - 1)
        self._settle()

    def action_shift(self, columns: int) -> None:
        """Bring columns into sight that the width left out on the right, or go back."""
        layout = self._sheet.painter.layout
        if columns < 0 or not layout.complete:
            self._shifted = max(0, layout.hidden_left + columns)
            self._sheet = self._new_sheet(self.size.width)
            self._settle()

    def action_sort_next(self, step: int) -> None:
        """Sort by the next column, or the one before; between last and first stands the order."""
        keys: list[str | None] = [None, *self._sort_values]
        at = keys.index(self._sorting.column) if self._sorting.column in keys else 0
        self.sort_by(keys[(at + step) % len(keys)])

    def action_sort_reverse(self) -> None:
        """Sort the other way round."""
        if self._sorting.column is not None:
            self.sort_by(self._sorting.column, descending=not self._sorting.descending)

    def action_mark(self) -> None:
        """Mark the cursor's record, or take its mark away, and go to the next."""
        if self._marks and (id_ := self._rows.cursor) is not None:
            self._rows.toggle_mark(id_)
            self._rows.move(1)
            self._settle()

    def action_select(self) -> None:
        """Choose the cursor's record."""
        if (id_ := self._rows.cursor) is not None:
            self.post_message(self.Selected(self, id_))

    def on_click(self, event: events.Click) -> None:
        """Sort by a title; point at a row, mark it in the gutter, open it with two clicks."""
        x, y = event.get_content_offset_capture(self)
        index = self._rows.top + (y - HEADING) // self._step
        if y < HEADING:
            self._sort_by_title(x)
        elif index < len(self._rows.ids):
            self._rows.put_cursor(index)
            if x < GUTTER:
                self._rows.toggle_mark(self._rows.ids[index])
            elif event.chain == 2:
                self.post_message(self.Selected(self, self._rows.ids[index]))
            self._settle()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move the view down; the cursor stays on its record."""
        self._scroll(WHEEL_LINES)
        event.stop()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move the view up; the cursor stays on its record."""
        self._scroll(-WHEEL_LINES)
        event.stop()

    def _scroll(self, lines: int) -> None:
        self._rows.scroll(lines)
        self._settle()

    def _sort_by_title(self, x: int) -> None:
        """First its natural direction (numbers: the largest first), then the other, then none."""
        for column, start, width in self._sheet.painter.layout.placed:
            if start <= x < start + width and column.sort:
                first = column.largest_first
                if self._sorting.column != column.key:
                    self.sort_by(column.key, descending=first)
                elif self._sorting.descending == first:
                    self.sort_by(column.key, descending=not first)
                else:
                    self.sort_by(None)

    # Drawing

    def on_mount(self) -> None:
        """Tell the owner about what was shown before there was a screen."""
        self._settle()

    def notify_style_update(self) -> None:
        """Take the styles from the theme again."""
        super().notify_style_update()
        self._palette.forget()
        self._sheet.forget_strips()

    def draw_frame(self, size: Size) -> list[Strip]:
        """The heading and the rows in sight, or what an empty table says."""
        rows, sheet = self._rows, self._sheet
        if size.width != sheet.painter.width:
            sheet = self._sheet = self._new_sheet(size.width)
        step = self._step
        if (fit := (size.height - HEADING + step - 1) // step) != rows.height:
            rows.resize(fit)
        in_sight = rows.in_sight
        sheet.keep(in_sight)
        hinted = thumb(rows.top, rows.height, len(rows.ids))
        lines = [sheet.painter.heading(self._sorting)]
        air = [sheet.painter.blank()] * (step - 1)
        for line, id_ in enumerate(in_sight):
            lines.append(sheet.row(id_, rows.records[id_], self._look(id_, hint=line in hinted)))
            lines += air
        if not in_sight:
            lines += self._note(size)
        lines += [sheet.painter.blank()] * (size.height - len(lines))
        return lines[: size.height]

    def _look(self, id_: str, *, hint: bool) -> Look:
        cursor, marked = id_ == self._rows.cursor, id_ in self._rows.marked
        if cursor:
            surface = "cursor" if self.has_focus else "cursor-idle"
        else:
            surface = "marked" if marked else "row"
        return Look(surface, cursor=cursor, marked=marked, hint=hint)

    def _note(self, size: Size) -> list[Strip]:
        width = max(1, size.width - GUTTER - HINT)
        strips = Visual.to_strips(self, self._empty, width, None, self.visual_style)
        return [self._sheet.painter.note(strip) for strip in strips]

    def _new_sheet(self, width: int) -> Sheet[R]:
        narrow = self._narrow
        columns = narrow.columns if narrow and width < narrow.below else self._columns
        if self._chosen is not None:
            columns = chosen_of((*self._columns, *columns), self._chosen) or columns
        layout = lay_out(columns, width, self._shifted)
        return Sheet(Painter(layout, width, glyphs=self._glyphs, style_for=self._palette.style))

    def _lay_out_anew(self) -> None:
        self._shifted = 0
        self.draw_anew()

    @property
    def _step(self) -> int:
        """Lines from row to row; on a screen that is roomy there is one of air after each."""
        return 2 if self._app_has(ROOMY) and not self.screen.is_modal else 1

    @property
    def _lights_up(self) -> bool:
        return self.flashes and not self._app_has(STILL)

    def _app_has(self, looks: str) -> bool:
        return self.is_running and cast("App[object]", self.app).has_class(looks)  # pyright: ignore[reportUnknownMemberType]

    def _end_flash(self, ids: Collection[str]) -> None:
        self._sheet.calm(ids)
        self.repaint()

    def _settle(self) -> None:
        """After a change of any kind: repaint what differs, and tell the owner."""
        if not self.is_running:
            return
        self.repaint()
        (cursor, marked), self._told = self._told, (self._rows.cursor, self._rows.marked)
        if cursor != self._rows.cursor:
            self.post_message(self.Highlighted(self, self._rows.cursor))
        if marked != self._rows.marked:
            self.post_message(self.MarksChanged(self, self._rows.marked))
