"""The form that gives the platform a key of another provider to keep."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Static

from console.actions.credentials import METADATA, NewCredential, Result
from console.actions.forms.field_entry import Row, problem_with, value_of
from console.insight.provider_keys import PROVIDERS, USUAL_METADATA
from console.text import clean
from console.tui.dialogs.confirm import Confirm
from console.tui.dialogs.form_parts import label, note
from console.tui.dialogs.keys_line import keys_line
from console.tui.dialogs.pick import Pick, PickOption
from console.tui.dialogs.sending_form import SendingForm
from console.tui.screens.credentials.key_entry import KeyEntry
from console.tui.widgets.form.entered import Entered, ListWanted, Step
from console.tui.widgets.form.line_field import LineField
from console.tui.widgets.form.rows_field import RowsField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

    from console.actions.calls import Refused
    from console.actions.forms.field_entry import Entry

Send = Callable[[NewCredential], Awaitable[Result]]

_FOR = {
    "carries calls": ("twilio", "telnyx"),
    "thinks": ("openai", "gemini", "anthropic", "groq"),
    "speaks or hears": ("elevenlabs", "cartesia", "deepgram", "shisa", "minimax"),
    "sends mail": ("resend", "sendgrid"),
    "keeps a calendar": ("cal.com",),
}
_NOTES = {provider: note for note, providers in _FOR.items() for provider in providers}
_FIELDS = {"name": "name", "provider": "provider", "api_key": "key", "metadata": "metadata"}


class AddCredential(SendingForm[Result]):
    """Asks for provider, name, key and what stands beside it, and sends them, once.

    The key leaves the form as it is sent, also where it is refused.
    """

    NOT_DONE: ClassVar[str] = "Not added"

    def __init__(self, *, send: Send, others: Iterable[str] = (), provider: str = "") -> None:
        """Build the form.

        Args:
            send: adds, once.
            others: providers that the account has keys of already.
            provider: the one that is wanted, if that is known.
        """
        super().__init__()
        self._send = send
        self._providers = tuple(dict.fromkeys((*PROVIDERS, *sorted(others))))
        self._wanted = provider
        self._provider = LineField(placeholder="enter lists them; any other can be typed")
        self._name = Input(id="field-name", placeholder="what people call it", compact=True)
        self._key = KeyEntry()
        self._metadata = RowsField(named=True)
        self._rows: tuple[Row, ...] = ()
        self._proposed: tuple[Row, ...] = ()

    def compose(self) -> ComposeResult:
        """The fields, in the order in which a person thinks of them."""
        with Vertical(classes="dialog form credential"):
            yield Static(Content("Add a credential"), classes="dialog-title")
            with VerticalScroll(classes="form-fields", can_focus=False):
                yield Horizontal(label("Provider"), self._provider, classes="form-row")
                yield note("provider")
                yield Horizontal(label("Name"), self._name, classes="form-row")
                yield note("name")
                yield self._key
                yield Horizontal(label("Metadata"), self._metadata, classes="form-rows")
                yield note("metadata")
            yield note("status")
            with Horizontal(classes="dialog-buttons"):
                yield Button("Cancel", id="cancel")
                yield Button("Add", id="send", variant="primary")
            yield keys_line(
                ("tab", "next field"),
                ("enter", "lists providers"),
                ("ctrl+s", "adds it"),
                ("esc", "back"),
            )

    def on_mount(self) -> None:
        """Begin at the provider, or after it."""
        self._take_provider(self._wanted)
        (self._name if self._wanted else self._provider).focus()

    # What is entered

    @property
    def _provider_name(self) -> str:
        """As the platform spells it, where it is one that is known."""
        typed = self._provider.exact.strip()
        return typed.lower() if typed.lower() in self._providers else typed

    def _take_provider(self, provider: str) -> None:
        self._provider.show(provider)
        self._look_at_provider()

    def _look_at_provider(self) -> None:
        """Say what is known of the provider, and propose what it usually wants beside the key."""
        provider = self._provider_name
        known = provider in self._providers
        about = _NOTES.get(provider, "")
        if provider and not known and not any(p.startswith(provider) for p in self._providers):
            about = "The platform does not name this one; it may refuse it."
        self.tell("provider", Content.styled(about, "$muted"))
        self._key.belong_to(provider)
        if self._rows == self._proposed:
            self._proposed = tuple(Row(name, "") for name in USUAL_METADATA.get(provider, ()))
            self._rows = self._proposed
            self._metadata.show(self._rows)
            proposes = f"{provider.capitalize()} usually wants this beside the key."
            self.tell("metadata", Content.styled(proposes if self._rows else "", "$muted"))

    @on(Entered)
    def _enter(self, event: Entered) -> None:
        event.stop()
        if isinstance(event.entry, tuple):
            self._rows = event.entry
        else:
            self._look_at_provider()

    @on(Step)
    def _step(self, event: Step) -> None:
        """Leave the rows of the metadata above or below."""
        event.stop()
        if event.way < 0:
            self._key.enter()
        else:
            self.query_one("#send").focus()

    @on(ListWanted)
    @work(exclusive=True, group="pick", exit_on_error=False)
    async def _pick_provider(self) -> None:
        options = [PickOption(each, clean(each), _NOTES.get(each, "")) for each in self._providers]
        question = Pick(
            "Whose key is it?",
            options,
            chosen=self._provider_name,
            free="the platform does not name this one; it may refuse it",
        )
        if (provider := await self.app.push_screen_wait(question)) is not None:
            self._take_provider(provider)
            self._name.focus()

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        """Enter goes on from the name to the key, and from there to what is beside it."""
        if event.input is self._name:
            self._key.enter()
        else:
            self.focus_next()

    # What is sent

    def is_touched(self) -> bool:
        """Whether leaving would lose something that was typed."""
        return bool(self._name.value.strip() or _filled(self._rows)) or not self._key.is_empty

    def before_discarding(self) -> Confirm:
        """The question before that is lost."""
        return Confirm(
            "Discard this credential?",
            yes="Discard",
            consequence="What you typed is lost. Nothing was sent.",
        )

    async def check_and_send(self) -> Result | None:
        """Add it, if all is there."""
        if not self._is_complete():
            return None
        new = NewCredential(
            self._name.value.strip(),
            self._provider_name,
            self._key.take(),
            value_of(METADATA, _filled(self._rows)),
        )
        self.tell("status", Content("Sending…"))
        return await self._send(new)

    def take_refusal(self, refused: Refused) -> None:
        """Show what is wrong with each field, and ask for the key again."""
        self._key.tell_it_is_gone()
        of_fields = {_field_of(each.path): each.words for each in refused.error.fields}
        self.show_problems({name: of_fields[name] for name in of_fields if name != "key"})
        self._key.enter()

    def _is_complete(self) -> bool:
        """Whether it can be sent; says at each field what is missing if not."""
        problems = {
            "provider": "" if self._provider_name else "Whose key is it? enter lists them.",
            "name": "" if self._name.value.strip() else "Without a name nobody finds it again.",
            "metadata": problem_with(METADATA, _filled(self._rows)),
        }
        self.show_problems(problems)
        return self._key.may_be_sent() and not any(problems.values())


def _filled(rows: Entry) -> tuple[Row, ...]:
    """The rows in which a value stands: a proposed name without one is left out."""
    return tuple(row for row in rows if row.text) if isinstance(rows, tuple) else ()


def _field_of(path: tuple[str, ...]) -> str:
    """The form's field for a place in the request: ("body", "metadata", "account_sid")."""
    inner = path[1:] if path[:1] == ("body",) else path
    return _FIELDS.get(inner[0] if inner else "", "status")
