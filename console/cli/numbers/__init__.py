"""`numbers`: what is said and done with phone numbers, without a screen."""

from __future__ import annotations

import click

from console.cli.lazy import LazyGroup

_COMMANDS = {
    name: f"console.cli.numbers.{name}"
    for name in ("list", "search", "buy", "register", "assign", "route", "delete")
}


@click.group("numbers", cls=LazyGroup, commands_at=_COMMANDS)
def numbers_command() -> None:
    """List, search, buy, register, assign, route, delete numbers.

    NUMBER is a phone number (+14155550132, spaces and dashes do no harm), its
    name or its id. A FILTER is what is typed after / in the console:

    \b
      +1415  country:germany  name:berlin  carrier:telnyx  status:inactive
      agent:aria  agent:none  fallback:none
    """  # noqa: D301 - click wants the backspace itself
