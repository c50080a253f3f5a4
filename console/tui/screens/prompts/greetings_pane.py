"""What each agent that uses a prompt says first, beside the prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from console.actions.forms.prompt_form import FIRST_MESSAGE
from console.text import clean
from console.tui.screens.prompts.settings_pane import labelled, show_problem
from console.tui.widgets.form.entered import Entered
from console.tui.widgets.form.prose_field import ProseField
from console.tui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from console.actions.forms.agent_form import AgentForm
    from console.tui.glyphs import Glyphs


class Greeting(Vertical):
    """One agent's first message."""

    class Changed(Message):
        """Something was typed."""

        def __init__(self, agent_id: str, text: str) -> None:
            super().__init__()
            self.agent_id = agent_id
            self.text = text

    def __init__(self, agent_id: str, glyphs: Glyphs) -> None:
        super().__init__(classes="greeting")
        self.agent_id = agent_id
        self.field = ProseField()
        self._glyphs = glyphs
        self._problem = Static(classes="setting-problem")

    def compose(self) -> ComposeResult:
        """The agent's name, the text, the problem with it."""
        yield Line(classes="greeting-name")
        yield self.field
        yield self._problem

    def show(self, form: AgentForm) -> None:
        """Show what is entered."""
        self.field.show(form.entry(FIRST_MESSAGE))

    def tell(self, form: AgentForm) -> None:
        """Say whether it is changed, and what is wrong with it."""
        name = clean(form.opened.get("name") or self.agent_id)
        changed = form.is_changed(FIRST_MESSAGE)
        self.query_one(Line).show(labelled(name, self._glyphs, changed=changed))
        show_problem(self._problem, form.problem(FIRST_MESSAGE), self._glyphs)

    @on(Entered)
    def _enter(self, event: Entered) -> None:
        event.stop()
        self.post_message(self.Changed(self.agent_id, str(event.entry or "")))


class GreetingsPane(Vertical):
    """The first messages of the agents that use a model."""

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._none = Static(Content.styled("  No agent uses this prompt.", "$muted"))

    def compose(self) -> ComposeResult:
        """Whoever comes later, or that there is nobody."""
        yield self._none

    def on_mount(self) -> None:
        """Nothing is known as yet."""
        self._none.display = False

    async def show(self, forms: Mapping[str, AgentForm]) -> None:
        """Show what is entered for each agent."""
        self._none.display = not forms
        shown = {greeting.agent_id: greeting for greeting in self.query(Greeting)}
        for agent_id in shown.keys() - forms.keys():
            await shown.pop(agent_id).remove()
        new = [Greeting(agent_id, self._glyphs) for agent_id in forms if agent_id not in shown]
        if new:
            await self.mount(*new)
        for greeting in self.query(Greeting):
            greeting.show(forms[greeting.agent_id])
            greeting.tell(forms[greeting.agent_id])

    def tell(self, forms: Mapping[str, AgentForm]) -> None:
        """Say anew what is changed and what is wrong."""
        for greeting in self.query(Greeting):
            if form := forms.get(greeting.agent_id):
                greeting.tell(form)

    def field_of(self, agent_id: str) -> ProseField | None:
        """Where an agent's first message is typed."""
        return next(
            (each.field for each in self.query(Greeting) if each.agent_id == agent_id), None
        )
