"""The list of phone numbers, and beside it the one under the cursor at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.content import Content

from console.actions.action import Place, Situation
from console.api.records.number import PhoneNumber
from console.insight.phone import country_of
from console.tui.navigation import Destination, Go
from console.tui.nothing_yet import NothingYet
from console.tui.screens.day_figures import day_words
from console.tui.screens.glance_screen import GlanceScreen
from console.tui.screens.numbers.acting import NumberActing
from console.tui.screens.numbers.columns import NumberColumns
from console.tui.screens.numbers.figures import figures_of
from console.tui.screens.numbers.glance import glance_page, nothing_page
from console.tui.screens.numbers.jumps import jumps_of_number
from console.tui.screens.numbers.view import NUMBERS, NumbersView, by_number, carrier
from console.tui.widgets.line import Line
from console.tui.widgets.live_table.table import LiveTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from console.live.changes import Change
    from console.opened import OpenAccount
    from console.tui.navigation import Jump
    from console.tui.surroundings import Surroundings
    from console.tui.widgets.reader import Page


class NumbersScreen(NumberActing, GlanceScreen[PhoneNumber]):
    """One line for each number of the account."""

    PLACE = Place.NUMBERS
    LANGUAGE = NUMBERS
    AUTO_FOCUS = "#records"
    NONE_YET = NothingYet(
        "No phone numbers yet.",
        (
            ("register_number", "registers one that you have, by a carrier's key or a SIP trunk"),
            ("buy_number", "searches and buys one"),
        ),
    )

    def __init__(self, account: OpenAccount, surroundings: Surroundings) -> None:
        self.view = NumbersView(account.session, account.server_now)
        self._awaited = ""
        columns = NumberColumns(self.view, surroundings.glyphs)
        super().__init__(
            account,
            surroundings,
            account.session.numbers,
            wide=columns.wide(),
            narrow=columns.narrow(),
            order=by_number,
        )

    # What comes from the account

    def follow_account(self) -> None:
        """Begin to hear of numbers, of the agents' names, and of the day's calls."""
        super().follow_account()
        session = self.account.session
        session.agents.on_change.add(self._hear_of_others)
        session.day.on_change.add(self._hear_of_others)
        session.day.attend()

    def _hear_of_others(self, _: object) -> None:
        if self.is_current:
            self.call_later(self.look_at_all)

    def look_at_all(self) -> None:
        """Take in what the columns show besides the numbers themselves."""
        self.redraw_rows(self._directory.records)

    def _take(self, change: Change) -> None:
        super()._take(change)
        if self._awaited and self.table.move_to(self._awaited):
            self._awaited = ""
        self._show_figures()
        self.show_glance()

    def tick(self) -> None:
        """How long ago the last calls were."""
        super().tick()
        self._show_figures()
        self.show_glance()

    def on_screen_resume(self) -> None:
        """Catch up."""
        self.look_at_all()

    # What is drawn

    def fields(self, record: PhoneNumber) -> Mapping[str, str]:
        """What the filter can ask of a number."""
        return self.view.fields(record)

    def values(self) -> Mapping[str, Sequence[str]]:
        """The carriers, countries and states there are; the agents by name."""
        numbers = self._directory.records.values()
        agents = (agent.name for agent in self.account.session.agents.records.values())
        names = ["none", *sorted(f'"{name}"' for name in agents if name)]
        countries = {country_of(number.phone_number or "") for number in numbers}
        return {
            "agent": names,
            "fallback": names,
            "carrier": sorted({f'"{carrier(number)}"' for number in numbers if carrier(number)}),
            "country": sorted(f'"{country}"' for country in countries if country),
            "status": sorted({number.status for number in numbers if number.status}),
        }

    def situation(self) -> Situation:
        """The marked ones, else the one under the cursor."""
        return Situation(
            numbers=self.chosen,
            under=self.under,
            rows=len(self.chosen),
            marked=bool(self.table.marked),
            read_only=self.account.profile.read_only,
        )

    def _show_figures(self) -> None:
        numbers = list(self._directory.records.values())
        if not numbers:
            self.query_one("#figures", Line).show(Content())
            return
        since = day_words(self.account.session.day, self.account.server_now())
        self.query_one("#figures", Line).show(
            figures_of(numbers, self.view, self.surroundings.glyphs),
            Content.styled(f"{since} ", "$muted") if since else None,
        )

    def page_of(self, record: PhoneNumber | None) -> Page:
        """Everything that is known of a number."""
        if record is None:
            return nothing_page
        return lambda width: glance_page(
            record,
            self.view,
            width,
            glyphs=self.surroundings.glyphs,
            now=self.account.server_now(),
            zone=self.surroundings.zone,
        )

    # What the operator does

    def jumps(self) -> Sequence[Jump]:
        """The ways from the number under the cursor."""
        return jumps_of_number(self.under, self.view) if self.under else ()

    def acted_on(self, number_ids: Iterable[str]) -> None:
        """Take the marks off numbers for which an action was done."""
        self.table.mark(self.table.marked.difference(number_ids))

    def await_number(self, number_id: str) -> None:
        """Put the cursor on a number, once it is in the list."""
        self._awaited = "" if self.table.move_to(number_id) else number_id

    def do_open_number(self, _: str = "") -> None:
        """Go to where its calls go."""
        if self.under is not None:
            self.post_message(Go(Destination(Place.NUMBER, self.under.id)))

    @on(LiveTable.Selected)
    def _select(self) -> None:
        self.action_perform("open_number")
