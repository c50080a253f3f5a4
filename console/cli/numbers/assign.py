"""`numbers assign`: numbers given to agents, one after the other."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING

import click

from console.cli.exits import ExitCode, Stop, say
from console.cli.options import Options, account_options, write_options

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from console.api.records.number import PhoneNumber
    from console.opened import OpenAccount
    from console.tui.screens.numbers.view import NumbersView

    Wish = tuple[PhoneNumber, str | None]
    """A number, and the id of the agent that shall answer it; None for nobody."""

_MARK = "\ufeff"
"""What spreadsheets put before a text."""
_TITLES = {"number", "phone_number"}


@click.command("assign")
@click.argument("given", metavar="NUMBER... AGENT", nargs=-1, required=True)
@account_options
@write_options
def assign_command(options: Options, *, given: tuple[str, ...], dry_run: bool, yes: bool) -> None:
    """Give numbers to an agent, or to nobody with the agent `none`.

    With - alone, numbers and their agents are read from standard input: CSV
    with a number and an agent on each line, and perhaps number,agent above.

    \b
    Examples:
      oneinbox-console numbers assign +14155550132 +12125550187 "Sales EN"
      oneinbox-console numbers assign "Berlin line" none
      oneinbox-console numbers assign - --yes < numbers.csv

    Each is told of: those that were done are on standard output. Ends with 1
    if one was not.
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account

    typed = _from_csv(sys.stdin.read()) if given == ("-",) else _from_words(given)

    async def work(account: OpenAccount) -> None:
        from console.actions.saving.reach import answering, counted
        from console.cli.confirming import confirm
        from console.cli.numbers.reading import read_numbers
        from console.cli.writing import require_writing

        require_writing(account, dry_run=dry_run)
        view = await read_numbers(account)
        wishes = _wishes(account, typed)
        left = [(number, agent) for number, agent in wishes if answering(number) != agent]
        if not left:
            say("Nothing to do: they are who answers already.")
            return
        lines = [_from_to(number, agent_id, view) for number, agent_id in left]
        confirm(f"Change who answers {counted(len(left), 'number')}?", lines, yes=yes or dry_run)
        await _assign(account, left, view, dry_run=dry_run)

    with_account(options, work, dry_run=dry_run)


def _from_words(given: Sequence[str]) -> list[tuple[str, str]]:
    *numbers, agent = given
    if not numbers:
        raise click.UsageError("Name the numbers, then the agent; or - for a CSV.")
    return [(number, agent) for number in numbers]


def _from_csv(text: str) -> list[tuple[str, str]]:
    """The numbers and agents of a CSV.

    Raises:
        Stop: a line has something else.
    """
    pairs: list[tuple[str, str]] = []
    reader = csv.reader(text.lstrip(_MARK).splitlines())
    for row in reader:
        match [cell.strip() for cell in row]:
            case [] | [""]:
                continue
            case [number, agent] if number and agent:
                pairs.append((number, agent))
            case _:
                words = f"Line {reader.line_num} is not NUMBER,AGENT."
                raise Stop(words, code=ExitCode.USAGE)
    return pairs[1:] if pairs and pairs[0][0].lower() in _TITLES else pairs


def _wishes(account: OpenAccount, typed: Iterable[tuple[str, str]]) -> list[Wish]:
    """What is meant, each number once.

    Raises:
        Stop: something is not there, or a number is given to two.
    """
    from console.cli.numbers.found import agent_id_of, number_named, plain

    session = account.session
    wishes: dict[str, Wish] = {}
    for given, agent in typed:
        number = number_named(given, session.numbers.records.values())
        wish = number, agent_id_of(agent, session.agents.records.values())
        if wishes.setdefault(number.id, wish)[1] != wish[1]:
            raise Stop(f"{plain(number)} is given to two agents.", code=ExitCode.USAGE)
    return list(wishes.values())


def _from_to(number: PhoneNumber, agent_id: str | None, view: NumbersView) -> str:
    from console.actions.saving.reach import answering
    from console.cli.numbers.found import plain

    before, after = view.agent_name(answering(number)), view.agent_name(agent_id)
    return f"{plain(number)}  {before} → {after}"


async def _assign(
    account: OpenAccount, wishes: Sequence[Wish], view: NumbersView, *, dry_run: bool
) -> None:
    """Give each number to its agent, and tell of each.

    Raises:
        Stop: some were not given.
    """
    from console.actions.journal import JournalError
    from console.actions.writes import Done, told
    from console.cli.numbers.found import plain
    from console.cli.progress import Progress

    left = {number.id: (number, "not tried.") for number, _ in wishes}
    agents = {number.id: agent_id for number, agent_id in wishes}
    # A rehearsed write is refused, after which no other would be tried.
    rounds = [[wish] for wish in wishes] if dry_run else [wishes]
    with Progress() as progress:
        try:
            for some in rounds:
                async for number, result in account.numbers.assign_each(some):
                    if not isinstance(result, Done):
                        left[number.id] = number, told(result)
                        continue
                    del left[number.id]
                    progress.clear()
                    click.echo(f"{plain(number)}  {view.agent_name(agents[number.id])}")
                    progress.show(f"{len(wishes) - len(left)} of {len(wishes)}…")
        except JournalError as error:
            say(f"{error} Nothing more was sent.")
    if left:
        steps = (f"{plain(number)}: {why}" for number, why in left.values())
        raise Stop(f"{len(wishes) - len(left)} of {len(wishes)} done.", *steps)
