"""Credentials with what uses them."""

from __future__ import annotations

from asyncio import gather
from typing import TYPE_CHECKING

from console.tui.screens.credentials.view import CredentialsView

if TYPE_CHECKING:
    from console.opened import OpenAccount


async def read_credentials(account: OpenAccount) -> CredentialsView:
    """Read the credentials and all that may use one.

    Raises:
        ApiError: they could not be read.
    """
    session = account.session
    directories = (session.credentials, session.numbers, session.agents, session.models)
    view = CredentialsView(session, account.credentials.watch, account.server_now)
    await gather(view.read_others(), *(each.read() for each in directories))
    view.look_through()
    return view
