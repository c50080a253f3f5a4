"""`credentials add`: a key for the platform to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.exits import ExitCode, Stop, say
from console.cli.options import Options, account_options, output_options, write_options
from console.cli.output import Form, show_one
from console.cli.secrets_asked import SecretCommand, stdin_option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from console.opened import OpenAccount


@click.command("add", cls=SecretCommand)
@click.argument("provider")
@click.argument("name")
@click.option(
    "--metadata",
    metavar="NAME=VALUE",
    multiple=True,
    help="What the provider asks for beside the key, such as account_sid.",
)
@stdin_option
@account_options
@output_options
@write_options
def add_command(
    options: Options,
    *,
    provider: str,
    name: str,
    metadata: tuple[str, ...],
    from_pipe: bool,
    form: Form,
    dry_run: bool,
    yes: bool,
) -> None:
    """Give the platform a key of another provider to keep.

    The key is asked for without echo, or read from standard input with
    --stdin. It is never an option, and never shown. PROVIDER is twilio, telnyx,
    openai, elevenlabs or another that the platform knows; NAME is what people
    call it.

    \b
    Examples:
      oneinbox-console credentials add openai "OpenAI, production"
      pass twilio | oneinbox-console credentials add twilio Main --stdin \\
          --metadata account_sid=AC0123456789abcdef0123456789abcdef
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account

    beside = _pairs(metadata)
    if not name.strip():
        raise Stop("Without a name nobody finds it again.", code=ExitCode.USAGE)
    provider = provider.strip().lower()

    async def work(account: OpenAccount) -> None:
        from console.actions.credentials import NewCredential
        from console.cli.credentials.key import ask_provider_key
        from console.cli.records import data_of
        from console.cli.writing import require_writing, written
        from console.insight.provider_keys import CARRIERS
        from console.tui.screens.credentials.view import masked_key

        require_writing(account, dry_run=dry_run)
        key = ask_provider_key(provider, from_pipe=from_pipe, yes=yes or dry_run)
        new = NewCredential(name.strip(), provider, key, beside)
        made = written(await account.credentials.add(new), "Not added")
        shown = masked_key(made)
        pairs = [("id", made.id), ("name", made.name or ""), ("provider", made.provider or "")]
        show_one([*pairs, ("key", shown)], {**data_of(made), "masked_key": shown}, form)
        if provider in CARRIERS:
            say("Numbers can go by it now: `numbers register`.")

    with_account(options, work, dry_run=dry_run)


def _pairs(given: Iterable[str]) -> dict[str, str]:
    pairs = [each.partition("=") for each in given]
    if any(not (name and equals) for name, equals, _ in pairs):
        raise Stop("--metadata is NAME=VALUE.", code=ExitCode.USAGE)
    return {name: value for name, _, value in pairs}
