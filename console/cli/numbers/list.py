"""`numbers list`: the phone numbers that pass a filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.filtering import filter_argument, filter_of
from console.cli.options import Options, account_options, output_options
from console.cli.output import Column, Form, show_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.api.records.number import PhoneNumber
    from console.opened import OpenAccount
    from console.tui.screens.numbers.view import NumbersView

_OF_CALLS = frozenset({"calls", "failed", "idle"})


@click.command("list")
@filter_argument
@account_options
@output_options
def list_command(options: Options, *, wanted: tuple[str, ...], form: Form) -> None:
    """List phone numbers, with who answers each.

    \b
    Examples:
      oneinbox-console numbers list
      oneinbox-console numbers list agent:none
      oneinbox-console numbers list carrier:telnyx --jsonl | jq -r .phone_number

    --json and --jsonl hold each number as the platform gives it.
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account
    from console.cli.records import data_of
    from console.tui.screens.numbers.view import NUMBERS

    passes = filter_of(wanted, NUMBERS, unread=_OF_CALLS)

    async def work(account: OpenAccount) -> None:
        from console.cli.numbers.reading import read_numbers
        from console.tui.screens.numbers.view import by_number

        view = await read_numbers(account)
        numbers = [
            number
            for number in sorted(account.session.numbers.records.values(), key=by_number)
            if passes.matches(view.fields(number))
        ]
        show_all(numbers, columns(view), form, as_data=data_of)

    with_account(options, work)


def columns(view: NumbersView) -> Sequence[Column[PhoneNumber]]:
    """A number's columns."""
    from console.actions.saving.reach import answering, fallback
    from console.cli.numbers.found import plain
    from console.tui.screens.numbers.view import carrier, is_active

    def fallback_name(number: PhoneNumber) -> str:
        return view.agent_name(fallback(number)) if fallback(number) else ""

    return (
        Column("NUMBER", plain),
        Column("NAME", lambda number: number.friendly_name or "", spare=True),
        Column("CARRIER", carrier, spare=True),
        Column(
            "AGENT",
            lambda number: view.agent_name(answering(number)),
            colour=lambda number: "yellow" if view.unanswered(number) else None,
        ),
        Column("FALLBACK", fallback_name, spare=True),
        Column(
            "STATUS",
            lambda number: number.status or "",
            colour=lambda number: None if is_active(number) else "yellow",
            spare=True,
        ),
        Column("ID", lambda number: number.id, spare=True),
    )
