"""The form of an agent as it is looked at: its groups, the fields of one, and the way through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.containers import Container

from console.actions.forms.field_spec import FIELDS, Group, Refers, fields_of_group
from console.api.errors import ApiError
from console.tui.dialogs.pick import Pick
from console.tui.screens.agents.body import FormBody
from console.tui.screens.agents.hints import (
    hint_of_groups,
    hint_of_read_only,
    hint_of_setting,
    hint_of_unknown,
    is_listed,
)
from console.tui.screens.agents.named import Named
from console.tui.terminal.guarded_app import GuardedApp
from console.tui.widgets.form.entered import Step
from console.tui.widgets.form.field_row import FieldRow
from console.tui.widgets.form.group_list import GroupList, GroupState

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.content import Content
    from textual.widget import Widget

    from console.actions.forms.agent_form import AgentForm
    from console.actions.forms.field_spec import FieldSpec
    from console.session import Session
    from console.tui.glyphs import Glyphs

_GROUPS = tuple(Group)
_VOICES_OF = next(spec for spec in FIELDS if spec.path == ("tts", "provider"))


class FormView(Container):
    """Shows an `AgentForm`; what is entered comes out as `FieldRow.Changed`."""

    app = getters.app(GuardedApp)

    def __init__(
        self,
        session: Session,
        glyphs: Glyphs,
        say: Callable[[str], None],
        *,
        read_only: bool,
        id: str | None = None,
    ) -> None:
        """Show forms.

        Args:
            session: whose records the settings name.
            glyphs: the terminal's signs.
            say: tells of what could not be read.
            read_only: whether the settings can only be looked at.
            id: for the style sheet.
        """
        super().__init__(id=id)
        self._say = say
        self._named = Named(session)
        self._form: AgentForm | None = None
        self._left: Widget | None = None
        self._groups = GroupList(glyphs)
        self._read_only = read_only
        self._body = FormBody(self._named, glyphs, read_only=read_only, id="agent-fields")

    def compose(self) -> ComposeResult:
        """The groups, and the fields of one."""
        yield self._groups
        yield self._body

    # What is shown

    def say_instead(self, words: Content) -> None:
        """Say something while there is nothing to show."""
        self._body.say(words)

    async def open(self, form: AgentForm) -> None:
        """Show what is entered in another form, or in this one after a change from outside."""
        first = self._form is None
        self._form = form
        await self._body.open(form)
        self.count()
        if first:
            self._groups.focus()

    def tell(self, spec: FieldSpec) -> None:
        """Say anew what is changed and wrong with a setting."""
        self._body.tell(spec)
        self.count()

    def count(self) -> None:
        """Count anew what is changed and wrong in each group."""
        if self._form is None:
            return
        changed, problems = self._form.changed, self._form.problems
        states = [
            GroupState(
                group.value,
                sum(spec.group is group for spec in changed),
                sum(spec.path in problems for spec in fields_of_group(group)),
            )
            for group in _GROUPS
        ]
        self._groups.show(states, _GROUPS.index(self._body.group))

    @property
    def names(self) -> dict[str, str]:
        """What the webhooks and voices that were read are called."""
        return self._named.read_names

    def redraw_names(self) -> None:
        """Draw anew what records are called."""
        self._body.redraw_names()

    def about(self, widget: Widget | None, room: int, *, take_back: str) -> Content:
        """What is under the cursor and which keys it has, within so many cells.

        Args:
            widget: what has the cursor.
            room: in cells.
            take_back: the key that takes a change back.
        """
        spec = self._body.spec_of(widget)
        if spec is not None and self._read_only:
            return hint_of_read_only(spec, room)
        if spec is not None:
            changed = self._form is not None and self._form.is_changed(spec)
            return hint_of_setting(spec, room, taken_back_by=take_back if changed else "")
        if widget is not None and self._body in widget.ancestors:
            return hint_of_unknown(room)
        return hint_of_groups(side_by_side=not self._groups.is_list)

    # The way through

    def at(self, widget: Widget | None) -> FieldSpec | None:
        """The setting that a widget belongs to."""
        return self._body.spec_of(widget)

    def leave_fields(self) -> bool:
        """Go from a field to the groups; false when no field has the cursor."""
        focused = self.screen.focused
        if focused not in self._stops(self._body):
            return False
        self._left = focused
        self._groups.focus()
        return True

    async def return_to_fields(self) -> None:
        """Go from the groups to the field that was left, else to the first of the group."""
        if self._left is not None and self._left in self._stops(self._body):
            self._left.focus()
        else:
            await self.step(1)

    async def go_to(self, spec: FieldSpec) -> None:
        """Go to a setting, whatever group it is in."""
        await self._turn_to(_GROUPS.index(spec.group))
        if row := self._body.row_of(spec):
            next(iter(self._stops(row)), row).focus()

    async def step(self, way: int) -> None:
        """Go to the next field or the one before, through all groups."""
        stops = self._stops(self._body)
        focused = self.screen.focused
        if focused not in stops:
            if way > 0 and stops:
                stops[0].focus()
            return
        target = stops.index(focused) + way
        if 0 <= target < len(stops):
            stops[target].focus()
            return
        group = _GROUPS.index(self._body.group) + way
        if not 0 <= group < len(_GROUPS):
            self._groups.focus()
            return
        await self._turn_to(group)
        if stops := self._stops(self._body):
            stops[0 if way > 0 else -1].focus()

    async def turn(self, way: int) -> None:
        """Go to the next group or the one before."""
        group = _GROUPS.index(self._body.group) + way
        if self._form is None or not 0 <= group < len(_GROUPS):
            return
        in_fields = self.screen.focused in self._stops(self._body)
        await self._turn_to(group)
        if in_fields and (stops := self._stops(self._body)):
            stops[0].focus()

    async def _turn_to(self, group: int) -> None:
        await self._body.turn(_GROUPS[group])
        self.count()
        for spec in fields_of_group(_GROUPS[group]):
            if spec.refers is not None:
                self.run_worker(self._read(spec.refers), exit_on_error=False)

    def _stops(self, within: Widget) -> list[Widget]:
        """What can have the cursor, from top to bottom."""
        return [each for each in self.screen.focus_chain if within in each.ancestors_with_self]

    @on(Step)
    async def _step(self, event: Step) -> None:
        event.stop()
        await self.step(event.way)

    @on(GroupList.Turned)
    async def _turned(self, event: GroupList.Turned) -> None:
        event.stop()
        if self._form is not None:
            await self._turn_to(event.at)

    @on(GroupList.Left)
    async def _entered(self, event: GroupList.Left) -> None:
        event.stop()
        await self.step(1)

    # Choosing from a list

    @on(FieldRow.PickWanted)
    async def _list(self, event: FieldRow.PickWanted) -> None:
        event.stop()
        if is_listed(event.row.spec) and not self._read_only:
            self._pick(event.row)
        else:
            await self.step(1)

    @work(exclusive=True, group="pick", exit_on_error=False)
    async def _pick(self, row: FieldRow) -> None:
        form, spec = self._form, row.spec
        if form is None:
            return
        if spec.refers is not None:
            await self._read(spec.refers)
        chosen = str(form.entry(spec) or "")
        provider = str(form.entry(_VOICES_OF) or "") if spec.group is Group.VOICE else ""
        options = self._named.options(spec, chosen, provider)
        value = await self.app.push_screen_wait(Pick(spec.label, options, chosen=chosen))
        if value is not None:
            row.show(value)
            row.post_message(FieldRow.Changed(spec, value))

    async def _read(self, refers: Refers) -> None:
        """Read what is named, if nobody has as yet."""
        try:
            if await self._named.read(refers):
                self.redraw_names()
        except ApiError as error:
            self._say(f"The {refers}s could not be read: {error.words}")
