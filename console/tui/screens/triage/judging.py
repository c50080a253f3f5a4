"""What a person says about trouble: which calls are slow, and what a reason means."""

from __future__ import annotations

import asyncio

from textual import work

from console.accounts.errors import AccountError
from console.accounts.paths import settings_file
from console.accounts.profiles import SLOWNESS
from console.actions.looking_back.failures_file import failures_file
from console.actions.looking_back.slowness import Slowness, SlownessError
from console.insight.own_row import row_text
from console.tui.dialogs.export import Export, Form
from console.tui.dialogs.menu import Choice, Menu
from console.tui.screens.triage.columns import slow_words
from console.tui.screens.triage.on_group import OnGroup


class Judging(OnGroup):
    """The actions by which a person changes what counts as trouble, and what it is called."""

    _told: Slowness | None = None

    @work(exclusive=True, group="slowness", exit_on_error=False)
    async def do_set_slowness(self, words: str = "") -> None:
        """Judge by another limit what is slow, from now on."""
        current = self._slowness
        words = words or await self.app.push_screen_wait(self._slowness_menu()) or ""
        try:
            slowness = current.told(words)
        except SlownessError as error:
            self.say(str(error), trouble=True)
            return
        if slowness == current:
            return
        self._told = slowness
        self.account.diagnoses.judge_slowness(slowness.thresholds)
        try:
            kept = await asyncio.to_thread(
                slowness.keep, settings_file(), self.account.profile.name
            )
        except AccountError as error:
            self.say(f"Slow {slow_words(slowness.thresholds)}, unsaved: {error}", trouble=True)
        else:
            until = "kept in the settings" if kept else "until the console is left"
            self.say(f"Slow {slow_words(slowness.thresholds)}, {until}.")

    def _slowness_menu(self) -> Menu:
        choices = [
            Choice(name, name[1], name.capitalize(), slow_words(self._slowness.thresholds_of(name)))
            for name in SLOWNESS
        ]
        title = "Which calls are slow?  :slow felt 1200 sets another limit"
        return Menu(title, choices, chosen=self._slowness.chosen)

    def do_explain_group(self, _: str = "") -> None:
        """Show the row that explains the group's reason, or one that would."""
        if group := self.under:
            path = str(failures_file())
            form = Form("a row of failures.toml", row_text(group, path), ".toml")
            note = "not in the catalogue" if group.row is None else ""
            self.app.push_screen(Export(group.words, note, [form], self.surroundings.glyphs))

    @property
    def _slowness(self) -> Slowness:
        return self._told or Slowness.of(self.account.profile)
