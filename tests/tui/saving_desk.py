"""A save as a screen starts it: on the real app, against the real sandbox."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.widgets import Button, Static

from console.actions.saving.plan import Kind
from console.tui.saving.dialog import SaveDialog
from console.tui.saving.edit import Edit, Outcome
from console.tui.saving.flow import Saving
from console.tui.widgets.difference import Difference
from tests.console_pilot import Console, opened

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from textual.worker import Worker

    from console.api.records.agent import Agent
    from console.api.records.model import Model
    from console.archive.versions import Source
    from console.opened import OpenAccount


@dataclass
class SavingDesk:
    """The console with a save under way."""

    console: Console
    worker: Worker[Outcome] | None = None

    @property
    def account(self) -> OpenAccount:
        return self.console.board.account

    def model(self, name: str = "Sales EN brain") -> Model:
        models = self.account.session.models.records.values()
        return next((model for model in models if model.name == name), next(iter(models)))

    def agent_of(self, model: Model) -> Agent:
        agents = self.account.session.agents.records.values()
        return next(agent for agent in agents if agent.llm_id == model.id)

    def begin(self, *edits: Edit, **settings: Any) -> None:
        """Start to save, as a screen does in its worker."""
        board = self.console.board
        saving = Saving(self.account, board.surroundings)
        self.worker = board.run_worker(saving.save(board, edits, **settings))

    def edited(self, record: Model | Agent, **fields: Any) -> Edit:
        return Edit(Kind(type(record).__name__.lower()), record.raw, fields)

    async def asked(self) -> SaveDialog:
        """Wait until the dialog asks something."""
        await self.console.until(
            lambda: (
                isinstance(self.console.app.screen, SaveDialog)
                and self.console.app.screen.query_one("#yes", Button).region
            )
        )
        dialog = self.console.app.screen
        assert isinstance(dialog, SaveDialog)
        return dialog

    async def outcome(self) -> Outcome:
        """Wait for the end of the save."""
        assert self.worker is not None
        worker = self.worker
        await self.console.until(lambda: worker.is_finished)
        assert worker.result is not None
        return worker.result

    @property
    def words(self) -> str:
        """What the dialog in front says besides the difference."""
        screen = self.console.app.screen
        statics = [static for static in screen.query(Static) if static.display]
        return "\n".join(str(static.render()) for static in statics)

    @property
    def difference(self) -> str:
        return self.console.app.screen.query_one(Difference).text

    def patched(self) -> list[dict[str, Any]]:
        """The bodies of all PATCH requests that reached the server."""
        return [request["body"] for request in self.console.sandbox.requests("PATCH")]

    def somebody_else_edits(self, record: Model | Agent, **fields: Any) -> None:
        group = "models" if type(record).__name__ == "Model" else "agents"
        with self.console.sandbox.api() as api:
            api.patch(f"/{group}/{record.id}", json=fields).raise_for_status()

    async def versions(self, record: Model | Agent, field: str) -> list[tuple[Source, str]]:
        versions = await self.account.archive.versions.of(record.id, field)
        return [(version.source, version.note) for version in versions]


@asynccontextmanager
async def saving_desk(
    folder: Path, *, size: tuple[int, int] = (160, 45), read_only: bool = False
) -> AsyncGenerator[SavingDesk]:
    """Open the console with something to save."""
    async with opened(folder, size=size, read_only=read_only, history=0) as console:
        yield SavingDesk(console)
