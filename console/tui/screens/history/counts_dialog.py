"""What the calls have in common, over the list: for terminals without room beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from console.tui.dialogs.keys_line import keys_line
from console.tui.screens.history.counts_pane import CountsPane

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from textual.app import ComposeResult

    from console.archive.facets import Facets
    from console.tui.glyphs import Glyphs
    from console.tui.screens.history.counts import Group


class CountsDialog(ModalScreen[str | None]):
    """Answers with the term to narrow by, or not to any more; `None` when left by escape."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,c", "dismiss(None)", "Back")]

    def __init__(
        self,
        facets: Facets,
        groups: Callable[[Facets, Collection[str]], tuple[Sequence[Group], str]],
        glyphs: Glyphs,
    ) -> None:
        """Show counts.

        Args:
            facets: the counts.
            groups: makes groups of them, and a note, for the fields of which all is wanted.
            glyphs: the signs to draw with.
        """
        super().__init__()
        self._facets = facets
        self._groups = groups
        self._glyphs = glyphs
        self._unfolded: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """The counts and the keys."""
        with Vertical(classes="dialog counts"):
            yield Static(Content("Narrow by"), classes="dialog-title")
            yield CountsPane(self._glyphs)
            yield keys_line(("j k", "move"), ("enter", "narrows, or no more"), ("esc", "back"))

    def on_mount(self) -> None:
        """Begin at the top."""
        self._show()
        self.query_one(CountsPane).focus()

    def count_anew(self, facets: Facets) -> None:
        """Take other counts: there are more calls."""
        self._facets = facets
        if self.is_mounted:
            self._show()

    def _show(self) -> None:
        self.query_one(CountsPane).show(*self._groups(self._facets, self._unfolded))

    @on(CountsPane.Picked)
    def _pick(self, event: CountsPane.Picked) -> None:
        self.dismiss(event.term)

    @on(CountsPane.Unfolded)
    def _unfold(self, event: CountsPane.Unfolded) -> None:
        self._unfolded ^= {event.field}
        self._show()
