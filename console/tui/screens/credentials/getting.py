"""Getting a credential, whatever screen it is done from: the form and the sending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.tui.screens.credentials.adding import AddCredential
from console.tui.written import sent

if TYPE_CHECKING:
    from console.actions.credentials import NewCredential, Result
    from console.opened import OpenAccount
    from console.tui.terminal.guarded_app import GuardedApp


async def ask_for_credential(
    app: GuardedApp, account: OpenAccount, provider: str = ""
) -> Result | None:
    """Ask for provider, name and key, and keep them on the platform; None when left.

    Args:
        app: the app whose worker waits.
        account: who gets it.
        provider: the one that is wanted, if that is known.
    """

    async def add(new: NewCredential) -> Result:
        return await sent(app, account.credentials.add(new), "the credential was added")

    known = account.session.credentials.records.values()
    others = {each.provider for each in known if each.provider}
    return await app.push_screen_wait(AddCredential(send=add, others=others, provider=provider))
