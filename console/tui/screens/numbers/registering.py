"""The form that makes a number of one's own known to the platform."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Static

from console.actions.numbers import Registration, Result
from console.insight.phone import country_of, display, e164, problem_with
from console.insight.provider_keys import CARRIERS
from console.tui.dialogs.confirm import Confirm
from console.tui.dialogs.form_parts import check, label, note
from console.tui.dialogs.keys_line import keys_line
from console.tui.dialogs.pick import Pick, PickOption
from console.tui.dialogs.sending_form import SendingForm
from console.tui.screens.numbers.choices import (
    ADD,
    agent_options,
    credential_of,
    is_trunk,
    provider_of,
    way_by,
    way_options,
)
from console.tui.screens.numbers.trunk_entry import TrunkEntry, in_words
from console.tui.widgets.form.entered import Entered, ListWanted
from console.tui.widgets.form.reference_field import ReferenceField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from console.actions.calls import Refused
    from console.api.records.credential import Credential
    from console.session import Session

Send = Callable[[Registration], Awaitable[Result]]
Add = Callable[[], Awaitable["Credential | None"]]
"""Asks for a credential, and tells which it is; None when there is none."""

_TRUNK_FIELDS = {
    "trunk_address": "address",
    "auth_username": "user",
    "auth_password": "password",
}
"""The form's fields for the places of a trunk in the request."""
_FIELDS = {
    "phone_number": "number",
    "credential_id": "way",
    "provider": "way",
    "provider_config": "address",
    "agent_id": "agent",
    "inbound_routing": "agent",
    "friendly_name": "name",
}


class RegisterNumber(SendingForm[Result]):
    """Asks for a number and the way to its carrier, and sends it when the person says so."""

    NOT_DONE: ClassVar[str] = "Not registered"

    def __init__(
        self,
        session: Session,
        *,
        send: Send,
        add: Add,
        number: str = "",
        credential_id: str = "",
        agent_id: str = "",
    ) -> None:
        """Build the form.

        Args:
            session: whose credentials and agents can be chosen.
            send: registers, once.
            add: gets a credential that is not there yet.
            number: what is typed already.
            credential_id: the way to its carrier that is chosen at first.
            agent_id: who is chosen at first to answer.
        """
        super().__init__()
        self._session = session
        self._send = send
        self._number = number
        self._add = add
        self._added: dict[str, Credential] = {}
        self._at_first = {"way": way_by(credential_id), "agent": agent_id}
        self._chosen = {"way": "", "agent": ""}
        self._trunk = TrunkEntry()

    def compose(self) -> ComposeResult:
        """The fields, in the order in which a person thinks of them."""
        with Vertical(classes="dialog form"):
            yield Static(Content("Register a number that you have"), classes="dialog-title")
            with VerticalScroll(classes="form-fields", can_focus=False):
                yield from _row("number", "Number", _input("number", "+49 30 901820"))
                way = ReferenceField(self._way_words, empty="choose one: enter lists them")
                yield from _row("way", "Carrier", way)
                yield self._trunk
                agent = ReferenceField(self._agent_words, empty="nobody answers")
                yield from _row("agent", "Agent", agent)
                yield from _row("name", "Name", _input("name", "what people call it"))
            yield note("status")
            with Horizontal(classes="dialog-buttons"):
                yield Button("Cancel", id="cancel")
                yield Button("Register…", id="send", variant="primary")
            yield keys_line(
                ("tab", "next field"),
                ("enter", "opens a choice"),
                ("ctrl+s", "register…"),
                ("esc", "back"),
            )

    def on_mount(self) -> None:
        """Begin at the number; where there is one credential, it is the way."""
        ways = [option.value for option in self._ways()]
        credentials = [way for way in ways if credential_of(way)]
        only = credentials[0] if len(credentials) == 1 else ""
        wanted = self._at_first["way"]
        self._choose("way", wanted if wanted in credentials else only)
        self._choose("agent", self._at_first["agent"])
        field = self.query_one("#field-number", Input)
        field.value = self._number
        field.focus()

    # What is entered

    @on(Input.Changed, "#field-number")
    def _check_number(self, event: Input.Changed) -> None:
        typed, number = event.value.strip(), e164(event.value)
        place = country_of(number) or "a valid number"
        under = self.query_one("#problem-number", Static)
        check(under, typed, self._problem_with_number(), f"{display(number)} · {place}")

    def _problem_with_number(self) -> str:
        number = self._text("number")
        known = "This account has it already." if self._is_known(number) else ""
        return problem_with(number) or known

    def _is_known(self, number: str) -> bool:
        numbers = self._session.numbers.records.values()
        return any(each.phone_number == e164(number) for each in numbers)

    @on(ListWanted)
    def _want_list(self, event: ListWanted) -> None:
        event.stop()
        self._pick("way" if self.focused is self._reference("way") else "agent")

    @work(exclusive=True, group="pick", exit_on_error=False)
    async def _pick(self, name: str) -> None:
        picks = {
            "way": lambda: Pick("Carrier", self._ways(), chosen=self._chosen["way"]),
            "agent": lambda: Pick(
                "Agent",
                agent_options(self._session, nobody="nobody answers"),
                chosen=self._chosen["agent"],
            ),
        }
        value = await self.app.push_screen_wait(picks[name]())
        if value == ADD:
            await self._add_credential()
        elif value is not None:
            self._choose(name, value)

    async def _add_credential(self) -> None:
        """Get a credential on the way, and go by it if it is a carrier's."""
        if (credential := await self._add()) is None:
            return
        self._added[credential.id] = credential
        way = way_by(credential.id)
        if any(option.value == way for option in self._ways()):
            self._choose("way", way)
        else:
            self.show_problems({"way": "That credential is of no carrier that brings calls."})

    def _credentials(self) -> Mapping[str, Credential]:
        """Those that are known; of one that was just added the list need not know yet."""
        return {**self._added, **self._session.credentials.records}

    def _ways(self) -> list[PickOption]:
        return way_options(self._credentials().values())

    @on(Entered)
    def _enter(self, event: Entered) -> None:
        """A reference was emptied."""
        event.stop()
        for name in self._chosen:
            if self.focused is self._reference(name):
                self._choose(name, str(event.entry or ""))

    def _choose(self, name: str, value: str) -> None:
        self._chosen[name] = value
        self._reference(name).show(value)
        if name == "way":
            self._trunk.display = is_trunk(value)
            self.tell("way", Content())
            if not is_trunk(value):
                self._trunk.forget_password()

    def _reference(self, name: str) -> ReferenceField:
        return self.query_one(f"#row-{name} ReferenceField", ReferenceField)

    def _way_words(self, way: str) -> Content | None:
        options = {option.value: option for option in self._ways()}
        option = options.get(way)
        return option and Content.assemble(option.words, (f"  {option.note}", "$muted"))

    def _agent_words(self, agent_id: str) -> Content | None:
        agent = self._session.agents.records.get(agent_id)
        return agent and Content(agent.name or agent.id)

    def _text(self, name: str) -> str:
        return self.query_one(f"#field-{name}", Input).value.strip()

    # What is sent

    def is_touched(self) -> bool:
        """Whether leaving would lose something that was typed."""
        number = self._text("number") not in {"", self._number}
        return number or bool(self._text("name")) or self._trunk.is_touched

    def before_discarding(self) -> Confirm:
        """The question before that is lost."""
        return Confirm("Discard this number?", yes="Discard", consequence="What you typed is lost.")

    async def check_and_send(self) -> Result | None:
        """Ask, and register."""
        for under in self.query(".form-problem").results(Static):
            under.display = False
        if problems := self._problems():
            self._point_at(problems)
            return None
        if not await self.app.push_screen_wait(self._question()):
            return None
        self.tell("status", Content("Sending…"))
        return await self._send(self._registration())

    def take_refusal(self, refused: Refused) -> None:
        """Show what is wrong with each field, and go to the first of them."""
        self._point_at({_field_of(each.path): each.words for each in refused.error.fields})

    def _problems(self) -> Mapping[str, str]:
        way = self._chosen["way"]
        problems = {
            "number": self._problem_with_number(),
            "way": "" if way else "Which carrier brings its calls? enter lists the ways.",
            "address": self._trunk.problem if is_trunk(way) else "",
        }
        return {name: words for name, words in problems.items() if words}

    def _point_at(self, problems: Mapping[str, str]) -> None:
        self.show_problems(problems)
        for name in problems:
            for field in self.query(f"#row-{name} Input, #row-{name} ReferenceField"):
                field.focus()
                return

    def _registration(self) -> Registration:
        way = self._chosen["way"]
        return Registration(
            phone_number=e164(self._text("number")),
            provider=provider_of(self._credentials(), way),
            way=self._trunk.trunk if is_trunk(way) else credential_of(way),
            agent_id=self._chosen["agent"] or None,
            friendly_name=self._text("name") or None,
        )

    def _question(self) -> Confirm:
        number = display(e164(self._text("number")))
        return Confirm(
            f"Register {number}?",
            yes="Register",
            named=[
                Content.assemble((f"{name:<11}", "$muted"), value)
                for name, value in self._in_words(number).items()
                if value
            ],
            consequence="Its calls come through this account from then on.",
        )

    def _in_words(self, number: str) -> Mapping[str, Content]:
        """What is about to be registered, by the names of its parts."""
        way, agent_id = self._chosen["way"], self._chosen["agent"]
        carrier, trunk = self._way_words(way) or Content(way), Content()
        if is_trunk(way):
            carrier = Content(CARRIERS[provider_of(self._credentials(), way)])
            trunk = Content(in_words(self._trunk.trunk))
        agent = (self._agent_words(agent_id) or Content(agent_id)) if agent_id else None
        return {
            "number": Content(number),
            "carrier": carrier,
            "SIP trunk": trunk,
            "agent": agent or Content.styled("nobody answers", "$warning"),
            "name": Content(self._text("name")),
        }


def _row(name: str, words: str, widget: Input | ReferenceField) -> ComposeResult:
    yield Horizontal(label(words), widget, classes="form-row", id=f"row-{name}")
    yield note(name)


def _input(name: str, example: str) -> Input:
    return Input(id=f"field-{name}", placeholder=example, compact=True)


def _field_of(path: tuple[str, ...]) -> str:
    """The form's field for a place in the request: ("body", "provider_config", "trunk_address")."""
    inner = path[1:] if path[:1] == ("body",) else path
    trunk = next((_TRUNK_FIELDS[part] for part in inner if part in _TRUNK_FIELDS), None)
    return trunk or _FIELDS.get(inner[0] if inner else "", "status")
