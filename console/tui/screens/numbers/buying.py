"""Searching the numbers on offer, and buying one of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual import getters, on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from console.actions.calls import Refused
from console.actions.numbers import Result
from console.actions.writes import told
from console.api.errors import ApiError
from console.insight.countries import NAMES
from console.insight.offer_wishes import problem_with_area_code, problem_with_country
from console.insight.offers import place_of, price_of
from console.insight.phone import display
from console.tui.dialogs.form_parts import label, note, tell, warning
from console.tui.dialogs.keys_line import keys_line
from console.tui.dialogs.pick import Pick
from console.tui.dialogs.typed_confirm import TypedConfirm
from console.tui.screens.numbers.choices import agent_options
from console.tui.terminal.guarded_app import GuardedApp
from console.tui.widgets.form.entered import Entered, ListWanted
from console.tui.widgets.form.reference_field import ReferenceField
from console.tui.widgets.live_table.columns import Cell, Column, Flexible, Tone
from console.tui.widgets.live_table.table import LiveTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from console.api.records.number import AvailableNumber
    from console.session import Session
    from console.tui.glyphs import Glyphs

Buy = Callable[[str, str | None], Awaitable[Result]]
"""Buys a number for an agent, or for nobody as yet."""

_WISHES = (
    ("country", "Country", "two letters: US, GB, DE"),
    ("area-code", "Area code", "such as 415"),
    ("contains", "Contains", "digits that you would like"),
)
_HOME = "US"


class Search(Protocol):
    """Reads what is on offer."""

    async def __call__(
        self, country: str, *, area_code: str = "", contains: str = ""
    ) -> tuple[AvailableNumber, ...]:
        """Numbers on offer in a country (its two letters)."""
        ...


class BuyNumber(ModalScreen[Result | None]):
    """Lists what fits the wishes; closes once a number was bought, or may have been."""

    app = getters.app(GuardedApp)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back")]

    def __init__(
        self,
        session: Session,
        glyphs: Glyphs,
        *,
        search: Search,
        buy: Buy,
        agent_id: str = "",
    ) -> None:
        """Build the dialog.

        Args:
            session: whose agents can be chosen.
            glyphs: the terminal's signs.
            search: reads what is on offer.
            buy: buys, once.
            agent_id: who is chosen at first to answer.
        """
        super().__init__()
        self._session = session
        self._search = search
        self._buy = buy
        self._agent_id = agent_id
        self._busy = False
        self._agent = ReferenceField(self._agent_words, empty="nobody answers as yet")
        self._offers: dict[str, AvailableNumber] = {}
        self._table: LiveTable[AvailableNumber] = LiveTable(
            _columns(),
            order=lambda offer: offer.id,
            empty=Content.styled("enter searches.", "$muted"),
            glyphs=glyphs,
            flashes=False,
            id="offers",
        )

    def compose(self) -> ComposeResult:
        """The wishes, what fits them, and what buying means."""
        with Vertical(classes="dialog form buying"):
            yield Static(Content("Search and buy a number"), classes="dialog-title")
            for name, words, example in _WISHES:
                field = Input(id=f"wish-{name}", placeholder=example, compact=True)
                yield Horizontal(label(words), field, classes="form-row")
                yield note(name)
            yield Horizontal(label("For agent"), self._agent, classes="form-row")
            yield note("status")
            yield self._table
            yield keys_line(
                ("enter", "searches, then buys…"),
                ("tab", "next field"),
                ("j k", "choose"),
                ("esc", "back"),
            )

    def on_mount(self) -> None:
        """Begin at the area code."""
        self._agent.show(self._agent_id)
        self.query_one("#wish-country", Input).value = _HOME
        self.query_one("#wish-area-code", Input).focus()

    # What is wished for

    @on(Input.Changed, "#wish-country, #wish-area-code")
    def _check_wishes(self) -> None:
        problems = self._problems()
        self._tell_of("country", warning(problems["country"]) or self._country_words())
        self._tell_of("area-code", warning(problems["area-code"]))

    def _problems(self) -> Mapping[str, str]:
        """What is wrong with the wishes, by name; nothing for what is right."""
        country = self._wish("country")
        return {
            "country": problem_with_country(country) or "",
            "area-code": problem_with_area_code(self._wish("area-code"), country) or "",
        }

    def _country_words(self) -> Content:
        return Content.styled(NAMES[self._wish("country").upper()], "$muted")

    @on(Input.Submitted)
    def _submit(self) -> None:
        if wrong := next((name for name, words in self._problems().items() if words), ""):
            self._check_wishes()
            self.query_one(f"#wish-{wrong}", Input).focus()
        else:
            self._look()

    @work(exclusive=True, group="search", exit_on_error=False)
    async def _look(self) -> None:
        country = self._wish("country").upper()
        self._tell(Content.styled("Searching…", "$muted"))
        try:
            found = await self._search(
                country, area_code=self._wish("area-code"), contains=self._wish("contains")
            )
        except ApiError as error:
            self._tell(warning(f"Not searched: {error.words}"))
            return
        self._offers = {offer.id: offer for offer in found}
        self._table.empty = Content.styled("Nothing on offer fits.", "$muted")
        self._table.show(self._offers)
        self._tell(Content())
        if found:
            self._table.focus()

    def _wish(self, name: str) -> str:
        return self.query_one(f"#wish-{name}", Input).value.strip()

    @on(ListWanted)
    @work(exclusive=True, group="pick", exit_on_error=False)
    async def _pick_agent(self) -> None:
        options = agent_options(self._session, nobody="nobody answers as yet")
        value = await self.app.push_screen_wait(Pick("For agent", options, chosen=self._agent_id))
        if value is not None:
            self._agent_id = value
            self._agent.show(value)

    @on(Entered)
    def _empty_agent(self, event: Entered) -> None:
        self._agent_id = str(event.entry or "")

    def _agent_words(self, agent_id: str) -> Content | None:
        agent = self._session.agents.records.get(agent_id)
        return agent and Content(agent.name or agent.id)

    # Buying

    @on(LiveTable.Selected)
    def _select(self, event: LiveTable.Selected) -> None:
        event.stop()
        if not self._busy and event.id in self._offers:
            self._busy = True
            self._ask_and_buy(self._offers[event.id])

    @work(exit_on_error=False)
    async def _ask_and_buy(self, offer: AvailableNumber) -> None:
        try:
            if not await self.app.push_screen_wait(self._question(offer)):
                return
            self._tell(Content("Buying…"))
            result = await self._buy(offer.id, self._agent_id or None)
        finally:
            self._busy = False
        if isinstance(result, Refused):
            words = Content.assemble(("Not bought: ", "$error"), Content(told(result)))
            self._tell(words)
        else:
            self.dismiss(result)

    def _question(self, offer: AvailableNumber) -> TypedConfirm:
        price = price_of(offer) or "The platform does not say how much"
        agent = self._agent_words(self._agent_id) if self._agent_id else None
        who = f"{agent.plain} answers it at once." if agent else "Nobody answers it as yet."
        return TypedConfirm(
            f"Buy {display(offer.id)}?",
            yes="Buy",
            name=display(offer.id),
            id_=offer.id,
            called="number",
            breaks=(f"This costs money, each month. {price}.",),
            about=f"{who} It is bought once: should the answer be lost, the list of your numbers "
            "shows whether it was, and nothing is sent again.",
        )

    def action_leave(self) -> None:
        """Close; nothing has been bought."""
        if self.is_current and not self._busy:
            self.dismiss(None)

    def _tell(self, words: Content) -> None:
        self._tell_of("status", words)

    def _tell_of(self, name: str, words: Content) -> None:
        tell(self.query_one(f"#problem-{name}", Static), words)


def _columns() -> tuple[Column[AvailableNumber], ...]:
    return (
        Column("number", "NUMBER", lambda offer: Cell(display(offer.id)), 18),
        Column("place", "PLACE", lambda offer: Cell(place_of(offer), Tone.DIM), Flexible(16, 1)),
        Column("carrier", "CARRIER", lambda offer: Cell(offer.provider or "", Tone.DIM), 10),
        Column(
            "price",
            "COSTS",
            lambda offer: Cell(price_of(offer), Tone.DIM),
            16,
            align="right",
        ),
    )
