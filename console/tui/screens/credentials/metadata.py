"""The form for what stands beside a key, such as Twilio's Account SID."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from console.actions.credentials import METADATA
from console.actions.forms.field_entry import Row, entry_of, problem_with, value_of
from console.insight.provider_keys import USUAL_METADATA
from console.tui.dialogs.form_parts import note, tell, warning
from console.tui.dialogs.keys_line import keys_line
from console.tui.screens.credentials.view import name_of
from console.tui.widgets.form.entered import Entered, Step
from console.tui.widgets.form.rows_field import RowsField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from console.api.records.credential import Credential

_SHOWN = "What is left out here may stay on the platform: the API does not say."
_NOT_SHOWN = (
    "The platform does not show what is there already, nor does the API say whether what is left "
    "out here stays there."
)


class EditMetadata(ModalScreen["Mapping[str, Any] | None"]):
    """Answers with the names and values to be sent, or `None` when left by escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel"),
        Binding("ctrl+s", "take", "Send"),
    ]

    def __init__(
        self, credential: Credential, *, given: Mapping[str, Any] | None = None, refused: str = ""
    ) -> None:
        """Build the dialog.

        Args:
            credential: whose metadata it is.
            given: what to begin with instead of what the platform shows.
            refused: why that has not been taken, if it was tried.
        """
        super().__init__()
        self._credential = credential
        self._refused = refused
        is_shown = "metadata" in credential.raw
        self._about = _SHOWN if is_shown else _NOT_SHOWN
        rows = entry_of(METADATA, credential.raw.get("metadata") if given is None else given)
        usual = USUAL_METADATA.get(credential.provider or "", ())
        self._rows = rows or tuple(Row(name, "") for name in usual)
        self._field = RowsField(named=True)
        self._field.show(self._rows)

    def compose(self) -> ComposeResult:
        """Whose, the names and values, what is not known of them."""
        with Vertical(classes="dialog form credential"):
            title = f"Metadata of “{name_of(self._credential)}”"
            yield Static(Content(title), classes="dialog-title")
            with VerticalScroll(classes="form-fields", can_focus=False):
                yield self._field
            yield note("metadata")
            yield Static(Content(self._about), classes="dialog-note")
            with Horizontal(classes="dialog-buttons"):
                yield Button("Cancel", id="no")
                yield Button("Send", id="yes", variant="primary")
            yield keys_line(
                ("enter", "next"),
                ("ctrl+k", "takes a row away"),
                ("ctrl+s", "sends"),
                ("esc", "back"),
            )

    def on_mount(self) -> None:
        """Say why it is asked again."""
        self._tell(self._refused)

    @on(Entered)
    def _enter(self, event: Entered) -> None:
        event.stop()
        self._rows = event.entry
        self._tell("")

    @on(Step)
    def _step(self, event: Step) -> None:
        event.stop()
        self.query_one("#yes" if event.way > 0 else "#no").focus()

    @on(Button.Pressed, "#no")
    def _press_no(self) -> None:
        self.dismiss(None)

    @on(Button.Pressed, "#yes")
    def action_take(self) -> None:
        """Close with what is entered, if it can be sent."""
        rows = self._rows if isinstance(self._rows, tuple) else ()
        filled = tuple(row for row in rows if row.text)
        if problem := problem_with(METADATA, filled):
            self._tell(problem)
        elif self.is_current:
            self.dismiss(value_of(METADATA, filled))

    def _tell(self, problem: str) -> None:
        tell(self.query_one("#problem-metadata", Static), warning(problem))
