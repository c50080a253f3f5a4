"""`agents delete`: an agent, once its name was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.completing import agents
from console.cli.options import Options, account_options, write_options

if TYPE_CHECKING:
    from console.opened import OpenAccount

_STAYS = "It cannot be brought back. Its model stays, and so do the versions of its texts."


@click.command("delete")
@click.argument("agent", shell_complete=agents)
@account_options
@write_options
def delete_command(options: Options, *, agent: str, dry_run: bool, yes: bool) -> None:
    """Delete an agent.

    Nobody can bring it back. Says first what breaks without it, and wants its name typed.

    \b
    Example:
      oneinbox-console agents delete "Sales EN, trial"
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account

    async def work(account: OpenAccount) -> None:
        from console.actions.agents import Failed
        from console.actions.saving.reach import what_breaks
        from console.cli.agents.made import stop_of
        from console.cli.confirming import confirm_by_name
        from console.cli.exits import say
        from console.cli.names import named
        from console.cli.records import line
        from console.cli.saving import read_reach
        from console.cli.writing import require_writing

        require_writing(account, dry_run=dry_run)
        await read_reach(account)
        found = named(agent, account.session.agents.records.values(), "agent")
        name = line(found.name or found.id)
        lines = [*what_breaks(account.session, found.id), _STAYS]
        confirm_by_name(f"Delete “{name}”?", name, lines, yes=yes or dry_run, id_=found.id)
        outcome = await account.agents.delete(found.id)
        if isinstance(outcome, Failed):
            raise stop_of(outcome, "Not deleted")
        say(f"“{name}” is deleted.")

    with_account(options, work, dry_run=dry_run)
