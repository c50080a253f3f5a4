"""`prompts diff`: what changed between two versions of a prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.completing import prompts
from console.cli.exits import say
from console.cli.options import Options, account_options, colour_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.archive.versions import Version
    from console.opened import OpenAccount


@click.command("diff")
@click.argument("model", shell_complete=prompts)
@click.argument("versions", metavar="[VERSION] [VERSION]", nargs=-1, type=int)
@click.option(
    "--context",
    metavar="N",
    type=click.IntRange(min=0),
    default=3,
    show_default=True,
    help="Unchanged lines around each change.",
)
@account_options
@colour_option
def diff_command(options: Options, *, model: str, versions: tuple[int, ...], context: int) -> None:
    """Show what changed between versions.

    Without a VERSION: between the last two. With one: from that to what the
    platform has now. Their numbers are those of `prompts history`.

    \b
    Examples:
      oneinbox-console prompts diff "Sales EN brain"
      oneinbox-console prompts diff "Sales EN brain" 12 17 --context 0
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account

    if len(versions) > 2:
        raise click.UsageError("Two versions are compared, not more.")

    async def work(account: OpenAccount) -> None:
        from console.cli.difference import text_lines
        from console.cli.prompts.found import read_prompt, read_versions
        from console.insight.difference import diff_lines

        found = await read_prompt(account, model)
        sides = _sides(await read_versions(account, found), versions)
        if sides is None:
            say("One version is known: there is nothing to compare it with.")
            return
        old, new = sides
        if old.text == new.text:
            say("They are the same.")
            return
        click.echo(click.style(f"--- {_called(old)}\n+++ {_called(new)}", bold=True))
        for line in text_lines(diff_lines(old.text, new.text, context)):
            click.echo(line)

    with_account(options, work)


def _sides(known: Sequence[Version], wanted: Sequence[int]) -> tuple[Version, Version] | None:
    """The older and the newer text; None where there is only one."""
    from console.cli.prompts.found import version_of

    if wanted:
        chosen = [version_of(known, number) for number in wanted]
        return chosen[0], chosen[1] if len(chosen) > 1 else known[0]
    return (known[1], known[0]) if len(known) > 1 else None


def _called(version: Version) -> str:
    from console.cli.records import line

    note = f"  {line(version.note)}" if version.note else ""
    return f"version {version.id}  {version.at:%Y-%m-%d %H:%M:%S} UTC  {version.source}{note}"
