"""Getting a number, whatever screen it is done from: the forms and the sending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.writes import Differs, Done
from console.tui.screens.credentials.getting import ask_for_credential
from console.tui.screens.numbers.buying import BuyNumber
from console.tui.screens.numbers.registering import RegisterNumber
from console.tui.written import sent

if TYPE_CHECKING:
    from console.actions.numbers import Registration, Result
    from console.api.records.credential import Credential
    from console.opened import OpenAccount
    from console.tui.glyphs import Glyphs
    from console.tui.terminal.guarded_app import GuardedApp


async def ask_to_register(
    app: GuardedApp,
    account: OpenAccount,
    *,
    number: str = "",
    credential_id: str = "",
    agent_id: str = "",
) -> Result | None:
    """Make a number known that one has already; None when it was left.

    Args:
        app: the app whose worker waits.
        account: who gets it.
        number: what the form begins with, and
        credential_id: the way to its carrier,
        agent_id: who answers.
    """

    async def register(registration: Registration) -> Result:
        registering = account.numbers.register(registration)
        return await sent(app, registering, f"{registration.phone_number} was registered")

    async def add() -> Credential | None:
        result = await ask_for_credential(app, account)
        return result.record if isinstance(result, Done | Differs) else None

    form = RegisterNumber(
        account.session,
        send=register,
        add=add,
        number=number,
        credential_id=credential_id,
        agent_id=agent_id,
    )
    return await app.push_screen_wait(form)


async def ask_to_buy(
    app: GuardedApp, account: OpenAccount, glyphs: Glyphs, *, agent_id: str = ""
) -> Result | None:
    """Search what is on offer, and buy one number of it; None when nothing was bought.

    Args:
        app: the app whose worker waits.
        account: who gets it, and pays.
        glyphs: the terminal's signs.
        agent_id: whose number it shall be at first.
    """

    async def buy(phone_number: str, for_agent: str | None) -> Result:
        buying = account.numbers.buy(phone_number, agent_id=for_agent)
        return await sent(app, buying, f"{phone_number} was bought")

    dialog = BuyNumber(
        account.session, glyphs, search=account.numbers.search, buy=buy, agent_id=agent_id
    )
    return await app.push_screen_wait(dialog)
