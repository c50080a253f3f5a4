"""What stands beside a prompt: checks, settings, first messages, and the call it was tried on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from console.actions.forms.prompt_form import KNOWLEDGE_BASES, TOOLS
from console.api.errors import ApiError
from console.live.budget import Priority
from console.tui.screens.prompts.checks import ChecksPane
from console.tui.screens.prompts.greetings_pane import GreetingsPane
from console.tui.screens.prompts.settings_pane import SettingsPane
from console.tui.screens.prompts.toggles import Toggle
from console.tui.screens.prompts.trying import TriedCall
from console.tui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual.app import ComposeResult

    from console.actions.forms.field_spec import FieldSpec
    from console.api.records.knowledge_base import KnowledgeBase
    from console.api.records.tool import Tool
    from console.opened import OpenAccount
    from console.tui.surroundings import Surroundings

TALL = 36
"""Lines of a screen that has room for everything under each other."""


class Side(Vertical):
    """A column beside the prompt, or a page of its own where there is no room for one.

    Attributes:
        checks, settings, greetings, tried: what stands in it, from the top.
    """

    def __init__(self, account: OpenAccount, surroundings: Surroundings) -> None:
        super().__init__(id="side")
        self._account = account
        glyphs = surroundings.glyphs
        self.checks = ChecksPane(surroundings, id="checks")
        self.settings = SettingsPane(glyphs, id="settings")
        self.greetings = GreetingsPane(glyphs, id="greetings")
        self.tried = TriedCall(account, surroundings, id="tried")
        self._shows_tried = False

    def compose(self) -> ComposeResult:
        """Each part under its title."""
        with VerticalScroll(can_focus=False):
            yield Line(id="checks-title", classes="side-title")
            yield self.checks
            yield Line(id="settings-title", classes="side-title")
            yield self.settings
            yield Line(id="greetings-title", classes="side-title")
            yield self.greetings
        yield self.tried

    def on_mount(self) -> None:
        """Read what tools and knowledge bases are called; no call was tried yet."""
        for name, words in (
            ("checks", "CHECKS"),
            ("settings", "SETTINGS"),
            ("greetings", "FIRST MESSAGES"),
        ):
            title = Content.styled(words, "bold $muted")
            self.query_one(f"#{name}-title", Line).show(title)
        self.make_room()
        self._read_names()

    @on(TriedCall.Began)
    def show_tried(self) -> None:
        """Show the call that was tried."""
        self._shows_tried = self.tried.was_started
        self.make_room()

    @on(TriedCall.Closed)
    def _hide_tried(self) -> None:
        self._shows_tried = False
        self.make_room()

    @on(TriedCall.Ended)
    def make_room(self) -> None:
        """Where there is little, the call gives way to what else has the cursor here."""
        focused = self.screen.focused
        around = focused.ancestors if focused else ()
        is_elsewhere = self in around and self.tried not in around
        is_cramped = self.screen.size.height < TALL or self.has_class("-page")
        gives_way = is_cramped and is_elsewhere
        self.tried.set_class(gives_way, "-small")
        self.tried.display = self._shows_tried and not (gives_way and self.tried.has_ended)

    def on_descendant_focus(self) -> None:
        """The cursor is elsewhere now, perhaps."""
        self.make_room()

    @work(exclusive=True, group="names", exit_on_error=False)
    async def _read_names(self) -> None:
        client = self._account.session.client
        await self._read(TOOLS, client.tools.list, "No tool exists yet.")
        await self._read(
            KNOWLEDGE_BASES, client.knowledge_bases.list, "No knowledge base exists yet."
        )

    async def _read(
        self,
        spec: FieldSpec,
        ask: Callable[[], Awaitable[Sequence[Tool | KnowledgeBase]]],
        nothing: str,
    ) -> None:
        """Read the records that a list of the settings may hold."""
        try:
            answer = await self._account.session.link.ask(ask, Priority.ASKED)
        except ApiError as error:
            self.settings.know(spec, (), f"Their names could not be read: {error.words}")
            return
        records = sorted(answer.value, key=lambda record: (record.name or record.id).casefold())
        self.settings.know(
            spec, [Toggle(each.id, each.name or each.id, _note(each)) for each in records], nothing
        )


def _note(record: Tool | KnowledgeBase) -> str:
    """Of what kind a tool is, or how a knowledge base stands."""
    return str(getattr(record, "type", None) or getattr(record, "status", None) or "")
