"""`calls show`: everything about one call."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.completing import calls
from console.cli.exits import Stop, say
from console.cli.options import Options, account_options, output_options
from console.cli.output import Form, show_one

if TYPE_CHECKING:
    from console.api.records.call import Call
    from console.opened import OpenAccount


@click.command("show")
@click.argument("call_id", metavar="ID", shell_complete=calls)
@click.option("--transcript", is_flag=True, help="What was said, too.")
@account_options
@output_options
def show_command(options: Options, *, call_id: str, transcript: bool, form: Form) -> None:
    """Show one call: its record, why it failed, how fast it was.

    A call that the platform knows no longer is shown as it is kept on this
    machine. --json holds the whole record, with what was said in it.

    \b
    Example:
      oneinbox-console calls show call_9ca968cdb20252f8d958 --transcript
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account
    from console.cli.times import persons_zone

    zone = persons_zone()

    async def work(account: OpenAccount) -> None:
        from console.cli.calls.record import pairs_of, transcript_of
        from console.cli.calls.rows import CallWords, raw

        call = await _read(account, call_id)
        if form is not Form.TABLE:
            show_one((), raw(call), form)
            return
        await account.session.agents.read()
        await account.diagnoses.load_catalogue()
        reason = account.diagnoses.failure_of(call)
        show_one(pairs_of(call, CallWords(account, zone), zone, reason), None, form)
        if transcript:
            click.echo()
            click.echo(transcript_of(call))

    with_account(options, work)


async def _read(account: OpenAccount, call_id: str) -> Call:
    """The call as the platform has it, else as it is kept."""
    from console.cli.calls.one import read_call

    try:
        return await read_call(account, call_id)
    except Stop:
        kept = await account.archive.calls.get(call_id)
        if kept is None:
            raise
    say("The platform knows this call no longer. This is what is kept of it.")
    return kept
