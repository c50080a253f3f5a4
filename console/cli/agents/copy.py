"""`agents copy`: another agent like one that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.completing import agents
from console.cli.options import Options, account_options, dry_run_option, output_options

if TYPE_CHECKING:
    from console.cli.output import Form
    from console.opened import OpenAccount


@click.command("copy")
@click.argument("agent", shell_complete=agents)
@click.argument("name")
@click.option(
    "--share-model",
    is_flag=True,
    help="Let both use the same model, so that a change of its prompt reaches both.",
)
@account_options
@output_options
@dry_run_option
def copy_command(
    options: Options, *, agent: str, name: str, share_model: bool, form: Form, dry_run: bool
) -> None:
    """Make another agent like AGENT, called NAME.

    Its model is copied too, so that neither prompt changes with the other, and
    with --share-model it is not. A --dry-run shows the first request alone:
    the second goes by its answer.

    \b
    Examples:
      oneinbox-console agents copy "Sales EN" "Sales EN, trial"
      oneinbox-console agents copy agt_4f2a "Sales EN 2" --share-model --json
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account

    async def work(account: OpenAccount) -> None:
        from console.cli.agents.made import checked_name, show_made
        from console.cli.names import named
        from console.cli.writing import require_writing

        require_writing(account, dry_run=dry_run)
        chosen = checked_name(name)
        source = named(agent, (await account.session.agents.read()).values(), "agent")
        made = await account.agents.copy(source.id, chosen, with_model=not share_model)
        show_made(made, form)

    with_account(options, work, dry_run=dry_run)
