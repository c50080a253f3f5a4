"""What is read before a number is changed."""

from __future__ import annotations

from asyncio import gather
from typing import TYPE_CHECKING

from console.tui.screens.numbers.view import NumbersView

if TYPE_CHECKING:
    from console.opened import OpenAccount


async def read_numbers(account: OpenAccount) -> NumbersView:
    """Read numbers and agents, and say what is known of them.

    Raises:
        ApiError: they could not be read.
    """
    session = account.session
    await gather(session.numbers.read(), session.agents.read())
    return NumbersView(session, account.server_now)
