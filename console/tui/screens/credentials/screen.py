"""The list of credentials, and beside it what uses the one under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content

from console.actions.action import Place, Situation
from console.api.records.credential import Credential
from console.tui.nothing_yet import NothingYet
from console.tui.screens.credentials.acting import CredentialActing
from console.tui.screens.credentials.columns import CredentialColumns
from console.tui.screens.credentials.figures import figures_of, reading_words
from console.tui.screens.credentials.glance import glance_page, nothing_page
from console.tui.screens.credentials.jumps import jumps_of_credential
from console.tui.screens.credentials.view import (
    CREDENTIALS,
    KINDS,
    UNUSED,
    CredentialsView,
    by_name,
)
from console.tui.screens.glance_screen import GlanceScreen
from console.tui.widgets.line import Line
from console.tui.widgets.live_table.table import LiveTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from console.live.changes import Change
    from console.opened import OpenAccount
    from console.tui.navigation import Jump
    from console.tui.surroundings import Surroundings
    from console.tui.widgets.reader import Page

_BETWEEN_READS = 60.0
"""Seconds after which voices and tools are read again while somebody looks."""


class CredentialsScreen(CredentialActing, GlanceScreen[Credential]):
    """One line for each key that the platform keeps."""

    PLACE = Place.CREDENTIALS
    LANGUAGE = CREDENTIALS
    AUTO_FOCUS = "#records"
    NONE_YET = NothingYet(
        "No credentials yet.",
        (
            ("add_credential", "adds a carrier's key, or that of a model or a voice"),
            (Place.NUMBERS, "goes to the numbers: one on a SIP trunk needs no credential"),
        ),
    )

    def __init__(self, account: OpenAccount, surroundings: Surroundings) -> None:
        self.view = CredentialsView(account.session, account.credentials.watch, account.server_now)
        self._awaited = ""
        self._read_again_at = 0.0
        self._outdated = True
        columns = CredentialColumns(self.view, surroundings.glyphs, surroundings.zone)
        super().__init__(
            account,
            surroundings,
            account.session.credentials,
            wide=columns.wide(),
            narrow=columns.narrow(),
            order=by_name,
        )

    # What comes from the account

    def follow_account(self) -> None:
        """Begin to hear of credentials, and of what may use them."""
        session = self.account.session
        for directory in (session.agents, session.models, session.numbers, session.credentials):
            directory.on_change.add(self._hear_of_users)
        session.day.attend()
        self.account.credentials.watch.on_worse.add(self._hear_of_failures)
        super().follow_account()

    def _hear_of_users(self, _: object) -> None:
        """Look what uses what at the next frame, or when somebody comes back to the list."""
        if not self._outdated and self.is_current:
            self.call_later(self._look_through)
        self._outdated = True

    def _hear_of_failures(self, credential_id: str) -> None:
        self.call_later(self.warn_of, credential_id)

    @work(exclusive=True, group="others", exit_on_error=False)
    async def _read_others(self) -> None:
        now = self.surroundings.clock.monotonic()
        self._read_again_at = now + _BETWEEN_READS
        await self.view.read_others()
        self._look_through()

    def _look_through(self) -> None:
        self._outdated = False
        self.view.look_through()
        self.redraw_rows(self._directory.records)

    def _take(self, change: Change) -> None:
        super()._take(change)
        if self._awaited and self.table.move_to(self._awaited):
            self._awaited = ""
        self._show_figures()
        self.show_glance()

    def tick(self) -> None:
        """Ages, what has happened behind another screen, and what is read from time to time."""
        super().tick()
        if self.surroundings.clock.monotonic() >= self._read_again_at:
            self._read_others()
        if self._outdated:
            self._look_through()
        else:
            self._show_figures()
            self.show_glance()

    # What is drawn

    def fields(self, record: Credential) -> Mapping[str, str]:
        """What the filter can ask of a credential."""
        return self.view.fields(record)

    def values(self) -> Mapping[str, Sequence[str]]:
        """The names and providers there are, and the kinds of what uses credentials."""
        credentials = list(self._directory.records.values())
        return {
            "name": [f'"{each.name}"' for each in credentials if each.name],
            "provider": sorted({each.provider for each in credentials if each.provider}),
            "used": (UNUSED, *KINDS),
        }

    def situation(self) -> Situation:
        """The marked ones, else the one under the cursor."""
        return Situation(
            credentials=self.chosen,
            under=self.under,
            rows=len(self.chosen),
            marked=bool(self.table.marked),
            read_only=self.account.profile.read_only,
        )

    def _show_figures(self) -> None:
        credentials = list(self._directory.records.values())
        if not credentials:
            self.query_one("#figures", Line).show(Content())
            return
        glyphs = self.surroundings.glyphs
        self.query_one("#figures", Line).show(
            figures_of(credentials, self.view, glyphs), reading_words(self.view, glyphs)
        )

    def page_of(self, record: Credential | None) -> Page:
        """What uses a credential, and what else is known of it."""
        if record is None:
            return nothing_page
        glyphs, zone = self.surroundings.glyphs, self.surroundings.zone
        return lambda width: glance_page(record, self.view, width, glyphs=glyphs, zone=zone)

    # What the operator does

    def do_look_again(self, _: str = "") -> None:
        """Ask again now, also for what no feed reads."""
        self.account.session.look_again()
        self._read_others()

    def jumps(self) -> Sequence[Jump]:
        """The ways from the credential under the cursor."""
        return jumps_of_credential(self.view.uses(self.under)) if self.under else ()

    def acted_on(self, credential_ids: Iterable[str]) -> None:
        """Take the marks off credentials for which an action was done."""
        self.table.mark(self.table.marked.difference(credential_ids))

    def await_credential(self, credential_id: str) -> None:
        """Put the cursor on a credential, once it is in the list."""
        self._awaited = "" if self.table.move_to(credential_id) else credential_id

    @on(LiveTable.Selected)
    def _select(self) -> None:
        self.action_perform("rename_credential")
