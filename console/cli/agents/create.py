"""`agents create`: a new agent, by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.options import Options, account_options, dry_run_option, output_options

if TYPE_CHECKING:
    from console.cli.output import Form
    from console.opened import OpenAccount


@click.command("create")
@click.argument("name")
@account_options
@output_options
@dry_run_option
def create_command(options: Options, *, name: str, form: Form, dry_run: bool) -> None:
    """Make an agent.

    The platform gives it a model with a general prompt. Everything else can be
    changed afterwards, with `agents set` and `prompts`.

    \b
    Examples:
      oneinbox-console agents create "Sales FR"
      oneinbox-console agents create "Sales FR" --json | jq -r .id
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account

    async def work(account: OpenAccount) -> None:
        from console.cli.agents.made import checked_name, show_made
        from console.cli.writing import require_writing

        require_writing(account, dry_run=dry_run)
        made = await account.agents.create(checked_name(name))
        show_made(made, form)

    with_account(options, work, dry_run=dry_run)
