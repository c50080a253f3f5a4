"""The form that starts a phone call or a web call."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Collapsible, Input, Select, Static

from console.actions.calls import Refused, Started, Unsure
from console.actions.forms.drafting import OVERRIDES, DraftError
from console.api.records.call import Call, WebCall
from console.insight.phone import country_of, display, e164, problem_with
from console.tui.dialogs.confirm import Confirm
from console.tui.dialogs.keys_line import keys_line
from console.tui.terminal.guarded_app import GuardedApp

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from console.tui.dialogs.call_fields import FormData, Options
    from console.tui.dialogs.call_question import Question


Fields = Mapping[str, str]
Taken = Started[Call] | Started[WebCall] | Unsure
"""The answers after which there is nothing more to fill in."""


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
        when: Callable[[str], str],
    ) -> None:
        """Build the form.

        Args:
            data: what to choose from.
            web: a web call, which has no numbers and no schedule.
            check: reads fields and variables; raises `DraftError` with a sentence per field.
            send: sends what `check` accepted.
            when: says which moment a schedule means; raises `ValueError` with a sentence.
        """
        super().__init__()
        self._data = data
        self._web = web
        self._check = check
        self._send = send
        self._when = when
        self._offered: Mapping[str, str] = {}
        self._offered_number = ""
        self._typed: dict[str, str] = {}
        self._busy = False
        self.selects = {"agent_id": _select("agent_id", data.agent_options())}
        if not web:
            self.selects["from_number"] = _select("from_number", data.number_options(""))

    def compose(self) -> ComposeResult:
        """The fields, in the order in which a person thinks of them."""
        doing = "Try it on" if self._data.trial else "Start"
        title = f"{doing} a web call" if self._web else f"{doing} a phone call"
        with Vertical(classes="dialog form"):
            yield Static(Content(title), classes="dialog-title")
            with VerticalScroll(classes="form-fields", can_focus=False):
                yield Static(id="form-trial", classes="dialog-note")
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
            yield Static("", id="problem-status", classes="form-problem")
            word = "Start…" if self._web else "Dial…"
            with Horizontal(classes="dialog-buttons"):
                yield Button("Cancel", id="cancel")
                yield Button(word, id="send", variant="primary")
            yield keys_line(
                ("tab", "next field"),
                ("enter", "opens a choice"),
                ("ctrl+s", word.lower()),
                ("esc", "back"),
            )

    def on_mount(self) -> None:
        """Fill in what is known and begin at the first empty field."""
        self._show_trial("")
        if not self._web:
            self.query_one("#field-to_number", Input).value = self._data.to_number
            self._offer_numbers("")
        agents = [agent.id for agent in self._data.agents]
        if self._data.agent_id in agents or len(agents) == 1:
            chosen = self._data.agent_id if self._data.agent_id in agents else agents[0]
            self.selects["agent_id"].value = chosen
        first = "#field-to_number" if self._data.agent_id and not self._web else "#field-agent_id"
        self.query_one(first).focus()

    @on(Select.Changed, "#field-agent_id")
    async def _choose_agent(self) -> None:
        """Offer this agent's numbers, and ask for the variables of its prompt and greeting."""
        self._remember_variables()
        agent_id = self._chosen("agent_id")
        self._show_trial(agent_id)
        if not self._web:
            self._offer_numbers(agent_id)
        self._offered = self._data.variables(agent_id)
        rows = self.query_one("#form-variables", Vertical)
        await rows.remove_children()
        await rows.mount_all(
            Horizontal(
                _label(name),
                Input(
                    self._typed.get(name, value), classes="form-variable", compact=True, name=name
                ),
                classes="form-row",
            )
            for name, value in self._offered.items()
        )

    @on(Select.Changed)
    def _forget_problem_with(self, event: Select.Changed) -> None:
        """What was wrong with a choice says nothing of the next one."""
        name = (event.select.id or "").removeprefix("field-")
        if name in self.selects:
            self._show_problem(name, "")

    def _show_trial(self, agent_id: str) -> None:
        """Say what unsaved text the call is made with; it leaves nothing to override there."""
        trial, note = self._data.trial, self.query_one("#form-trial", Static)
        note.display = trial is not None
        if trial is None:
            return
        note.update(Content(f"With {trial.what(agent_id)}; nothing is saved."))
        fixed = trial.paths(agent_id)
        for path, _ in OVERRIDES:
            row = self.query_one(f"#field-{_css(path)}").parent
            if isinstance(row, Horizontal):
                row.display = path not in fixed

    def _offer_numbers(self, agent_id: str) -> None:
        chosen = self._chosen("from_number")
        kept = chosen if chosen != self._offered_number else ""
        self._offered_number = self._data.number_for(agent_id)
        select = self.selects["from_number"]
        select.set_options(self._data.number_options(agent_id))
        if number := kept or self._offered_number:
            select.value = number

    def _remember_variables(self) -> None:
        """Keep what was typed, for an agent that asks for the same."""
        self._typed |= {
            name: value
            for name, value in self._variables().items()
            if value != self._offered.get(name, "")
        }

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
            self._tell("to_number", note)

    @on(Input.Changed, "#field-when")
    def _check_when(self, event: Input.Changed) -> None:
        try:
            self._tell("when", Content(self._when(event.value)))
        except ValueError as error:
            self._show_problem("when", str(error))

    @on(Button.Pressed, "#send")
    def _press_send(self) -> None:
        self.action_send()

    @on(Button.Pressed, "#cancel")
    def action_leave(self) -> None:
        """Close; nothing has been sent. What was typed is not lost without a question."""
        if self.is_current and not self._busy:
            self._ask_and_leave()

    @work(exclusive=True, group="leave", exit_on_error=False)
    async def _ask_and_leave(self) -> None:
        question = Confirm(
            "Discard this call?", yes="Discard", consequence="What you typed is lost."
        )
        if not self._anything_typed() or await self.app.push_screen_wait(question):
            self.dismiss(None)

    def _anything_typed(self) -> bool:
        self._remember_variables()
        given = {"to_number": self._data.to_number}
        inputs = {name: value for name, value in self._fields().items() if name not in self.selects}
        return bool(self._typed) or any(
            value != given.get(name, "") for name, value in inputs.items()
        )

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
        if not await self.app.push_screen_wait(question.dialog()):
            return None
        self._tell("status", Content("Sending…"))
        answer = await self._send(fields, variables)
        if not isinstance(answer, Refused):
            return answer
        refusal = Content.assemble(("Not started: ", "$error"), Content(answer.words))
        self._tell("status", refusal)
        problems = {_field_of(problem.path): problem.words for problem in answer.error.fields}
        self._show_problems(problems)
        return None

    def _forget_problems(self) -> None:
        for note in self.query(".form-problem").results(Static):
            note.display = False

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
        self._tell(name, Content.assemble(("▲ ", "$warning"), words) if words else Content())

    def _tell(self, name: str, words: Content) -> None:
        """Say something under a field; saying nothing gives the line back."""
        note = self._note(name)
        note.update(words)
        note.display = bool(words)

    def _note(self, name: str) -> Static:
        notes = self.query(f"#problem-{_css(name)}").results(Static)
        return next(iter(notes), self.query_one("#problem-status", Static))

    def _row(self, name: str, label: str, widget: Input | Select[str]) -> ComposeResult:
        yield Horizontal(_label(label), widget, classes="form-row")
        yield Static("", id=f"problem-{_css(name)}", classes="form-problem")


def _select(name: str, options: Options) -> Select[str]:
    return Select(
        options,  # pyright: ignore[reportArgumentType]
        prompt="choose",
        id=f"field-{name}",
        compact=True,
    )


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
