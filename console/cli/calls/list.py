"""`calls list`: the calls that pass a filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.calls.asked import Asked, history_option, limit_option
from console.cli.exits import say
from console.cli.filtering import filter_argument
from console.cli.options import Options, account_options, output_options
from console.cli.output import Form, show_all, write_line

if TYPE_CHECKING:
    from console.opened import OpenAccount

_LATEST = 100
"""Calls of the past that a person reads, unless they say another number."""


@click.command("list")
@filter_argument
@history_option
@limit_option
@click.option(
    "--sort",
    type=click.Choice(("time", "dur", "slow", "cost")),
    help="By when they were ordered, their length, slowest turn or cost, the largest first.",
)
@click.option("--reverse", is_flag=True, help="The other way round.")
@account_options
@output_options
def list_command(
    options: Options,
    *,
    wanted: tuple[str, ...],
    history: bool,
    limit: int | None,
    sort: str | None,
    reverse: bool,
    form: Form,
) -> None:
    """List calls: the live ones, and those that ended within the hour.

    With --history, or a FILTER that asks about time (since:2h, on:yesterday),
    calls of the past too: what is kept on this machine, and what is not kept
    yet is read from the platform, page by page.

    \b
    Examples:
      oneinbox-console calls list status:talking agent:sales
      oneinbox-console calls list since:24h reason:busy --jsonl
      oneinbox-console calls list --history --sort slow --limit 20

    --json and --jsonl hold each call as the platform gives it. Of the past a
    table has the latest 100, unless --limit says another number.
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account
    from console.cli.times import persons_zone

    zone = persons_zone()
    asked = Asked.read(wanted, history=history, zone=zone)
    if limit is None and asked.looks_back and form is Form.TABLE:
        limit = _LATEST

    async def work(account: OpenAccount) -> None:
        from console.cli.calls.found import find
        from console.cli.calls.rows import CallWords, raw

        async with find(account, asked, sort=sort or "", reverse=reverse, enough=limit) as found:
            if form is Form.LINES:
                async for call in found.first(limit):
                    write_line(raw(call))
            else:
                calls = [call async for call in found.first(limit)]
                columns = CallWords(account, zone).columns(past=asked.looks_back)
                show_all(calls, columns, form, as_data=raw)
            count = found.source.count
            if asked.looks_back or not count:
                say(("" if count else "No call passes. ") + found.reach)
            if limit is not None and count > limit:
                say(f"Listed: {limit:,}. There are more, which --limit lets through.")

    with_account(options, work)
