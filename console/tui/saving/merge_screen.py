"""The screen on which a person merges a text with what somebody else has saved meanwhile."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from console.actions.saving.parts import TextPart
from console.insight.difference import diff_lines
from console.insight.merge import Side
from console.tui.dialogs.keys_line import keys_line
from console.tui.saving.by_hand import ByHand
from console.tui.saving.merge_page import LETTERS, merge_page
from console.tui.terminal.guarded_app import GuardedApp
from console.tui.widgets.difference import difference_page
from console.tui.widgets.line import Line
from console.tui.widgets.reader import Place, Reader

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from console.tui.saving.merging import TextConflict
    from console.tui.surroundings import Surroundings
    from console.tui.widgets.reader import Page

_VIEWS = ("Merged", "What you changed", "What the server has changed")
_ROWS_ABOVE = 8
"""The part of the screen, one in so many, that is left above the place to decide."""


class MergeScreen(ModalScreen[str | None]):
    """Answers with the merged text, exact, or `None` when left."""

    app = getters.app(GuardedApp)
    AUTO_FOCUS = "#merge-text"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(LETTERS[side], f"choose('{side}')", side.value, show=False)
            for side in (Side.OURS, Side.THEIRS, Side.BOTH, Side.BASE)
        ),
        Binding("n", "go(1)", "Next place", show=False),
        Binding("p,N", "go(-1)", "Place before", show=False),
        Binding("tab", "view(1)", "Other view", show=False),
        Binding("shift+tab", "view(-1)", "Other view", show=False),
        Binding("e", "by_hand", "By hand", show=False),
        Binding("enter,ctrl+s", "take", "Take it", show=False),
        Binding("escape,q", "dismiss(None)", "Back", show=False),
    ]

    def __init__(self, title: str, conflict: TextConflict, surroundings: Surroundings) -> None:
        """Build the screen.

        Args:
            title: which text of which record, cleaned.
            conflict: the three texts and their merge.
            surroundings: the signs to draw with.
        """
        super().__init__()
        self._title = title
        self._conflict = conflict
        self._merge = conflict.merged
        self._glyphs = surroundings.glyphs
        self._choices: dict[int, Side] = {}
        self._current = next(iter(self._merge.conflicts), None)
        self._view = 0
        self._reader = Reader(glyphs=surroundings.glyphs, id="merge-text")

    def compose(self) -> ComposeResult:
        """What is merged, the views, the text, a line for what is missing, the keys."""
        yield Line(id="merge-title")
        yield Static(self._intro(), id="merge-intro")
        yield Line(id="merge-views")
        yield self._reader
        yield Line(id="merge-status")
        yield keys_line(*self._keys())

    def on_mount(self) -> None:
        """Start at the first place."""
        self._show()
        self.call_after_refresh(self._go_to_current)

    @property
    def _undecided(self) -> list[int]:
        return [at for at in self._merge.conflicts if at not in self._choices]

    # What the person does

    def action_choose(self, side: str) -> None:
        """Take a side for the current place, and go on to the next that is undecided."""
        if self._current is None or self._view:
            return
        self._choices[self._current] = Side(side)
        later = [at for at in self._undecided if at > self._current]
        self._current = next(iter([*later, *self._undecided]), self._current)
        self._show()
        self._go_to_current()

    def action_go(self, by: int) -> None:
        """Go to another place."""
        places = self._merge.conflicts
        if self._current is not None and not self._view:
            at = places.index(self._current) + by
            self._current = places[max(0, min(at, len(places) - 1))]
            self._show()
            self._go_to_current()

    @work(exclusive=True, group="view", exit_on_error=False)
    async def action_view(self, by: int) -> None:
        """Turn to the merged text, or to what one side has changed."""
        self._view = (self._view + by) % len(_VIEWS)
        if not self._view:
            self._show()
            self._go_to_current()
            return
        changed = (self._conflict.ours, self._conflict.theirs)[self._view - 1]
        lines = await asyncio.to_thread(diff_lines, self._conflict.opened, changed)
        self._reader.open(difference_page([TextPart("", lines)], self._glyphs))
        self._show_lines()

    def action_take(self) -> None:
        """Answer with the merged text, if it is decided."""
        if self._is_decided():
            self.dismiss(self._merge.text(self._choices))

    @work(exit_on_error=False)
    async def action_by_hand(self) -> None:
        """Edit the merged text, and answer with what came of it."""
        if self._is_decided():
            text = self._merge.text(self._choices)
            edited = await self.app.push_screen_wait(ByHand(self._title, text))
            if edited is not None:
                self.dismiss(edited)

    def _is_decided(self) -> bool:
        if not self._undecided:
            return True
        self._view = 0
        self._current = self._undecided[0]
        self._show()
        self._go_to_current()
        self._say(f"Not yet: {self._missing()}.")
        return False

    # What is drawn

    def _show(self) -> None:
        self._reader.show(self._page())
        self._show_lines()

    def _page(self) -> Page:
        return merge_page(self._conflict, self._choices, self._current, self._glyphs)

    def _go_to_current(self) -> None:
        if self._current is not None:
            above = self._reader.size.height // _ROWS_ABOVE
            self._reader.open(self._page(), place=Place(str(self._current), -above))

    def _show_lines(self) -> None:
        self.query_one("#merge-title", Line).show(
            Content.assemble((" Merge ", "$muted"), (self._title, "bold")),
            Content.styled(f"{self._missing()} ", "$warning" if self._undecided else "$success"),
        )
        views = (
            Content.styled(name, "bold $accent" if at == self._view else "$muted")
            for at, name in enumerate(_VIEWS)
        )
        self.query_one("#merge-views", Line).show(Content(" ") + Content("   ").join(views))
        self._say("")

    def _say(self, words: str) -> None:
        warning = Content.assemble((f" {self._glyphs.warning} ", "$warning"), words)
        self.query_one("#merge-status", Line).show(warning if words else Content())

    def _missing(self) -> str:
        left = len(self._undecided)
        if not left:
            return "nothing left to decide"
        return "1 place to decide" if left == 1 else f"{left} places to decide"

    def _intro(self) -> Content:
        if self._merge.clean:
            words = "Somebody saved this text meanwhile. Both changes merge by themselves."
        else:
            words = "Somebody saved this text meanwhile. Decide where both changed a line."
        return Content.styled(words, "$muted")

    def _keys(self) -> list[tuple[str, str]]:
        choosing = [("y", "yours"), ("s", "server's"), ("b", "both"), ("o", "opened")]
        moving = [("n p", "places")]
        common = [("tab", "views"), ("e", "by hand"), ("enter", "take it"), ("esc", "back")]
        return [*([] if self._merge.clean else choosing + moving), *common]

    @on(Reader.Picked)
    def _pick(self, event: Reader.Picked) -> None:
        if not self._view and int(event.key) in self._merge.conflicts:
            self._current = int(event.key)
            self._show()
