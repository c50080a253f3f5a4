"""Saving: read again, compare, merge, ask, send once, and tell what became of it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from console.actions.forms.labels import label
from console.actions.journal import JournalError
from console.actions.saving.changes import listed, name_of, names_of, sentence
from console.actions.saving.editing import Differs, Overtaken, Saved, Unsure
from console.actions.saving.parts import known_names, named, parts_of, shown
from console.actions.saving.plan import ABSENT
from console.api.errors import ApiError, Trouble
from console.api.fields import members
from console.archive.errors import ArchiveError
from console.archive.versions import Source
from console.tui.dialogs.menu import Choice, Menu
from console.tui.saving.dialog import Answer, Left, SaveDialog
from console.tui.saving.edit import Edit, Outcome
from console.tui.saving.merge_screen import MergeScreen
from console.tui.saving.merging import Settled, TextConflict, settle
from console.tui.saving.questions import Asked, save_question, unsure_question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from console.actions.calls import Refused
    from console.actions.saving.plan import FieldConflict, Place, SavePlan
    from console.api.records.agent import Agent
    from console.api.records.model import Model
    from console.opened import OpenAccount
    from console.tui.action_screen import ActionScreen
    from console.tui.saving.dialog import Question
    from console.tui.surroundings import Surroundings

    Records: TypeAlias = Mapping[str, Model | Agent]

_KEPT = "Your changes are kept here."


class Saving:
    """The saves of one account, each with its dialog."""

    def __init__(self, account: OpenAccount, surroundings: Surroundings) -> None:
        self._account = account
        self._surroundings = surroundings

    async def save(
        self,
        screen: ActionScreen,
        edits: Sequence[Edit],
        *,
        source: Source = Source.SAVED,
        note: str = "",
        names: Mapping[str, str] | None = None,
    ) -> Outcome:
        """Save what was edited, if the person says so. To be awaited in a worker of the screen.

        Args:
            screen: the screen that the dialog lies over.
            edits: what was changed, one for each record.
            source: `RESTORED` if an older version is put back.
            note: what the history's note says before the person types.
            names: what tools, voices and other records are called that only the screen knows.
        """
        if self._account.profile.read_only:
            words = f"This profile is read-only: nothing was sent. {_KEPT}"
            return Outcome(left=tuple(edits), words=words, trouble=True)
        dialog = SaveDialog(
            f"Save {names_of([edit.opened for edit in edits])}?", self._surroundings, note=note
        )
        await screen.app.push_screen(dialog)
        try:
            save = _Save(self._account, self._surroundings, dialog, source, names)
            return await save.run(edits)
        finally:
            dialog.close()


class _Save:
    """One save, from its first reading to its outcome."""

    def __init__(
        self,
        account: OpenAccount,
        surroundings: Surroundings,
        dialog: SaveDialog,
        source: Source,
        names: Mapping[str, str] | None,
    ) -> None:
        self._account = account
        self._clock = surroundings.clock
        self._surroundings = surroundings
        self._dialog = dialog
        self._source = source
        self._names = known_names(account.session, names)
        self._left: dict[str, Edit] = {}
        self._saved: dict[str, Model | Agent] = {}
        self._read_at = 0.0
        self._plans: dict[str, SavePlan] = {}
        self._merged: dict[str, tuple[TextConflict, ...]] = {}
        self._decided: set[str] = set()
        self._overtaken = False
        self._saved_words = "Saved and read back."

    async def run(self, edits: Sequence[Edit]) -> Outcome:
        """Save until everything is saved, or something or somebody stands against it."""
        self._left = {edit.record_id: edit for edit in edits}
        try:
            there = await self._dialog.reading("Reading what the server has now…", self._read())
            return await self._from(there)
        except Left:
            return self._outcome(f"Not saved. {_KEPT}")
        except ApiError as error:
            gone = error.kind is Trouble.NOT_FOUND
            why = "it is not on the server any more." if gone else error.words
            return self._outcome(f"Not saved: {sentence(why)} {_KEPT}", trouble=True)
        except JournalError as error:
            return self._outcome(f"Nothing was sent. {sentence(str(error))} {_KEPT}", trouble=True)

    async def _from(self, there: Records) -> Outcome:
        """Go on with the records as the server has them; again when it has others meanwhile."""
        while True:
            await self._decide(await self._dialog.reading("Comparing…", self._settle(there)))
            if outcome := await self._ask(there):
                return outcome
            sent = await self._send()
            if isinstance(sent, Outcome):
                return sent
            self._overtaken = True
            there = {**there, sent.id: sent}
            self._read_at = self._clock.monotonic()

    # Reading and deciding

    async def _read(self) -> Records:
        editing = self._account.editing
        edits = self._left.values()
        records = await asyncio.gather(*(editing.reread(e.kind, e.record_id) for e in edits))
        self._read_at = self._clock.monotonic()
        return {record.id: record for record in records}

    async def _settle(self, there: Records) -> list[Settled]:
        plan = self._account.editing.plan
        plans = [
            plan(edit.kind, edit.opened, edit.fields, there[edit.record_id].raw)
            for edit in self._left.values()
        ]
        return await asyncio.to_thread(lambda: [settle(each) for each in plans])

    async def _decide(self, settled: Sequence[Settled]) -> None:
        """Let the person decide what does not merge by itself.

        Raises:
            Left: the person has left; what was decided before is kept.
        """
        self._plans, self._merged = {}, {}
        for each in settled:
            record_id = each.plan.record_id
            self._plans[record_id] = each.plan
            self._merged[record_id] = each.merged
            for conflict in each.torn:
                await self._merge(record_id, conflict)
            for conflict in each.values:
                await self._choose(record_id, conflict)

    async def _merge(self, record_id: str, conflict: TextConflict) -> None:
        title = f"{name_of(self._plans[record_id].now)} · {self._label(record_id, conflict)}"
        screen = MergeScreen(title, conflict, self._surroundings)
        text = await self._dialog.give_way(screen)
        if text is None:
            raise Left
        self._resolve(record_id, conflict.place, text)

    async def _choose(self, record_id: str, conflict: FieldConflict) -> None:
        def words(value: object) -> str:
            return shown(named(value, conflict.place, self._names), brief=True)

        choices = (
            Choice("ours", "y", "Yours", words(conflict.ours)),
            Choice("theirs", "s", "The server's", words(conflict.theirs)),
            Choice("opened", "o", "As you opened it", words(conflict.opened)),
        )
        name = name_of(self._plans[record_id].now)
        field = self._label(record_id, conflict)
        title = f"“{name}”: somebody else changed the {field} meanwhile"
        chosen = await self._dialog.give_way(Menu(title, choices))
        if chosen is None:
            raise Left
        self._resolve(record_id, conflict.place, getattr(conflict, chosen))

    def _label(self, record_id: str, conflict: FieldConflict | TextConflict) -> str:
        return label(self._plans[record_id].kind, *conflict.place)

    def _resolve(self, record_id: str, place: Place, value: object) -> None:
        """Take a decision into the plan, and into what is left if it comes to that."""
        plan, edit = self._plans[record_id], self._left[record_id]
        self._plans[record_id] = plan.resolved({place: value})
        field, key = place
        theirs = plan.now.get(field, ABSENT)
        if key is not None:
            theirs = members(theirs).get(key, ABSENT)
        self._left[record_id] = edit.decided(place, theirs, value)
        self._decided.add(record_id)

    # Asking

    async def _ask(self, there: Records) -> Outcome | None:
        """Ask whether to save; with nothing to save there is an outcome already.

        Raises:
            Left: the person said no.
        """
        while True:
            for record_id, plan in self._plans.items():
                if not plan.changed:
                    await self._keep(there[record_id])
            if not self._pending:
                return self._outcome("The server has this already.")
            answer = await self._dialog.ask(await self._question())
            if answer is Answer.NO:
                raise Left
            if answer is Answer.YES:
                return None
            await self._look_at_all()

    @property
    def _pending(self) -> list[SavePlan]:
        return [self._plans[record_id] for record_id in self._left]

    async def _question(self) -> Question:
        asked = [
            Asked(plan, self._left[record_id], self._merged[record_id], record_id in self._decided)
            for record_id, plan in self._plans.items()
            if record_id in self._left
        ]
        return replace(
            save_question(asked, self._surroundings.glyphs, overtaken=self._overtaken),
            parts=await asyncio.to_thread(parts_of, self._pending, self._names),
            read_at=self._read_at,
        )

    async def _look_at_all(self) -> None:
        """Show all three of texts that merged by themselves; the person may merge otherwise."""
        for record_id, merged in self._merged.items():
            for conflict in merged:
                with suppress(Left):
                    await self._merge(record_id, conflict)

    # Sending

    async def _send(self) -> Outcome | Model | Agent:
        """Send one plan after the other.

        Returns:
            The outcome, or the record with which somebody was quicker.
        """
        for plan in self._pending:
            words = f"Saving {name_of(plan.now)}…"
            save = self._account.editing.save
            saving = save(plan, source=self._source, note=self._dialog.note)
            result = await self._dialog.sending(words, saving)
            while isinstance(result, Unsure):
                if await self._ask_whether(plan, result) is not Answer.YES:
                    return self._outcome(
                        "Nobody knows whether it was saved: the answer was lost. "
                        f"{_KEPT} Saving again looks first.",
                        trouble=True,
                    )
                result = await self._dialog.sending("Looking again…", result.again())
            if isinstance(result, Overtaken):
                return result.record
            if outcome := await self._take(plan, result):
                return outcome
        return self._outcome(self._saved_words)

    async def _ask_whether(self, plan: SavePlan, unsure: Unsure) -> Answer:
        return await self._dialog.ask(unsure_question(unsure, name_of(plan.now)))

    async def _take(self, plan: SavePlan, result: Saved | Differs | Refused) -> Outcome | None:
        """Take in what became of one plan; an outcome ends the whole."""
        if isinstance(result, Saved):
            await self._keep(result.record)
            if not result.read_back:
                self._saved_words = "Saved, but it could not be read back."
            return None
        edit = self._left[plan.record_id]
        if isinstance(result, Differs):
            self._left[plan.record_id] = Edit(
                plan.kind, result.record.raw, {name: plan.changed[name] for name in result.fields}
            )
            fields = listed([label(plan.kind, name) for name in result.fields])
            words = f"Saved, but the server has made something else of the {fields}. {_KEPT}"
            return self._outcome(words, trouble=True)
        return replace(
            self._outcome(f"Not saved: {sentence(result.error.words)} {_KEPT}", trouble=True),
            problems={edit.record_id: result.error.fields} if result.error.fields else {},
        )

    async def _keep(self, record: Model | Agent) -> None:
        """Count a record as saved: its draft is not needed any more."""
        self._saved[record.id] = record
        if self._left.pop(record.id, None):
            with suppress(ArchiveError):
                await self._account.archive.drafts.drop(record.id)

    # Telling

    def _outcome(self, words: str, *, trouble: bool = False) -> Outcome:
        if self._saved and self._left:
            saved = names_of([record.raw for record in self._saved.values()])
            left = names_of([edit.opened for edit in self._left.values()])
            words = f"{saved} saved, {left} not. {words}"
        return Outcome(self._saved, tuple(self._left.values()), {}, words, trouble)
