"""A group of commands, each loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Mapping


class LazyGroup(click.Group):
    """Loads a command by name, so that each of them imports only what it needs."""

    def __init__(self, *arguments: Any, commands_at: Mapping[str, str], **extra: Any) -> None:
        """Know where commands are.

        Args:
            arguments: click's.
            commands_at: modules by command name, in the order in which the help names them. The
                command is called in its module as it is on the command line.
            extra: click's.
        """
        super().__init__(*arguments, **extra)
        self._commands_at = commands_at

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Every command's name, in the order of the table."""
        return list(self._commands_at)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name, from its module."""
        module = self._commands_at.get(cmd_name)
        return getattr(import_module(module), f"{cmd_name}_command") if module else None
