"""Commands that are told a secret: never as an argument, and they repeat none."""

from __future__ import annotations

import click

stdin_option = click.option(
    "--stdin", "from_pipe", is_flag=True, help="Read it from standard input instead of asking."
)


class SecretCommand(click.Command):
    """A command that repeats nothing of what stands where no argument belongs."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            if "unexpected extra argument" not in error.message:
                raise
            words = "There is an argument too many. A secret is none: others could read it."
            raise click.UsageError(words, ctx) from None
