"""`open`: the console, with one call in front."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING, NoReturn

import click

from console.cli.completing import calls
from console.cli.exits import ExitCode, Stop, say, stop_for
from console.cli.options import Options, account_options

if TYPE_CHECKING:
    from pydantic import SecretStr

    from console.archive.store import Archive
    from console.opening import Opening


@click.command("open")
@click.argument("call_id", metavar="CALL", shell_complete=calls)
@account_options
def open_command(options: Options, call_id: str) -> NoReturn:
    """Open the console on the call with the id CALL. Back leads to the board.

    The call is looked for first, on this machine and then at OneInbox: of one that is not there
    this is said, and nothing opens.
    """
    from console.accounts.hardening import harden
    from console.accounts.key_sources import EnvironmentKeys
    from console.cli.opened import account_of, find_key
    from console.tui.run import opening_of, show_console
    from console.tui.terminal.preflight import refusal

    harden(os.environ)
    if words := refusal(os.environ, sys.stdin, sys.stderr):
        raise Stop(words, code=ExitCode.USAGE)
    environment = EnvironmentKeys.take(os.environ)
    account = account_of(options, environment)
    key = find_key(account, environment)
    opening = opening_of(account, environment)
    asyncio.run(_look_for(call_id, opening, key))
    opening.keys.remember(account.profile.name, key)  # nobody is asked for a passphrase twice
    code = show_console(opening, read_only=account.profile.read_only, call_id=call_id)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # as without a command: Python would take itself apart first


async def _look_for(call_id: str, opening: Opening, key: SecretStr) -> None:
    """See to it that there is such a call.

    Raises:
        Stop: there is none, or nobody knows.
    """
    from console.api.errors import ApiError, Trouble
    from console.text import clean

    opened = opening.open(key)
    try:
        if not await _is_kept(call_id, opened.archive):
            say(f"Asking {opening.profile.host} …")
            await opened.session.client.calls.get(call_id)
    except ApiError as error:
        if error.kind is Trouble.NOT_FOUND:
            words = f"There is no call {clean(call_id, limit=120)} at {opening.profile.host}."
            raise Stop(words) from None
        raise stop_for(error) from None
    finally:
        await opened.session.close()
        await opened.archive.close()


async def _is_kept(call_id: str, archive: Archive) -> bool:
    from console.archive.errors import ArchiveError

    try:
        return await archive.calls.get(call_id) is not None
    except ArchiveError:
        return False
