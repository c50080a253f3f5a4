"""Calls by their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.api.errors import ApiError, Trouble
from console.cli.exits import Stop
from console.live.budget import Priority
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from console.api.records.call import Call
    from console.opened import OpenAccount


async def read_call(account: OpenAccount, call_id: str) -> Call:
    """A call as the platform has it now.

    Raises:
        Stop: it knows none by this id.
        ApiError: it could not be asked.
    """
    session = account.session
    try:
        answer = await session.link.ask(lambda: session.client.calls.get(call_id), Priority.ASKED)
    except ApiError as error:
        if error.kind is not Trouble.NOT_FOUND:
            raise
        raise Stop(f"The platform knows no call {clean(call_id)}.") from None
    return answer.value


async def read_calls(account: OpenAccount, call_ids: Iterable[str]) -> Sequence[Call]:
    """Calls as the platform has them now, each once; see `read_call`."""
    return [await read_call(account, call_id) for call_id in dict.fromkeys(call_ids)]
