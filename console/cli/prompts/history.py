"""`prompts history`: every version of a prompt that this machine has seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from console.cli.completing import prompts
from console.cli.options import Options, account_options, output_options
from console.cli.output import Column, Form, show_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.archive.versions import Version
    from console.insight.local_time import PersonsZone
    from console.opened import OpenAccount


@click.command("history")
@click.argument("model", shell_complete=prompts)
@account_options
@output_options
def history_command(options: Options, *, model: str, form: Form) -> None:
    """List the versions of a prompt.

    The platform keeps none: these are what the console has seen or saved on
    this machine. The latest comes first, and is what the platform has now.

    \b
    Examples:
      oneinbox-console prompts history "Sales EN brain"
      oneinbox-console prompts history "Sales EN brain" --jsonl | jq -r .note

    --json and --jsonl hold version, at, source, by, note and the whole text.
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account
    from console.cli.times import persons_zone

    zone = persons_zone()

    async def work(account: OpenAccount) -> None:
        from console.cli.prompts.found import read_prompt, read_versions

        versions = await read_versions(account, await read_prompt(account, model))
        show_all(versions, _columns(account, zone), form, as_data=_data)

    with_account(options, work)


def _columns(account: OpenAccount, zone: PersonsZone) -> Sequence[Column[Version]]:
    from console.cli.records import line
    from console.insight.spans import moment_words

    now = account.server_now()
    return (
        Column("VERSION", lambda version: str(version.id), right=True),
        Column("WHEN", lambda version: moment_words(version.at, now, zone)),
        Column("FROM", lambda version: version.source),
        Column("CHARS", lambda version: f"{len(version.text):,}", right=True),
        Column("BY", lambda version: line(version.by), spare=True),
        Column("NOTE", lambda version: line(version.note)),
    )


def _data(version: Version) -> dict[str, Any]:
    return {
        "version": version.id,
        "at": version.at.isoformat(),
        "source": version.source,
        "by": version.by,
        "note": version.note,
        "text": version.text,
    }
