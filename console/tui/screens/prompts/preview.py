"""A prompt as a call would have heard it, and as the platform has it now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.screen import ModalScreen

from console.actions.forms.given import agents_with, recent_calls
from console.api.errors import ApiError
from console.api.fields import PROSE_LIMIT
from console.insight.local_time import room_for_time, time_of_day
from console.insight.preview import fill
from console.insight.telling import telling
from console.live.budget import Priority
from console.text import clean
from console.tui.dialogs.keys_line import keys_line
from console.tui.screens.prompts.filled import (
    Part,
    filled_in,
    filled_page,
    missing_in,
    saved_page,
    words_page,
)
from console.tui.terminal.guarded_app import GuardedApp
from console.tui.widgets.line import Line
from console.tui.widgets.live_table.columns import Cell, Column, Flexible, Tone
from console.tui.widgets.live_table.table import LiveTable
from console.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from console.api.records.agent import Agent
    from console.api.records.call import Call
    from console.opened import OpenAccount
    from console.tui.surroundings import Surroundings

_WIDE = 120
_NO_AGENT = "No agent uses this model: nobody gives its variables."
_NO_EFFECTIVE = "The platform's answer holds no effective prompt for this agent."


@dataclass(frozen=True, slots=True)
class Listener:
    """Whoever hears the prompt: an agent's call, or any call of an agent that gives nothing."""

    agent: Agent
    call: Call | None = None

    @property
    def variables(self) -> dict[str, str]:
        """What the prompt is filled with: the call's variables over the agent's defaults."""
        return self.agent.dynamic_variables | (self.call.variables if self.call else {})

    @property
    def name(self) -> str:
        """The agent's name."""
        return self.agent.name or self.agent.id

    @property
    def about(self) -> str:
        """What the call was about."""
        if self.call is None:
            return "its defaults alone"
        return " · ".join(telling(self.call.variables)) or "no variables"


@dataclass(frozen=True, slots=True)
class Told:
    """What the platform says an agent's prompt is.

    Attributes:
        text: the prompt.
        read: whose it is and when it was read.
        words: why there is no text, if so.
    """

    text: str = ""
    read: str = ""
    words: str = ""


_NOBODY = Told(words=_NO_AGENT)


class PreviewScreen(ModalScreen[None]):
    """The calls to choose from, and the prompt as the chosen one would have heard it."""

    app = getters.app(GuardedApp)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "Back"),
        Binding("p", "turn", "Your text, or the platform's"),
        Binding("left_square_bracket,right_square_bracket", "turn", show=False),
        Binding("r", "ask_again", "Ask again"),
        Binding("tab", "app.focus_next", "Other pane", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]  # noqa: RUF012 - Textual's type

    def __init__(
        self,
        account: OpenAccount,
        surroundings: Surroundings,
        model_id: str,
        prompt: str,
        first_messages: Mapping[str, str],
    ) -> None:
        """Build the screen.

        Args:
            account: the opened account.
            surroundings: zone, signs and time.
            model_id: the model whose prompt it is.
            prompt: the prompt as it stands in the editor.
            first_messages: the first messages as they stand in the editor, by agent id.
        """
        super().__init__()
        self._account = account
        self._surroundings = surroundings
        self._prompt = _safe(prompt)
        self._first = {agent_id: _safe(text) for agent_id, text in first_messages.items()}
        self._model = account.session.models.records.get(model_id)
        self._listeners = _listeners(account, model_id)
        self._told: dict[str, Told] = {}
        self._platforms = False
        self.table = LiveTable[Listener](
            (
                Column(
                    "at",
                    "AT",
                    self._at,
                    room_for_time(surroundings.zone, 5),
                    importance=9,
                    flashes=False,
                ),
                Column("about", "CALL", lambda one: Cell(one.about), Flexible(14, 3)),
                Column("agent", "AGENT", lambda one: Cell(one.name, Tone.DIM), Flexible(10, 2)),
            ),
            empty=Content.styled(_NO_AGENT, "$muted"),
            glyphs=surroundings.glyphs,
            id="preview-calls",
        )
        self.reader = Reader(glyphs=surroundings.glyphs, id="preview-reader")

    def compose(self) -> ComposeResult:
        """What it is, the calls, the text, the keys."""
        yield Line(id="preview-title")
        with Container(id="preview-body"):
            yield self.table
            with Vertical(id="preview-text"):
                yield Line(id="preview-tabs")
                yield Line(id="preview-note")
                yield self.reader
        yield keys_line(
            ("j k", "move"),
            ("tab", "other pane"),
            ("p", "platform's text, or yours"),
            ("esc", "back"),
        )

    def on_mount(self) -> None:
        """Begin with the newest call that gives variables."""
        self.table.show(self._listeners)
        self.table.focus()
        name = (self._model and self._model.name) or "Prompt"
        self.query_one("#preview-title", Line).show(
            Content.assemble(("Preview", "bold"), "  ", Content(name)),
            Content.styled(self._known(), "$muted"),
        )
        self._show()

    def action_turn(self) -> None:
        """Show the platform's own text instead, or the editor's again."""
        self._platforms = not self._platforms
        if self._platforms:
            self._ask()
        self._show()

    def action_ask_again(self) -> None:
        """Read the platform's text once more."""
        if self._platforms and (listener := self._chosen):
            self._told.pop(listener.agent.id, None)
            self._ask()
            self._show()

    @on(LiveTable.Highlighted)
    def _choose(self) -> None:
        if self._platforms:
            self._ask()
        self._show()

    @on(LiveTable.Selected)
    def _read(self) -> None:
        self.reader.focus()

    # What the platform has

    def _ask(self) -> None:
        """Ask for the chosen agent's prompt, unless it is there already."""
        listener = self._chosen
        if listener is not None and listener.agent.id not in self._told:
            self._told[listener.agent.id] = Told(words="Asking the platform…")
            self._read_effective(listener.agent.id)

    @work(exit_on_error=False)
    async def _read_effective(self, agent_id: str) -> None:
        session, surroundings = self._account.session, self._surroundings
        try:
            answer = await session.link.ask(
                lambda: session.client.agents.get(agent_id), Priority.ASKED
            )
        except ApiError as error:
            words = f"Not read: {error.words}\n\nYour text is as it was. r asks again."
            self._told[agent_id] = Told(words=words)
        else:
            agent = answer.value
            now = surroundings.clock.now().astimezone(surroundings.zone)
            read = f"saved · {agent.name or agent.id} · read {time_of_day(now, seconds=True)}"
            text = agent.effective_system_prompt
            self._told[agent_id] = Told(text, read) if text else Told(words=_NO_EFFECTIVE)
        self._show()

    # What is drawn

    @property
    def _chosen(self) -> Listener | None:
        return self._listeners.get(self.table.cursor_id or "")

    def _show(self) -> None:
        note = self.query_one("#preview-note", Line)
        self.query_one("#preview-tabs", Line).show(self._tabs())
        if self._platforms:
            told = self._told[self._chosen.agent.id] if self._chosen else _NOBODY
            note.show(Content.styled(told.read, "$muted"))
            self.reader.show(
                partial(words_page, told.words) if told.words else partial(saved_page, told.text)
            )
        else:
            parts = self._parts()
            note.show(self._counts(parts))
            self.reader.show(partial(filled_page, parts, self._surroundings.glyphs))

    def _parts(self) -> list[Part]:
        """First message and prompt, filled for the chosen call."""
        listener = self._chosen
        if listener is None:
            return [Part("SYSTEM PROMPT", fill(self._prompt, {}))]
        first = self._first.get(listener.agent.id, listener.agent.first_message or "")
        variables = listener.variables
        return [
            Part("FIRST MESSAGE", fill(first, variables)),
            Part("SYSTEM PROMPT", fill(self._prompt, variables)),
        ]

    def _tabs(self) -> Content:
        cursor = self._surroundings.glyphs.cursor
        names = ("As this call would have heard it", "As the platform has it now")
        return Content.assemble(
            *(
                (f"{cursor}{name}  ", "$accent") if chosen else (f" {name}  ", "$muted")
                for name, chosen in zip(names, (not self._platforms, self._platforms), strict=True)
            )
        )

    def _counts(self, parts: list[Part]) -> Content:
        """How much could be filled in, and the names of what could not."""
        filled = Content.styled(f"{len(filled_in(parts))} filled in", "$muted")
        missing = missing_in(parts)
        if not missing:
            return filled
        sign = self._surroundings.glyphs.warning
        words = f"{sign} {len(missing)} missing: {', '.join(missing)}"
        return Content.assemble((words, "$error"), ("  ·  ", "$muted"), filled)

    def _known(self) -> str:
        calls = sum(listener.call is not None for listener in self._listeners.values())
        if calls:
            return f"{calls} recent calls" if calls > 1 else "1 recent call"
        return "no recent call is known: agents' defaults alone" if self._listeners else ""

    def _at(self, listener: Listener) -> Cell:
        at = listener.call and listener.call.created_at
        return Cell(time_of_day(at.astimezone(self._surroundings.zone)) if at else "–", Tone.DIM)


def _safe(text: str) -> str:
    return clean(text, lines=True, limit=PROSE_LIMIT)


def _listeners(account: OpenAccount, model_id: str) -> dict[str, Listener]:
    """The recent calls, those with variables first; then each agent alone."""
    agents = {agent.id: agent for agent in agents_with(account.session, model_id)}
    calls = sorted(
        recent_calls(account.session, agents.values()), key=lambda call: not call.variables
    )
    found = {call.id: Listener(agents[call.agent_id or ""], call) for call in calls}
    return found | {f"defaults {agent.id}": Listener(agent) for agent in agents.values()}
