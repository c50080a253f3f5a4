"""The versions of a text: every one that this console has seen or saved, compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import getters, on, work
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.screen import ModalScreen

from console.actions.forms.labels import label
from console.actions.saving.plan import Kind
from console.archive.errors import ArchiveError
from console.archive.versions import Source, Version
from console.insight.local_time import room_for_time, time_of_day
from console.text import clean
from console.tui.dialogs.keys_line import keys_line
from console.tui.terminal.guarded_app import GuardedApp
from console.tui.widgets.difference import Difference
from console.tui.widgets.line import Line
from console.tui.widgets.live_table.columns import Cell, Column, Flexible, Tone
from console.tui.widgets.live_table.table import LiveTable

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from console.opened import OpenAccount
    from console.tui.surroundings import Surroundings

_WIDE = 120
_TONES = {Source.SEEN: Tone.DIM, Source.SAVED: Tone.GOOD, Source.RESTORED: Tone.ACCENT}


class _Side(NamedTuple):
    """One of the two texts that are compared."""

    text: str
    words: str


class VersionsScreen(ModalScreen[Version | None]):
    """Lists the versions of one text and shows what changed between two of them.

    It answers with the version to go back to, or `None`; it changes nothing by itself.
    """

    app = getters.app(GuardedApp)
    AUTO_FOCUS = "#versions"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]  # noqa: RUF012 - Textual's type
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "with_current", "Compare with the text now", show=False),
        Binding("r", "restore", "Restore", show=False),
        Binding("J", "scroll(1)", "Scroll the difference", show=False),
        Binding("K", "scroll(-1)", "Scroll the difference", show=False),
        Binding("tab", "app.focus_next", "Other pane", show=False),
        Binding("escape,q", "dismiss(None)", "Back", show=False),
    ]

    def __init__(  # noqa: PLR0917 - where the screen is, and which text it is about
        self,
        account: OpenAccount,
        surroundings: Surroundings,
        kind: Kind,
        record_id: str,
        field: str,
        current: str,
    ) -> None:
        """Build the screen.

        Args:
            account: whose history it is.
            surroundings: zone and signs.
            kind: what the record is.
            record_id: which record.
            field: which of its texts.
            current: the text as it is being edited, exact.
        """
        super().__init__()
        session = account.session
        records = session.models.records if kind is Kind.MODEL else session.agents.records
        record = records.get(record_id)
        self._title = f"{(record and record.name) or record_id} · {label(kind, field)}"
        self._archive = account.archive
        self._key = (record_id, field)
        self._current = current
        self._zone = surroundings.zone
        self._clock = surroundings.clock
        self._glyphs = surroundings.glyphs
        self._versions: dict[str, Version] = {}
        self._to_current = False
        self._table = LiveTable[Version](
            (
                Column("at", "WHEN", self._at, room_for_time(surroundings.zone, 12), importance=9),
                Column("source", "FROM", _source, 8, importance=8),
                Column("size", "CHARS", _size, 7, align="right", importance=6),
                Column("by", "BY", _by, 13, importance=5),
                Column("note", "NOTE", _note, Flexible(10), importance=7),
            ),
            empty=Content.styled("Reading the versions…", "$muted"),
            glyphs=surroundings.glyphs,
            flashes=False,
            id="versions",
        )
        self._difference = Difference(glyphs=surroundings.glyphs, id="versions-difference")

    def compose(self) -> ComposeResult:
        """The versions, what changed between two of them, a line for messages, the keys."""
        yield Line(id="versions-title")
        with Container(id="versions-body"):
            yield self._table
            with Vertical(id="versions-reading"):
                yield Line(id="versions-compared")
                yield Line(id="versions-note")
                yield self._difference
        yield Line(id="versions-status")
        yield keys_line(
            ("space", "compare with"),
            ("c", "with the text now"),
            ("J K", "scroll"),
            ("r", "restore"),
            ("esc", "back"),
        )

    def on_mount(self) -> None:
        """Ask the archive for the versions."""
        self._show_title("")
        self._read()

    @work(exit_on_error=False)
    async def _read(self) -> None:
        try:
            versions = await self._archive.versions.of(*self._key)
        except ArchiveError as error:
            self._table.empty = Content(f"The versions cannot be read. {error}")
            return
        self._versions = {str(version.id): version for version in versions}
        self._table.empty = Content.assemble(
            ("No version is kept yet.\n\n", "bold"),
            ("Each text that the console reads or saves is kept here from now on.", "$muted"),
        )
        self._table.show(self._versions)
        count = len(versions)
        self._show_title("1 version" if count == 1 else f"{count:,} versions")

    # What the person does

    def action_with_current(self) -> None:
        """Compare with the text as it is being edited; again: with the version before."""
        self._to_current = not self._to_current
        self._table.mark(())
        self._compare()

    def action_restore(self) -> None:
        """Answer with the version under the cursor, unless it is the text already."""
        version = self._chosen
        if version is None:
            return
        if version.text == self._current:
            self._say("This is the text as it is now: there is nothing to restore.")
            return
        self.dismiss(version)

    def action_scroll(self, lines: int) -> None:
        """Scroll the difference while the list has the focus."""
        self._difference.scroll_by(lines)

    @on(LiveTable.Highlighted)
    def _move(self) -> None:
        self._say("")
        self._compare()

    @on(LiveTable.Selected)
    def _select(self) -> None:
        self.action_restore()

    @on(LiveTable.MarksChanged)
    def _mark(self, event: LiveTable.MarksChanged) -> None:
        """One version at most is marked: the last."""
        if len(event.marked) > 1:
            self._table.mark(event.marked & {self._table.cursor_id})
            return
        self._to_current = self._to_current and not event.marked
        self._compare()

    # What is compared

    @property
    def _chosen(self) -> Version | None:
        return self._versions.get(self._table.cursor_id or "")

    @work(exclusive=True, group="compare", exit_on_error=False)
    async def _compare(self) -> None:
        chosen = self._chosen
        if chosen is None:
            return
        old, new = self._sides(chosen)
        compared = Content.assemble(
            (old.words, "$muted"), (f" {self._glyphs.arrow_out} ", "$accent"), (new.words, "bold")
        )
        self.query_one("#versions-compared", Line).show(compared)
        about = " · ".join(filter(None, (clean(chosen.by), clean(chosen.note))))
        self.query_one("#versions-note", Line).show(Content.styled(about, "$muted"))
        await self._difference.compare(old.text, new.text)

    def _sides(self, chosen: Version) -> tuple[_Side, _Side]:
        """The older text and the newer one."""
        side = self._side(chosen)
        if self._to_current:
            return side, _Side(self._current, "the text now")
        versions = list(self._versions.values())
        marked = next((v for v in versions if str(v.id) in self._table.marked), None)
        if marked is not None and marked is not chosen:
            newer = versions.index(marked) < versions.index(chosen)
            return (side, self._side(marked)) if newer else (self._side(marked), side)
        before = versions[versions.index(chosen) + 1 :]
        return (self._side(before[0]) if before else _Side("", "nothing known before")), side

    def _side(self, version: Version) -> _Side:
        return _Side(version.text, f"{self._at(version).text} {version.source}")

    # What is drawn

    def _show_title(self, count: str) -> None:
        self.query_one("#versions-title", Line).show(
            Content.assemble((" Versions ", "$muted"), (self._title, "bold")),
            Content.styled(f"{count} ", "$muted"),
        )

    def _say(self, words: str) -> None:
        dot = (f" {self._glyphs.dot} ", "$accent")
        self.query_one("#versions-status", Line).show(
            Content.assemble(dot, words) if words else Content()
        )

    def _at(self, version: Version) -> Cell:
        at = version.at.astimezone(self._zone)
        this_year = self._clock.now().astimezone(self._zone).year == at.year
        return Cell(f"{at:%d %b} {time_of_day(at)}" if this_year else f"{at:%d %b %Y}", Tone.DIM)


def _source(version: Version) -> Cell:
    return Cell(version.source, _TONES[version.source])


def _size(version: Version) -> Cell:
    return Cell(f"{len(version.text):,}")


def _by(version: Version) -> Cell:
    return Cell(clean(version.by), Tone.DIM)


def _note(version: Version) -> Cell:
    return Cell(clean(version.note))
