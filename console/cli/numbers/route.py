"""`numbers route`: where the inbound calls of a number go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.completing import agents
from console.cli.exits import ExitCode, Stop, say
from console.cli.options import Options, account_options, write_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from console.actions.numbers import NumberEdit
    from console.api.records.number import PhoneNumber
    from console.opened import OpenAccount
    from console.tui.screens.numbers.view import NumbersView


@click.command("route")
@click.argument("number")
@click.option("--agent", metavar="AGENT", shell_complete=agents, help="Who answers; or none.")
@click.option("--fallback", metavar="AGENT", shell_complete=agents, help="Who takes over.")
@click.option("--no-fallback", is_flag=True, help="Nobody takes over.")
@click.option("--voicemail", metavar="TEXT", help="What a caller hears when nobody can answer.")
@click.option("--no-voicemail", is_flag=True, help="The caller hears nothing then.")
@click.option("--name", metavar="TEXT", help="What people call the number.")
@account_options
@write_options
def route_command(
    options: Options,
    *,
    number: str,
    agent: str | None,
    fallback: str | None,
    no_fallback: bool,
    voicemail: str | None,
    no_voicemail: bool,
    name: str | None,
    dry_run: bool,
    yes: bool,
) -> None:
    """Say where the inbound calls of a number go.

    What is not named stays as it is. Calls that live go on.

    \b
    Examples:
      oneinbox-console numbers route +4930901820 --agent "Sales DE"
      oneinbox-console numbers route "Berlin line" --fallback Reception \\
          --voicemail "We call you back."
      oneinbox-console numbers route "Berlin line" --no-fallback --yes
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account

    _refuse_both(fallback is not None and no_fallback, "--fallback and --no-fallback")
    _refuse_both(voicemail is not None and no_voicemail, "--voicemail and --no-voicemail")
    wanted = (agent, fallback, voicemail, name)
    if not (no_fallback or no_voicemail or any(each is not None for each in wanted)):
        raise Stop("What is to be different? See --help.", code=ExitCode.USAGE)

    async def work(account: OpenAccount) -> None:
        from console.actions.numbers import KEPT, NumberEdit
        from console.cli.confirming import confirm
        from console.cli.numbers.found import agent_id_of, number_named, plain
        from console.cli.numbers.reading import read_numbers
        from console.cli.writing import require_writing, written

        require_writing(account, dry_run=dry_run)
        view = await read_numbers(account)
        known = account.session.agents.records.values()
        found = number_named(number, account.session.numbers.records.values())
        edit = NumberEdit(
            agent_id=KEPT if agent is None else agent_id_of(agent, known),
            fallback_id=None
            if no_fallback
            else KEPT
            if fallback is None
            else agent_id_of(fallback, known),
            voicemail_message=None if no_voicemail else KEPT if voicemail is None else voicemail,
            friendly_name=KEPT if name is None else name or None,
        )
        lines = list(_changes(found, edit, view))
        if not lines:
            say(f"{plain(found)} is like this already: nothing was sent.")
            return
        confirm(f"Change {plain(found)}?", lines, yes=yes or dry_run)
        written(await account.numbers.change(found, edit), "Not changed")
        say(f"{plain(found)} is changed.")

    with_account(options, work, dry_run=dry_run)


def _refuse_both(both: bool, what: str) -> None:
    if both:
        raise Stop(f"{what} cannot both be meant.", code=ExitCode.USAGE)


def _changes(number: PhoneNumber, edit: NumberEdit, view: NumbersView) -> Iterator[str]:
    """What is now and what will be, a line each."""
    from console.actions.numbers import Kept
    from console.actions.saving.reach import answering, fallback
    from console.cli.records import words
    from console.tui.screens.numbers.view import NOBODY

    def text(value: object) -> str:
        return words(value) if value else "nothing"

    before = {
        "agent": view.agent_name(answering(number)),
        "fallback": view.agent_name(fallback(number)),
        "voicemail": text(number.inbound_routing.get("voicemail_message")),
        "name": text(number.friendly_name),
    }
    after = {
        "agent": edit.agent_id,
        "fallback": edit.fallback_id,
        "voicemail": edit.voicemail_message,
        "name": edit.friendly_name,
    }
    for what, value in after.items():
        if isinstance(value, Kept):
            continue
        is_agent = what in {"agent", "fallback"}
        will = (view.agent_name(value) if value else NOBODY) if is_agent else text(value)
        if will != before[what]:
            yield f"{what}: {before[what]} → {will}"
