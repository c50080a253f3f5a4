"""The form that starts a phone call or a web call."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Collapsible, Input, Select, Static

from console.actions.calls import Refused, Started, Unsure
from console.actions.drafting import OVERRIDES, DraftError
from console.api.records.call import Call, WebCall
from console.insight.phone import country_of, display, e164, problem_with
from console.insight.prompt import variables_in
from console.tui.dialogs.confirm import Confirm
from console.tui.terminal.guarded_app import GuardedApp

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from console.api.records.agent import Agent
    from console.api.records.model import Model
    from console.api.records.number import PhoneNumber


@dataclass(frozen=True, slots=True)
class FormData:
    """What the form offers to choose from, and what it starts with."""

    agents: Sequence[Agent]
    models: Mapping[str, Model]
    numbers: Sequence[PhoneNumber] = ()
    agent_id: str = ""
    from_number: str = ""
    to_number: str = ""
    variables: Mapping[str, str] = field(default_factory=dict[str, str])


Fields = Mapping[str, str]
Taken = Started[Call] | Started[WebCall] | Unsure
"""The answers after which there is nothing more to fill in."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked before the form's contents are sent."""

    question: str
    yes: str
    consequence: str


class CallForm(ModalScreen[Taken | None]):
    """Asks for a call's agent, numbers and variables, and sends it when the person says so.

    It closes with the answer once the call was taken, or may have been; until then it stays open,
    keeps what was typed and shows each problem at its field.
    """

    app = getters.app(GuardedApp)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back"),
        Binding("ctrl+s", "send", "Send"),
    ]

    def __init__(
        self,
        data: FormData,
        *,
        web: bool,
        check: Callable[[Fields, Fields], Question],
        send: Callable[[Fields, Fields], Awaitable[Taken | Refused]],
    ) -> None:
        """Build the form.

        Args:
            data: what to choose from.
            web: a web call, which has no numbers and no schedule.
            check: reads fields and variables; raises `DraftError` with a sentence per field.
            send: sends what `check` accepted.
        """
        super().__init__()
        self._data = data
        self._web = web
        self._check = check
        self._send = send
        self._typed = dict(data.variables)
        self._busy = False
        self.selects = {"agent_id": self._agent_select()}
        if not web:
            self.selects["from_number"] = self._number_select()

    def compose(self) -> ComposeResult:
        """The fields, in the order in which a person thinks of them."""
        title = "Start a web call" if self._web else "Start a phone call"
        with Vertical(classes="dialog form"):
            yield Static(Content(title), classes="dialog-title")
            with VerticalScroll(classes="form-fields", can_focus=False):
                yield from self._row("agent_id", "Agent", self.selects["agent_id"])
                if not self._web:
                    yield from self._row("from_number", "From", self.selects["from_number"])
                    yield from self._row("to_number", "To", _input("to_number", "+44 20 7946 0958"))
                yield Vertical(id="form-variables")
                if not self._web:
                    yield from self._row("when", "When", _input("when", "now · in 10 m · 14:30"))
                with Collapsible(title="Overrides and metadata", id="form-more"):
                    for path, label in OVERRIDES:
                        yield from self._row(path, label, _input(path, "as the agent has it"))
                    yield from self._row("metadata", "Metadata", _input("metadata", "name=value"))
                    yield Static("", id="problem-overrides", classes="form-problem")
            yield Static("", id="form-status")
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content.assemble("Cancel  ", ("esc", "dim")), id="cancel")
                word = "Start" if self._web else "Dial…"
                yield Button(
                    Content.assemble(word, "  ", ("ctrl+s", "dim")), id="send", variant="primary"
                )

    def on_mount(self) -> None:
        """Fill in what is known and begin at the first empty field."""
        if not self._web:
            self.query_one("#field-to_number", Input).value = self._data.to_number
        first = "#field-to_number" if self._data.agent_id and not self._web else "#field-agent_id"
        self.query_one(first).focus()

    @on(Select.Changed, "#field-agent_id")
    async def _choose_agent(self) -> None:
        """Ask for the variables that this agent's prompt and greeting use."""
        self._typed |= self._variables()
        agent = self._agent()
        rows = self.query_one("#form-variables", Vertical)
        await rows.remove_children()
        if agent is None:
            return
        model = self._data.models.get(agent.llm_id or "")
        names = dict.fromkeys(
            (
                *variables_in((model and model.system_prompt) or ""),
                *variables_in(agent.first_message or ""),
                *agent.dynamic_variables,
                *self._data.variables,
            )
        )
        for name in names:
            value = self._typed.get(name) or agent.dynamic_variables.get(name, "")
            field = Input(value, classes="form-variable", compact=True, name=name)
            await rows.mount(Horizontal(_label(name), field, classes="form-row"))

    @on(Input.Changed, "#field-to_number")
    def _check_number(self, event: Input.Changed) -> None:
        number = event.value.strip()
        if not number:
            self._show_problem("to_number", "")
        elif problem := problem_with(number):
            self._show_problem("to_number", problem)
        else:
            place = country_of(e164(number)) or "a valid number"
            note = Content.assemble(("✓ ", "$success"), f"{display(e164(number))} · {place}")
            self._note("to_number").update(note)

    @on(Button.Pressed, "#send")
    def _press_send(self) -> None:
        self.action_send()

    @on(Button.Pressed, "#cancel")
    def action_leave(self) -> None:
        """Close; nothing has been sent."""
        if self.is_current and not self._busy:
            self.dismiss(None)

    def action_send(self) -> None:
        """Check, ask, send; a second key while that goes on does nothing."""
        if not self._busy:
            self._busy = True
            self._check_ask_and_send()

    @work(exit_on_error=False)
    async def _check_ask_and_send(self) -> None:
        taken = None
        try:
            taken = await self._take()
        finally:
            self._busy = False
        if taken is not None:
            self.dismiss(taken)

    async def _take(self) -> Taken | None:
        self._forget_problems()
        fields, variables = self._fields(), self._variables()
        try:
            question = self._check(fields, variables)
        except DraftError as error:
            self._show_problems(error.problems)
            return None
        if not await self.app.push_screen_wait(
            Confirm(question.question, yes=question.yes, consequence=question.consequence)
        ):
            return None
        status = self.query_one("#form-status", Static)
        status.update("Sending…")
        answer = await self._send(fields, variables)
        if not isinstance(answer, Refused):
            return answer
        status.update(Content.assemble(("Not started: ", "$error"), Content(answer.error.words)))
        problems = {_field_of(problem.path): problem.words for problem in answer.error.fields}
        self._show_problems(problems)
        return None

    def _forget_problems(self) -> None:
        for note in self.query(".form-problem").results(Static):
            note.update("")

    def _agent(self) -> Agent | None:
        chosen = self._chosen("agent_id")
        return next((agent for agent in self._data.agents if agent.id == chosen), None)

    def _chosen(self, name: str) -> str:
        chosen = self.selects[name].value
        return chosen if isinstance(chosen, str) else ""

    def _fields(self) -> dict[str, str]:
        fields = {
            widget.id.removeprefix("field-").replace("--", "."): widget.value
            for widget in self.query(Input)
            if widget.id
        }
        return fields | {name: chosen for name in self.selects if (chosen := self._chosen(name))}

    def _variables(self) -> dict[str, str]:
        return {
            widget.name: widget.value
            for widget in self.query(Input)
            if widget.name and widget.has_class("form-variable")
        }

    def _show_problems(self, problems: Mapping[str, str]) -> None:
        for name, words in problems.items():
            self._show_problem(name, words)
        if any(name in {path for path, _ in OVERRIDES} | {"overrides"} for name in problems):
            self.query_one("#form-more", Collapsible).collapsed = False

    def _show_problem(self, name: str, words: str) -> None:
        self._note(name).update(
            Content.assemble(("▲ ", "$warning"), Content(words)) if words else ""
        )

    def _note(self, name: str) -> Static:
        notes = self.query(f"#problem-{_css(name)}").results(Static)
        return next(iter(notes), self.query_one("#form-status", Static))

    def _row(self, name: str, label: str, widget: Input | Select[str]) -> ComposeResult:
        yield Horizontal(_label(label), widget, classes="form-row")
        yield Static("", id=f"problem-{_css(name)}", classes="form-problem")

    def _agent_select(self) -> Select[str]:
        options = [(Content(agent.name or agent.id), agent.id) for agent in self._data.agents]
        return _select("agent_id", options, self._data.agent_id)

    def _number_select(self) -> Select[str]:
        options = [
            (
                Content(f"{display(number.phone_number)}  {number.friendly_name or ''}".rstrip()),
                number.phone_number,
            )
            for number in self._data.numbers
            if number.phone_number
        ]
        return _select("from_number", options, self._data.from_number)


def _select(name: str, options: list[tuple[Content, str]], chosen: str) -> Select[str]:
    values = [value for _, value in options]
    select: Select[str] = Select(
        [(prompt, value) for prompt, value in options],  # pyright: ignore[reportArgumentType]
        prompt="choose",
        id=f"field-{name}",
        compact=True,
    )
    if chosen in values or len(values) == 1:
        select.value = chosen if chosen in values else values[0]
    return select


def _input(name: str, example: str) -> Input:
    return Input(id=f"field-{_css(name)}", placeholder=example, compact=True, name="")


def _label(words: str) -> Static:
    return Static(Content(words), classes="form-label")


def _css(name: str) -> str:
    """A field's name as an identifier of the style sheet."""
    return name.replace(".", "--")


def _field_of(path: tuple[str, ...]) -> str:
    """The form's field for a place in the request: ("overrides", "llm", "model")."""
    inner = path[1:] if path[:1] == ("body",) else path
    return ".".join(inner[1:] if inner[:1] == ("overrides",) else inner[:1])
