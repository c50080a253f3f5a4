"""`agents`: what is said and done with agents, without a screen."""

from __future__ import annotations

import click

from console.cli.lazy import LazyGroup

_COMMANDS = {
    name: f"console.cli.agents.{name}"
    for name in ("list", "show", "create", "set", "copy", "delete", "export")
}


@click.group("agents", cls=LazyGroup, commands_at=_COMMANDS)
def agents_command() -> None:
    """List, show, make, change, copy, delete and export agents.

    AGENT is a name or an id. A FILTER is what is typed after / in the console:

    \b
      sales  name:sales  model:gpt-4.1  voice:cartesia  language:en
      number:+4930  says:"how can I help"  !draft:yes
    """  # noqa: D301 - click wants the backspace itself
