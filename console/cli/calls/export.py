"""`calls export`: calls in a file, or through a pipe."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from console.cli.calls.asked import Asked, history_option
from console.cli.exits import Stop, say
from console.cli.filtering import filter_argument
from console.cli.options import Options, account_options

if TYPE_CHECKING:
    from console.actions.export.calls import CallText, Source
    from console.opened import OpenAccount

_FORMS = {"csv": "CSV", "md": "MARKDOWN", "json": "JSON", "jsonl": "JSONL"}


@click.command("export")
@filter_argument
@history_option
@click.option("--to", "path", metavar="FILE", required=True, help="A new file; - for a pipe.")
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(_FORMS)),
    help="How; else as the file's name ends, and CSV for a pipe.",
)
@account_options
def export_command(
    options: Options,
    *,
    wanted: tuple[str, ...],
    history: bool,
    path: str,
    form: str | None,
) -> None:
    """Write calls down as CSV, Markdown, JSON or JSONL.

    CSV and md are a list, JSON and JSONL hold whole records. The calls are
    those of `calls list`. The file must not exist; it is yours alone to read,
    and there once it is whole. In CSV what a spreadsheet would take for a
    formula, telephone numbers among it, has an apostrophe before it.

    \b
    Examples:
      oneinbox-console calls export on:yesterday --to yesterday.csv
      oneinbox-console calls export --history --to - --format jsonl | gzip > all
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account
    from console.cli.times import persons_zone

    zone = persons_zone()
    chosen = _FORMS[form or _by_name(path)]
    asked = Asked.read(wanted, history=history, zone=zone)

    async def work(account: OpenAccount) -> None:
        from console.actions.export.calls import CallText, Form
        from console.actions.export.file import ExportError
        from console.cli.calls.found import find

        await account.diagnoses.load_catalogue()
        async with find(account, asked) as found:
            text = CallText(Form[chosen], found.agents, zone, account.diagnoses.rules.catalogue)
            try:
                if path == "-":
                    await _pipe(found.source, text)
                else:
                    await _write(path, found.source, text)
            except ExportError as error:
                raise Stop(str(error)) from None
            count = found.source.count
            say(f"{'1 call' if count == 1 else f'{count:,} calls'} written. {found.reach}")

    with_account(options, work)


def _by_name(path: str) -> str:
    """The form that a file's name asks for."""
    ending = path.rpartition(".")[2].lower()
    if path != "-" and ending not in _FORMS:
        raise click.UsageError(f"Say --format, or end the name with .{', .'.join(_FORMS)}.")
    return ending if ending in _FORMS else "csv"


async def _pipe(source: Source, text: CallText) -> None:
    """To standard output, as it is read."""
    sys.stdout.write(text.head())
    first = True
    async for calls in source.pages():
        sys.stdout.write(text.rows(calls, first=first))
        first = False
    sys.stdout.write(text.tail())
    sys.stdout.flush()


async def _write(path: str, source: Source, text: CallText) -> None:
    from contextlib import aclosing

    from console.actions.export.calls import write_calls
    from console.cli.progress import Progress

    with Progress() as progress:
        async with aclosing(write_calls(path, text, source.pages())) as counts:
            async for count in counts:
                progress.show(f"{count:,} of {source.count:,} calls written …")
