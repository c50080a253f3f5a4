"""`numbers delete`: a number given up, once it was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.options import Options, account_options, write_options

if TYPE_CHECKING:
    from console.opened import OpenAccount

_FOR_EVER = (
    "It stops ringing here: whoever calls it reaches no agent. What becomes of it at its carrier "
    "is not documented. This cannot be taken back."
)


@click.command("delete")
@click.argument("number")
@account_options
@write_options
def delete_command(options: Options, *, number: str, dry_run: bool, yes: bool) -> None:
    """Give a number up.

    It cannot be taken back. Says first what stops ringing, and wants the
    number typed.

    \b
    Example:
      oneinbox-console numbers delete +4930901820
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account

    async def work(account: OpenAccount) -> None:
        from console.actions.uses import what_stops
        from console.cli.confirming import confirm_by_name
        from console.cli.exits import say
        from console.cli.numbers.found import number_named, plain
        from console.cli.numbers.reading import read_numbers
        from console.cli.writing import require_writing, written

        require_writing(account, dry_run=dry_run)
        session = account.session
        await read_numbers(account)
        await session.live.read()
        found = number_named(number, session.numbers.records.values())
        called = f"{plain(found)} ({found.friendly_name})" if found.friendly_name else plain(found)
        lines = [*what_stops(session, found), _FOR_EVER]
        confirm_by_name(f"Delete {called}?", plain(found), lines, yes=yes or dry_run, id_=found.id)
        written(await account.numbers.delete(found.id), "Not deleted")
        say(f"{plain(found)} is deleted.")

    with_account(options, work, dry_run=dry_run)
