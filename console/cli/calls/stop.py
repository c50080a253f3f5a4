"""`calls stop`: end live calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.calls.asked import Asked
from console.cli.completing import calls
from console.cli.confirming import confirm
from console.cli.exits import ExitCode, Stop, say
from console.cli.options import Options, account_options, output_options, write_options
from console.cli.output import Column, Form, show_all

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from console.api.errors import ApiError
    from console.api.records.call import Call
    from console.opened import OpenAccount


@click.command("stop")
@click.argument("call_ids", metavar="[ID]...", nargs=-1, shell_complete=calls)
@click.option("--filter", "wanted", metavar="FILTER", help="All live calls that pass this filter.")
@write_options
@account_options
@output_options
def stop_command(
    options: Options,
    *,
    call_ids: tuple[str, ...],
    wanted: str | None,
    dry_run: bool,
    yes: bool,
    form: Form,
) -> None:
    """End calls: whoever is on the line is cut off.

    Each call is read before and after. A call that has ended already stays as
    it is, which is no failure.

    \b
    Examples:
      oneinbox-console calls stop call_9ca968cdb20252f8d958
      oneinbox-console calls stop --filter 'status:stuck agent:sales' --yes

    Ends with 1 when any of them could not be stopped, and says how it stands
    with each.
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account
    from console.cli.times import persons_zone

    if bool(call_ids) == (wanted is not None):
        raise click.UsageError("Name calls by their ids, or with --filter.")
    zone = persons_zone()
    asked = Asked.read((wanted or "",), history=False, zone=zone)

    async def work(account: OpenAccount) -> None:
        from console.api.vocabulary import is_terminal
        from console.cli.calls.rows import CallWords
        from console.cli.writing import require_writing

        require_writing(account, dry_run=dry_run)
        chosen = await _chosen(account, call_ids, asked)
        live = [call for call in chosen if not is_terminal(call.status)]
        if over := len(chosen) - len(live):
            say("1 call has already ended." if over == 1 else f"{over} calls have already ended.")
        if not live:
            if not chosen:
                say("No live call passes the filter.")
            return
        words = CallWords(account, zone)
        what = "this call" if len(live) == 1 else f"{len(live)} calls"
        named = (f"{call.id}  {words.other_side(call)}  {words.view.agent(call)}" for call in live)
        confirm(f"Stop {what}?", named, yes=yes or dry_run)
        results = await account.calls.stop(call.id for call in live)
        if not dry_run:
            await _tell(account, live, results, form)

    with_account(options, work, dry_run=dry_run)


async def _chosen(account: OpenAccount, call_ids: Sequence[str], asked: Asked) -> Sequence[Call]:
    """The calls that are meant: those named, or the live ones that pass the filter."""
    from console.cli.calls.found import find
    from console.cli.calls.one import read_calls

    await account.session.agents.read()
    if call_ids:
        return await read_calls(account, call_ids)
    if asked.looks_back:
        words = "Only live calls can be stopped: the filter cannot ask about time."
        raise Stop(words, code=ExitCode.USAGE)
    rows = account.session.board.rows
    async with find(account, asked) as found:
        return [call async for call in found.first(None) if not rows[call.id].ended]


async def _tell(
    account: OpenAccount,
    calls: Sequence[Call],
    results: Mapping[str, ApiError | None],
    form: Form,
) -> None:
    """Write how it stands with each.

    Raises:
        Stop: not all were stopped.
    """
    stands = {call.id: await _stand(account, call.id, results[call.id]) for call in calls}
    columns: Sequence[Column[Call]] = (
        Column("ID", lambda call: call.id),
        Column("STOPPED", lambda call: "no" if stands[call.id] else "yes"),
        Column("WHY NOT", lambda call: stands[call.id]),
    )
    show_all(
        calls,
        columns,
        form,
        as_data=lambda call: {
            "id": call.id,
            "stopped": not stands[call.id],
            "error": stands[call.id] or None,
        },
    )
    if failed := sum(map(bool, stands.values())):
        raise Stop(f"{failed} of {len(calls)} could not be stopped.")


async def _stand(account: OpenAccount, call_id: str, error: ApiError | None) -> str:
    """Why a call was not stopped; empty if it was. A lost answer is settled by reading."""
    from console.actions.attempt import nothing_was_done
    from console.api.errors import ApiError
    from console.api.vocabulary import is_terminal
    from console.cli.calls.one import read_call

    if error is None:
        return ""
    if nothing_was_done(error):
        return error.words
    try:
        call = await read_call(account, call_id)
    except (ApiError, Stop):
        return f"{error.words} Whether it was stopped is not known."
    return "" if is_terminal(call.status) else f"{error.words} The call goes on."
