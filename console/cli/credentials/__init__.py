"""`credentials`: what is said and done with the keys of other providers, without a screen."""

from __future__ import annotations

import click

from console.cli.lazy import LazyGroup

_COMMANDS = {
    name: f"console.cli.credentials.{name}" for name in ("list", "add", "rotate", "delete")
}


@click.group("credentials", cls=LazyGroup, commands_at=_COMMANDS)
def credentials_command() -> None:
    """List, add, rotate and delete keys that the platform keeps.

    CREDENTIAL is a name or an id. A key is asked for without echo, or read
    from standard input; it is never an argument and never printed. A FILTER is
    what is typed after / in the console:

    \b
      twilio  provider:openai  name:production  used:agent  used:unused
    """  # noqa: D301 - click wants the backspace itself
