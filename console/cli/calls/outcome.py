"""`calls outcome`: correct what came of a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.completing import calls
from console.cli.confirming import confirm
from console.cli.exits import ExitCode, Stop, say
from console.cli.options import Options, account_options, write_options
from console.text import clean

if TYPE_CHECKING:
    from console.opened import OpenAccount


@click.command("outcome")
@click.argument("call_id", metavar="ID", shell_complete=calls)
@click.argument("outcome", metavar="OUTCOME")
@write_options
@account_options
def outcome_command(
    options: Options, *, call_id: str, outcome: str, dry_run: bool, yes: bool
) -> None:
    """Correct what came of an ended call.

    The outcome is the only thing about a call that can be changed; what the
    analysis says of it is replaced.

    \b
    Example:
      oneinbox-console calls outcome call_9ca968cdb20252f8d958 Interested
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account

    async def work(account: OpenAccount) -> None:
        from console.actions.outcomes import LONGEST, Standing, change_words
        from console.api.vocabulary import is_terminal
        from console.cli.calls.one import read_call
        from console.cli.writing import require_writing

        require_writing(account, dry_run=dry_run)
        if not outcome.strip() or len(outcome) > LONGEST:
            words = f"An outcome has 1 to {LONGEST} characters."
            raise Stop(words, code=ExitCode.USAGE)
        call = await read_call(account, call_id)
        if not is_terminal(call.status):
            raise Stop("The call has not ended. Nothing was sent.")
        await _note_if_new(account, outcome)
        confirm("Set the outcome?", (change_words(call, outcome, "→"),), yes=yes or dry_run)
        async for each in account.outcomes.correct((call.id,), outcome):
            if dry_run:
                return
            if each.standing is not Standing.DONE:
                known = "Not known" if each.standing is Standing.UNKNOWN else "Not corrected"
                raise Stop(f"{known}: {each.words}")
        say(f"{call.id}: “{clean(outcome)}”.")

    with_account(options, work, dry_run=dry_run)


async def _note_if_new(account: OpenAccount, outcome: str) -> None:
    """Say so where the account has set up other outcomes than this one."""
    from console.actions.outcomes import labels
    from console.api.vocabulary import normal

    known = labels((await account.session.outcomes.read()).values())
    if known and normal(outcome) not in map(normal, known):
        names = ", ".join(map(clean, known))
        say(f"“{clean(outcome)}” is none of the account's outcomes: {names}.")
