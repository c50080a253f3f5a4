"""`agents export`: one agent as text, for a file, a colleague or another account."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.completing import agents
from console.cli.options import Options, account_options

if TYPE_CHECKING:
    from console.opened import OpenAccount


@click.command("export")
@click.argument("agent", shell_complete=agents)
@click.option(
    "--format",
    "form",
    type=click.Choice(("json", "curl")),
    default="json",
    show_default=True,
    help="The record as it came, or the command that makes another one like it.",
)
@account_options
def export_command(options: Options, *, agent: str, form: str) -> None:
    """Write one agent as JSON or as curl.

    \b
    Examples:
      oneinbox-console agents export "Sales EN" > sales.json
      oneinbox-console agents export "Sales EN" --format curl

    The curl command takes the key from ONEINBOX_API_KEY; none is written.
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account

    async def work(account: OpenAccount) -> None:
        from console.actions.export.agent import as_curl, as_json
        from console.cli.names import named

        session = account.session
        found = named(agent, (await session.agents.read()).values(), "agent")
        record = await session.client.agents.get(found.id)
        text = as_json(record) if form == "json" else as_curl(account.profile.base_url, record)
        click.echo(text.rstrip("\n"))

    with_account(options, work)
