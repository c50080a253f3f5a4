"""Looking again where it is not known what became of a write."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from console.actions.calls import Refused
from console.actions.journal import JournalError
from console.actions.writes import Unsure
from console.api.errors import ApiError, Trouble
from console.api.records.base import Record
from console.tui.dialogs.confirm import Confirm

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from console.actions.writes import Differs, Done, Overtaken
    from console.tui.terminal.guarded_app import GuardedApp

R = TypeVar("R", bound=Record)


async def sent(
    app: GuardedApp,
    sending: Awaitable[Done[R] | Differs[R] | Overtaken[R] | Refused | Unsure[R]],
    what: str,
) -> Done[R] | Differs[R] | Overtaken[R] | Refused | Unsure[R]:
    """What has become of a write; where that is not known, a person may look again.

    Args:
        app: the app whose worker waits.
        sending: the write. Without a journal it is not sent, and so refused.
        what: what was to be done; see `settled`.
    """
    try:
        result = await sending
    except JournalError as error:
        return Refused(ApiError(Trouble.SETUP, f"Nothing was sent. {error}"))
    return await settled(app, result, what)


async def settled(
    app: GuardedApp,
    result: Done[R] | Differs[R] | Overtaken[R] | Refused | Unsure[R],
    what: str,
) -> Done[R] | Differs[R] | Overtaken[R] | Refused | Unsure[R]:
    """Look again as long as it is not known what became of a write and the person wants to.

    Args:
        app: the app whose worker waits.
        result: what is known so far.
        what: what was to be done, as in "+1 415-555-0132 was bought".
    """
    while isinstance(result, Unsure):
        look_again = Confirm(
            f"It is not known whether {what}.",
            yes="Look again",
            consequence="The answer was lost, and reading has not shown it. Looking only reads: "
            "nothing is sent a second time.",
        )
        if not await app.push_screen_wait(look_again):
            break
        result = await result.again()
    return result
