"""`prompts`: what is said and done with models and their prompts, without a screen."""

from __future__ import annotations

import click

from console.cli.lazy import LazyGroup

_COMMANDS = {
    name: f"console.cli.prompts.{name}"
    for name in ("list", "show", "edit", "set", "diff", "history", "restore", "check")
}


@click.group("prompts", cls=LazyGroup, commands_at=_COMMANDS)
def prompts_command() -> None:
    """List, show, edit, compare, restore and check prompts.

    MODEL is the name or the id of a language model, which has the prompt. A
    FILTER is what is typed after / in the console:

    \b
      sales  name:sales  model:gpt-4.1  agent:aria  text:"refund within"
      temp>0.7  size>8000  agents>1  numbers>0  draft:yes
    """  # noqa: D301 - click wants the backspace itself
