"""The console at the editor of a prompt, for whoever tests it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from console.actions.action import Place
from console.tui.dialogs.menu import Menu
from console.tui.navigation import Destination, Go
from console.tui.saving.dialog import SaveDialog
from console.tui.screens.prompts.editor import EditorScreen
from tests.console_pilot import Console, opened

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from console.api.records.agent import Agent
    from console.api.records.model import Model
    from console.archive.drafts import Draft
    from console.tui.widgets.form.prose_field import ProseField


SALES = "Sales EN brain"


class Editor:
    """The editor in front, and what a test asks of it."""

    def __init__(self, console: Console, name: str = SALES) -> None:
        self.console = console
        self.model = self.there(name)

    def there(self, name: str = SALES) -> Model:
        """The model as the session knows it."""
        models = self.console.session.models.records.values()
        return next(model for model in models if model.name == name)

    @property
    def screen(self) -> EditorScreen:
        return next(s for s in self.console.app.screen_stack if isinstance(s, EditorScreen))

    @property
    def agents(self) -> tuple[Agent, ...]:
        return self.screen.desk.agents

    @property
    def head(self) -> str:
        return self.console.line("editor-head")

    @property
    def text(self) -> str:
        return self.screen.area.exact

    def greeting(self, agent: Agent) -> ProseField:
        field = self.screen.side.greetings.field_of(agent.id)
        assert field is not None
        return field

    def on_server(self, kind: str, record_id: str) -> dict[str, Any]:
        with self.console.sandbox.api() as api:
            return api.get(f"/{kind}/{record_id}").raise_for_status().json()

    def patches(self) -> list[dict[str, Any]]:
        return [each["body"] for each in self.console.sandbox.requests("PATCH")]

    async def open(self) -> None:
        """Go to the editor, up to where its text or a question is in front."""
        self.console.app.screen.post_message(Go(Destination(Place.PROMPT, self.model.id)))
        await self.console.until(
            lambda: (
                isinstance(self.console.app.screen, Menu)
                or any(isinstance(s, EditorScreen) for s in self.console.app.screen_stack)
            )
        )

    async def shown(self) -> None:
        """Wait until the text is there, and was read anew."""
        reads = f"/v1/models/{self.model.id}"
        await self.console.until(lambda: not self.screen.area.read_only)
        await self.console.until(lambda: self.console.sandbox.requests("GET", reads))
        await self.console.pilot.pause()

    async def in_front(self, screen: type[Any]) -> Any:
        await self.console.until(lambda: isinstance(self.console.app.screen, screen))
        return self.console.app.screen

    async def type_on_top(self, text: str) -> None:
        self.screen.area.move_cursor((0, 0))
        self.screen.area.insert(text)
        await self.console.pilot.pause()

    async def save(self) -> None:
        """Save, and say yes to what the dialog shows."""
        await self.console.press("ctrl+s")
        await self.in_front(SaveDialog)
        await self.console.until(lambda: self.console.app.screen.query_one("#yes").display)
        await self.console.until(lambda: self.console.app.focused is not None)
        await self.console.press("y")
        await self.in_front(EditorScreen)

    async def draft(self, record_id: str = "") -> Draft | None:
        drafts = self.screen.account.archive.drafts
        return await drafts.of(record_id or self.model.id)


@asynccontextmanager
async def editor(
    folder: Path, *, size: tuple[int, int] = (160, 45), read_only: bool = False, **world: Any
) -> AsyncGenerator[Editor]:
    async with opened(folder, size=size, read_only=read_only, **world) as console:
        await console.until(lambda: console.session.agents.records)
        it = Editor(console)
        await it.open()
        await it.shown()
        yield it
