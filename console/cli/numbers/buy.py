"""`numbers buy`: one number that is on offer, once it was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.completing import agents
from console.cli.exits import ExitCode, Stop
from console.cli.options import Options, account_options, output_options, write_options

if TYPE_CHECKING:
    from console.cli.output import Form
    from console.opened import OpenAccount


@click.command("buy")
@click.argument("number")
@click.option("--agent", metavar="AGENT", shell_complete=agents, help="Who answers it at once.")
@account_options
@output_options
@write_options
def buy_command(
    options: Options, *, number: str, agent: str | None, form: Form, dry_run: bool, yes: bool
) -> None:
    """Buy a number. This costs money.

    Wants the number typed again. It is bought once, whatever happens: should
    the answer be lost, the list of your numbers is looked at, and nothing is
    sent again.

    \b
    Examples:
      oneinbox-console numbers buy +14155550170
      oneinbox-console numbers buy +14155550170 --agent "Sales EN" --json
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account
    from console.insight.phone import e164, problem_with

    wanted = e164(number)
    if problem := problem_with(wanted):
        raise Stop(f"{number}: {problem}.", code=ExitCode.USAGE)

    async def work(account: OpenAccount) -> None:
        from console.cli.confirming import confirm_by_name
        from console.cli.numbers.found import agent_id_of
        from console.cli.numbers.got import show_got
        from console.cli.writing import require_writing, written

        require_writing(account, dry_run=dry_run)
        known = await account.session.agents.read()
        agent_id = agent_id_of(agent, known.values()) if agent else None
        who = known[agent_id].name or agent_id if agent_id else ""
        lines = [
            "This costs money, each month. `numbers search` shows how much, where it is known.",
            f"{who} answers it at once." if who else "Nobody answers it as yet.",
        ]
        confirm_by_name(f"Buy {wanted}?", wanted, lines, yes=yes or dry_run)
        result = await account.numbers.buy(wanted, agent_id=agent_id)
        show_got(written(result, "Not bought"), form)

    with_account(options, work, dry_run=dry_run)
