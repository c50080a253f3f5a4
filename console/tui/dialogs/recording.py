"""Downloading a call's recording: where to, how far it has come, and a way to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from console.actions.export.file import ExportError
from console.actions.export.recordings import (
    NoRecordingError,
    Progress,
    download,
    proposed_recording,
)
from console.api.errors import ApiError
from console.insight.phone import display, other_side
from console.text import clean
from console.tui.dialogs.keys_line import keys_line
from console.tui.terminal.guarded_app import GuardedApp

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.worker import Worker

    from console.api.client import OneInbox
    from console.api.records.call import Call
    from console.tui.glyphs import Glyphs

_BAR = 30


class RecordingDownload(ModalScreen[str | None]):
    """Answers with where the file is, or `None` when left by escape."""

    app = getters.app(GuardedApp)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "step_back", "Back")]

    def __init__(self, call: Call, client: OneInbox, glyphs: Glyphs) -> None:
        """Build the dialog.

        Args:
            call: whose recording.
            client: of its account.
            glyphs: the signs to draw with.
        """
        super().__init__()
        self._call = call
        self._client = client
        self._glyphs = glyphs
        self._downloading: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """Title, path, progress, keys."""
        who = display(other_side(self._call) or "") or "a web call"
        with Vertical(classes="dialog asking"):
            yield Static(Content(f"Download the recording of {who}"), classes="dialog-title")
            path = proposed_recording(self._call, self.app.export_folder)
            yield Input(path, id="recording-path", compact=True)
            yield Static(id="recording-said", classes="dialog-note")
            yield keys_line(("enter", "downloads it"), ("esc", "stops, or goes back"))

    def on_mount(self) -> None:
        """Begin with the path that is proposed."""
        self._say("The call is read again for a fresh link. The file is yours alone to read.")
        self.query_one(Input).focus()

    @property
    def going_on(self) -> bool:
        """Whether it is being downloaded."""
        return self._downloading is not None and self._downloading.is_running

    def action_step_back(self) -> None:
        """Stop the download; without one, close."""
        if self.going_on and self._downloading is not None:
            self._downloading.cancel()
            self._say("Stopped; nothing of it is left.")
        else:
            self.dismiss(None)

    @on(Input.Submitted)
    def _begin(self, event: Input.Submitted) -> None:
        if not self.going_on:
            self._say("Asking for the link…")
            self._downloading = self._download(event.value)

    @work(exit_on_error=False)
    async def _download(self, path: str) -> None:
        try:
            written = await download(self._client, self._call.id, path, self._tell)
        except (NoRecordingError, ExportError) as error:
            self._say(str(error), trouble=True)
        except ApiError as error:
            self._say(f"{error.words} Nothing was kept; enter tries again.", trouble=True)
        else:
            if self.is_current:
                self.dismiss(str(written))

    def _tell(self, progress: Progress) -> None:
        received, whole = progress.received, progress.whole
        if not whole:
            self._say(f"{_size(received)} so far")
            return
        done = round(min(received / whole, 1) * _BAR)
        said = Content.assemble(
            (self._glyphs.bar_full * done, "$accent"),
            (self._glyphs.bar_empty * (_BAR - done), "$muted"),
            f" {_size(received)} of {_size(whole)}",
        )
        self.query_one("#recording-said", Static).update(said)

    def _say(self, words: str, *, trouble: bool = False) -> None:
        said = Content.styled(clean(words), "$warning" if trouble else "$muted")
        self.query_one("#recording-said", Static).update(said)


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 100_000 else f"{count / 1000:.0f} kB"
