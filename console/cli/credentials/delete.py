"""`credentials delete`: a key forgotten by the platform, once its name was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.options import Options, account_options, write_options

if TYPE_CHECKING:
    from console.opened import OpenAccount


@click.command("delete")
@click.argument("credential")
@account_options
@write_options
def delete_command(options: Options, *, credential: str, dry_run: bool, yes: bool) -> None:
    """Delete a credential.

    It cannot be taken back. Says first what breaks without it, and wants its
    name typed.

    \b
    Example:
      oneinbox-console credentials delete "Twilio, old"
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account

    async def work(account: OpenAccount) -> None:
        from console.cli.confirming import confirm_by_name
        from console.cli.credentials.reading import read_credentials
        from console.cli.exits import say
        from console.cli.names import named
        from console.cli.writing import require_writing, written
        from console.tui.screens.credentials.view import in_sentences, name_of

        require_writing(account, dry_run=dry_run)
        view = await read_credentials(account)
        found = named(credential, account.session.credentials.records.values(), "credential")
        name = name_of(found)
        lines = [
            *(in_sentences(view.uses(found)) or ("Nothing uses it.",)),
            "The key is gone from the platform; it cannot be brought back.",
        ]
        confirm_by_name(f"Delete “{name}”?", name, lines, yes=yes or dry_run, id_=found.id)
        written(await account.credentials.delete(found.id), "Not deleted")
        say(f"“{name}” is deleted.")

    with_account(options, work, dry_run=dry_run)
