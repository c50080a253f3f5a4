"""`credentials rotate`: a new key in the place of an old one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.exits import say
from console.cli.options import Options, account_options, write_options
from console.cli.secrets_asked import SecretCommand, stdin_option

if TYPE_CHECKING:
    from console.opened import OpenAccount

_AT_ONCE = "The next calls go by the new key; the old one cannot be brought back."


@click.command("rotate", cls=SecretCommand)
@click.argument("credential")
@stdin_option
@account_options
@write_options
def rotate_command(
    options: Options, *, credential: str, from_pipe: bool, dry_run: bool, yes: bool
) -> None:
    """Put a new key in the place of an old one.

    Says first what uses it. The key is asked for without echo, or read from
    standard input with --stdin; then --yes has to say that it is meant.

    \b
    Examples:
      oneinbox-console credentials rotate "Twilio main"
      pass twilio | oneinbox-console credentials rotate Twilio --stdin --yes
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account

    async def work(account: OpenAccount) -> None:
        from console.cli.confirming import confirm
        from console.cli.credentials.key import ask_provider_key
        from console.cli.credentials.reading import read_credentials
        from console.cli.names import named
        from console.cli.writing import require_writing, written
        from console.tui.screens.credentials.view import in_sentences, masked_key, name_of

        require_writing(account, dry_run=dry_run)
        view = await read_credentials(account)
        found = named(credential, account.session.credentials.records.values(), "credential")
        agreed = yes or dry_run
        for line in in_sentences(view.uses(found)) or ("Nothing uses it.",):
            say(f"  {line}")
        key = ask_provider_key(found.provider or name_of(found), from_pipe=from_pipe, yes=agreed)
        confirm(f"Give “{name_of(found)}” the new key?", [_AT_ONCE], yes=agreed)
        now = written(await account.credentials.rotate(found.id, key), "Not changed")
        say(f"“{name_of(now)}” has the new key: {masked_key(now)}".removesuffix(": "))

    with_account(options, work, dry_run=dry_run)
