"""`numbers search`: the numbers on offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.exits import ExitCode, Stop, say
from console.cli.options import Options, account_options, output_options
from console.cli.output import Column, Form, show_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.api.records.number import AvailableNumber
    from console.opened import OpenAccount


@click.command("search")
@click.option(
    "--country", metavar="XX", default="US", show_default=True, help="Two letters: US, GB, DE."
)
@click.option("--area", metavar="CODE", default="", help="The area code, such as 415.")
@click.option("--contains", metavar="DIGITS", default="", help="Digits that you would like.")
@account_options
@output_options
def search_command(options: Options, *, country: str, area: str, contains: str, form: Form) -> None:
    """Search the numbers on offer, which `numbers buy` buys.

    \b
    Examples:
      oneinbox-console numbers search --country US --area 415
      oneinbox-console numbers search --country GB --contains 2020 --json
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account
    from console.insight.offer_wishes import problem_with_area_code, problem_with_country

    country = country.strip().upper()
    problem = problem_with_country(country) or problem_with_area_code(area, country)
    if problem:
        raise Stop(problem, code=ExitCode.USAGE)

    async def work(account: OpenAccount) -> None:
        from console.cli.records import data_of
        from console.insight.offers import place_of, price_of

        offers = await account.numbers.search(
            country, area_code=area.strip(), contains=contains.strip()
        )
        columns: Sequence[Column[AvailableNumber]] = (
            Column("NUMBER", lambda offer: offer.id),
            Column("PLACE", place_of),
            Column("CARRIER", lambda offer: offer.provider or ""),
            Column("COSTS", price_of, right=True),
        )
        show_all(offers, columns, form, as_data=data_of)
        if not offers:
            say("Nothing on offer fits.")

    with_account(options, work)
