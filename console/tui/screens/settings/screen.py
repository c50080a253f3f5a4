"""Every setting in a list: what holds, who said so, and a change that is seen while it is made."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any

from textual import getters, on, work
from textual.content import Content
from textual.widgets import Static

from console.accounts.errors import AccountError
from console.accounts.paths import settings_file
from console.accounts.settings import save_profile_setting
from console.actions.action import Place
from console.actions.setting_rows import SettingRow, is_switch, read_held, rows_of, typed
from console.tui.dialogs.new_name import NewName
from console.tui.dialogs.pick import PickOption
from console.tui.dialogs.try_out import TryOut
from console.tui.screens.detail_screen import DetailScreen
from console.tui.screens.settings.columns import about, columns, narrow
from console.tui.screens.settings.keeping import choose_columns, keep, written
from console.tui.themed_app import ThemedApp
from console.tui.widgets.live_table.columns import Narrow
from console.tui.widgets.live_table.table import LiveTable

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from console.accounts.origins import Held
    from console.accounts.preferences import Preferences
    from console.live.freshness import Freshness
    from console.opened import OpenAccount
    from console.tui.surroundings import Surroundings

_ROOMY = 100
_HERE = "this machine's own"


class SettingsScreen(DetailScreen):
    """The list, and below it what the setting under the cursor is for."""

    PLACE = Place.SETTINGS
    AUTO_FOCUS = "#settings"
    app = getters.app(ThemedApp)

    def __init__(self, account: OpenAccount, surroundings: Surroundings) -> None:
        super().__init__(account, surroundings)
        self._held: tuple[Held, ...] = ()
        self._rows: dict[str, SettingRow] = {}
        self._table: LiveTable[SettingRow] = LiveTable(
            columns(),
            narrow=Narrow(_ROOMY, narrow()),
            glyphs=surroundings.glyphs,
            empty=Content.styled("Reading…", "$muted"),
            marks=False,
            id="settings",
        )

    def compose_body(self) -> ComposeResult:
        """The list, and what is said of one."""
        yield self._table
        yield Static(id="setting-about")

    # What is shown

    def follow_account(self) -> None:
        """Read the file."""
        self._read()

    def freshness(self) -> Freshness:
        """The calls', as on every screen: settings do not age."""
        return self.account.session.live.freshness

    def status(self) -> Content:
        """Where the settings are."""
        return Content.styled(f" {settings_file()}", "$muted")

    def prefer(self, preferences: Preferences) -> None:
        """Show what is tried out, or kept."""
        super().prefer(preferences)
        self._show()

    @work(exclusive=True, group="reading", exit_on_error=False)
    async def _read(self) -> None:
        try:
            self._held = await asyncio.to_thread(read_held, settings_file(), os.environ)
        except AccountError as error:
            # What was read before stays: whoever changes something is told why it is not written.
            self._table.empty = Content.styled(error.words, "$warning")
        self._show()

    def _show(self) -> None:
        before = self._rows
        now = self.surroundings.preferring.now
        self._rows = rows_of(self._held, now, self.account.profile.name)
        changed = [name for name, row in self._rows.items() if row != before.get(name)]
        self._table.show(self._rows, changed=changed)
        self._show_about()

    @on(LiveTable.Highlighted)
    def _show_about(self) -> None:
        row = self._row
        now = self.surroundings.clock.now().astimezone(self.surroundings.zone)
        self.query_one("#setting-about", Static).update(about(row, now) if row else Content())

    @property
    def _row(self) -> SettingRow | None:
        return self._rows.get(self._table.cursor_id or "")

    def to_top(self) -> None:
        """Go to the first setting."""
        self._table.action_cursor_top()

    # What the operator does

    @on(LiveTable.Selected)
    def _select(self) -> None:
        self.action_perform("change_setting")

    @work(exclusive=True, group="setting", exit_on_error=False)
    async def do_change_setting(self, _: str = "") -> None:
        """Change the setting under the cursor, in the way that fits it."""
        row = self._row
        if row is None:
            return
        if row.why_not:
            self.say(row.why_not, trouble=True)
        elif row.held.keys[0] == "columns":
            await choose_columns(self, row.held.keys[-1])
            self._read()
        elif is_switch(row.setting):
            await self._keep(row, not row.value)
        else:
            options = await self._options(row)
            value = await (self._chosen(row, options) if options else self._typed(row))
            if value is not None:
                await self._keep(row, value)

    @work(exclusive=True, group="setting", exit_on_error=False)
    async def do_reset_setting(self, _: str = "") -> None:
        """Let the default hold."""
        if (row := self._row) is None:
            return
        if row.why_not:
            self.say(row.why_not, trouble=True)
        else:
            await self._keep(row, None)

    async def _options(self, row: SettingRow) -> list[PickOption]:
        """What there is to choose from, where that is not too much to list."""
        if row.name == "theme":
            return [PickOption(name, name) for name in self.app.theme_names]
        if row.name == "zone":
            from zoneinfo import available_timezones

            zones = sorted(await asyncio.to_thread(available_timezones))
            return [PickOption("", _HERE), *(PickOption(zone, zone) for zone in zones)]
        return [PickOption(value, value) for value in row.setting.rule.values]

    async def _chosen(self, row: SettingRow, options: list[PickOption]) -> str | None:
        """A value that was chosen from a list; what is highlighted there holds meanwhile."""
        preferring = self.surroundings.preferring

        def show(value: str) -> None:
            if not row.of_profile:
                preferring.try_out(row.name, value)
            elif row.name == "colour":
                self.app.wear(preferring.now.theme, colour=value)

        chosen = await self.app.push_screen_wait(
            TryOut(row.title.capitalize(), options, chosen=row.value, show=show)
        )
        if chosen is None and row.name == "colour":
            self.app.wear(preferring.now.theme, colour=row.value)
        elif chosen is None:
            preferring.take_back()
        return chosen

    async def _typed(self, row: SettingRow) -> Any:
        """A value that was typed."""

        def problem(text: str) -> str:
            try:
                typed(row.setting, text)
            except AccountError as error:
                return error.words
            return ""

        text = await self.app.push_screen_wait(
            NewName(
                row.title.capitalize(),
                yes="Keep",
                about=row.setting.about,
                check=problem,
                proposed=row.words if row.value not in {None, ""} else "",
                placeholder=row.setting.rule.words,
            )
        )
        return None if text is None else typed(row.setting, text)

    async def _keep(self, row: SettingRow, value: Any) -> None:
        if row.of_profile:
            await self._keep_of_profile(row, value)
        else:
            await keep(self, row.name, value, later=row.setting.with_next_start)
        self._read()

    async def _keep_of_profile(self, row: SettingRow, value: Any) -> None:
        path, profile = settings_file(), self.account.profile.name
        try:
            await asyncio.to_thread(save_profile_setting, path, profile, row.name, value)
        except AccountError as error:
            self.say(error.words, trouble=True)
            return
        if row.name == "colour":
            colour = row.setting.default if value is None else value
            self.app.wear(self.surroundings.preferring.now.theme, colour=colour)
        later = ", from the next start on" if row.setting.with_next_start else ""
        self.say(f"{row.title} of {profile} is changed{later}.{written(path, row.held.keys)}")
