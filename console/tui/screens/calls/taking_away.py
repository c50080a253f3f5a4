"""What an operator takes away from a call: a bundle for who looks into it, its recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from console.archive.errors import ArchiveError
from console.insight.reasons import reason_of
from console.tui.navigation import Go
from console.tui.screens.calls.many import ActingOnMany

if TYPE_CHECKING:
    from console.api.records.call import Call


class TakingAway(ActingOnMany):
    """The actions, for any screen that names calls."""

    @work(exclusive=True, group="taking away", exit_on_error=False)
    async def do_bundle_call(self, _: str = "") -> None:
        """Show a call as a carrier or the platform may see it."""
        from console.insight.bundle import bundle_of
        from console.tui.dialogs.bundle import BundleExport

        call = await self._the_one()
        if call is None:
            return
        reason = reason_of(call, self.account.diagnoses.rules.catalogue)
        now = self.account.server_now()
        self.app.push_screen(
            BundleExport(
                call.id,
                lambda choices: bundle_of(call, reason, choices, now),
                self.surroundings.glyphs,
            )
        )

    @work(exclusive=True, group="taking away", exit_on_error=False)
    async def do_download_recording(self, _: str = "") -> None:
        """Ask where to, and download what was recorded."""
        from console.tui.dialogs.recording import RecordingDownload

        call = await self._the_one()
        if call is None:
            return
        client, glyphs = self.account.session.client, self.surroundings.glyphs
        written = await self.app.push_screen_wait(RecordingDownload(call, client, glyphs))
        if written is not None:
            self.say(f"Written to {written}")

    def do_compare_calls(self, _: str = "") -> None:
        """Show the two that are marked beside each other."""
        from console.tui.screens.comparison.screen import comparison_of

        one, other = self.situation().calls
        self.post_message(Go(comparison_of(one.id, other.id)))

    async def first_call(self) -> Call | None:
        """The call that is meant: the one under the cursor, whatever is marked.

        Raises:
            ArchiveError: it could not be read.
        """
        return self.situation().call

    async def _the_one(self) -> Call | None:
        """The call that is meant; without one it is said why."""
        try:
            call = await self.first_call()
        except ArchiveError as error:
            self.say(str(error), trouble=True)
            return None
        if call is None:
            self.say("There is no call to take away.", trouble=True)
        return call
