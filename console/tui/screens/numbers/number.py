"""One phone number: what people call it, who answers, who takes over, what a caller hears else."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content

from console.actions.action import Place, Situation
from console.actions.calls import Refused
from console.actions.forms.number_form import NumberForm
from console.actions.journal import JournalError
from console.actions.writes import Differs, Done, Overtaken, told
from console.tui.dialogs.menu import Choice, Menu
from console.tui.dialogs.unsaved import Leaving
from console.tui.screens.detail_screen import DetailScreen
from console.tui.screens.numbers.glance import facts_page
from console.tui.screens.numbers.jumps import jumps_of_number
from console.tui.screens.numbers.number_fields import NumberFields
from console.tui.screens.numbers.questions import save_question
from console.tui.screens.numbers.view import NumbersView, shown
from console.tui.widgets.form.entered import Step
from console.tui.widgets.line import Line
from console.tui.widgets.reader import Reader
from console.tui.written import settled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult

    from console.actions.forms.field_entry import Entry
    from console.actions.forms.field_spec import Path
    from console.actions.numbers import Result
    from console.live.changes import Change
    from console.live.freshness import Freshness
    from console.opened import OpenAccount
    from console.tui.navigation import Jump
    from console.tui.surroundings import Surroundings

_NOT_SAVED = "Not saved, but kept here:"


class NumberScreen(DetailScreen):
    """The fields of one number above what else is known of it; nothing changes until saved."""

    PLACE = Place.NUMBER
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,down", "step(1)", "Next field", show=False),
        Binding("shift+tab,up", "step(-1)", "Previous field", show=False),
    ]

    def __init__(self, number_id: str, account: OpenAccount, surroundings: Surroundings) -> None:
        super().__init__(account, surroundings)
        self.number_id = number_id
        self.form: NumberForm | None = None
        self.view = NumbersView(account.session, account.server_now)
        self._saving = False
        self._gone = False
        self._stop_hearing = (lambda: None, lambda: None)
        self._fields = NumberFields(
            account.session,
            self.view,
            surroundings.glyphs,
            read_only=account.profile.read_only,
        )

    def compose_body(self) -> ComposeResult:
        """How it stands, its fields, and what else is known of it."""
        yield Line(id="number-heading")
        yield self._fields
        yield Reader(glyphs=self.surroundings.glyphs, id="facts")

    # What comes from the account

    def follow_account(self) -> None:
        """Show what is known, and read it anew."""
        session = self.account.session
        self._stop_hearing = (
            session.numbers.on_change.add(self._hear),
            session.agents.on_change.add(self._hear_of_agents),
        )
        if number := session.numbers.records.get(self.number_id):
            self.form = NumberForm(number.raw)
        session.numbers.look_again()
        self._show()
        self.to_top()

    def on_unmount(self) -> None:
        """Follow it no longer."""
        for stop in self._stop_hearing:
            stop()

    def _hear(self, change: Change) -> None:
        if self.number_id in (*change.added, *change.changed, *change.removed):
            self.call_later(self._meet)

    def _hear_of_agents(self, _: Change) -> None:
        self.call_later(self._show)

    def _meet(self) -> None:
        """Take in what the platform has; what is being edited stays until it is saved."""
        number = self.account.session.numbers.records.get(self.number_id)
        self._gone = number is None
        if number is not None and self.form is None:
            self.form = NumberForm(number.raw)
        elif number is not None and self.form and not self.form.entries() and not self._saving:
            self.form.saved(number.raw, {})
        self._show()

    def freshness(self) -> Freshness:
        """That of the list of numbers."""
        return self.account.session.numbers.freshness

    def subject(self) -> str:
        """The number."""
        return shown(self.form.number) if self.form else ""

    def situation(self) -> Situation:
        """The one number."""
        numbers = (self.form.number,) if self.form else ()
        return Situation(
            numbers=numbers, rows=len(numbers), read_only=self.account.profile.read_only
        )

    def jumps(self) -> Sequence[Jump]:
        """The ways to its agents, its calls and its carrier's key."""
        return jumps_of_number(self.form.number, self.view) if self.form else ()

    # What is drawn

    def status(self) -> Content:
        """What the field under the cursor is for."""
        return self._fields.about(self.focused)

    def on_descendant_focus(self) -> None:
        """Another field is under the cursor."""
        self.show_status()

    def tick(self) -> None:
        """How its day goes on."""
        self._show_facts()

    def _show(self) -> None:
        form = self.form
        if form is None:
            words = "There is no such number any more." if self._gone else "Reading the number…"
            self.query_one("#number-heading", Line).show(Content(f" {words}"))
            return
        self._fields.show(form)
        self._show_standing(form)
        self._show_facts()

    def _show_standing(self, form: NumberForm) -> None:
        count, glyphs = len(form.changed), self.surroundings.glyphs
        unsaved = f"{glyphs.profile} {count} unsaved change{'' if count == 1 else 's'}"
        left = (unsaved, "$accent") if count else ("nothing unsaved", "$muted")
        gone = ("deleted on the platform ", "$error") if self._gone else ("", "")
        heading = Content.assemble(" ", left), Content.assemble(gone)
        self.query_one("#number-heading", Line).show(*heading)
        self.show_status()

    def _show_facts(self) -> None:
        form, surroundings = self.form, self.surroundings
        if form is None:
            return
        number = self.account.session.numbers.records.get(self.number_id, form.number)
        self.query_one("#facts", Reader).show(
            lambda width: facts_page(
                number,
                self.view,
                width,
                glyphs=surroundings.glyphs,
                now=self.account.server_now(),
                zone=surroundings.zone,
            )
        )

    # What is entered

    @on(NumberFields.Changed)
    def _enter(self) -> None:
        if self.form is not None:
            self._show_standing(self.form)

    @on(Step)
    def _step(self, event: Step) -> None:
        self.action_step(event.way)

    def action_step(self, way: int) -> None:
        """Go to the next field or the one before; after the last comes what else is known."""
        stops = [*self._fields.editors, self.query_one("#facts", Reader)]
        at = next((i for i, each in enumerate(stops) if each is self.focused), -1)
        stops[(at + way) % len(stops)].focus()

    def to_top(self) -> None:
        """Go to the first field."""
        self._fields.to_top()

    # What is done with it

    @work(exit_on_error=False)
    async def do_save(self, _: str = "") -> None:
        """Show what is different, and save it if the person says so."""
        await self._save()

    async def _save(self) -> bool:
        """Save; true when nothing is left unsaved."""
        form = self.form
        if form is None or self._saving:
            return False
        if form.unsendable:
            self._fields.enter(form.unsendable[0])
            self.say("Not saved: this cannot be sent as it is.", trouble=True)
            return False
        if not form.changed:
            self.say("Nothing is changed.")
            return True
        self._saving = True
        try:
            if not await self.app.push_screen_wait(save_question(form, self.view)):
                return False
            sent = form.entries()
            self.say("Saving…")
            result = await self.account.numbers.change(form.number, form.edit())
            result = await settled(self.app, result, f"{shown(form.number)} was changed")
        except JournalError as error:
            self.say(f"{_NOT_SAVED} {error}", trouble=True)
            return False
        finally:
            self._saving = False
        self._take(form, sent, result)
        return not form.changed

    def _take(self, form: NumberForm, sent: Mapping[Path, Entry], result: Result) -> None:
        """Go on from what became of a save."""
        others: tuple[str, ...] = ()
        match result:
            case Done():
                form.saved(result.record.raw, sent)
            case Differs():
                form.saved(result.record.raw, {})
            case Overtaken():
                form.rebase(result.record)
            case Refused():
                others = form.refuse(result.error.fields)
            case _:
                pass
        self._show()
        if refused := next((spec for spec in form.specs if form.problem(spec)), None):
            self._fields.enter(refused)
        words = told(result)
        if not words:
            self.say("Saved.")
        elif isinstance(result, Refused | Overtaken):
            again = "Look at the fields and save again." if isinstance(result, Overtaken) else ""
            extra = (each for each in others if each != words)
            self.say(f"{_NOT_SAVED} {' '.join((words, *extra, again)).rstrip()}", trouble=True)
        else:
            self.say(f"{words} What you entered is kept here.", trouble=True)

    async def may_leave(self) -> bool:
        """Ask what becomes of unsaved changes, if there are any."""
        form = self.form
        if form is None or not form.changed:
            return True
        fields = ", ".join(spec.label.lower() for spec in form.changed)
        question = Menu(
            f"{shown(form.number)} has unsaved changes: {fields}",
            (
                Choice(Leaving.SAVE, "s", "Save…", "shows the difference first"),
                Choice(Leaving.DISCARD, "D", "Leave, discard them", "they are gone then"),
                Choice(Leaving.STAY, "c", "Continue editing", "esc does the same"),
            ),
            chosen=Leaving.STAY,
        )
        match await self.app.push_screen_wait(question):
            case Leaving.SAVE:
                return await self._save()
            case Leaving.DISCARD:
                return True
            case _:
                return False
