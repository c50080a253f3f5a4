"""`calls`: what is said and done with calls, without a screen."""

from __future__ import annotations

import click

from console.cli.lazy import LazyGroup

_COMMANDS = {
    "list": "console.cli.calls.list",
    "show": "console.cli.calls.show",
    "watch": "console.cli.calls.watch",
    "start": "console.cli.calls.start",
    "web": "console.cli.calls.web",
    "stop": "console.cli.calls.stop",
    "redial": "console.cli.calls.redial",
    "outcome": "console.cli.calls.outcome",
    "export": "console.cli.calls.export",
}


@click.group("calls", cls=LazyGroup, commands_at=_COMMANDS)
def calls_command() -> None:
    """List, show, watch, start, stop, redial and export calls.

    A FILTER is what is typed after / in the console:

    \b
      status:failed  agent:sales  to:+4915  reason:busy  dur>60  slow>1.5s
      since:2h  on:yesterday  "call back"  !voicemail  status:busy or no_answer

    Terms stand side by side and all must hold. The shell wants quotes around
    signs such as > and !.
    """  # noqa: D301 - click wants the backspace itself
