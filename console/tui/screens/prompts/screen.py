"""The list of prompts, and beside it the one under the cursor at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from console.actions.action import Place, Situation
from console.actions.saving.plan import Kind
from console.api.records.model import Model
from console.archive.errors import ArchiveError
from console.text import clean
from console.tui.navigation import Destination, Go, Jump
from console.tui.nothing_yet import NothingYet
from console.tui.screens.directory_screen import DirectoryScreen
from console.tui.screens.prompts.columns import PromptColumns
from console.tui.screens.prompts.glance import Glance, glance_page
from console.tui.screens.prompts.jumps import jumps_of_model
from console.tui.screens.prompts.view import PROMPTS, PromptsView, name_of
from console.tui.widgets.line import Line
from console.tui.widgets.live_table.table import LiveTable
from console.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult

    from console.archive.versions import Version
    from console.live.changes import Change
    from console.opened import OpenAccount
    from console.tui.surroundings import Surroundings


class PromptsScreen(DirectoryScreen[Model]):
    """One line for each model, whose prompt is what people come for."""

    PLACE = Place.PROMPTS
    LANGUAGE = PROMPTS
    AUTO_FOCUS = "#records"
    NONE_YET = NothingYet(
        "No prompts yet.", ((Place.AGENTS, "goes to the agents: each brings a prompt of its own"),)
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "other_pane", "Glance", show=False)]

    def __init__(self, account: OpenAccount, surroundings: Surroundings) -> None:
        self.view = PromptsView(account.session)
        self._versions: dict[str, Sequence[Version]] = {}
        self._glance: Glance | None = None
        columns = PromptColumns(
            self.view, surroundings.glyphs, surroundings.zone, account.server_now
        )
        super().__init__(
            account,
            surroundings,
            account.session.models,
            wide=columns.wide(),
            narrow=columns.narrow(),
            order=lambda model: name_of(model).casefold(),
        )

    def compose_body(self) -> ComposeResult:
        """The list, and what is under the cursor where there is room for it."""
        yield self.table
        with Vertical(id="beside"):
            yield Reader(glyphs=self.surroundings.glyphs, id="glance")

    # What comes from the account

    def follow_account(self) -> None:
        """Begin to hear of models, of who uses them, and of the day's calls."""
        session = self.account.session
        self.view.look()
        super().follow_account()
        session.agents.on_change.add(self._hear_of_others)
        session.numbers.on_change.add(self._hear_of_others)
        session.day.on_change.add(self._hear_of_others)
        session.day.attend()
        self._read_drafts()

    def _hear_of_others(self, _: object) -> None:
        if self.is_current:
            self.call_later(self.look_at_all)

    def look_at_all(self) -> None:
        """Take in what the columns show besides the models themselves."""
        self.view.look()
        self.redraw_rows(self._directory.records)

    def _take(self, change: Change) -> None:
        super()._take(change)
        self._show_figures()
        self._show_glance()

    def tick(self) -> None:
        """Ages, and the calls that have begun and ended."""
        self.view.look()
        super().tick()
        self._show_figures()
        self._show_glance()

    def on_screen_resume(self) -> None:
        """Catch up, also with the drafts that the editor has left."""
        self.look_at_all()
        self._read_drafts()

    @work(exclusive=True, group="drafts", exit_on_error=False)
    async def _read_drafts(self) -> None:
        try:
            self.view.drafts = await self.account.archive.drafts.all()
        except ArchiveError as error:
            self.say(str(error), trouble=True)
        else:
            self._versions.clear()
            self._read_versions()
            self.look_at_all()

    @work(exclusive=True, group="versions", exit_on_error=False)
    async def _read_versions(self) -> None:
        """The history of the prompt under the cursor, once while the screen is in front."""
        model = self._under_cursor()
        if model is None or model.id in self._versions:
            return
        try:
            versions = await self.account.archive.versions.of(model.id, "system_prompt")
        except ArchiveError:
            versions = ()
        self._versions[model.id] = versions
        self._show_glance()

    # What is drawn

    def fields(self, record: Model) -> Mapping[str, str]:
        """What the filter can ask of a model."""
        return self.view.fields(record)

    def values(self) -> Mapping[str, Sequence[str]]:
        """The names there are."""
        models = self._directory.records.values()
        agents = {name_of(a) for model in models for a in self.view.use(model).agents}
        return {
            "name": sorted({f'"{name_of(model)}"' for model in models}),
            "provider": sorted({model.provider for model in models if model.provider}),
            "model": sorted({model.model for model in models if model.model}),
            "agent": [f'"{name}"' for name in sorted(agents)],
            "draft": ("yes", "no"),
        }

    def situation(self) -> Situation:
        """The marked ones, else the one under the cursor."""
        return Situation(
            models=self.chosen,
            under=self.under,
            rows=len(self.chosen),
            marked=bool(self.table.marked),
            read_only=self.account.profile.read_only,
        )

    def jumps(self) -> Sequence[Jump]:
        """The agents of the prompt under the cursor, and the draft of one that is gone."""
        model = self._under_cursor()
        to_agents = jumps_of_model(model, self.view.use(model).agents) if model else ()
        return (*to_agents, *self._to_orphan())

    def _to_orphan(self) -> Sequence[Jump]:
        """The way to the text of a model that the server does not know any more."""
        if self.freshness().last_good is None:
            return ()
        for record_id, draft in self.view.drafts.items():
            if draft.kind == Kind.MODEL and record_id not in self._directory.records:
                name = clean(draft.base_raw.get("name") or record_id)
                to_draft = Destination(Place.PROMPT, record_id)
                return (Jump("D", "The draft of a deleted prompt", name, to_draft),)
        return ()

    def _show_figures(self) -> None:
        models = self._directory.records.values()
        if not models:
            self.query_one("#figures", Line).show(Content())
            return
        used = sum(bool(self.view.use(model).agents) for model in models)
        live = sum(self.view.use(model).live for model in models)
        kept = sum(self.view.draft(model) is not None for model in models)
        glyphs = self.surroundings.glyphs
        parts = [Content(f"{len(models):,} prompts"), Content(f"{used:,} in use")]
        if live:
            parts.append(Content.styled(f"{glyphs.talking} {live:,} live calls", "$success"))
        if kept:
            words = "unsaved" if kept > 1 else "unsaved, kept as a draft"
            parts.append(Content.styled(f"{glyphs.draft} {kept} {words}", "$accent"))
        if self._to_orphan():
            parts.append(Content.styled(f"{glyphs.draft} of a deleted prompt: g D", "$accent"))
        self.query_one("#figures", Line).show(Content(" ") + Content("   ").join(parts))

    def _show_glance(self) -> None:
        model = self._under_cursor()
        glance = model and Glance(
            model,
            self.view.use(model),
            self.view.figures(model),
            self.view.draft(model),
            self._versions.get(model.id),
        )
        if glance == self._glance:
            return
        before, self._glance = self._glance, glance
        reader, surroundings = self.query_one("#glance", Reader), self.surroundings
        if glance is None:
            reader.open(lambda _: ())
            return
        same = before is not None and before.model.id == glance.model.id
        (reader.show if same else reader.open)(
            lambda width: glance_page(
                glance,
                width,
                glyphs=surroundings.glyphs,
                now=self.account.server_now(),
                zone=surroundings.zone,
            )
        )

    def _under_cursor(self) -> Model | None:
        return self._directory.records.get(self.table.cursor_id or "")

    # What the operator does

    @on(LiveTable.Highlighted)
    def _move(self) -> None:
        self._show_glance()
        self._read_versions()
        self.show_status()

    @on(LiveTable.Selected)
    def _select(self) -> None:
        self.action_perform("edit_prompt")

    def action_other_pane(self) -> None:
        """Go from the list to what stands beside it, or back."""
        reader = self.query_one("#glance", Reader)
        if self.focused is self.table and self.query_one("#beside").display:
            reader.focus()
        else:
            self.table.focus()

    def do_edit_prompt(self, _: str = "") -> None:
        """Go to the editor of the one under the cursor."""
        record = self.under
        if record is None:
            return
        self.post_message(Go(Destination(Place.PROMPT, record.id)))
