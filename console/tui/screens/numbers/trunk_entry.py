"""Where a SIP trunk is entered: its address, checked as it is typed, and how to log in there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import SecretStr
from textual import getters, on
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from console.actions.numbers import SipTrunk
from console.insight.sip import problem_with_trunk
from console.tui.dialogs.form_parts import check, label, note
from console.tui.terminal.guarded_app import GuardedApp
from console.tui.terminal.secret_input import SecretInput

if TYPE_CHECKING:
    from textual.app import ComposeResult


class TrunkEntry(Vertical):
    """The fields `address`, `user` and `password` of a form, each with its note."""

    app = getters.app(GuardedApp)

    def __init__(self) -> None:
        super().__init__(id="form-trunk")
        self._address = _input("address", "sip.example.com:5060")
        self._user = _input("user", "may be empty")
        self._password = SecretInput(placeholder="never shown", id="field-password")
        self._password.compact = True

    def compose(self) -> ComposeResult:
        """A line for each field."""
        for name, words, field in (
            ("address", "Address", self._address),
            ("user", "User", self._user),
            ("password", "Password", self._password),
        ):
            yield Horizontal(label(words), field, classes="form-row", id=f"row-{name}")
            yield note(name)

    def on_unmount(self) -> None:
        """Keep no password."""
        self.forget_password()

    @property
    def problem(self) -> str:
        """What keeps the address from being that of a trunk."""
        if not self._address.value.strip():
            return "Where is the trunk? Its host, and its port if it has its own."
        return problem_with_trunk(self._address.value) or ""

    @property
    def is_touched(self) -> bool:
        """Whether anything is typed."""
        return any(field.value for field in (self._address, self._user, self._password))

    @property
    def trunk(self) -> SipTrunk:
        """What is entered, the password exact; no report of a fault will hold it."""
        password = SecretStr(self._password.value)
        self.app.crashes.redact.hide(password.get_secret_value())
        given = password if password.get_secret_value() else None
        return SipTrunk(self._address.value.strip(), self._user.value.strip(), given)

    def forget_password(self) -> None:
        """Keep the rest."""
        self._password.value = ""

    @on(Input.Changed, "#field-address")
    def _check_address(self, event: Input.Changed) -> None:
        typed = event.value.strip()
        under = self.query_one("#problem-address", Static)
        check(under, typed, problem_with_trunk(typed), typed)


def in_words(trunk: SipTrunk) -> str:
    """A trunk for a question, without its password."""
    password = "with a password" if trunk.password else "without a password"
    return " · ".join(filter(None, (trunk.address, trunk.username, password)))


def _input(name: str, example: str) -> Input:
    return Input(id=f"field-{name}", placeholder=example, compact=True)
