"""`prompts restore`: an older version of a prompt, saved again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.completing import prompts
from console.cli.options import Options, account_options, write_options

if TYPE_CHECKING:
    from console.opened import OpenAccount


@click.command("restore")
@click.argument("model", shell_complete=prompts)
@click.argument("version", type=int)
@click.option("--note", metavar="TEXT", default="", help="Why, for the history.")
@account_options
@write_options
def restore_command(
    options: Options, *, model: str, version: int, note: str, dry_run: bool, yes: bool
) -> None:
    """Save an older version of a prompt again.

    VERSION is its number in `prompts history`. The difference is shown before
    anything is sent.

    \b
    Example:
      oneinbox-console prompts restore "Sales EN brain" 12 --note "old prices"
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account

    async def work(account: OpenAccount) -> None:
        from console.actions.saving.plan import Kind
        from console.archive.versions import Source
        from console.cli.prompts.found import FIELD, read_prompt, read_versions, version_of
        from console.cli.saving import Edited, read_reach, save
        from console.cli.writing import require_writing

        require_writing(account, dry_run=dry_run)
        await read_reach(account)
        opened = await read_prompt(account, model)
        text = version_of(await read_versions(account, opened), version).text
        edited = Edited(Kind.MODEL, opened.raw, {FIELD: text}, note, Source.RESTORED)
        await save(account, edited, yes=yes or dry_run)

    with_account(options, work, dry_run=dry_run)
