"""What a shell may complete: profiles, agents and calls, from what is kept on this machine.

Nothing is asked of the network, no key is looked for, and what goes wrong is passed over in
silence: the shell calls this between two key presses.
"""

from __future__ import annotations

import os
from functools import wraps
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    import click
    from click.shell_completion import CompletionItem

    Offer = tuple[str, str]
    Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]

VARIABLE = "_ONEINBOX_CONSOLE_COMPLETE"
"""What the shell sets to have the program complete instead of running."""


def _in_silence(offers: Callable[[click.Context, str], Iterable[Offer]]) -> Complete:
    """Make click's callback of what yields values, each with what tells it from others."""

    @wraps(offers)
    def complete(
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG001 - click's signature
        incomplete: str,
    ) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        try:
            return [
                CompletionItem(value, help=words or None)
                for value, words in offers(ctx, incomplete)
            ]
        except Exception:  # there is nobody to be told, and nothing lost
            return []

    return complete


@_in_silence
def profiles(_: click.Context, incomplete: str) -> Iterable[Offer]:
    """The profiles in the settings, with their hosts."""
    from console.accounts.paths import settings_file
    from console.accounts.settings import load_settings

    for name, profile in load_settings(settings_file()).profiles.items():
        if name.startswith(incomplete):
            yield name, profile.host


@_in_silence
def agents(ctx: click.Context, incomplete: str) -> Iterable[Offer]:
    """Agents, by their names or by their ids."""
    from console.archive.glance import agents_of

    return _named(agents_of(_archive(ctx)), incomplete)


@_in_silence
def prompts(ctx: click.Context, incomplete: str) -> Iterable[Offer]:
    """Prompts, by their names or by their ids."""
    from console.archive.glance import prompts_of

    return _named(prompts_of(_archive(ctx)), incomplete)


@_in_silence
def calls(ctx: click.Context, incomplete: str) -> Iterable[Offer]:
    """The latest calls by their ids."""
    from console.archive.glance import calls_of

    for call in calls_of(_archive(ctx), incomplete):
        yield call.id, call.words


def _named(names: Mapping[str, str], incomplete: str) -> Iterable[Offer]:
    """Records by their names, and by their ids where no name is known or an id is being typed."""
    typed = incomplete.casefold()
    for record_id, name in names.items():
        if name and name.casefold().startswith(typed):
            yield name, record_id
        elif record_id.startswith(incomplete) and (incomplete or not name):
            yield record_id, name


def _archive(ctx: click.Context) -> Path:
    """The archive of the account that the command line names so far.

    Raises:
        AccountError: it cannot be told which that is.
    """
    from console.accounts.account import choose_account
    from console.accounts.key_sources import EnvironmentKeys
    from console.accounts.paths import archive_file, settings_file
    from console.accounts.settings import load_settings

    account = choose_account(
        load_settings(settings_file()),
        os.environ,
        EnvironmentKeys.take(os.environ),
        profile_name=_option(ctx, "profile"),
        base_url=_option(ctx, "base_url"),
    )
    profile = account.profile
    return archive_file(profile.name, elsewhere=profile.host if account.address_from else "")


def _option(ctx: click.Context | None, name: str) -> str | None:
    """An option as it stands behind the command's name, or else before it: no command has run."""
    while ctx is not None:
        if value := ctx.params.get(name):
            return value
        ctx = ctx.parent
    return None
