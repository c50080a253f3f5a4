"""Where the key of another provider is typed: never shown, checked by its shape, taken once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import SecretStr
from textual import getters, on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input

from console.insight.provider_keys import doubt_about_key, problem_with_key
from console.tui.dialogs.form_parts import good, label, note, tell, warning
from console.tui.terminal.guarded_app import GuardedApp
from console.tui.terminal.secret_input import SecretInput

if TYPE_CHECKING:
    from textual.app import ComposeResult


class KeyEntry(Vertical):
    """A field of dots, and under it what the key's looks say without telling the key."""

    app = getters.app(GuardedApp)

    def __init__(self, provider: str = "") -> None:
        """Ask for a key of a provider, as far as it is known."""
        super().__init__()
        self._provider = provider
        self._is_doubt_known = False
        self._field = SecretInput(placeholder="typed or pasted, never shown", id="field-key")
        self._field.compact = True
        self._note = note("key")

    def compose(self) -> ComposeResult:
        """The field, and the line under it."""
        yield Horizontal(label("Key"), self._field, classes="form-row")
        yield self._note

    def on_unmount(self) -> None:
        """Keep no key."""
        self._empty()

    def enter(self) -> None:
        """Put the cursor into the field."""
        self._field.focus()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        return not self._field.value

    def belong_to(self, provider: str) -> None:
        """Check by the looks of another provider's keys."""
        self._provider = provider
        self._look()

    def may_be_sent(self) -> bool:
        """Whether it can be a key; says what is wrong if not.

        An unusual one may be sent when it is asked for a second time.
        """
        key = self._field.value.strip()
        if problem := problem_with_key(key):
            self._tell(problem)
            return False
        if (doubt := doubt_about_key(self._provider, key)) and not self._is_doubt_known:
            self._is_doubt_known = True
            self._tell(f"{doubt} Once more sends it all the same.")
            return False
        return True

    def take(self) -> SecretStr:
        """The key, which is nowhere else from then on."""
        key = SecretStr(self._field.value.strip())
        self._empty()
        self._look()
        return key

    def tell_it_is_gone(self) -> None:
        """Say why the field is empty after a key was taken in vain."""
        self._tell("It is kept nowhere: type it again.")

    @on(Input.Changed)
    def _type(self, event: Input.Changed) -> None:
        event.stop()
        self._look()

    def _empty(self) -> None:
        with self._field.prevent(Input.Changed):
            self._field.value = ""

    def _look(self) -> None:
        """Say what the key looks like so far; no report of a fault will hold it."""
        self._is_doubt_known = False
        key = self._field.value.strip()
        problem = problem_with_key(key)
        if not key:
            tell(self._note, Content())
        elif problem:
            self._tell(problem)
        else:
            self.app.crashes.redact.hide(key)
            if doubt := doubt_about_key(self._provider, key):
                self._tell(doubt)
            else:
                tell(self._note, good(f"{len(key)} characters"))

    def _tell(self, words: str) -> None:
        tell(self._note, warning(words))
