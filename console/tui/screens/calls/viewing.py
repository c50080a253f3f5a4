"""Looking at calls by saved views: a filter and an order under each digit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from console.accounts.errors import AccountError
from console.accounts.views import DIGITS, View
from console.insight.filters import FilterError
from console.tui.dialogs.menu import Choice, Menu
from console.tui.dialogs.new_name import NewName
from console.tui.screens.list_screen import ListScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_NAME = 40
_NONE = "No view is saved yet: filter the calls, and {key} saves that under a digit."


class Viewing(ListScreen):
    """The actions on saved views, for lists of calls."""

    def own_help(self) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
        """The saved views by their digits."""
        rows = [
            (str(view.digit), f"{view.name}: {_about(view)}") for view in self.account.views.all
        ]
        return (("Saved views", rows),) if rows else ()

    @work(exclusive=True, group="views", exit_on_error=False)
    async def do_choose_view(self, _: str = "") -> None:
        """Choose one of the saved views."""
        views = self.account.views.all
        if not views:
            self.say(_NONE.format(key=self.key_of("save_view")))
            return
        choices = [
            Choice(str(view.digit), str(view.digit), view.name, _about(view)) for view in views
        ]
        chosen = await self.app.push_screen_wait(
            Menu(f"Saved views · {self.key_of('save_view')} saves one", choices)
        )
        if chosen is not None:
            self.do_apply_view(chosen)

    def do_apply_view(self, digit: str = "") -> None:
        """Look at the calls by the view under a digit."""
        view = self.account.views.get(int(digit)) if digit.strip().isdecimal() else None
        if view is None:
            key = self.key_of("save_view")
            self.say(f"No view is saved under {digit or 'that'}: {key} saves one.", trouble=True)
            return
        try:
            self.narrow(view.filter)
        except FilterError as error:
            self.say(f"{view.name}: {error}", trouble=True)
            return
        column, _, order = view.sort.partition(" ")
        if column in {each.key for _, each in self.sortable()}:
            self.table.sort_by(column, descending=order == "desc")
        elif self.table.sorting.column is not None:
            self.table.sort_by(None)
        self._then = self.table.action_cursor_top
        self.redraw()
        self.say(view.name)

    @work(exclusive=True, group="views", exit_on_error=False)
    async def do_save_view(self, _: str = "") -> None:
        """Save the filter and the order under a digit, which is asked for, and a name."""
        text, sorting = self.filter_text, self.table.sorting
        if not text:
            self.say("There is no filter to save: / narrows the list.", trouble=True)
            return
        views = self.account.views
        choices = [Choice(str(n), str(n), *_words(views.get(n))) for n in DIGITS]
        free = next((n for n in DIGITS if views.get(n) is None), DIGITS[0])
        chosen = await self.app.push_screen_wait(
            Menu("Save this view under", choices, chosen=str(free))
        )
        if chosen is None:
            return
        before = views.get(int(chosen))
        name = await self.app.push_screen_wait(
            NewName(
                f"Save “{text}” as view {chosen}",
                yes="Save",
                about=f"The key {chosen} looks at calls by it, here and in the next session.",
                check=_problem,
                proposed=before.name if before else text[:_LONGEST_NAME],
            )
        )
        if name is None:
            return
        order = " desc" if sorting.descending else ""
        sort = f"{sorting.column}{order}" if sorting.column else ""
        try:
            await views.save(View(int(chosen), name, text, sort))
        except AccountError as error:
            self.say(f"Kept until the console is left. {error}", trouble=True)
        else:
            self.say(f"Saved: {chosen} is “{name}”.")


def _words(view: View | None) -> tuple[str, str]:
    return (view.name, _about(view)) if view else ("free", "")


def _about(view: View) -> str:
    return f"{view.filter}  by {view.sort}" if view.sort else view.filter


def _problem(name: str) -> str:
    if not name:
        return "A view needs a name."
    return f"At most {_LONGEST_NAME} characters." if len(name) > _LONGEST_NAME else ""
