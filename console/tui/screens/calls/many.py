"""What an operator does to many calls at once, from any screen that lists calls."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING

from textual import work
from textual.content import Content

from console.actions.export.calls import Source
from console.actions.journal import JournalError
from console.actions.outcomes import LONGEST, Correction, Standing, change_words, labels
from console.api.vocabulary import is_terminal, normal
from console.archive.errors import ArchiveError
from console.insight.endings import outcome_words
from console.insight.phone import display, other_side
from console.session import USAGE
from console.text import clean
from console.tui.action_screen import ActionScreen
from console.tui.dialogs.confirm import Confirm
from console.tui.dialogs.notice import Notice
from console.tui.dialogs.pick import Pick, PickOption
from console.tui.dialogs.series import Series

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable, Sequence

    from console.actions.redial.prospects import Prospects
    from console.api.records.call import Call
    from console.opened import OpenAccount
    from console.tui.glyphs import Glyphs
    from console.tui.surroundings import Surroundings


class ActingOnMany(ActionScreen):
    """The actions on many calls; their screen says which those are."""

    account: OpenAccount
    surroundings: Surroundings

    # What a screen says

    async def chosen_calls(self) -> Sequence[Call]:
        """The calls to act on.

        Raises:
            ArchiveError: they could not be read.
        """
        return self.situation().calls

    def acted_on(self, call_ids: Iterable[str]) -> None:
        """Take note of calls for which an action was done, so that no mark is left on them."""

    async def calls_to_export(self) -> Source:
        """The calls to write down.

        Raises:
            ArchiveError: they could not be read.
        """
        what = "marked" if self.situation().marked else ""
        return Source.of(await self.chosen_calls(), what)

    # Redialling

    @work(exclusive=True, group="many", exit_on_error=False)
    async def do_redial_many(self, _: str = "") -> None:
        """Show whom to call again and at which pace, then begin; or what goes on already."""
        account = self.account
        if account.redialling.run is not None:
            self.action_perform("show_redialling")
            return
        from console.tui.dialogs.redial_looking import RedialLooking

        looking = RedialLooking(self._look_into_the_chosen)
        prospects = await self.app.push_screen_wait(looking)
        if prospects is None:
            return
        if isinstance(prospects, ArchiveError):
            self.say(f"What was since cannot be told. {prospects}", trouble=True)
            return
        if not prospects.calls:
            self.say("There is no call to redial.", trouble=True)
            return
        usage = account.session.usage.records.get(USAGE)
        from console.tui.dialogs.redial_many import RedialMany

        dialog = RedialMany(
            prospects,
            agent=self._name_of_agent,
            now=account.server_now,
            left_today=usage.calls_remaining_today if usage else None,
            glyphs=self.surroundings.glyphs,
        )
        order = await self.app.push_screen_wait(dialog)
        if order is None:
            return
        account.redialling.begin(order.plan, order.pace, prospects.catalogue)
        self.acted_on(again.call.id for again in order.plan.to_dial)
        self.action_perform("show_redialling")

    async def _look_into_the_chosen(self) -> Prospects:
        account = self.account
        calls = await self.chosen_calls()
        await account.diagnoses.load_catalogue()
        from console.actions.redial.prospects import look_into

        return await look_into(
            calls,
            board=[row.call for row in account.session.board.rows.values()],
            archive=account.archive.calls,
            catalogue=account.diagnoses.rules.catalogue,
        )

    # Outcomes

    @work(exclusive=True, group="many", exit_on_error=False)
    async def do_set_outcome(self, outcome: str = "") -> None:
        """Choose what came of the calls, and set it one after the other."""
        try:
            chosen = await self.chosen_calls()
        except ArchiveError as error:
            self.say(str(error), trouble=True)
            return
        calls = [call for call in chosen if is_terminal(call.status)]
        if not calls:
            self.say("There is no call that has ended.", trouble=True)
            return
        wanted = outcome.strip() or await self.app.push_screen_wait(self._outcomes_of(calls))
        if not wanted:
            return
        if len(wanted) > LONGEST:
            self.say(f"An outcome has {LONGEST} characters at most.", trouble=True)
            return
        live = len(chosen) - len(calls)
        question = _question(calls, wanted, live, self.surroundings.glyphs)
        if len(chosen) > 1 and not await self.app.push_screen_wait(question):
            return
        await self._correct(calls, wanted)

    async def _correct(self, calls: Sequence[Call], outcome: str) -> None:
        done: list[Correction] = []
        trouble = ""

        async def correcting() -> AsyncGenerator[int]:
            nonlocal trouble
            try:
                async for each in self.account.outcomes.correct((c.id for c in calls), outcome):
                    done.append(each)
                    yield len(done)
            except JournalError as error:
                trouble = str(error)

        if len(calls) == 1:
            async for _ in correcting():
                pass
        else:
            title = f"Setting “{clean(outcome)}”"
            await self.app.push_screen_wait(Series(title, len(calls), "calls", correcting()))
        self.acted_on(each.call_id for each in done if each.standing is Standing.DONE)
        self._tell_of(calls, outcome, done, trouble)

    def _tell_of(
        self, calls: Sequence[Call], outcome: str, done: Sequence[Correction], trouble: str
    ) -> None:
        """Say what came of it; where some were not corrected, how it stands with each of them."""
        known = {each.call_id: each for each in done}
        stand = [known.get(call.id, Correction(call.id, Standing.NOT_SENT)) for call in calls]
        failed = [each for each in stand if each.standing is not Standing.DONE]
        if not failed:
            what = _side(calls[0]) if len(calls) == 1 else f"{len(calls)} calls"
            self.say(f"{what}: “{clean(outcome)}”.")
        elif len(calls) == 1:
            self.say(f"Not corrected: {trouble or failed[0].words}", trouble=True)
        else:
            sides = {call.id: _side(call) for call in calls}
            lines = [
                f"{sides[each.call_id]}  {each.standing}  {each.words}".rstrip() for each in failed
            ]
            title = f"{len(calls) - len(failed)} of {len(calls)} corrected"
            self.app.push_screen(Notice(title, [*filter(None, (trouble,)), *lines]))

    def _outcomes_of(self, calls: Sequence[Call]) -> Pick:
        """The choice of what came of calls."""
        one = len(calls) == 1
        now = outcome_words(calls[0]) if one else ""
        names = labels(self.account.session.outcomes.records.values())
        options = [
            PickOption(name, name, "now" if now and normal(name) == normal(now) else "")
            for name in names
        ]
        title = f"What came of {_side(calls[0]) if one else f'{len(calls)} calls'}?"
        return Pick(title, options, chosen=now, free="as you typed it")

    # Taking away

    @work(exclusive=True, group="many", exit_on_error=False)
    async def do_export_calls(self, _: str = "") -> None:
        """Show the calls as they would be written down, to be copied or written to a file."""
        from console.tui.dialogs.calls_export import SHOWN, CallsExport

        try:
            await self.account.diagnoses.load_catalogue()
            source = await self.calls_to_export()
            async with aclosing(source.pages()) as pages:
                first = (await anext(pages, ()))[:SHOWN]
        except ArchiveError as error:
            self.say(str(error), trouble=True)
            return
        if not first:
            self.say("There is no call to export.", trouble=True)
            return
        agents = self.account.session.agents.records.values()
        names = {agent.id: agent.name or "" for agent in agents}
        surroundings = self.surroundings
        self.app.push_screen(
            CallsExport(
                source,
                first,
                agents=names,
                catalogue=self.account.diagnoses.rules.catalogue,
                now=self.account.server_now().astimezone(surroundings.zone),
                glyphs=surroundings.glyphs,
            )
        )

    # Words

    def _name_of_agent(self, call: Call) -> str:
        agent = self.account.session.agents.records.get(call.agent_id or "")
        return (agent and agent.name) or call.agent_id or "–"


def _side(call: Call) -> str:
    """Who was on a call, by the number."""
    number = other_side(call)
    return display(number) if number else "web call"


def _question(calls: Sequence[Call], outcome: str, live: int, glyphs: Glyphs) -> Confirm:
    """The question before calls are corrected; so many others are live and left out."""
    what = "1 call" if len(calls) == 1 else f"{len(calls)} calls"
    still = "1 call is" if live == 1 else f"{live} calls are"
    left_out = f" {still} live and left out." if live else ""
    lines = [
        Content.assemble(
            (_side(call), "bold"), (f"  {change_words(call, outcome, glyphs.arrow_out)}", "$muted")
        )
        for call in calls
    ]
    return Confirm(
        f"Set the outcome of {what} to “{clean(outcome)}”?",
        yes=f"Set {len(calls)}",
        named=lines,
        consequence=f"What the analysis says of them is replaced.{left_out}",
    )
