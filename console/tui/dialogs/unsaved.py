"""The questions about changes that nobody has saved: on the way out, and on the way in again."""

from __future__ import annotations

import asyncio
from enum import StrEnum
from typing import TYPE_CHECKING

from textual import getters, work

from console.actions.forms.drafting import moment_words
from console.actions.forms.labels import label
from console.actions.saving.changes import names_of
from console.actions.saving.parts import parts_of
from console.actions.saving.plan import Kind, plan_save
from console.actions.saving.reach import Reach
from console.text import clean
from console.tui.dialogs.difference import DifferenceDialog
from console.tui.dialogs.menu import Choice, Menu
from console.tui.terminal.guarded_app import GuardedApp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from console.archive.drafts import Draft
    from console.tui.surroundings import Surroundings

_NAMES = 4


class Leaving(StrEnum):
    """What becomes of unsaved changes. Left by escape, the person stays where they are."""

    SAVE = "save"
    KEEP = "keep"
    DISCARD = "discard"
    STAY = "stay"


class DraftFound(StrEnum):
    """What becomes of a draft. Left by escape, nothing: the record is not opened."""

    TAKE_UP = "take up"
    LOOK = "look"
    """Is no answer: the question stays, below what it shows."""
    DISCARD = "discard"


def before_leaving(what: str, changed: Sequence[str]) -> Menu:
    """Ask what becomes of unsaved changes; answers with one of `Leaving`, or `None` to stay.

    Args:
        what: whose changes they are: "Sales EN".
        changed: the names of the fields that were changed.
    """
    return Menu(
        f"“{clean(what)}” has unsaved changes: {_named(changed)}",
        (
            Choice(Leaving.SAVE, "s", "Save…", "shows the difference first"),
            Choice(Leaving.KEEP, "l", "Leave, keep the draft", "offered when you come back"),
            Choice(Leaving.DISCARD, "D", "Leave, discard them", "they are gone then"),
            Choice(Leaving.STAY, "c", "Continue editing", "esc does the same"),
        ),
        chosen=Leaving.STAY,
    )


class DraftQuestion(Menu):
    """Asks what becomes of drafts; answers with one of `DraftFound`, or `None` to go back."""

    app = getters.app(GuardedApp)

    def __init__(
        self, drafts: Sequence[Draft], names: Mapping[str, str], surroundings: Surroundings
    ) -> None:
        """Build the question.

        Args:
            drafts: as they were found, one for each record, of one place.
            names: what other records are called, by id.
            surroundings: the signs, the zone and the time.
        """
        at = max(draft.at for draft in drafts)
        when = moment_words(at, surroundings.clock.now(), surroundings.zone)
        fields = [label(Kind(draft.kind), field) for draft in drafts for field in draft.edited]
        super().__init__(
            f"There is a draft of {when}: {_named(list(dict.fromkeys(fields)))}",
            (
                Choice(DraftFound.TAKE_UP, "t", "Take the draft up", "nothing is sent yet"),
                Choice(DraftFound.LOOK, "l", "Look at it", "shows the difference, then asks again"),
                Choice(DraftFound.DISCARD, "D", "Discard it", "starts from what the server has"),
            ),
        )
        self._drafts = drafts
        self._names = names
        self._glyphs = surroundings.glyphs

    def take(self, value: str) -> None:
        """Answer, or show what the question is about."""
        if value == DraftFound.LOOK:
            self._look()
        else:
            super().take(value)

    @work(exclusive=True, exit_on_error=False)
    async def _look(self) -> None:
        plans = [
            plan_save(Kind(draft.kind), draft.base_raw, draft.edited, draft.base_raw, Reach())
            for draft in self._drafts
        ]
        title = f"Draft of {names_of([plan.now for plan in plans])}"
        parts = await asyncio.to_thread(parts_of, plans, self._names)
        self.app.push_screen(DifferenceDialog(title, parts, self._glyphs))


def _named(fields: Sequence[str]) -> str:
    names = ", ".join(clean(name) for name in fields[:_NAMES])
    return names + (f" and {len(fields) - _NAMES} more" if len(fields) > _NAMES else "")
