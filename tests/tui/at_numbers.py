"""The console at its list of phone numbers, for whoever tests it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from console.tui.screens.numbers.screen import NumbersScreen

if TYPE_CHECKING:
    from console.api.records.number import PhoneNumber
    from tests.console_pilot import Console

SPARE = "+17375550110"
LONDON = "+442079460180"
PARIS = "+33199001830"


async def numbers_of(console: Console) -> NumbersScreen:
    """Go to the list and wait until it shows what the account has."""
    await console.press("g", "n")
    await console.until(lambda: isinstance(console.app.screen, NumbersScreen))
    screen = console.app.screen
    assert isinstance(screen, NumbersScreen)
    await console.until(lambda: len(screen.table.ids) == len(console.session.numbers.records))
    return screen


def record_of(console: Console, number: str) -> PhoneNumber:
    records = console.session.numbers.records.values()
    return next(record for record in records if record.phone_number == number)


def id_of(console: Console, number: str) -> str:
    return record_of(console, number).id


def agent_called(console: Console, name: str) -> str:
    agents = console.session.agents.records.values()
    return next(agent.id for agent in agents if name in (agent.name or ""))


def drawn(console: Console) -> list[str]:
    """What stands on the screen, line by line."""
    strips = console.app.screen._compositor.render_strips()  # pyright: ignore[reportPrivateUsage]
    return [strip.text for strip in strips]


def line_with(console: Console, text: str) -> str:
    """The line of the list with this text; the glance beside it is left out."""
    lines = (line.split("│")[0] for line in drawn(console))
    return next(line for line in lines if text in line)


def asked(console: Console) -> str:
    """What the dialog in front says."""
    return "\n".join(str(widget.render()) for widget in console.app.screen.query(Static))
