"""What is being edited: a model, and the first messages of the agents that use it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from console.actions.forms.agent_form import AgentForm
from console.actions.forms.given import agents_with
from console.actions.forms.prompt_form import FIRST_MESSAGE, PROMPT, PromptForm
from console.actions.saving.plan import Kind
from console.actions.saving.trial import Trial
from console.api.records.model import Model
from console.text import clean
from console.tui.draft_keeper import DraftKeeper
from console.tui.saving.edit import Edit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from console.api.records.agent import Agent
    from console.archive.drafts import Draft
    from console.opened import OpenAccount
    from console.tui.draft_keeper import Changes
    from console.tui.saving.edit import Outcome
    from console.tui.surroundings import Surroundings

_GREETING = FIRST_MESSAGE.path


class Desk:
    """Holds what is entered, keeps it as drafts, and takes in what the server has.

    Attributes:
        model_id: which model it is.
        form: its settings and prompt; `None` until the model is known.
        greetings: the agents that use it, by id, of which the first message is edited here.
        there: the model as the server has it, as far as it was read since; `None` if as opened.
        gone: whether the server knows the model no longer.
    """

    def __init__(
        self,
        model_id: str,
        account: OpenAccount,
        surroundings: Surroundings,
        on_trouble: Callable[[str], None],
    ) -> None:
        self.model_id = model_id
        self.form: PromptForm | None = None
        self.greetings: dict[str, AgentForm] = {}
        self.there: Mapping[str, Any] | None = None
        self.gone = False
        self._account = account
        self._clock = surroundings.clock
        self._on_trouble = on_trouble
        self._keepers: dict[str, DraftKeeper] = {}
        self._looked_for: frozenset[str] = frozenset()

    # Beginning

    async def drafts(self) -> dict[str, Draft]:
        """The drafts that earlier editing has left, by record: the model's, and first messages.

        Each is told once; asked again, those of agents that were not known before.
        """
        ids = {self.model_id, *(agent.id for agent in self.agents)} - self._looked_for
        self._looked_for |= ids
        found = {each: await self._keeper(each).found() for each in ids}
        return {
            record_id: draft
            for record_id, draft in found.items()
            if draft is not None and (record_id == self.model_id or _GREETING[0] in draft.edited)
        }

    def begin(self, drafts: Mapping[str, Draft]) -> None:
        """Begin with what the session knows, and with drafts that are taken up."""
        model = self._account.session.models.records.get(self.model_id)
        if draft := drafts.get(self.model_id):
            self.form = PromptForm(draft.base_raw, draft.edited)
        elif model is not None:
            self.form = PromptForm(model.raw)
        for agent in self.agents:
            draft = drafts.get(agent.id)
            self.greetings[agent.id] = (
                AgentForm(draft.base_raw, draft.edited) if draft else AgentForm(agent.raw)
            )

    def take_up(self, drafts: Mapping[str, Draft]) -> None:
        """Go on with drafts of first messages, but for those that were typed anew meanwhile."""
        for agent_id, draft in drafts.items():
            form = self.greetings.get(agent_id)
            if form is not None and not form.is_changed(FIRST_MESSAGE):
                self.greetings[agent_id] = AgentForm(draft.base_raw, draft.edited)

    async def forget(self, drafts: Mapping[str, Draft]) -> None:
        """Drop drafts; what an agent's draft has besides its first message stays."""
        for record_id, draft in drafts.items():
            others = {name: v for name, v in draft.edited.items() if name != _GREETING[0]}
            if record_id == self.model_id or not others:
                await self._keeper(record_id).drop()
            else:
                kept = replace(draft, edited=others, at=self._clock.now())
                await self._account.archive.drafts.keep(record_id, kept)

    @property
    def agents(self) -> tuple[Agent, ...]:
        """The agents that use the model, by name."""
        return agents_with(self._account.session, self.model_id)

    @property
    def names(self) -> dict[str, str]:
        """What the agents are called, by id; of two with one name, the later with its id."""
        names: dict[str, str] = {}
        for agent_id, form in self.greetings.items():
            name = clean(form.opened.get("name") or agent_id)
            names[agent_id] = f"{name} ({agent_id})" if name in names.values() else name
        return names

    # What is entered

    def enter_greeting(self, agent_id: str, text: str) -> None:
        """Take what was typed as an agent's first message."""
        if form := self.greetings.get(agent_id):
            form.enter(FIRST_MESSAGE, text)
            self.changed(agent_id)

    def changed(self, record_id: str) -> None:
        """Something of a record is entered: its draft follows."""
        self._keeper(record_id).changed()

    @property
    def first_messages(self) -> dict[str, str]:
        """The first messages as they stand, by agent id."""
        return {
            agent_id: str(form.entry(FIRST_MESSAGE) or "")
            for agent_id, form in self.greetings.items()
        }

    @property
    def changed_greetings(self) -> tuple[str, ...]:
        """The agents whose first message is another than the server had."""
        return tuple(
            agent_id for agent_id, form in self.greetings.items() if form.is_changed(FIRST_MESSAGE)
        )

    @property
    def unsaved(self) -> tuple[str, ...]:
        """What is changed, in words; empty when nothing is."""
        settings = [spec.label.lower() for spec in self.form.changed] if self.form else []
        names = self.names
        return (
            *sorted(settings, key=lambda label: label != PROMPT.label.lower()),
            *(f"first message of {names[each]}" for each in self.changed_greetings),
        )

    def edits(self) -> list[Edit]:
        """What there is to save.

        Raises:
            ValueError: something that is entered cannot be sent; see the form's `unsendable`.
        """
        edits: list[Edit] = []
        if self.form is not None and (fields := self.form.fields()):
            edits.append(Edit(Kind.MODEL, self.form.opened, fields))
        for agent_id in self.changed_greetings:
            form = self.greetings[agent_id]
            fields = {_GREETING[0]: form.entry(FIRST_MESSAGE) or None}
            edits.append(Edit(Kind.AGENT, form.opened, fields))
        return edits

    def trial(self) -> Trial:
        """What is unsaved, to be tried on a call."""
        messages = self.first_messages
        fields: dict[str, Any] = self.form.fields() if self.form else {}
        return Trial(
            self.model_id,
            system_prompt=fields.get("system_prompt"),
            model=fields.get("model"),
            temperature=fields.get("temperature"),
            first_messages={each: messages[each] for each in self.changed_greetings},
        )

    # What the server has

    @property
    def changed_there(self) -> bool:
        """Whether the server has something else than what was opened, and than what is entered."""
        form, there = self.form, self.there
        return form is not None and there is not None and bool(form.overtaken(there))

    @property
    def changed_there_at(self) -> datetime | None:
        """When the server's record was changed, as far as it says."""
        return Model.read(self.there).updated_at if self.there else None

    def meet(self, raw: Mapping[str, Any]) -> bool:
        """Take in the model as the server has it now.

        Returns:
            Whether what is shown is another now: nothing was changed here, and it was there.
        """
        self.gone = False
        form = self.form
        if form is None:
            self.form = PromptForm(raw)
            return True
        if _older(raw, form.opened):
            return False
        self.there = raw
        if form.entries():
            return False
        shown = self.changed_there
        form.saved(raw, {})
        return shown

    def meet_agents(self) -> bool:
        """Take in the agents as the session has them; whether what is shown is another now."""
        agents = {agent.id: agent for agent in self.agents}
        shown = False
        for agent_id in [*self.greetings]:
            form = self.greetings[agent_id]
            if agent_id not in agents and not form.is_changed(FIRST_MESSAGE):
                del self.greetings[agent_id]
                shown = True
        for agent_id, agent in agents.items():
            form = self.greetings.get(agent_id)
            if form is None:
                self.greetings[agent_id] = AgentForm(agent.raw)
                shown = True
            elif not form.entries() and form.opened != agent.raw:
                shown |= form.value_before(FIRST_MESSAGE) != agent.raw.get(_GREETING[0])
                form.saved(agent.raw, {})
        return shown

    def take(self, outcome: Outcome, sent: Mapping[str, Mapping[Any, Any]]) -> list[str]:
        """Go on from what became of a save.

        Args:
            outcome: what became of it.
            sent: what was entered when it was saved, by record; see `RecordForm.entries`.

        Returns:
            What the server holds against fields that are not edited here.
        """
        for edit in outcome.left:
            self._take_left(edit)
        for record_id, record in outcome.saved.items():
            if record_id == self.model_id and self.form is not None:
                self.there = record.raw
                self.form.saved(record.raw, sent[record_id])
            elif form := self.greetings.get(record_id):
                form.saved(record.raw, {_GREETING: sent[record_id].get(_GREETING)})
            self.changed(record_id)
        others: list[str] = []
        for record_id, problems in outcome.problems.items():
            form = self.form if record_id == self.model_id else self.greetings.get(record_id)
            others += form.refuse(problems) if form else [each.words for each in problems]
        return others

    def _take_left(self, edit: Edit) -> None:
        """What was merged is edited from now on; what was not is as it was."""
        if edit.record_id == self.model_id:
            if self.form is None or edit.opened != self.form.opened:
                self.form = PromptForm(edit.opened, edit.fields)
        elif (form := self.greetings.get(edit.record_id)) and edit.opened != form.opened:
            merged = AgentForm(edit.opened, {**form.draft(), **edit.fields})
            self.greetings[edit.record_id] = merged
        self.changed(edit.record_id)

    # Drafts

    async def keep(self) -> bool:
        """Bring all drafts up to date now; true when they are."""
        return all([await keeper.keep() for keeper in self._keepers.values()])

    async def drop(self) -> bool:
        """Take every change back and forget its draft; true when they are forgotten."""
        if self.form is not None:
            for spec in self.form.specs:
                self.form.reset(spec)
            self.changed(self.model_id)
        for agent_id in self.changed_greetings:
            self.greetings[agent_id].reset(FIRST_MESSAGE)
            self.changed(agent_id)
        return await self.keep()

    async def finish(self) -> None:
        """Keep what has not been kept yet; nothing is edited any more."""
        for keeper in self._keepers.values():
            await keeper.finish()

    @property
    def trouble(self) -> str:
        """Why a draft is not on disk; empty when all is well."""
        return next((keeper.trouble for keeper in self._keepers.values() if keeper.trouble), "")

    def _keeper(self, record_id: str) -> DraftKeeper:
        if record_id not in self._keepers:
            kind = Kind.MODEL if record_id == self.model_id else Kind.AGENT
            self._keepers[record_id] = DraftKeeper(
                self._account.archive.drafts,
                kind,
                record_id,
                self._clock,
                lambda: self._changes(record_id),
                on_trouble=self._on_trouble,
            )
        return self._keepers[record_id]

    def _changes(self, record_id: str) -> Changes:
        """What a record's draft is made of; of a model that is gone, its text."""
        if record_id != self.model_id:
            form = self.greetings.get(record_id)
            return (form.opened, form.draft()) if form else ({}, {})
        if self.form is None:
            return {}, {}
        kept = {PROMPT.path[0]: self.form.text} if self.gone else {}
        return self.form.opened, kept | self.form.draft()


def _older(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether a reading is from before another, as far as their times say."""
    at, before = Model.read(one).updated_at, Model.read(other).updated_at
    return at is not None and before is not None and at < before
