"""The options that commands share."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from console.cli.completing import profiles
from console.cli.output import Form

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Options:
    """Which account, and what may be done with it."""

    profile: str | None = None
    base_url: str | None = None
    read_only: bool = False


def account_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command be told its account behind its name too; it gets `Options` first."""

    @click.option(
        "--profile",
        metavar="NAME",
        shell_complete=profiles,
        help="The account to use, by its name.",
    )
    @click.option("--read-only", is_flag=True, help="Refuse everything that changes something.")
    @click.pass_obj
    @functools.wraps(command)
    def with_account(
        options: Options, /, *arguments: Any, profile: str | None, read_only: bool, **rest: Any
    ) -> Any:
        merged = replace(
            options,
            profile=profile or options.profile,
            read_only=read_only or options.read_only,
        )
        return command(merged, *arguments, **rest)

    return with_account


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a person choose how data is written; the command gets `form`."""

    @click.option("--json", "as_json", is_flag=True, help="Write one JSON document.")
    @click.option("--jsonl", "as_lines", is_flag=True, help="Write one JSON object a line.")
    @colour_option
    @functools.wraps(command)
    def with_form(*arguments: Any, as_json: bool, as_lines: bool, **rest: Any) -> Any:
        if as_json and as_lines:
            raise click.UsageError("--json and --jsonl are two forms of the same: choose one.")
        form = Form.JSON if as_json else Form.LINES if as_lines else Form.TABLE
        return command(*arguments, form=form, **rest)

    return with_form


def colour_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a person have no colours."""

    @click.option("--no-color", is_flag=True, help="Use no colours; NO_COLOR does the same.")
    @functools.wraps(command)
    def with_colour(*arguments: Any, no_color: bool, **rest: Any) -> Any:
        if no_color:
            click.get_current_context().color = False
        return command(*arguments, **rest)

    return with_colour


def write_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a person see what would be sent, or be asked nothing; gets `dry_run` and `yes`."""
    yes = click.option("--yes", "-y", is_flag=True, help="Do it without asking.")
    return dry_run_option(yes(command))


def dry_run_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a person see what would be sent; the command gets `dry_run`."""
    return click.option(
        "--dry-run", is_flag=True, help="Send nothing; print what would be sent, as curl."
    )(command)
